"""What a header says of an earlier publication of its text, and of the edition around it."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.model.faults import without_bidi
from edition.model.works import Original
from edition.tei.dates import parse_point
from edition.tei.names import NAMESPACES, local_name
from edition.tei.text import edited_text, main_title

#: Kinds of items of a ``sourceDesc``, best first: the first printing rather than a later one, and
#: either rather than another digital text (ELTeC, DraCor).
_FIRST: Final = ("original", "firstEdition", "originalSource", "printSource", "")
#: Levels of titles (P5, ``@level``) of what a text stands in.
_AROUND: Final = frozenset({"m", "s", "j"})


def read_original(header: etree._Element) -> Original:
    """The item of the ``sourceDesc`` that is nearest to the origin, or what ``creation`` dates.

    Records without a date give none: a date is not taken from one item and a publisher from another.
    """
    items = [
        item
        for item in header.iterfind(".//tei:sourceDesc//*", NAMESPACES)
        if local_name(item) in {"bibl", "biblStruct", "biblFull"} and item.get("type", "") in _FIRST
    ]
    items.sort(key=lambda item: _FIRST.index(item.get("type", "")))
    for item in items:
        if date := _date(item):
            return Original(
                _first(item, ".//tei:analytic/tei:title") or _first(item, ".//tei:title"),
                date,
                _first(item, ".//tei:title[@level='j']") or _first(item, ".//tei:publisher"),
                _first(item, ".//tei:pubPlace"),
            )
    created = header.find(".//tei:profileDesc/tei:creation", NAMESPACES)
    return Original(date=_date(created) if created is not None else "")


def read_container(header: etree._Element) -> str:
    """The title of the edition that a text stands in: one of level m, s or j that is not its own."""
    own = main_title(header)
    titles = header.findall(".//tei:titleStmt/tei:title[@level]", NAMESPACES)
    around = (
        text
        for title in titles
        if title.get("level") in _AROUND and (text := without_bidi(edited_text(title)))
    )
    return next((text for text in around if text != own), "")


def _date(element: etree._Element) -> str:
    for date in element.iterfind(".//tei:date", NAMESPACES):
        given = next((v for name in ("when", "from", "notBefore") if (v := date.get(name))), "")
        if parse_point(given):
            return given
        if text := edited_text(date):
            return text
    return ""


def _first(element: etree._Element, path: str) -> str:
    found = (edited_text(e).strip(" ,;:") for e in element.iterfind(path, NAMESPACES))
    return next(filter(None, found), "")
