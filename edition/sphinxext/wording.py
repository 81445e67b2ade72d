"""Words of the edition's own: dates, certainty, kinds of things, as a reader is told them."""

from __future__ import annotations

import re
from datetime import date as calendar_date
from typing import Final

from babel.dates import format_date, format_skeleton

from edition.model import Work
from edition.tei.dates import Dating, Point

#: Words for the registers, singular and plural.
KINDS: Final[dict[str, tuple[str, str]]] = {
    "person": ("person", "Persons"),
    "place": ("place", "Places"),
    "organisation": ("organisation", "Organisations"),
    "event": ("event", "Events"),
    "work": ("work", "Works"),
    "object": ("object", "Objects"),
}

#: Labels of the parts of an entry or a claim, by ``@type`` or name of the element.
FIELDS: Final[dict[str, str]] = {
    "acquisition": "Acquired",
    "altIdentifier": "Also",
    "assessment": "Assessment",
    "birth": "Born",
    "claimant": "Claimant",
    "death": "Died",
    "desc": "",
    "description": "",
    "encoding": "Encoding",
    "entities": "Concerns",
    "evidence": "Evidence",
    "floruit": "Active",
    "geo": "Coordinates",
    "identification": "Identification",
    "location": "Coordinates",
    "msIdentifier": "Identified as",
    "open": "Open question",
    "origDate": "Date",
    "origPlace": "Place",
    "role": "In the article",
    "statement": "Claim",
    "textLang": "Language",
    "variant": "Also",
}

#: What the parts of a description of an object are called (P5, chapter 10).
PARTS: Final[dict[str, str]] = {
    "accMat": "Accompanying material",
    "additional": "Further information",
    "adminInfo": "Administration",
    "bindingDesc": "Binding",
    "correspDesc": "Correspondence",
    "decoDesc": "Decoration",
    "handDesc": "Hands",
    "history": "History",
    "layoutDesc": "Layout",
    "msContents": "Contents",
    "msFrag": "Fragment",
    "msItem": "Item",
    "msItemStruct": "Item",
    "msPart": "Part",
    "musicNotation": "Musical notation",
    "objectDesc": "Form",
    "physDesc": "Physical description",
    "recordHist": "Record",
    "scriptDesc": "Scripts",
    "sealDesc": "Seals",
    "supportDesc": "Support",
    "surrogates": "Surrogates",
    "typeDesc": "Types",
}

_CERTAINTY: Final = {"medium": "certainty: medium", "low": "uncertain", "unknown": "uncertain"}
_UNITS: Final = {"page": "p.", "column": "col.", "gathering": "gathering"}
_MAX_YEAR: Final = 9999


def field(kind: str) -> str:
    """The label of a part of an entry; an unknown kind is its own label."""
    return FIELDS.get(kind, kind.replace("-", " ").capitalize())


def part(name: str) -> str:
    """What a part of a description is called, by the name of its element."""
    return PARTS.get(name, "")


def happening(name: str, duration: str) -> str:
    """What happens between words, by the name of its element, and how long by its ISO 8601 duration."""
    seconds = re.fullmatch(r"PT(\d+(?:\.\d+)?)S", duration)
    return f"{name}, {seconds[1]} s" if seconds else name


def certainty(cert: str) -> str:
    """What a reader is told of ``@cert``: nothing if it is high or not given."""
    return _CERTAINTY.get(cert, "")


def unit(name: str) -> str:
    """Abbreviation of a unit of the source."""
    return _UNITS.get(name, name)


def point(value: Point, language: str = "en") -> str:
    """A date in words: "2 June 1949", "June 1949", "1949", "44 BCE"."""
    if not 1 <= value.year <= _MAX_YEAR:
        return f"{1 - value.year} BCE" if value.year < 1 else str(value.year)
    locale = "en_GB" if language == "en" else language
    day = calendar_date(value.year, value.month or 1, value.day or 1)
    if value.day:
        return str(format_date(day, "long", locale=locale))
    if value.month:
        return str(format_skeleton("yMMMM", day, locale=locale))
    return str(value.year)


def dating(value: Dating, language: str = "en") -> str:
    """A dating in words; what is malformed is said as it stands."""
    if value.when:
        return point(value.when, language)
    start, end = value.start, value.end
    after, before = value.not_before, value.not_after
    parts = []
    if start and end:
        parts.append(f"from {point(start, language)} to {point(end, language)}")
    elif after and before and not start and not end:
        parts.append(f"between {point(after, language)} and {point(before, language)}")
    else:
        if start:
            parts.append(f"from {point(start, language)}")
        elif after:
            parts.append(f"not before {point(after, language)}")
        if end:
            parts.append(f"to {point(end, language)}")
        elif before:
            parts.append(f"not after {point(before, language)}")
    return (
        " ".join(parts)
        or value.custom
        or ", ".join(text for _, text in (*value.yearless, *value.malformed))
    )


def iso(value: Dating) -> str:
    """The dating as one ISO 8601 date, or "" if it is not one."""
    single = value.when
    return str(single) if single and 1 <= single.year <= _MAX_YEAR else ""


def reference(work: Work) -> str:
    """How *work* is cited, plainly: authors, title, editors, version. The place comes behind it."""
    people = ", ".join(work.authors)
    title = f"“{work.title}”" if work.title else ""
    by = f"annotated edition by {', '.join(work.editors)}" if work.editors else ""
    return ", ".join(part for part in (people, title, by, version(work)) if part)


def version(work: Work) -> str:
    """Number and date of the edition of *work*."""
    number = f"version {work.version}" if work.version else ""
    return ", ".join(part for part in (number, work.date) if part)


def counted(number: int, one: str, many: str) -> str:
    """Count in words: "1 mention", "3 mentions"."""
    return f"{number} {one if number == 1 else many}"
