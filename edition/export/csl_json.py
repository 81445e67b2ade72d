"""The bibliography as CSL-JSON, the input of citation processors and reference managers.

``@type`` of an item is a type of CSL, by convention of this model; of one that has none it is told by its
parts. Read are ``biblStruct`` and ``bibl`` (P5, section 3.12); the shape is that of the schema ``csl-data.json`` of
CSL 1.0.2.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from edition.model.bibliography import source_elements
from edition.model.context import context_of
from edition.tei.dates import Point, parse_point
from edition.tei.names import NAMESPACES, XML_LANG, local_name
from edition.tei.parse import Document
from edition.tei.text import edited_text

MEDIA_TYPE: Final = "application/vnd.citationstyles.csl+json"
#: The types of CSL 1.0.2.
TYPES: Final = frozenset(
    {
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
        "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
        "entry-encyclopedia", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
        "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
        "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
        "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
    }
)  # fmt: skip
_ROLES: Final = ("author", "editor", "translator")
_SCOPES: Final = {
    "chapter": "chapter-number",
    "issue": "issue",
    "page": "page",
    "pages": "page",
    "pp": "page",
    "vol": "volume",
    "volume": "volume",
}
_IDENTIFIERS: Final = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "url": "URL"}
_NAME_PARTS: Final = {
    "family": "surname",
    "given": "forename",
    "non-dropping-particle": "nameLink",
    "suffix": "genName",
}

Json = dict[str, Any]


def bibliography(documents: Iterable[Document]) -> str:
    """The JSON of all sources of the *documents*, one item on a line."""
    items = [item for document in documents for item in items_of(document)]
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]\n" if items else "[]\n"


def items_of(document: Document) -> Iterator[Json]:
    """The sources of a file; the id of each is its anchor."""
    context = context_of(document)
    for element in source_elements(document.root):
        yield {"id": context.number(element, "bibl"), **_item(element)}


def _item(element: etree._Element) -> Json:
    analytic = element.find("tei:analytic", NAMESPACES)
    monogr = element.find("tei:monogr", NAMESPACES)
    part, whole = _titles(element, analytic, monogr)
    found: Json = {"type": _type(element, whole)}
    title = part if part is not None else whole
    if title is not None:
        found["title"] = edited_text(title)
        language = title.get(XML_LANG) or element.get(XML_LANG)
        if language:
            found["language"] = language
    if part is not None and whole is not None:
        found["container-title"] = edited_text(whole)
    found |= _people(element, analytic, monogr)
    found |= _publication(element)
    found |= _series(element)
    return found | _addresses(element)


def _titles(
    element: etree._Element, analytic: etree._Element | None, monogr: etree._Element | None
) -> tuple[etree._Element | None, etree._Element | None]:
    """The titles of a part of a publication, if it is one, and of the publication."""
    if analytic is not None or monogr is not None:
        return _title(analytic), _title(monogr)
    part = element.find("tei:title[@level='a']", NAMESPACES)
    others = [
        title
        for title in element.iterfind("tei:title", NAMESPACES)
        if title is not part and title.get("level") != "s"
    ]
    return part, others[0] if others else None


def _title(element: etree._Element | None) -> etree._Element | None:
    """The first title of *element* that has words, a main one if there is such."""
    if element is None:
        return None
    titles = [one for one in element.iterfind("tei:title", NAMESPACES) if edited_text(one)]
    titles.sort(key=lambda title: title.get("type") not in {"main", None})
    return titles[0] if titles else None


def _type(element: etree._Element, whole: etree._Element | None) -> str:
    written = element.get("type", "")
    if written in TYPES:
        return written
    is_part = element.find(".//tei:title[@level='a']", NAMESPACES) is not None
    if whole is not None and whole.get("level") == "j":
        return "article-journal"
    if is_part:
        return "chapter"
    has_imprint = element.find(".//tei:publisher", NAMESPACES) is not None
    return "book" if has_imprint else "document"


def _people(
    element: etree._Element, analytic: etree._Element | None, monogr: etree._Element | None
) -> Json:
    """Who made it. Authors of the whole of which it is a part are those of the container."""
    found: Json = {}
    for role in _ROLES:
        own = _names(element if analytic is None and monogr is None else analytic, role)
        around = _names(monogr, role)
        if role == "author" and own and around:
            found["container-author"] = around
        names = own or around
        if names:
            found[role] = names
    return found


def _names(element: etree._Element | None, role: str) -> list[Json]:
    if element is None:
        return []
    people = element.iterfind(f"tei:{role}", NAMESPACES)
    return [name for person in people if (name := _name(person))]


def _name(person: etree._Element) -> Json:
    """A name in its parts, or as it stands."""
    parts = {
        variable: " ".join(
            text
            for one in person.iterfind(f".//tei:{tag}", NAMESPACES)
            if (text := edited_text(one))
        )
        for variable, tag in _NAME_PARTS.items()
    }
    if parts["family"]:
        return {variable: text for variable, text in parts.items() if text}
    literal = edited_text(person)
    return {"literal": literal} if literal else {}


def _publication(element: etree._Element) -> Json:
    """When, where and by whom it was published, and where in it the part stands."""
    found: Json = {}
    date = element.find(".//tei:imprint/tei:date", NAMESPACES)
    if date is None:
        date = element.find("tei:date", NAMESPACES)
    if date is not None and (issued := _date(date)):
        found["issued"] = issued
    for variable, path in (
        ("publisher", ".//tei:publisher"),
        ("publisher-place", ".//tei:pubPlace"),
        ("edition", ".//tei:edition"),
    ):
        texts = [text for one in element.iterfind(path, NAMESPACES) if (text := edited_text(one))]
        if texts:
            found[variable] = "; ".join(texts)
    for scope in element.iterfind(".//tei:biblScope", NAMESPACES):
        parent = scope.getparent()
        variable = _SCOPES.get(scope.get("unit", scope.get("type", "")), "")
        if variable and not (parent is not None and local_name(parent) == "series"):
            found.setdefault(variable, _scope(scope))
    return {variable: value for variable, value in found.items() if value}


def _scope(scope: etree._Element) -> str:
    words = edited_text(scope)
    if words or not scope.get("from"):
        return words
    return "–".join(filter(None, (scope.get("from"), scope.get("to"))))


def _series(element: etree._Element) -> Json:
    found: Json = {}
    series = element.find("tei:series", NAMESPACES)
    title = _title(series)
    if title is None:
        title = element.find("tei:title[@level='s']", NAMESPACES)
    if title is not None:
        found["collection-title"] = edited_text(title)
    scope = series.find("tei:biblScope", NAMESPACES) if series is not None else None
    if scope is not None and (number := _scope(scope)):
        found["collection-number"] = number
    return found


def _addresses(element: etree._Element) -> Json:
    """Identifiers, and the address at which it is."""
    found: Json = {}
    for idno in element.iterfind(".//tei:idno", NAMESPACES):
        variable = _IDENTIFIERS.get(idno.get("type", "").lower())
        if variable and (text := edited_text(idno)):
            found.setdefault(variable, text)
    for path in ("ref", "ptr", "analytic/ref", "analytic/ptr", "monogr/ref", "monogr/ptr"):
        tagged = "/".join(f"tei:{step}" for step in path.split("/"))
        pointer = element.find(tagged, NAMESPACES)
        target = (pointer.get("target") or "").strip() if pointer is not None else ""
        if target.lower().startswith(("http://", "https://")):
            found.setdefault("URL", target)
    return found


def _date(date: etree._Element) -> Json:
    """A date or a span of time; words that are neither as they stand, "n.d." apart."""
    points = [
        point
        for name in ("when", "from", "notBefore", "to", "notAfter")
        if (point := parse_point(date.get(name, "")))
    ]
    if points:
        made: Json = {"date-parts": [_parts(point) for point in points[:2]]}
        if date.get("notBefore") or date.get("notAfter"):
            made["circa"] = True
        return made
    words = edited_text(date)
    if not words or words.casefold() in {"n.d.", "s.a.", "s.d.", "o.j."}:
        return {}
    point = parse_point(words)
    return {"date-parts": [_parts(point)]} if point else {"literal": words}


def _parts(point: Point) -> list[int]:
    # CSL counts years before the common era as we write them: −1 is 1 BCE.
    year = point.year if point.year > 0 else point.year - 1
    return [year, *(part for part in (point.month, point.day) if part)]
