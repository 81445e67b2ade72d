"""What becomes of a declaration that another one changes (``@mode``).

What the change says takes the place of what was there; what it does not speak of stays. Attributes,
constraints, values and memberships are added, changed, replaced and taken away one by one.

Source: TEI P5, section 22.8.1 and the attribute class ``att.combinable``. What is laid down nowhere is as in schemas that the TEI has built: a value list without ``@mode`` replaces the
one that was there, and ``classes`` without ``@mode`` do too; but samples (an open list without ``@mode``) do not
open a list that is closed, so an attribute that is restricted in its class is so in all elements. A value list
that changes another and says no ``@type`` keeps the type that was there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from edition.check.findings import Finding
from edition.check.odd.records import (
    Attribute,
    AttributeGroup,
    AttributeRef,
    Classes,
    Constraint,
    Member,
    Mode,
    Spec,
    ValueItem,
    ValueList,
    every_attribute,
)


class _Named(Protocol):
    """Something that changes address by its identifier."""

    @property
    def ident(self) -> str: ...
    @property
    def mode(self) -> Mode: ...


_N = TypeVar("_N", bound=_Named)


def changed(old: Spec, new: Spec, findings: list[Finding]) -> Spec:
    """*old* as *new*, in mode ``change``, leaves it.

    :param findings: where it is said what could not be changed.
    """
    return replace(
        old,
        name=new.name if new.name != new.ident else old.name,
        ns=old.ns if new.ns is None else new.ns,
        classes=_classes(old.classes, new.classes),
        content=old.content if new.content is None else new.content,
        values=_values(old.values, new.values),
        attributes=_members(old, new, findings),
        constraints=_one_by_one(old.constraints, new.constraints),
        words=new.words + old.words,
    )


def changed_attribute(old: Attribute, new: Attribute) -> Attribute:
    """*old* as *new*, in mode ``change``, leaves it; still a change of what it was a change of."""
    return replace(
        old,
        name=new.name if new.name != new.ident else old.name,
        usage=new.usage or old.usage,
        datatype=old.datatype if new.datatype is None else new.datatype,
        values=_values(old.values, new.values),
        constraints=new.constraints or old.constraints,
        words=new.words + old.words,
    )


def _classes(old: Classes | None, new: Classes | None) -> Classes | None:
    if new is None:
        return old
    added = tuple(member for member in new.memberships if member.mode != "delete")
    if not new.changes or old is None:
        return Classes(changes=False, memberships=added)
    told = {member.key for member in new.memberships}
    kept = tuple(member for member in old.memberships if member.key not in told)
    return Classes(changes=False, memberships=added + kept)


def _values(old: ValueList | None, new: ValueList | None) -> ValueList | None:
    if new is None:
        return old
    if new.mode == "delete":
        return None
    if old is not None and old.type == "closed" and new.type == "open" and not new.says_mode:
        return old
    if new.mode != "change" or old is None:
        return replace(new, items=tuple(item for item in new.items if item.mode != "delete"))
    return replace(old, type=new.type or old.type, items=_one_by_one(old.items, new.items))


def _one_by_one(old: Sequence[_N], new: Sequence[_N]) -> tuple[_N, ...]:
    """The *old* ones that no new one deletes or replaces, then the *new* ones.

    What is changed counts as replaced: a constraint has no parts, and what a value means is no matter of
    the schema, unless it gets another name.
    """
    told = {item.ident: item for item in new}
    kept = [
        told[item.ident] if _is_new_name(told.get(item.ident)) else item
        for item in old
        if item.ident not in told or _stays(told[item.ident])
    ]
    there = {id(item) for item in kept}
    return (
        *kept,
        *(i for i in new if i.mode != "delete" and not _stays(i) and id(i) not in there),
    )


def _stays(item: _Named) -> bool:
    """Whether a change leaves the old one in its place."""
    return item.mode == "change" and isinstance(item, ValueItem)


def _is_new_name(item: _Named | None) -> bool:
    return isinstance(item, ValueItem) and item.mode == "change" and item.name != item.ident


def _members(old: Spec, new: Spec, findings: list[Finding]) -> tuple[Member, ...]:
    """The attributes of *old* with those of *new* in their place."""
    there = {attribute.ident for attribute in every_attribute(old.attributes)}
    told: dict[str, Attribute] = {}
    for attribute in every_attribute(new.attributes):
        told[attribute.ident] = attribute
        if old.kind == "class" and attribute.mode in {"change", "delete"}:
            _miss(old, attribute, there, findings)
    added = tuple(_added(new.attributes, there, is_class=old.kind == "class"))
    return added + tuple(_kept(old.attributes, told, is_class=old.kind == "class"))


def _miss(old: Spec, attribute: Attribute, there: set[str], findings: list[Finding]) -> None:
    if attribute.ident not in there:
        findings.append(
            attribute.place.finding(
                "warning",
                "odd-no-such-attribute",
                f"the class {old.ident} declares no attribute @{attribute.ident} that could be"
                f" {attribute.mode}d",
                f"Its attributes are {', '.join(sorted(there)) or 'none'}; look in the classes it belongs to.",
            )
        )


def _added(members: tuple[Member, ...], there: set[str], *, is_class: bool) -> Iterator[Member]:
    """What a change adds.

    Of an element that includes changes of attributes which it has from its classes: those are made when its
    classes are known.
    """
    for member in members:
        if isinstance(member, AttributeRef):
            yield member
        elif isinstance(member, AttributeGroup):
            inner = tuple(_added(member.members, there, is_class=is_class))
            if inner:
                yield replace(member, members=inner)
        elif member.mode in {"add", "replace"}:
            # In a class nothing is inherited that a replacement could take the place of.
            yield replace(member, mode="add") if is_class else member
        elif member.ident not in there and not is_class:
            yield member


def _kept(
    members: tuple[Member, ...], told: dict[str, Attribute], *, is_class: bool
) -> Iterator[Member]:
    """What a change leaves of the attributes there were."""
    for member in members:
        if isinstance(member, AttributeRef):
            yield member
        elif isinstance(member, AttributeGroup):
            inner = tuple(_kept(member.members, told, is_class=is_class))
            if inner:
                yield replace(member, members=inner)
        elif member.ident not in told:
            yield member
        elif told[member.ident].mode == "change":
            yield changed_attribute(member, told[member.ident])
        elif told[member.ident].mode == "delete" and not is_class:
            yield told[member.ident]  # and so not had from a class either


def merged_constraints(
    old: Sequence[Constraint], new: Sequence[Constraint]
) -> tuple[Constraint, ...]:
    """The constraints of a schema, with those of another place."""
    return _one_by_one(old, new)
