"""Claims and what they have to do with each other, as a graph that can be drawn or listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from edition.model import Edition, Relation


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation between two claims.

    :ivar start: key of the claim that supports, qualifies …; of a mutual relation, one of the two.
    :ivar end: key of the other.
    :ivar name: what the relation is, in words.
    :ivar is_mutual: whether it holds both ways.
    """

    start: str
    end: str
    name: str
    is_mutual: bool
    cert: str


def edges(edition: Edition) -> tuple[Edge, ...]:
    """The relations between claims of *edition*, in order and without repetition."""
    return _edges(edition, edition.relations)


def edges_of(edition: Edition, key: str) -> tuple[Edge, ...]:
    """Those in which the claim *key* takes part."""
    found = _edges(edition, edition.relations_of.get(key, ()))
    return tuple(edge for edge in found if key in {edge.start, edge.end})


def _edges(edition: Edition, relations: Iterable[Relation]) -> tuple[Edge, ...]:
    found: dict[Edge, None] = {}
    for relation in relations:
        name = relation_in_words(relation.name)
        mutual = _claims(edition, relation.mutual)
        for start, end in combinations(mutual, 2):
            found[Edge(start, end, name, is_mutual=True, cert=relation.cert)] = None
        for start in _claims(edition, relation.active):
            for end in _claims(edition, relation.passive):
                if start != end:
                    found[Edge(start, end, name, is_mutual=False, cert=relation.cert)] = None
    return tuple(found)


def relation_in_words(name: str) -> str:
    """The name of a relation as words: "possiblyIdenticalWith" is "possibly identical with"."""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return " ".join(spaced.replace("-", " ").replace("_", " ").split())


def _claims(edition: Edition, targets: Iterable[str]) -> list[str]:
    keys = dict.fromkeys(edition.resolve(target) for target in targets)
    return [key for key in keys if key is not None and key in edition.claims]


def components(found: Sequence[Edge], order: Mapping[str, int]) -> list[list[str]]:
    """The keys that are connected, group by group; each group, and all groups, in *order*."""
    beside = neighbours(found)
    seen: set[str] = set()
    groups = []
    for key in sorted(beside, key=order.__getitem__):
        if key in seen:
            continue
        group, waiting = [], [key]
        seen.add(key)
        while waiting:
            here = waiting.pop()
            group.append(here)
            new = beside[here] - seen
            seen |= new
            waiting.extend(new)
        groups.append(sorted(group, key=order.__getitem__))
    return groups


def neighbours(found: Sequence[Edge]) -> dict[str, set[str]]:
    """For each key the keys that an edge connects it with."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in found:
        beside[edge.start].add(edge.end)
        beside[edge.end].add(edge.start)
    return beside


def layers(keys: Sequence[str], found: Sequence[Edge], first: str = "") -> list[list[str]]:
    """*keys* in rows by their distance from *first*, or from the one with most neighbours.

    Within a row each stands, as far as possible, under those it is connected with.
    """
    beside = neighbours(found)
    start = first or max(keys, key=lambda key: (len(beside[key]), -keys.index(key)))
    rows, seen = [[start]], {start}
    while True:
        row = [key for key in keys if key not in seen and not beside[key].isdisjoint(rows[-1])]
        if not row:
            return rows
        seen.update(row)
        above = {key: at for at, key in enumerate(rows[-1])}

        def middle(key: str, above: dict[str, int] = above) -> float:
            places = [above[other] for other in beside[key] if other in above]
            return sum(places) / len(places)

        rows.append(sorted(row, key=middle))
