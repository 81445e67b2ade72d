"""Derivatives: what is still to come of a pattern behind an element, an attribute or a text.

After Brzozowski, and James Clark's "An algorithm for RELAX NG validation". Where that follows a name
into the pattern of an element, this takes an element as a whole, once it is known which of the elements
of the schema it can be: so what may follow does not depend on where in the document one is, and is
found once for all places.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final

from edition.check.relaxng.datatypes import SPACE
from edition.check.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Patterns,
    Text,
    Value,
)

#: Values of an attribute that are remembered; ids would add up without end.
_MOST_VALUES: Final = 50_000
#: Parts of a choice that are sooner tried than looked up.
_FEW: Final = 4
_WORD: Final = re.compile(rf"[^{SPACE}]+")


class Derivatives:
    """Derives patterns, and remembers what it derived."""

    def __init__(self, make: Patterns) -> None:
        """Derive with the patterns that *make* makes."""
        self._make = make
        self._elements: dict[tuple[Pattern, AbstractSet[Element]], Pattern] = {}
        self._attributes: dict[tuple[Pattern, AbstractSet[Attribute]], Pattern] = {}
        self._closed: dict[Pattern, Pattern] = {}
        self._holders: dict[Choice, dict[Element, list[Pattern]]] = {}

    def after_element(self, pattern: Pattern, taken: frozenset[Element]) -> Pattern:
        """What is to come behind an element that can be any one of those *taken*."""
        key = (pattern, taken)
        found = self._elements.get(key)
        if found is None:
            found = self._elements[key] = self._after_element(pattern, taken)
        return found

    def _after_element(self, pattern: Pattern, taken: frozenset[Element]) -> Pattern:  # noqa: PLR0911 – one for each kind
        make = self._make
        match pattern:
            case Choice(ways=parts):
                if len(parts) > _FEW:
                    holders = self._holders.get(pattern) or self._held(pattern)
                    parts = tuple(part for one in taken for part in holders.get(one, ()))
                return make.choice(*(self.after_element(part, taken) for part in parts))
            case Element():
                return make.empty if pattern in taken else make.not_allowed
            case Group(head=first, rest=rest):
                behind = make.group(self.after_element(first, taken), rest)
                if not first.nullable:
                    return behind
                return make.choice(behind, self.after_element(rest, taken))
            case OneOrMore(part=part):
                return make.group(self.after_element(part, taken), make.optional(pattern))
            case Interleave(one=one, other=other):
                return make.choice(
                    make.interleave(self.after_element(one, taken), other),
                    make.interleave(one, self.after_element(other, taken)),
                )
        return make.not_allowed

    def _held(self, choice: Choice) -> dict[Element, list[Pattern]]:
        """Which parts of a *choice* each element can come first in."""
        holders = self._holders[choice] = {}
        for part in choice.ways:
            for element in part.elements:
                holders.setdefault(element, []).append(part)
        return holders

    def after_attribute(self, pattern: Pattern, taken: frozenset[Attribute]) -> Pattern:
        """What is to come when there is an attribute that can be any one of those *taken*."""
        if not pattern.has_attributes:
            return self._make.not_allowed
        key = (pattern, taken)
        found = self._attributes.get(key)
        if found is None:
            found = self._attributes[key] = self._after_attribute(pattern, taken)
        return found

    def _after_attribute(self, pattern: Pattern, taken: frozenset[Attribute]) -> Pattern:
        make = self._make
        match pattern:
            case Choice(ways=parts):
                return make.choice(*(self.after_attribute(part, taken) for part in parts))
            case Attribute():
                return make.empty if pattern in taken else make.not_allowed
            case Group(head=first, rest=rest):
                return make.choice(
                    make.group(self.after_attribute(first, taken), rest),
                    make.group(first, self.after_attribute(rest, taken)),
                )
            case OneOrMore(part=part):
                return make.group(self.after_attribute(part, taken), make.optional(pattern))
            case Interleave(one=one, other=other):
                return make.choice(
                    make.interleave(self.after_attribute(one, taken), other),
                    make.interleave(one, self.after_attribute(other, taken)),
                )
        return make.not_allowed

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """What is to come of *pattern* when there are no more attributes."""
        if not pattern.has_attributes:
            return pattern
        found = self._closed.get(pattern)
        if found is None:
            found = self._closed[pattern] = self._without_attributes(pattern)
        return found

    def _without_attributes(self, pattern: Pattern) -> Pattern:
        make, close = self._make, self.without_attributes
        match pattern:
            case Choice(ways=parts):
                return make.choice(*map(close, parts))
            case Group(head=first, rest=rest):
                return make.group(close(first), close(rest))
            case Interleave(one=one, other=other):
                return make.interleave(close(one), close(other))
            case OneOrMore(part=part):
                return make.one_or_more(close(part))
        return make.not_allowed

    def after_text(self, pattern: Pattern, text: str) -> Pattern:  # noqa: C901, PLR0911 – one for each kind
        """What is to come behind *text*."""
        make = self._make
        match pattern:
            case Text():
                return pattern
            case Choice(ways=parts):
                return make.choice(*(self.after_text(part, text) for part in parts))
            case Group(head=first, rest=rest):
                behind = make.group(self.after_text(first, text), rest)
                if not first.nullable:
                    return behind
                return make.choice(behind, self.after_text(rest, text))
            case OneOrMore(part=part):
                return make.group(self.after_text(part, text), make.optional(pattern))
            case Interleave(one=one, other=other):
                return make.choice(
                    make.interleave(self.after_text(one, text), other),
                    make.interleave(one, self.after_text(other, text)),
                )
            case Data(datatype=datatype, excepted=excepted):
                wrong = datatype.value(text) is None or (
                    excepted is not None and self.matches(excepted, text)
                )
                return make.not_allowed if wrong else make.empty
            case Value(datatype=datatype, value=value):
                return make.empty if datatype.value(text) == value else make.not_allowed
            case List(words=words):
                rest = words
                for word in _WORD.findall(text):
                    rest = self.after_text(rest, word)
                return make.empty if rest.nullable else make.not_allowed
        return make.not_allowed

    def matches(self, pattern: Pattern, text: str) -> bool:
        """Whether *text* is all that *pattern* asks for (section 6.2.7: white space may be nothing)."""
        return self.after_text(pattern, text).nullable or (
            pattern.nullable and not text.strip(SPACE)
        )

    def allows(self, attribute: Attribute, value: str) -> bool:
        """Whether *attribute* may have *value*."""
        found = attribute.known.get(value)
        if found is None:
            if len(attribute.known) >= _MOST_VALUES:
                attribute.known.clear()
            found = attribute.known[value] = self.matches(attribute.value, value)
        return found
