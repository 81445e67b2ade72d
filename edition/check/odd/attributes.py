"""The attributes of elements: their own, and those of their classes as far as they are not overridden.

Source: TEI P5, section 22.5.3, and 22.5.2 on what members of attribute classes inherit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from edition.check.odd.contents import Contents
from edition.check.odd.customise import Schema
from edition.check.odd.merging import changed_attribute
from edition.check.odd.patterns import EMPTY, Pattern, choice, group, ref
from edition.check.odd.records import (
    Attribute,
    AttributeRef,
    Member,
    Spec,
    every_attribute,
)


class Inherited(NamedTuple):
    """An attribute of a class."""

    owner: Spec
    attribute: Attribute


class Attributes:
    """Makes the attribute patterns of one schema."""

    def __init__(self, schema: Schema, contents: Contents) -> None:
        """Make patterns for the declarations of *schema*."""
        self.schema = schema
        self.contents = contents
        self._closures: dict[str, tuple[Inherited, ...]] = {}

    def of_element(self, spec: Spec) -> Pattern:
        """All attributes of an element."""
        inherited = self._of_classes(spec, {a.ident: a for a in every_attribute(spec.attributes)})
        met = {item.attribute.ident for item in self.inherited(spec)}
        return group(*inherited, *self._own(spec, spec.attributes, met, set()))

    def of_class(self, spec: Spec) -> Pattern:
        """All attributes of a class: those of the classes it belongs to, and its own."""
        own = {attribute.ident: attribute for attribute in every_attribute(spec.attributes)}
        refs = [
            ref(self.attribute_name(spec, attribute))
            for attribute in own.values()
            if attribute.mode != "delete"
        ]
        referred = [
            self._referred(member) for member in spec.attributes if isinstance(member, AttributeRef)
        ]
        return group(*self._of_classes(spec, own), *refs, *referred)

    def class_name(self, spec: Spec) -> str:
        """What the attributes of a class are called in the grammar."""
        return f"{self.schema.pattern_name(spec)}.attributes"

    def attribute_name(self, spec: Spec, attribute: Attribute) -> str:
        """What an attribute of a class is called in the grammar."""
        return f"{self.schema.pattern_name(spec)}.attribute.{attribute.ident.replace(':', '')}"

    def inherited(self, spec: Spec) -> tuple[Inherited, ...]:
        """What *spec* has from its attribute classes, each attribute once."""
        found: dict[str, Inherited] = {}
        for membership in spec.memberships:
            for item in self._closure(membership.key):
                found.setdefault(item.attribute.ident, item)
        return tuple(found.values())

    def _closure(self, ident: str) -> tuple[Inherited, ...]:
        """The attributes of a class, with those of the classes it belongs to."""
        if ident not in self._closures:
            self._closures[ident] = ()  # a class that belongs to itself adds nothing
            spec = self.schema.find(ident, "class")
            if spec is not None and spec.type == "atts":
                own = [
                    Inherited(spec, attribute)
                    for attribute in every_attribute(spec.attributes)
                    if not attribute.ident.startswith("xmlns")
                ]
                told = {item.attribute.ident for item in own}
                above = [i for i in self.inherited(spec) if i.attribute.ident not in told]
                live = [item for item in own if item.attribute.mode != "delete"]
                self._closures[ident] = (*above, *live)
        return self._closures[ident]

    def _of_classes(self, spec: Spec, own: dict[str, Attribute]) -> Iterator[Pattern]:
        """The attributes that *spec* has from classes, unless *own* ones take their place."""
        seen: set[str] = set()
        for membership in spec.memberships:
            named = self.schema.find(membership.key, "class")
            items = self._closure(membership.key)
            if named is None or not items:
                continue
            idents = {item.attribute.ident for item in items}
            if not idents & (seen | own.keys()):
                yield ref(self.class_name(named))
            else:
                yield from (
                    self._one(spec, item, own.get(item.attribute.ident))
                    for item in items
                    if item.attribute.ident not in seen
                )
            seen |= idents

    def _one(self, spec: Spec, item: Inherited, own: Attribute | None) -> Pattern:
        """An inherited attribute, as *own* changes it; empty if that stands for itself."""
        if own is None:
            return ref(self.attribute_name(item.owner, item.attribute))
        if own.mode != "change" or spec.kind == "class":
            return EMPTY
        return self.contents.of_attribute(spec, changed_attribute(item.attribute, own))

    def _own(
        self, spec: Spec, members: tuple[Member, ...], met: set[str], done: set[str]
    ) -> Iterator[Pattern]:
        """The attributes that *spec* declares itself.

        What only changes or deletes is no attribute of its own: if no class has it, there is nothing to
        change.
        """
        for member in members:
            if isinstance(member, AttributeRef):
                yield self._referred(member)
            elif isinstance(member, Attribute):
                if member.mode in {"add", "replace"} and member.ident not in done:
                    done.add(member.ident)
                    if not member.ident.startswith("xmlns"):
                        yield self.contents.of_attribute(spec, member)
            elif member.is_choice:
                yield choice(*self._own(spec, member.members, met, done))
            else:
                yield group(*self._own(spec, member.members, met, done))

    def _referred(self, member: AttributeRef) -> Pattern:
        """What an ``attRef`` stands for.

        Without ``@class``, as older ODDs have it, its name is that of a pattern: of a class
        (``att.x.attributes``), of an attribute of one (``att.x.attribute.y``), or of others.
        """
        ident, name = member.owner, member.name
        if not ident:
            if self.schema.is_external(name):
                return ref(name)
            ident, _, name = name.removesuffix(".attributes").partition(".attribute.")
        owner = self.schema.find(ident, "class")
        if owner is None:
            return EMPTY
        if not name:
            return ref(self.class_name(owner))
        for item in self._closure(owner.ident):
            attribute = item.attribute
            if name in {attribute.ident, attribute.name, attribute.ident.replace(":", "")}:
                return ref(self.attribute_name(item.owner, item.attribute))
        return EMPTY
