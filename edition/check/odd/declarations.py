"""What an ODD says in words: what its elements are for, which values attributes have, examples."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from textwrap import dedent
from typing import Final

from lxml import etree

from edition.tei.names import NAMESPACES, TEI_PREFIX
from edition.tei.text import edited_text

_EXAMPLES: Final = "{http://www.tei-c.org/ns/Examples}"


@dataclass(frozen=True, slots=True)
class DeclaredAttribute:
    """An attribute that an ODD speaks of.

    :ivar is_required: whether every element of this name must have it.
    :ivar values: the values it names, each with what it means or "".
    """

    name: str
    description: str
    is_required: bool
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """An element that an ODD speaks of.

    :ivar description: what it is for in this project.
    :ivar examples: mark-up, as it is written.
    """

    name: str
    description: str
    attributes: tuple[DeclaredAttribute, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A division of an ODD.

    :ivar heading: of the division, or "".
    :ivar prose: its paragraphs.
    """

    heading: str
    prose: tuple[str, ...]
    elements: tuple[Declared, ...]


def chapters(root: etree._Element) -> tuple[Chapter, ...]:
    """What the ODD under *root* says of elements (``elementSpec/desc``), by its divisions, in its order."""
    found: dict[etree._Element | None, list[Declared]] = {}
    for spec in root.iterfind(".//tei:elementSpec[@ident]", NAMESPACES):
        if spec.get("mode") != "delete" and _description(spec):
            found.setdefault(_division(spec), []).append(_declared(spec))
    return tuple(
        Chapter(_heading(division), _prose(division), tuple(elements))
        for division, elements in found.items()
    )


def _declared(spec: etree._Element) -> Declared:
    return Declared(
        spec.get("ident", ""),
        _description(spec),
        tuple(
            _attribute(attribute)
            for attribute in spec.iterfind(".//tei:attDef[@ident]", NAMESPACES)
            if attribute.get("mode") != "delete"
        ),
        tuple(_example(example) for example in spec.iterfind("tei:exemplum/*", NAMESPACES)),
    )


def _attribute(attribute: etree._Element) -> DeclaredAttribute:
    return DeclaredAttribute(
        attribute.get("ident", ""),
        _description(attribute),
        attribute.get("usage") == "req",
        tuple(
            (item.get("ident", ""), _description(item))
            for item in attribute.iterfind("tei:valList/tei:valItem", NAMESPACES)
            if item.get("mode") != "delete"
        ),
    )


def _description(element: etree._Element) -> str:
    described = element.find("tei:desc", NAMESPACES)
    return edited_text(described).rstrip(".") if described is not None else ""


def _division(spec: etree._Element) -> etree._Element | None:
    """The innermost division or group with a heading that *spec* stands in."""
    for up in spec.iterancestors(f"{TEI_PREFIX}div", f"{TEI_PREFIX}specGrp"):
        if up.find("tei:head", NAMESPACES) is not None:
            return up
    return None


def _heading(division: etree._Element | None) -> str:
    head = None if division is None else division.find("tei:head", NAMESPACES)
    return "" if head is None else edited_text(head)


def _prose(division: etree._Element | None) -> tuple[str, ...]:
    if division is None:
        return ()
    paragraphs = (edited_text(p) for p in division.iterfind("tei:p", NAMESPACES))
    return tuple(text for text in paragraphs if text)


def _example(example: etree._Element) -> str:
    """The mark-up of an example, as a file would have it, without the namespace of examples."""
    copied = deepcopy(example)
    for node in copied.iter(f"{_EXAMPLES}*"):
        node.tag = etree.QName(node).localname
    etree.cleanup_namespaces(copied)
    inner = copied.text or ""
    inner += "".join(etree.tostring(child, encoding="unicode") for child in copied)
    return dedent(inner).strip()
