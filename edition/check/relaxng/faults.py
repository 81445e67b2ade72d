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
    :ivar is_needed_later: whether its like is missing further down.
    :ivar also: the names of what stands beside it and cannot stand there either.
    :ivar wrappers: the names of elements that could stand there around all of that.
    """

    element: etree._Element
    state: State
    instead: tuple[str, ...] = ()
    meant: str = ""
    before: etree._Element | None = None
    is_needed_later: bool = False
    also: list[str] = field(default_factory=list)
    wrappers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Missing:
    """Elements that an element must have and has not.

    :ivar parent: which lacks them.
    :ivar names: for each that is missing, the names that it may have.
    :ivar before: the element before which it must stand, or None at the end.
    :ivar needs_text: whether a value is missing.
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
    :ivar also: the names of elements beside it that cannot stand there either.
    :ivar wrappers: the names of elements that could stand there around all of that.
    """

    parent: etree._Element
    behind: etree._Element | None
    words: str
    state: State
    also: list[str] = field(default_factory=list)
    wrappers: list[str] = field(default_factory=list)


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


Fault = (
    Stray | Missing | StrayText | WrongValue | StrayAttribute | WrongAttribute | MissingAttribute
)


def is_in(fault: Fault) -> etree._Element | None:
    """The element of whose attributes or content *fault* is, or None for a root that cannot be one."""
    match fault:
        case Stray(element=element):
            return element.getparent()
        case Missing(parent=parent) | StrayText(parent=parent):
            return parent
    return fault.element
