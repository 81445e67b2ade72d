"""Patterns of RELAX NG, simplified and shared.

A pattern is made once: :class:`Patterns` gives the same object for the same parts, so that what is
derived from patterns can be kept by them. The laws of the specification's section 4 that make patterns
smaller hold on construction, and some more that keep derivatives few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from edition.check.relaxng.datatypes import Datatype
from edition.check.relaxng.names import NameClass


@dataclass(eq=False, slots=True)
class Pattern:
    """What all patterns have.

    :ivar nullable: whether it matches nothing at all.
    :ivar has_attributes: whether there are attributes in it, outside its elements.
    :ivar has_data: whether it asks for a value (``data``, ``value``, ``list``) outside its elements.
    """

    nullable: bool = field(init=False, default=False)
    has_attributes: bool = field(init=False, default=False)
    has_data: bool = field(init=False, default=False)
    _elements: tuple[Element, ...] | None = field(init=False, default=None)

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements that may come first in it, in the order of the schema."""
        if self._elements is None:
            self._elements = tuple(
                dict.fromkeys(element for part in self.first() for element in part.elements)
            )
        return self._elements

    def parts(self) -> tuple[Pattern, ...]:
        """The patterns that it is made of; those in elements and attributes are not of it."""
        return ()

    def first(self) -> tuple[Pattern, ...]:
        """Those of its parts that may come first."""
        return self.parts()

    def attributes(self) -> Iterator[Attribute]:
        """The attributes in it, in the order of the schema."""
        left: list[Pattern] = [self]
        while left:
            pattern = left.pop()
            if isinstance(pattern, Attribute):
                yield pattern
            elif pattern.has_attributes:
                left.extend(reversed(pattern.parts()))


@dataclass(eq=False, slots=True)
class Empty(Pattern):
    """Nothing."""


@dataclass(eq=False, slots=True)
class NotAllowed(Pattern):
    """What nothing matches."""


@dataclass(eq=False, slots=True)
class Text(Pattern):
    """Any text."""


@dataclass(eq=False, slots=True)
class Data(Pattern):
    """A text of a datatype, but none that *excepted* matches."""

    datatype: Datatype
    excepted: Pattern | None


@dataclass(eq=False, slots=True)
class Value(Pattern):
    """One value of a datatype, as it is *written* in the schema."""

    datatype: Datatype
    written: str
    value: object


@dataclass(eq=False, slots=True)
class List(Pattern):
    """A text whose words, between white space, match *words*."""

    words: Pattern


@dataclass(eq=False, slots=True)
class Attribute(Pattern):
    """An attribute.

    :ivar known: values that were looked at, and whether they match.
    """

    names: NameClass
    value: Pattern
    known: dict[str, bool] = field(init=False, default_factory=dict)


@dataclass(eq=False, slots=True)
class Element(Pattern):
    """An element.

    :ivar read: gives the pattern of its attributes and content, which is read when it is asked for.
    """

    names: NameClass
    read: Callable[[], Pattern]
    _content: Pattern | None = field(init=False, default=None)

    @property
    def elements(self) -> tuple[Element, ...]:
        """Itself."""
        return (self,)

    @property
    def content(self) -> Pattern:
        """The pattern of its attributes and content."""
        if self._content is None:
            self._content = self.read()
        return self._content


@dataclass(eq=False, slots=True)
class Choice(Pattern):
    """One of several patterns, none of which is a choice."""

    ways: tuple[Pattern, ...]

    def parts(self) -> tuple[Pattern, ...]:
        """Its ways."""
        return self.ways


@dataclass(eq=False, slots=True)
class Group(Pattern):
    """One pattern and then another; the first of them is no group."""

    head: Pattern
    rest: Pattern

    def parts(self) -> tuple[Pattern, ...]:
        """Both."""
        return self.head, self.rest

    def first(self) -> tuple[Pattern, ...]:
        """The first, and the other if the first may be nothing."""
        return (self.head, self.rest) if self.head.nullable else (self.head,)


@dataclass(eq=False, slots=True)
class Interleave(Pattern):
    """Two patterns whose parts may mix."""

    one: Pattern
    other: Pattern

    def parts(self) -> tuple[Pattern, ...]:
        """Both."""
        return self.one, self.other


@dataclass(eq=False, slots=True)
class OneOrMore(Pattern):
    """A pattern once or several times."""

    part: Pattern

    def parts(self) -> tuple[Pattern, ...]:
        """Its one part."""
        return (self.part,)


_P = TypeVar("_P", bound=Pattern)


class Patterns:
    """Makes patterns, each once."""

    def __init__(self) -> None:
        """Begin with the patterns that have no parts."""
        self.empty = Empty()
        self.empty.nullable = True
        self.not_allowed = NotAllowed()
        self.text = Text()
        self.text.nullable = True
        self._made: dict[tuple[object, ...], Pattern] = {}

    def _keep(self, key: tuple[object, ...], pattern: _P) -> _P:
        self._made[key] = pattern
        return pattern

    def data(self, datatype: Datatype, excepted: Pattern | None = None) -> Pattern:
        """A text of *datatype*."""
        key = (Data, datatype.name, datatype.parameters, excepted)
        found = self._made.get(key)
        if found is None:
            found = self._keep(key, Data(datatype, excepted))
            found.has_data = True
        return found

    def value(self, datatype: Datatype, written: str) -> Pattern:
        """One value of *datatype*; what is none of its values matches nothing."""
        value = datatype.value(written)
        if value is None:
            return self.not_allowed
        key = (Value, datatype.name, written)
        found = self._made.get(key)
        if found is None:
            found = self._keep(key, Value(datatype, written, value))
            found.has_data = True
        return found

    def list(self, words: Pattern) -> Pattern:
        """A text of words."""
        if words is self.not_allowed:
            return words
        key = (List, words)
        found = self._made.get(key)
        if found is None:
            found = self._keep(key, List(words))
            found.has_data = True
        return found

    def attribute(self, names: NameClass, value: Pattern) -> Pattern:
        """An attribute."""
        if value is self.not_allowed:
            return value
        key = (Attribute, names, value)
        found = self._made.get(key)
        if found is None:
            made = Attribute(names, value)
            made.has_attributes = True
            found = self._keep(key, made)
        return found

    def element(self, names: NameClass, read: Callable[[], Pattern]) -> Element:
        """A new element: two of the same content are two all the same."""
        return Element(names, read)

    def choice(self, *patterns: Pattern) -> Pattern:
        """One of *patterns*."""
        parts: dict[Pattern, None] = {}
        for pattern in patterns:
            if isinstance(pattern, Choice):
                parts.update(dict.fromkeys(pattern.ways))
            elif pattern is not self.not_allowed:
                parts[pattern] = None
        if self.empty in parts and any(p.nullable for p in parts if p is not self.empty):
            del parts[self.empty]
        if len(parts) <= 1:
            return next(iter(parts), self.not_allowed)
        key = (Choice, frozenset(parts))
        found = self._made.get(key)
        if found is None:
            made = Choice(tuple(parts))
            made.nullable = any(part.nullable for part in parts)
            found = self._keep(key, _told(made))
        return found

    def group(self, first: Pattern, rest: Pattern) -> Pattern:
        """*first*, and then *rest*."""
        if first is self.not_allowed or rest is self.not_allowed:
            return self.not_allowed
        if first is self.empty:
            return rest
        if rest is self.empty:
            return first
        if isinstance(first, Group):
            return self.group(first.head, self.group(first.rest, rest))
        if first is self.text and self._begins_with_texts(rest):
            return rest
        key = (Group, first, rest)
        found = self._made.get(key)
        if found is None:
            made = Group(first, rest)
            made.nullable = first.nullable and rest.nullable
            found = self._keep(key, _told(made))
        return found

    def interleave(self, one: Pattern, other: Pattern) -> Pattern:
        """*one* and *other*, mixed."""
        if one is self.not_allowed or other is self.not_allowed:
            return self.not_allowed
        if one is self.empty:
            return other
        if other is self.empty:
            return one
        key = (Interleave, frozenset((one, other)))
        found = self._made.get(key)
        if found is None:
            made = Interleave(one, other)
            made.nullable = one.nullable and other.nullable
            found = self._keep(key, _told(made))
        return found

    def one_or_more(self, part: Pattern) -> Pattern:
        """*part* once or several times."""
        if part in {self.not_allowed, self.empty, self.text} or isinstance(part, OneOrMore):
            return part
        key = (OneOrMore, part)
        found = self._made.get(key)
        if found is None:
            made = OneOrMore(part)
            made.nullable = part.nullable
            found = self._keep(key, _told(made))
        return found

    def optional(self, part: Pattern) -> Pattern:
        """*part* or nothing."""
        return self.choice(part, self.empty)

    def _begins_with_texts(self, pattern: Pattern) -> bool:
        """Whether text before *pattern* says nothing that it does not say itself."""
        if isinstance(pattern, Group):
            return self._begins_with_texts(pattern.head)
        if isinstance(pattern, Interleave):
            return self.text in {pattern.one, pattern.other}
        if not isinstance(pattern, OneOrMore):
            return pattern is self.text
        return isinstance(pattern.part, Choice) and self.text in pattern.part.ways


def _told(made: _P) -> _P:
    """*made*, which knows what its parts have."""
    for part in made.parts():
        made.has_attributes = made.has_attributes or part.has_attributes
        made.has_data = made.has_data or part.has_data
    return made
