"""The bibliography: what the editors used, as short labels and full lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.model.context import Context
from edition.model.records import Source
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_ID, local_name, tei
from edition.tei.text import edited_text

_ITEMS: Final = (tei("bibl"), tei("biblStruct"), tei("biblFull"))
_CONTRIBUTORS: Final = ("author", "editor")


def read_sources(root: etree._Element, context: Context) -> list[Source]:
    """The items of all bibliographies of a file (entries of ``listBibl``, not its works)."""
    found = []
    for element in source_elements(root):
        context.number(element, "bibl")
        found.append(_source(element, context))
    return found


def source_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The elements of these items."""
    for element in root.iter(*_ITEMS):
        parent = element.getparent()
        if parent is None or local_name(parent) != "listBibl" or parent.get("type") == "works":
            continue
        if any(
            up.tag == TEI_PREFIX + "teiHeader" for up in element.iterancestors()
        ) and not element.get(XML_ID):
            continue
        yield element


def _source(element: etree._Element, context: Context) -> Source:
    key = context.key(element)
    title = _first(element, ".//tei:analytic/tei:title") or _first(element, ".//tei:title")
    people = tuple(
        text
        for person in element.iter(*(tei(name) for name in _CONTRIBUTORS))
        if (text := _person(person))
    )
    date = element.find(".//tei:date", NAMESPACES)
    year = ""
    if date is not None:
        year = date.get("when") or date.get("from") or edited_text(date)
    confidence = element.find(".//tei:note[@type='confidence']", NAMESPACES)
    return Source(
        key=key,
        label=element.get("n") or _label(people, year) or title or context.anchors[element],
        genre=element.get("type", ""),
        title=title,
        authors=people,
        date=year,
        url=_address(element),
        text=edited_text(element),
        cert=confidence.get("cert", "") if confidence is not None else element.get("cert", ""),
        line=element.sourceline or 0,
    )


def _first(element: etree._Element, path: str) -> str:
    return next((text for e in element.iterfind(path, NAMESPACES) if (text := edited_text(e))), "")


def _person(element: etree._Element) -> str:
    """Give "Family, Given" if the parts are marked up, otherwise the text as it stands."""
    surname = _first(element, ".//tei:surname")
    if not surname:
        return edited_text(element)
    forenames = " ".join(edited_text(e) for e in element.iterfind(".//tei:forename", NAMESPACES))
    return f"{surname}, {forenames}" if forenames else surname


def _label(people: tuple[str, ...], year: str) -> str:
    if not people:
        return ""
    return f"{people[0].partition(',')[0]} {year[:4]}".strip()


def _address(element: etree._Element) -> str:
    for path, attribute in (
        (".//tei:idno[@type='URL']", None),
        (".//tei:idno[@type='url']", None),
        (".//tei:ptr[@target]", "target"),
        (".//tei:ref[@target]", "target"),
    ):
        found = element.find(path, NAMESPACES)
        if found is not None:
            return (found.get(attribute, "") if attribute else edited_text(found)).strip()
    return ""
