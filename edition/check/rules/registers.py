"""Registers: entries that are one, sort keys, identifiers and coordinates that can be right."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Entity
from edition.model.coordinates import read_point
from edition.tei.names import NAMESPACES
from edition.tei.pointers import split_key
from edition.tei.text import edited_text

#: What is written before an identifier when it is given as an address.
_ADDRESS: Final = re.compile(r"^https?://[^?#]*/(?=[^/]+/?$)|/$")
_SPACES: Final = re.compile(r"[\s-]")
_ISNI_LENGTH: Final = 16


def _mod_11_2(digits: str) -> bool:
    """Whether the last sign is the check digit by ISO 7064, MOD 11-2 (ISNI, ORCID)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def _isni(value: str) -> bool:
    digits = _SPACES.sub("", value).upper()
    return len(digits) == _ISNI_LENGTH and digits[:-1].isdecimal() and _mod_11_2(digits)


def _gnd(value: str) -> bool:
    """Whether *value* can be a number of the GND: weights from the right, modulo 11.

    Numbers of corporate bodies and subjects, which have a hyphen, give the remainder itself.
    """
    match = re.fullmatch(r"(\d{2,10})(-?)([\dX])", value)
    if match is None:
        return False
    rest = sum(int(digit) * weight for weight, digit in enumerate(reversed(match[1]), 2)) % 11
    return match[3] == "0123456789X"[rest if match[2] else -rest % 11]


def _isbn(value: str) -> bool:
    digits = _SPACES.sub("", value).upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum(v * w for v, w in zip(values, range(10, 0, -1), strict=True)) % 11 == 0
    return False


def _shaped(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


#: What an identifier of an authority can look like: an example, and a test.
IDENTIFIERS: Final[dict[str, tuple[str, Callable[[str], bool]]]] = {
    "geonames": ("1176615", _shaped(r"\d{1,9}")),
    "gnd": ("118540238", _gnd),
    "isbn": ("978-3-16-148410-0", _isbn),
    "isni": ("0000 0001 2103 2683", _isni),
    "lccn": ("n79021164", _shaped(r"[a-z]{1,3}\d{8,10}")),
    "orcid": ("0000-0002-1825-0097", _isni),
    "pleiades": ("423025", _shaped(r"\d{1,12}")),
    "tgn": ("7008038", _shaped(r"\d{7}")),
    "ulan": ("500115588", _shaped(r"\d{9}")),
    "viaf": ("102333412", _shaped(r"\d{1,22}")),
    "wikidata": ("Q80", _shaped(r"[QPL][1-9]\d*")),
}


def _identifiers(subject: Subject) -> Iterator[Found]:
    for key in subject.edition.entities:
        element = subject.element(key)
        if element is None:
            continue
        for idno in element.iterfind("tei:idno", NAMESPACES):
            kind = (idno.get("type") or idno.get("subtype") or "").lower()
            value = _ADDRESS.sub("", edited_text(idno))
            example, is_right = IDENTIFIERS.get(kind, ("", lambda _value: True))
            if value and not is_right(value):
                message = f"“{value}” cannot be an identifier of {kind}"
                yield Found(
                    split_key(key)[0],
                    idno,
                    "",
                    message,
                    f"They look like {example}; a wrong digit is enough.",
                )


def _coordinates(subject: Subject) -> Iterator[Found]:
    for file, root in subject.roots():
        for geo in root.iterfind(".//tei:location/tei:geo", NAMESPACES):
            text = edited_text(geo)
            # Shapes and other notations have more than two numbers, or letters.
            if re.fullmatch(r"\s*-?[\d.]+[\s,]+-?[\d.]+\s*", text) and read_point(text) is None:
                yield Found(
                    file,
                    geo,
                    "",
                    f"“{text}” is no point: latitude −90 to 90, longitude −180 to 180",
                )


def folded(name: str) -> str:
    """*name* without what is written one way or another: case, accents, punctuation, order of words."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join(sorted("".join(letters).split()))


def _near_duplicates(subject: Subject) -> Iterator[Found]:
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in subject.edition.entities.values():
        for name in {folded(name.text) for name in entity.names if name.type != "variant"}:
            if name:
                named[entity.kind, name].append(entity)
    told = set()
    for entities in named.values():
        first, *others = sorted(entities, key=lambda entity: entity.key)
        for other in others:
            if (first.key, other.key) in told or _told_apart(first, other):
                continue
            told.add((first.key, other.key))
            message = f"“{other.name}” has the same name as {first.key}"
            yield Found(split_key(other.key)[0], subject.element(other.key), "", message)


def _told_apart(one: Entity, other: Entity) -> bool:
    """Whether two entries are said to be different things: by identifiers, dates or descriptions."""
    ids = {(i.type, i.value) for i in one.identifiers}
    others = {(i.type, i.value) for i in other.identifiers}
    types = {kind for kind, _ in ids} & {kind for kind, _ in others}
    if any({v for k, v in ids if k == t} != {v for k, v in others if k == t} for t in types):
        return True
    return bool(one.description and other.description and one.description != other.description)


def _sort_keys(subject: Subject) -> Iterator[Found]:
    for key, entity in subject.edition.entities.items():
        name = entity.heading
        plain = not any(known.sort or known.type == "index" for known in entity.names)
        if entity.kind == "person" and plain and " " in name and "," not in name:
            message = f"“{name}” is sorted by its first name"
            yield Found(split_key(key)[0], subject.element(key), "", message)


_ONE: Final = '<standOff><listPerson><person xml:id="a"><persName{}>{}</persName>{}</person>{}</listPerson></standOff><p><persName ref="#a">A</persName></p>'
_PLACE: Final = '<standOff><listPlace><place xml:id="a"><placeName>A</placeName><location><geo>{}</geo></location></place></listPlace></standOff><p><placeName ref="#a">A</placeName></p>'

RULES: Final = (
    Rule(
        "identifier-shape",
        "error",
        "An identifier of an authority file has a wrong check digit, or cannot be one.",
        "Look it up again.",
        _ONE.format("", "A", '<idno type="ISNI">0000 0001 2103 2684</idno>', ""),
        _ONE.format("", "A", '<idno type="ISNI">0000 0001 2103 2683</idno>', ""),
        _identifiers,
    ),
    Rule(
        "coordinates-range",
        "error",
        "Coordinates are no point on the earth.",
        "Write latitude and longitude in decimal degrees, in this order.",
        _PLACE.format("134.0 71.5"),
        _PLACE.format("34.0 71.5"),
        _coordinates,
    ),
    Rule(
        "entry-duplicate",
        "warning",
        "Two entries of a register have the same name, and nothing tells them apart.",
        "Merge them, or say with a description or identifiers that they are two.",
        _ONE.format(
            "", "Anna Berg", "", '<person xml:id="b"><persName>Berg, Anna</persName></person>'
        ),
        _ONE.format(
            "", "Anna Berg", "", '<person xml:id="b"><persName>Berg, Hanna</persName></person>'
        ),
        _near_duplicates,
    ),
    Rule(
        "entry-sort-key",
        "note",
        "A person's entry is sorted by the first name, since it has no sort key.",
        'Give the name @sortKey, or a second name of type "index".',
        _ONE.format("", "Anna Berg", "", ""),
        _ONE.format(' sortKey="Berg, Anna"', "Anna Berg", "", ""),
        _sort_keys,
    ),
)
