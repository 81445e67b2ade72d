"""What is found wrong while a document is held against a schema, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from edition.check.relaxng.automaton import State
from edition.check.relaxng.patterns import Attribute, Pattern


@dataclass(slots=True)
class Stray:
    """An element that cannot stand where it does.

    :ivar element: it.
    :ivar state: what could stand there.
    :ivar instead: the names of which it has the place, if one of them must stand there.
    :ivar meant: the one name that it was taken for, by its looks.
    :ivar before: an element before which it must come.
    :ivar is_late: whether it must come before what stands before it, and not only elsewhere.
    :ivar is_needed_later: whether its like is missing further down.
    """

    element: etree._Element
    state: State
    instead: tuple[str, ...] = ()
    meant: str = ""
    before: etree._Element | None = None
    is_needed_later: bool = False


@dataclass(slots=True)
class Missing:
    """Elements that an element must have and has not.

    :ivar parent: which lacks them.
    :ivar names: for each that is missing, the names that it may have.
    :ivar before: the element before which it must stand, or None at the end.
    :ivar value: the patterns of the value that is missing, if it is one.
    """

    parent: etree._Element
    names: list[tuple[str, ...]]
    before: etree._Element | None
    needs_text: bool = False


@dataclass(slots=True)
class StrayText:
    """Text where none can stand.

    :ivar parent: the element in which it stands.
    :ivar behind: the element, comment or instruction in it which it follows, or None.
    """

    parent: etree._Element
    behind: etree._Element | None
    words: str
    state: State


@dataclass(slots=True)
class WrongValue:
    """A text that is not a value its element may have."""

    element: etree._Element
    text: str
    patterns: tuple[Pattern, ...]


@dataclass(slots=True)
class StrayAttribute:
    """An attribute that its element cannot have.

    :ivar state: what attributes it can have.
    :ivar meant: the one name that it was taken for, by its looks.
    :ivar with_others: attributes beside which it cannot stand, if it can stand without them.
    """

    element: etree._Element
    name: str
    state: State
    meant: str = ""
    with_others: tuple[str, ...] = ()


@dataclass(slots=True)
class WrongAttribute:
    """An attribute with a value that it cannot have."""

    element: etree._Element
    name: str
    value: str
    patterns: tuple[Attribute, ...]


@dataclass(slots=True)
class MissingAttribute:
    """Attributes that an element must have and has not.

    :ivar names: for each that is missing, the names that it may have.
    """

    element: etree._Element
    names: list[tuple[str, ...]] = field(default_factory=list)


Fault = Stray | Missing | StrayText | WrongValue | StrayAttribute | WrongAttribute | MissingAttribute
