"""By what a search is limited: who or what is mentioned, when, and what is claimed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.model.collation import sort_key
from edition.sphinxext.search.items import Items
from edition.tei.dates import Dating
from edition.tei.pointers import split_key

#: Registers in the order in which they are offered.
KINDS: Final = ("person", "organisation", "place", "event", "work", "object")


class Facet(NamedTuple):
    """Something that a search can be limited to.

    :ivar kind: the register of an entity; "status" of a claim.
    :ivar name: its name in the address of a search: its id, or its key if other things have the id too.
    :ivar items: the numbers of what it limits the search to, in order.
    """

    kind: str
    name: str
    label: str
    items: tuple[int, ...]


class Dated(NamedTuple):
    """The years of one date in an item.

    :ivar first: astronomical year (0 is 1 BCE); likewise the last.
    """

    item: int
    first: int
    last: int


def entities(items: Items, language: str) -> list[Facet]:
    """All entities that a passage mentions or a claim concerns, by register and name."""
    edition = items.domain.edition
    found: dict[str, set[int]] = defaultdict(set)
    for mention in edition.mentions:
        number = items.by_key.get(mention.span.block)
        if number is not None:
            for target in mention.targets:
                found[edition.resolve(target) or ""].add(number)
    for claim in edition.claims.values():
        for target in claim.entities:
            found[edition.resolve(target) or ""].add(items.by_key[claim.key])
    chosen = [edition.entities[key] for key in found if key in edition.entities]
    chosen.sort(key=lambda e: (KINDS.index(e.kind), sort_key(e.sort, language), e.key))
    names = _names([entity.key for entity in chosen])
    return [
        Facet(entity.kind, names[entity.key], entity.heading, tuple(sorted(found[entity.key])))
        for entity in chosen
    ]


def statuses(items: Items) -> list[Facet]:
    """The statuses of claims: each with the claims that have it, and the passages that make them."""
    edition = items.domain.edition
    found: dict[str, set[int]] = defaultdict(set)
    for claim in edition.claims.values():
        numbers = {items.by_key[claim.key]}
        numbers.update(
            number for target in claim.targets if (number := items.of_words(target)) is not None
        )
        for status in claim.statuses:
            key = edition.resolve(status) or ""
            if key in edition.categories and "status" in edition.categories[key].taxonomy:
                found[key] |= numbers
    names = _names(list(found))
    return [
        Facet("status", names[key], edition.categories[key].label, tuple(sorted(found[key])))
        for key in sorted(found, key=lambda key: (edition.categories[key].label, key))
    ]


def dates(items: Items) -> list[Dated]:
    """The years of the dates in each passage and entry, in the order of the items."""
    edition = items.domain.edition
    found: set[Dated] = set()
    for date in edition.dates:
        found.update(_dated(items.by_key.get(date.span.block), date.dating))
    for entity in edition.entities.values():
        for labelled in entity.dates:
            found.update(_dated(items.by_key.get(entity.key), labelled.dating))
    return sorted(found)


def _dated(item: int | None, dating: Dating) -> Iterator[Dated]:
    """The years of *dating*; what is open at one end counts as the end that is known."""
    ends = [day[0] for day in (dating.earliest, dating.latest) if day is not None]
    if item is not None and ends:
        yield Dated(item, min(ends), max(ends))


def _names(keys: list[str]) -> dict[str, str]:
    """The id of each key, or the key itself if another of them has the same id."""
    ids = Counter(split_key(key)[1] for key in keys)
    return {key: split_key(key)[1] if ids[split_key(key)[1]] == 1 else key for key in keys}
