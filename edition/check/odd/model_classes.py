"""Model classes as patterns: one of their members, or all of them in their order.

Source: TEI P5, section 22.5.1, ``classRef/@expand``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from edition.check.odd.customise import Schema
from edition.check.odd.patterns import (
    Pattern,
    choice,
    group,
    one_or_more,
    optional,
    ref,
    repeated,
    zero_or_more,
)
from edition.check.odd.records import Spec

#: What ``@expand`` makes of each member. ``alternation`` is the usual choice.
_SEQUENCES: Final[dict[str, Callable[[Pattern], Pattern]]] = {
    "sequence": lambda member: member,
    "sequenceOptional": optional,
    "sequenceRepeatable": one_or_more,
    "sequenceOptionalRepeatable": zero_or_more,
}
EXPANSIONS: Final = frozenset({*_SEQUENCES, "alternation"})


def any_member(schema: Schema, key: str) -> Pattern:
    """One of the members of the class *key*; of none, nothing is allowed."""
    return choice(*(ref(schema.pattern_name(m)) for m in schema.members.get(key, ())))


def wanted_members(
    schema: Schema,
    key: str,
    expand: str = "",
    included: tuple[str, ...] = (),
    excepted: tuple[str, ...] = (),
) -> Pattern:
    """The class *key* as a reference wants it.

    :param expand: how it is expanded, "" for one of the members.
    :param included: members that are wanted; none for all.
    :param excepted: members that are not.
    """
    members = [
        member
        for member in schema.members.get(key, ())
        if (not included or member.ident in included) and member.ident not in excepted
    ]
    return _expanded(schema, key, expand, members, frozenset({key}))


def _expanded(
    schema: Schema, key: str, expand: str, members: list[Spec], within: frozenset[str]
) -> Pattern:
    refs = [_member(schema, member, key, expand, within) for member in members]
    if expand in _SEQUENCES:
        return group(*map(_SEQUENCES[expand], refs))
    return choice(*refs)


def _member(schema: Schema, member: Spec, key: str, expand: str, within: frozenset[str]) -> Pattern:
    """A member of the class *key*: an element as often as it may occur, or a class, expanded as well."""
    made = ref(schema.pattern_name(member))
    if expand not in _SEQUENCES:
        return made
    if member.kind == "class":
        if member.ident in within:
            return made
        inner = schema.members.get(member.ident, [])
        return _expanded(schema, member.ident, expand, inner, within | {member.ident})
    own = next(m for m in member.memberships if m.key == key)
    return repeated(made, own.low, own.high)
