"""The places that have coordinates, as a map shows them and as a list names them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from edition.export.drawings.outlines import LonLat
from edition.model import Edition, Entity

#: Sorts of places that are no points: a name written over them says where they are.
_AREAS: Final = frozenset(
    [
        "area",
        "bay",
        "bloc",
        "confederation",
        "continent",
        "country",
        "county",
        "desert",
        "district",
        "empire",
        "federation",
        "gulf",
        "kingdom",
        "lake",
        "mountains",
        "nation",
        "ocean",
        "province",
        "region",
        "republic",
        "sea",
        "state",
        "territory",
        "valley",
        "wing",
    ]
)
#: Sorts that have one of these words are points all the same ("state-capital", "country-house").
_POINTS: Final = frozenset(
    [
        "building",
        "capital",
        "castle",
        "city",
        "house",
        "monument",
        "settlement",
        "site",
        "town",
        "village",
    ]
)
_FORMER: Final = frozenset(["ancient", "former", "historic", "historical", "lost"])
_UNSURE: Final = frozenset({"low", "medium", "unknown"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates.

    :ivar number: its number in the list, from 1.
    :ivar key: key of its entry.
    :ivar sort: what the register calls it ("capital city"), or "".
    :ivar cert: how sure the editors are of it, or of where it is; or "".
    :ivar mentions: how often it is mentioned.
    :ivar is_area: whether its point stands for something of some extent.
    :ivar is_former: whether there is no such place today.
    """

    number: int
    key: str
    name: str
    sort: str
    at: LonLat
    cert: str
    mentions: int
    is_area: bool
    is_former: bool

    @property
    def is_unsure(self) -> bool:
        """Whether the editors are not sure of it."""
        return self.cert in _UNSURE


def spots(edition: Edition) -> tuple[Spot, ...]:
    """The places of *edition* with coordinates, the most mentioned first.

    The same place in several files (same name, same point) is one.
    """
    same: dict[tuple[str, LonLat], list[Entity]] = defaultdict(list)
    for entity in edition.entities.values():
        if entity.coordinates is not None:
            at = (entity.coordinates.longitude, entity.coordinates.latitude)
            same[(entity.name, at)].append(entity)
    counted = [
        (
            sum(len(edition.mentions_of.get(entity.key, ())) for entity in entities),
            name,
            at,
            entities,
        )
        for (name, at), entities in same.items()
    ]
    counted.sort(key=lambda found: (-found[0], found[1].casefold(), found[3][0].key))
    return tuple(
        _spot(number, name, at, mentions, _best(edition, entities))
        for number, (mentions, name, at, entities) in enumerate(counted, 1)
    )


def _best(edition: Edition, entities: list[Entity]) -> Entity:
    """Of the entries of one place the one that is mentioned most, the first of equals."""
    return max(entities, key=lambda entity: len(edition.mentions_of.get(entity.key, ())))


def _spot(number: int, name: str, at: LonLat, mentions: int, entity: Entity) -> Spot:
    words = set(re.findall(r"[a-z]+", entity.subtype.lower()))
    where = entity.coordinates.cert if entity.coordinates else ""
    return Spot(
        number=number,
        key=entity.key,
        name=" ".join(name.split()),
        sort=entity.subtype.replace("-", " "),
        at=at,
        cert=where or entity.cert,
        mentions=mentions,
        is_area=bool(words & _AREAS) and not words & _POINTS,
        is_former=bool(words & _FORMER),
    )
