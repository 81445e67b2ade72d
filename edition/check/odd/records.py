"""What an ODD declares, as records: elements, classes, macros, datatypes and their attributes.

A record is what one declaration says; whether it stands alone, changes another or takes one away is its
``mode``. Content models, datatypes and constraints stay trees until they become patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

from edition.check.findings import Finding, Severity
from edition.check.odd.inclusion import origin
from edition.tei.parse import Document

Kind = Literal["element", "class", "macro", "data"]
Mode = Literal["add", "change", "delete", "replace"]


class Place(NamedTuple):
    """Where something is declared."""

    document: Document
    node: etree._Element

    def finding(self, severity: Severity, code: str, message: str, hint: str) -> Finding:
        """What there is to say about this place."""
        document, node = origin(self.document, self.node)
        position = document.position(node)
        return Finding(document.name, position.line, position.column, code, severity, message, hint)


class Key(NamedTuple):
    """What a declaration is known by: its kind and its identifier."""

    kind: Kind
    ident: str


@dataclass(frozen=True, slots=True, eq=False)
class ValueItem:
    """A value that an attribute may have.

    :ivar name: the value as documents write it (``altIdent``, or the identifier).
    :ivar node: the ``valItem``, which says what it is for.
    """

    ident: str
    name: str
    mode: Mode
    node: etree._Element


@dataclass(frozen=True, slots=True, eq=False)
class ValueList:
    """The values of an attribute.

    :ivar type: ``closed``: these alone; ``semi``: these and others of the datatype; ``open``: samples;
        or "" where it is not said.
    :ivar says_mode: whether the mode is said, rather than the usual one.
    """

    type: str
    mode: Mode
    items: tuple[ValueItem, ...]
    says_mode: bool


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """Rules in Schematron.

    :ivar node: the ``constraintSpec``.
    """

    ident: str
    mode: Mode
    place: Place

    @property
    def node(self) -> etree._Element:
        """The ``constraintSpec``."""
        return self.place.node


@dataclass(frozen=True, slots=True, eq=False)
class Attribute:
    """An attribute (``attDef``).

    :ivar ident: what it is known by, with ``xml:`` where it belongs to that namespace.
    :ivar name: as documents write it.
    :ivar ns: the namespace of the name, or "".
    :ivar usage: ``req``, ``rec``, ``opt`` or "" where it is not said.
    :ivar datatype: the ``datatype``, or None where it is not said.
    :ivar words: where it is said what it is for: the ``attDef``, after those that change it.
    """

    ident: str
    name: str
    ns: str
    mode: Mode
    usage: str
    datatype: etree._Element | None
    values: ValueList | None
    constraints: tuple[Constraint, ...]
    place: Place
    words: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AttributeRef:
    """An attribute of a class, or all of them (``attRef``).

    :ivar name: of the attribute, or "" for all.
    """

    owner: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class AttributeGroup:
    """Attributes that belong together, or exclude each other (a nested ``attList``)."""

    is_choice: bool
    members: tuple[Member, ...]


Member = Attribute | AttributeRef | AttributeGroup


class Membership(NamedTuple):
    """That something belongs to a class (``memberOf``).

    :ivar low: how often a member must occur where the class is a sequence (``@min``).
    :ivar high: how often it may, None for any number (``@max``).
    """

    key: str
    mode: Mode
    place: Place
    low: int = 1
    high: int | None = 1


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """The classes something belongs to.

    :ivar changes: whether they are added to or taken from those it had, rather than put in their place.
    """

    changes: bool
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Spec:
    """A declaration: ``elementSpec``, ``classSpec``, ``macroSpec`` or ``dataSpec``.

    :ivar name: of an element, as documents write it (``altIdent``, or the identifier).
    :ivar type: of a class: ``model`` or ``atts``.
    :ivar prefix: of its patterns in the grammar; None for that of the schema.
    :ivar ns: namespace of an element; None for that of the schema.
    :ivar content: the ``content``; None where it is not said.
    :ivar values: the value list that is the content of an element or a datatype.
    :ivar words: where it is said what it is for: the declaration, after those that change it.
    """

    kind: Kind
    ident: str
    name: str
    mode: Mode
    module: str
    type: str
    prefix: str | None
    ns: str | None
    classes: Classes | None
    content: etree._Element | None
    values: ValueList | None
    attributes: tuple[Member, ...]
    constraints: tuple[Constraint, ...]
    place: Place
    words: tuple[etree._Element, ...]

    @property
    def key(self) -> Key:
        """What it is known by."""
        return Key(self.kind, self.ident)

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The classes it belongs to."""
        return self.classes.memberships if self.classes else ()


def every_attribute(members: tuple[Member, ...]) -> Iterator[Attribute]:
    """The attributes among *members*, those in groups too."""
    for member in members:
        if isinstance(member, Attribute):
            yield member
        elif isinstance(member, AttributeGroup):
            yield from every_attribute(member.members)
