"""Registers held against a snapshot of Wikidata: what was looked up once may have changed since.

The snapshot is a local file, for nothing is fetched: JSON as the API gives it (``wbgetentities``:
``{"entities": {"Q843": …}}``), or a dump with one item on each line, packed with gzip or not.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from edition.check.findings import Finding
from edition.check.rules.registers import folded
from edition.check.subject import Subject
from edition.errors import UnreadableError
from edition.model import Coordinates, Entity
from edition.tei.dates import Point
from edition.tei.pointers import split_key

#: Degrees that two points for one place may lie apart: a country has many middles.
_APART: Final = 2.0
#: Properties of Wikidata, and what they are in a register.
_DATES: Final = {"P569": "birth", "P570": "death"}
_POINT: Final = "P625"
_TIME: Final = re.compile(r"([+-]\d+)-(\d\d)-(\d\d)T")
#: The precision of a time that is given to the year; one more is the month, and the day.
_TO_THE_YEAR: Final = 9
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Item:
    """What Wikidata said of one thing.

    :ivar id: its number now; another than it was asked for if the two were merged.
    :ivar names: labels and aliases in all languages.
    :ivar dates: of birth and death.
    """

    id: str
    names: frozenset[str]
    dates: Mapping[str, Point]
    coordinates: tuple[float, float] | None


def read_items(path: Path, wanted: Iterable[str]) -> dict[str, Item]:
    """The *wanted* items of the snapshot at *path*, by the number they are asked for.

    :raises UnreadableError: it is no such file.
    """
    numbers = set(wanted)
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode()
        return {number: _item(found) for number, found in _entities(text) if number in numbers}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            f"is no snapshot of Wikidata: {error}",
            file=str(path),
            hint="Give JSON of wbgetentities, or a dump with one item on each line.",
        ) from error


def numbers(subject: Subject) -> dict[str, str]:
    """The number in Wikidata of each entry that has one, by its key."""
    return {
        key: identifier.value.rpartition("/")[2]
        for key, entity in subject.edition.entities.items()
        for identifier in entity.identifiers
        if identifier.type.lower() == "wikidata"
    }


def drift(subject: Subject, items: Mapping[str, Item]) -> Iterator[Finding]:
    """Where entries of the registers and *items* say different things; notes, for either may be right."""
    for key, number in numbers(subject).items():
        item = items.get(number)
        if item is None:
            continue  # the snapshot may be of some of them only
        entity = subject.edition.entities[key]
        element = subject.element(key)
        file = split_key(key)[0]
        line, column = subject.place(file, element) if element is not None else (entity.line, 0)
        for said in _differences(entity, number, item):
            message = f"“{entity.name}”: {said}"
            hint = "Look at both, and mend the one that is wrong."
            yield Finding(file, line, column, "register-drift", "note", message, hint)


def _differences(entity: Entity, number: str, item: Item) -> Iterator[str]:
    if item.id != number:
        yield f"{number} of Wikidata is {item.id} now"
    known = {folded(name) for name in item.names}
    if known and not any(folded(name.text) in known for name in entity.names):
        yield f"Wikidata calls {number} none of its names"
    for date in entity.dates:
        theirs = item.dates.get(date.label)
        if date.dating.when and theirs and date.dating.when.year != theirs.year:
            yield f"{date.label} is {date.dating.when} here and {theirs} in Wikidata"
    if entity.coordinates and item.coordinates and _are_far(entity.coordinates, item.coordinates):
        latitude, longitude = item.coordinates
        yield f"Wikidata has it at {latitude:g} {longitude:g}"


def _are_far(ours: Coordinates, theirs: tuple[float, float]) -> bool:
    east = abs(ours.longitude - theirs[1]) % 360
    return abs(ours.latitude - theirs[0]) > _APART or min(east, 360 - east) > _APART


def _entities(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each item with the number it is under."""
    if '"entities"' in text[:200]:
        yield from json.loads(text)["entities"].items()
        return
    for line in text.splitlines():
        written = line.strip().rstrip(",")
        if written not in {"", "[", "]"}:
            item = json.loads(written)
            yield item["id"], item


def _item(found: Mapping[str, Any]) -> Item:
    labels = [label["value"] for label in dict(found.get("labels") or {}).values()]
    aliases = dict(found.get("aliases") or {}).values()
    claims = dict(found.get("claims") or {})
    dates = {}
    for property_, label in _DATES.items():
        for value in _values(claims.get(property_, ())):
            point = _point(str(value["time"]), int(value["precision"]))
            if point is not None:
                dates[label] = point
    places = [
        (float(v["latitude"]), float(v["longitude"])) for v in _values(claims.get(_POINT, ()))
    ]
    return Item(
        str(found["id"]),
        frozenset([*labels, *(alias["value"] for listed in aliases for alias in listed)]),
        dates,
        places[0] if places else None,
    )


def _values(statements: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The values of statements that have one, the last first: so that the first one stays."""
    for statement in reversed(list(statements)):
        value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
        if statement.get("rank") != "deprecated" and isinstance(value, Mapping):
            yield value


def _point(time: str, precision: int) -> Point | None:
    """A time of Wikidata ("+1906-10-01T00:00:00Z"), if it is given to the year at least.

    There is no year 0 in Wikidata: -44 is 44 BCE.
    """
    match = _TIME.match(time)
    if match is None or precision < _TO_THE_YEAR:
        return None
    year = int(match[1])
    month = int(match[2]) if precision > _TO_THE_YEAR else 0
    day = int(match[3]) if precision > _TO_THE_YEAR + 1 else 0
    return Point(year + (year < 0), month or None, day or None)
