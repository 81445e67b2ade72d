"""Words that are not where they were published: where they went, if they went anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.cite.boundaries import occurrences
from edition.cite.folding import fold
from edition.cite.lock import Record
from edition.cite.matching import SHORTEST
from edition.cite.quotations import Quotation
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.outcome import Outcome, candidates
from edition.cite.resolve.search import Found, Search, had, search
from edition.cite.running import Place, Running
from edition.tei.pointers import key

_SENTENCE: Final = re.compile(r"(?<=[.!?…]) +|(?<=[.!?…][”’\"')]) +")
#: With so much of the words elsewhere, that is where they went.
_MOST_OF_THEM: Final = 0.5


def lost(archive: Archive, record: Record, then: str, version: str) -> Outcome:
    """What became of the words *then* of a *record* that are not under its anchor any more.

    What already had the same words when they were published is not where they went.
    """
    gone = Outcome("gone", record.id, "", version, then, was=record.key)
    if not then:
        return gone
    quotation = Quotation(then)
    found = search(
        archive.texts,
        quotation,
        wanted=lambda f: _is_new_there(archive, record, quotation, f, version),
        first=stretches(archive, record),
    )
    if found.verdict == "none":
        return _scattered(archive, record, then, version) or gone
    if found.verdict != "one":
        return Outcome(
            "ambiguous", record.id, "", version, then,
            candidates=candidates(found.scored), was=record.key,
        )  # fmt: skip
    return at_place(archive, record, then, version, found)


def at_place(archive: Archive, record: Record, then: str, version: str, found: Search) -> Outcome:
    """The outcome of a *search* for the words of *record* that *found* one place."""
    place = found.best.place
    own = archive.texts.block_of(record.key) if record.key in archive.now else ""
    return Outcome(
        "changed" if own and own in {place.first, place.last} else "moved",
        place.id,
        place.reference,
        version,
        then,
        place.words,
        found.best.hit.likeness,
        block=place.first,
        start=place.offset,
        end=place.end_offset,
        was=record.key,
    )


def stretches(archive: Archive, record: Record) -> Iterator[tuple[Running, int, int]]:
    """Where to look first: the passage itself, what is around it, its file."""
    for around in (record.key, *(key(record.file, up) for up in _above(archive, record))):
        if around in archive.now:
            extent = archive.texts.extent(around)
            if extent is not None:
                yield extent
    for running in archive.texts.all:
        if running.file == record.file:
            yield running, 0, len(running.text)


def elsewhere(
    archive: Archive, record: Record, then: str, version: str
) -> list[tuple[Place, float]]:
    """Where sentences of the words *then* are now that the passage does not have any more."""
    now = fold(archive.words_now(record.key)).text
    places = []
    for sentence in _sentences(then):
        if next(occurrences(now, fold(sentence).text), -1) >= 0:
            continue
        quotation = Quotation(sentence)
        found = search(
            archive.texts,
            quotation,
            wanted=lambda f, q=quotation: (
                f.hit.exact  # type: ignore[misc]
                and _is_new_there(archive, record, q, f, version)
            ),
        )
        if found.verdict == "one":
            places.append((found.best.place, found.best.hit.score))
    return places


def _scattered(archive: Archive, record: Record, then: str, version: str) -> Outcome | None:
    """The outcome for words most of which are elsewhere now, though not together."""
    places = elsewhere(archive, record, then, version)
    size = sum(len(place.words) for place, _ in places)
    if size < _MOST_OF_THEM * len(then):
        return None
    named = candidates(places)
    homes = {place.first for place, _ in places}
    if len(homes) > 1:
        return Outcome("ambiguous", record.id, "", version, then, candidates=named, was=record.key)
    (home,) = homes
    block = archive.edition.passages[home]
    return Outcome(
        "moved", block.id, home, version, then, block.text, size / len(then), named,
        block=home, start=0, end=len(block.text), was=record.key,
    )  # fmt: skip


def _is_new_there(
    archive: Archive, record: Record, quotation: Quotation, found: Found, version: str
) -> bool:
    """Whether the words came to their place after they were published, so that they can be the ones meant."""
    assert archive.lock is not None
    place = found.place
    own = archive.ancestors(record)
    blocks = {place.first, place.last} - own
    if len(quotation.exact) < SHORTEST and blocks:
        # So few words are said again and again: only a new passage of just these words will do.
        block = archive.edition.passages[place.first]
        whole = place.first == place.last and fold(block.text).text == fold(quotation.exact).text
        return whole and archive.record(place.first) is None
    for block_key in blocks:
        other = archive.record(block_key)
        if other is None:
            continue
        if had(archive.lock.wording(other, version).text, quotation, found.hit):
            return False
    return True


def _above(archive: Archive, record: Record) -> Iterator[str]:
    above: Record | None = record
    seen: set[str] = set()
    while above is not None and above.parent and above.parent not in seen:
        seen.add(above.parent)
        yield above.parent
        above = archive.record(key(above.file, above.parent))


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if len(sentence) >= SHORTEST]
