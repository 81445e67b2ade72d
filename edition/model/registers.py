"""Registers: persons, places, organisations, events, works and objects, wherever they lie.

An entry is an element of the right name in a list of the right name, or with an ``xml:id``. Read are
names and variants, sort keys, dates, identifiers, coordinates and a one-line description
(P5, chapter 14, Names, Dates, People and Places).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.model.context import Context
from edition.model.coordinates import read_point
from edition.model.records import (
    Coordinates,
    DatedEvent,
    Entity,
    EntityKind,
    Identifier,
    LabelledDate,
    Name,
    Relation,
)
from edition.tei.dates import read_dating
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_ID, XML_LANG, local_name, tei
from edition.tei.text import edited_text

#: Elements that are entries of a register, and which register it is.
ENTRIES: Final[dict[str, EntityKind]] = {
    "person": "person",
    "personGrp": "person",
    "place": "place",
    "org": "organisation",
    "event": "event",
    "object": "object",
}
#: Lists whose ``bibl`` are works that a text speaks of, not sources that an editor used.
_WORKS: Final = "works"
_LISTS: Final = frozenset(
    {
        "listPerson",
        "listPlace",
        "listOrg",
        "listEvent",
        "listObject",
        "listBibl",
        "particDesc",
        "personGrp",
        "standOff",
    }
)
#: In which children the names of an entry are, best first.
_NAMES: Final[dict[EntityKind, tuple[str, ...]]] = {
    "person": ("persName", "name", "label", "head"),
    "place": ("placeName", "geogName", "settlement", "region", "country", "name", "label", "head"),
    "organisation": ("orgName", "name", "label", "head"),
    "event": ("eventName", "label", "head", "name", "desc"),
    "work": ("title", "name", "label", "head"),
    "object": ("objectName", "objectIdentifier/objectName", "name", "label", "head"),
}
_MAIN_TYPES: Final = frozenset({"main", "pref", "preferred", "reg"})


def read_entities(root: etree._Element, context: Context) -> list[Entity]:
    """The entries of all registers of a file, in document order."""
    return [_entity(element, kind, context) for element, kind in _entries(root)]


def read_events(root: etree._Element, context: Context) -> list[DatedEvent]:
    """The lines of the chronologies of a file (``listEvent[@type='chronology']``)."""
    found = []
    for element in root.iterfind(".//tei:listEvent[@type='chronology']/tei:event", NAMESPACES):
        dating = read_dating(element)
        if dating is None:
            continue
        context.number(element, "event")
        names = list(_names(element, "event"))
        found.append(
            DatedEvent(
                context.key(element),
                names[0].text if names else edited_text(element),
                dating,
                element.get("subtype", "") or element.get("type", ""),
                context.targets(element, "corresp"),
                context.targets(element, "source"),
                element.sourceline or 0,
            )
        )
    return found


def read_relations(root: etree._Element, context: Context) -> list[Relation]:
    """All ``relation`` elements of a file."""
    return [
        Relation(
            element.get("name") or element.get("ref") or element.get("type") or "related",
            context.targets(element, "active"),
            context.targets(element, "passive"),
            context.targets(element, "mutual"),
            element.get("cert", ""),
            context.file,
            element.sourceline or 0,
        )
        for element in root.iter(tei("relation"))
    ]


def _entries(root: etree._Element) -> Iterator[tuple[etree._Element, EntityKind]]:
    names = (*ENTRIES, "bibl", "biblStruct")
    for element in root.iter(*(TEI_PREFIX + name for name in names)):
        parent = element.getparent()
        within = local_name(parent) if parent is not None else ""
        name = local_name(element)
        kind = ENTRIES.get(name)
        listed = parent.get("type", "") if parent is not None else ""
        if name == "event" and within == "listEvent" and listed == "chronology":
            continue
        if kind and (within in _LISTS or element.get(XML_ID)):
            yield element, kind
        elif name in {"bibl", "biblStruct"} and within == "listBibl" and listed == _WORKS:
            yield element, "work"


def _entity(element: etree._Element, kind: EntityKind, context: Context) -> Entity:
    context.number(element, local_name(element))
    parent = next(
        (
            up
            for up in element.iterancestors()
            if local_name(up) in ENTRIES and up in context.anchors
        ),
        None,
    )
    return Entity(
        key=context.key(element),
        kind=kind,
        subtype=element.get("subtype") or element.get("type") or element.get("role") or "",
        names=tuple(_names(element, kind)),
        description=_description(element),
        dates=tuple(_dates(element, context)),
        identifiers=tuple(
            Identifier(
                idno.get("type") or idno.get("subtype") or "",
                edited_text(idno),
                idno.get("cert", ""),
            )
            # Those of an object stand beside its names.
            for path in ("tei:idno", "tei:objectIdentifier/tei:idno")
            for idno in element.iterfind(path, NAMESPACES)
            if edited_text(idno)
        ),
        coordinates=_coordinates(element),
        cert=element.get("cert", ""),
        parent=context.key(parent) if parent is not None else "",
        line=element.sourceline or 0,
    )


def _names(element: etree._Element, kind: EntityKind) -> Iterator[Name]:
    """The names of an entry, the main one first; better sorts of elements only if they occur."""
    found = []
    for path in _NAMES[kind]:
        tagged = "/".join(f"tei:{step}" for step in path.split("/"))
        found = [name for name in element.iterfind(tagged, NAMESPACES) if edited_text(name)]
        if not found and kind == "work":
            found = [
                name for name in element.iterfind(f".//{tagged}", NAMESPACES) if edited_text(name)
            ]
        if found:
            break
    found.sort(key=lambda name: name.get("type") not in _MAIN_TYPES)
    for name in found:
        yield Name(
            edited_text(name),
            name.get("type", ""),
            name.get(XML_LANG, ""),
            name.get("sortKey", "") or element.get("sortKey", ""),
        )


def _description(element: etree._Element) -> str:
    notes = element.findall("tei:note", NAMESPACES)
    described = [note for note in notes if note.get("type") == "description"]
    plain = [note for note in notes if note.get("type") is None]
    candidates = (*described, *element.iterfind("tei:desc", NAMESPACES), *plain)
    return next((text for found in candidates if (text := edited_text(found))), "")


def _dates(element: etree._Element, context: Context) -> Iterator[LabelledDate]:
    """Dates of the entry itself and of its direct children."""
    for dated in (element, *element):
        name = local_name(dated)
        if not name or (dated is not element and name in ENTRIES and name != "event"):
            continue
        dating = read_dating(dated)
        if dating is None and name in {"birth", "death"} and len(dated):
            inner = dated.find("tei:date", NAMESPACES)
            dating = read_dating(inner) if inner is not None else None
        if dating is None:
            continue
        own = dated is element
        label = "" if own else (dated.get("type") or name)
        text = "" if own else edited_text(dated)
        yield LabelledDate(label, text, dating, context.targets(dated, "source"))


def _coordinates(element: etree._Element) -> Coordinates | None:
    """The first ``geo`` that is two numbers in range; anything else is no point."""
    for geo in element.iterfind("tei:location/tei:geo", NAMESPACES):
        point = read_point(geo.text or "")
        if point is not None:
            location = geo.getparent()
            around = location.get("cert", "") if location is not None else ""
            return Coordinates(*point, geo.get("cert", around))
    return None
