"""From the elements of an ODD to records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from lxml import etree

from edition.check.odd.records import (
    Attribute,
    AttributeGroup,
    AttributeRef,
    Classes,
    Constraint,
    Kind,
    Member,
    Membership,
    Mode,
    Place,
    Spec,
    ValueItem,
    ValueList,
)
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_NS, local_name
from edition.tei.parse import Document

#: The elements that declare something, each with what it declares.
KINDS: Final[dict[str, Kind]] = {
    "elementSpec": "element",
    "classSpec": "class",
    "macroSpec": "macro",
    "dataSpec": "data",
}
_MODES: Final = frozenset({"add", "change", "delete", "replace"})


def read_spec(document: Document, node: etree._Element) -> Spec:
    """The record of an ``elementSpec``, ``classSpec``, ``macroSpec`` or ``dataSpec``."""
    ident = node.get("ident", "").strip()
    classes = node.find("tei:classes", NAMESPACES)
    values = node.find("tei:valList", NAMESPACES)
    return Spec(
        kind=KINDS[local_name(node)],
        ident=ident,
        name=_name(node, ident),
        mode=mode_of(node),
        module=node.get("module", ""),
        type=node.get("type", ""),
        prefix=node.get("prefix"),
        ns=node.get("ns"),
        classes=None if classes is None else _classes(document, classes),
        content=_content(node),
        values=None if values is None else _values(values),
        attributes=tuple(_attribute_lists(document, node)),
        constraints=_constraints(document, node),
        place=Place(document, node),
        words=(node,),
    )


def mode_of(node: etree._Element) -> Mode:
    """How a declaration is meant; without ``@mode`` it stands for itself (``add``)."""
    mode = node.get("mode", "add").strip()
    return cast("Mode", mode) if mode in _MODES else "add"


def names_in(node: etree._Element, attribute: str) -> tuple[str, ...]:
    """The names that *attribute* of *node* lists."""
    return tuple(node.get(attribute, "").split())


def _name(node: etree._Element, ident: str) -> str:
    """The name that documents use: ``altIdent``, or the identifier."""
    other = node.find("tei:altIdent", NAMESPACES)
    return ("" if other is None else (other.text or "").strip()) or ident


def _content(node: etree._Element) -> etree._Element | None:
    """The ``content``; a ``macroSpec`` or ``dataSpec`` may hold it directly, or as ``stringVal``."""
    return node.find("tei:content", NAMESPACES)


def _classes(document: Document, node: etree._Element) -> Classes:
    memberships = tuple(
        Membership(
            member.get("key", "").strip(),
            mode_of(member),
            Place(document, member),
            occurs(member.get("min"), 1) or 0,
            occurs(member.get("max"), 1),
        )
        for member in node.iterfind("tei:memberOf", NAMESPACES)
    )
    return Classes(node.get("mode") == "change", memberships)


def occurs(written: str | None, default: int) -> int | None:
    """A count as ODD writes it; None is any number (``unbounded``)."""
    written = (written or "").strip()
    if written == "unbounded":
        return None
    return int(written) if written.isdecimal() else default


def _values(node: etree._Element) -> ValueList:
    items = tuple(
        ValueItem(
            item.get("ident", ""),
            _name(item, item.get("ident", "")),
            mode_of(item),
            item,
        )
        for item in node.iterfind("tei:valItem", NAMESPACES)
    )
    says_mode = node.get("mode") is not None
    return ValueList(node.get("type", ""), mode_of(node), items, says_mode)


def value_list(node: etree._Element) -> ValueList:
    """The record of a ``valList`` that stands in a content model."""
    return _values(node)


def _attribute_lists(document: Document, node: etree._Element) -> Iterator[Member]:
    for attributes in node.iterfind("tei:attList", NAMESPACES):
        members = tuple(_members(document, attributes))
        if attributes.get("org") == "choice":
            yield AttributeGroup(is_choice=True, members=members)
        else:
            yield from members


def _members(document: Document, node: etree._Element) -> Iterator[Member]:
    for child in node.iterchildren(f"{TEI_PREFIX}*"):
        name = local_name(child)
        if name == "attDef":
            yield _attribute(document, child)
        elif name == "attRef":
            yield AttributeRef(
                child.get("class", "").strip(),
                child.get("name", "").strip(),
                Place(document, child),
            )
        elif name == "attList":
            is_choice = child.get("org") == "choice"
            yield AttributeGroup(is_choice=is_choice, members=tuple(_members(document, child)))


def _attribute(document: Document, node: etree._Element) -> Attribute:
    ident, ns = node.get("ident", "").strip(), node.get("ns", "").strip()
    if ns == XML_NS and not ident.startswith("xml:"):
        ident = f"xml:{ident}"
    values = node.find("tei:valList", NAMESPACES)
    return Attribute(
        ident=ident,
        name=_name(node, ident),
        ns=ns,
        mode=mode_of(node),
        usage=node.get("usage", ""),
        datatype=node.find("tei:datatype", NAMESPACES),
        values=None if values is None else _values(values),
        constraints=_constraints(document, node),
        place=Place(document, node),
        words=(node,),
    )


def _constraints(document: Document, node: etree._Element) -> tuple[Constraint, ...]:
    return tuple(
        Constraint(spec.get("ident", ""), mode_of(spec), Place(document, spec))
        for spec in node.iterfind("tei:constraintSpec", NAMESPACES)
    )


def schema_constraints(document: Document, node: etree._Element) -> tuple[Constraint, ...]:
    """The constraints of a ``schemaSpec``, which are of the document as a whole."""
    return _constraints(document, node)
