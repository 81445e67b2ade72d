"""What became of quoted words, with the anchor they were quoted from or without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.cite.anchors import normalised
from edition.cite.folding import fold
from edition.cite.lock import Record
from edition.cite.matching import accepted, close_hits, exact_hits
from edition.cite.quotations import Quotation
from edition.cite.resolve.anchored import of_key
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.lost import stretches
from edition.cite.resolve.outcome import Outcome, Status, candidates
from edition.cite.resolve.search import Found, Search, had, search
from edition.cite.running import Running


def of_quotation(archive: Archive, quotation: Quotation, version: str = "") -> Outcome:
    """Where the words of *quotation* are, and what became of them since they were published."""
    found = search(archive.texts, quotation)
    homes = list(_published(archive, quotation, version))
    if found.verdict == "one":
        return _one(archive, quotation, found.best, homes, version)
    if found.verdict == "several":
        return _not_told_apart(archive, quotation, found, version)
    if not homes:
        homes = list(_published_like(archive, quotation, version))
    if homes:
        outcomes = [of_quotation_at(archive, home.key, quotation, version) for home in homes]
        if len({outcome.status for outcome in outcomes}) == 1:
            return outcomes[0]
        return Outcome("ambiguous", version=version or archive.version, then=quotation.exact)
    if found.verdict == "doubtful":
        return _not_told_apart(archive, quotation, found, version)
    return Outcome("gone", version=version or archive.version, then=quotation.exact)


def of_quotation_at(archive: Archive, key: str, quotation: Quotation, version: str = "") -> Outcome:
    """What became of words quoted from what had *key* in release *version*, or last."""
    base = of_key(archive, key, version)
    record = archive.record(key)
    then = archive.words_then(record, version) if record else archive.words_now(key)
    inside = _inside(archive, base, quotation)
    if inside is not None:
        status: Status = "same" if base.status in {"same", "changed"} else "moved"
        return _at(archive, inside, status, base.version, quotation.exact, base.was, base)
    was_there = bool(exact_hits(fold(then), quotation))
    found = search(
        archive.texts,
        quotation,
        wanted=lambda f: (
            not (was_there and record) or _is_no_twin(archive, record, quotation, f, version)
        ),
        first=tuple(_first(archive, base, record)),
    )
    if found.verdict == "one":
        return _with_anchor(archive, quotation, found.best, base, key, then)
    if found.verdict in {"several", "doubtful"}:
        outcome = _not_told_apart(archive, quotation, found, version)
        return replace(outcome, id=base.id, was=key, version=base.version)
    if base.status in {"gone", "ambiguous"}:
        return replace(base, then=quotation.exact, score=0.0)
    if was_there or base.status == "changed":
        return replace(base, status="changed", then=quotation.exact, score=0.0)
    return Outcome("gone", base.id, "", base.version, quotation.exact, was=key)


# -- the ways in which it can end -----------------------------------------------------------------


def _one(
    archive: Archive, quotation: Quotation, found: Found, homes: list[Record], version: str
) -> Outcome:
    """A quotation without an anchor that has one place."""
    release = version or archive.version
    place = found.place
    keys = {home.key for home in homes}
    if homes and place.first not in keys:
        return _at(archive, found, "moved", release, quotation.exact, homes[0].key)
    status: Status = "same"
    if not found.hit.exact and not _was_published(archive, place.words, place.first, version):
        status = "changed"
    difference = archive.differences.get(place.first)
    if status == "same" and difference is not None and difference.change == "moved":
        status = "moved"
    return _at(archive, found, status, release, quotation.exact)


def _with_anchor(
    archive: Archive, quotation: Quotation, found: Found, base: Outcome, key: str, then: str
) -> Outcome:
    """A quotation that has one place, which is not that of its anchor, or has other words."""
    own = archive.extent(base.ref)
    if (
        own is None
        or own[0] is not found.running
        or found.hit.end <= own[1]
        or own[2] <= found.hit.start
    ):
        return _at(archive, found, "moved", base.version, quotation.exact, key, base)
    if found.hit.exact:
        # It begins or ends beside the passage that was named.
        return _at(archive, found, "same", base.version, quotation.exact, key)
    kept = archive.record(key) is not None and normalised(found.place.words) in then
    status: Status = base.status if kept and base.status in {"same", "moved"} else "changed"
    return _at(archive, found, status, base.version, quotation.exact, base.was)


def _not_told_apart(archive: Archive, quotation: Quotation, found: Search, version: str) -> Outcome:
    return Outcome(
        "ambiguous",
        version=version or archive.version,
        then=quotation.exact,
        score=found.best.hit.score,
        candidates=candidates(found.scored),
    )


def _at(
    archive: Archive,
    found: Found,
    status: Status,
    version: str,
    then: str,
    was: str = "",
    base: Outcome | None = None,
) -> Outcome:
    place = found.place
    return Outcome(
        status,
        place.id,
        place.reference,
        version or archive.version,
        then,
        place.words,
        found.hit.score,
        block=place.first,
        start=place.offset,
        end=place.end_offset,
        was=was,
        reason=base.reason if base else "",
        date=base.date if base else "",
    )


# -- where to look ---------------------------------------------------------------------------------


def _inside(archive: Archive, base: Outcome, quotation: Quotation) -> Found | None:
    """The words in the passage that was cited, or in those that took its place, as they are quoted."""
    refs = [base.ref] if base.ref else [c.ref for c in base.candidates]
    for ref in refs:
        extent = archive.extent(ref)
        if extent is None:
            continue
        running, start, end = extent
        for hit in exact_hits(running.folded, quotation):
            if start <= hit.start and hit.end <= end:
                return Found(archive.texts.place(running, hit.start, hit.end), hit, running)
    return None


def _first(
    archive: Archive, base: Outcome, record: Record | None
) -> Iterator[tuple[Running, int, int]]:
    extent = archive.extent(base.ref)
    if extent is not None:
        yield extent
        running, start, _ = extent
        block = running.blocks[running.block_at(start)]
        for around in archive.texts.around(block.key):
            division = archive.texts.extent(around)
            if division is not None:
                yield division
        yield running, 0, len(running.text)
    elif record is not None:
        yield from stretches(archive, record)


# -- what was published ----------------------------------------------------------------------------


def _published(archive: Archive, quotation: Quotation, version: str) -> Iterator[Record]:
    """The blocks that had the words of *quotation* when they were published."""
    for key, text in archive.texts_then(version).items():
        record = archive.record(key)
        if record is not None and exact_hits(text, quotation):
            yield record


def _published_like(archive: Archive, quotation: Quotation, version: str) -> Iterator[Record]:
    """The block that had something most like the words of *quotation*, and has other words now."""
    found: list[tuple[float, Record]] = []
    for key, text in archive.texts_then(version).items():
        record = archive.record(key)
        if record is None or archive.words_then(record, version) == archive.words_now(key):
            continue
        best = next(iter(close_hits(text, quotation)), None)
        if best is not None and accepted(best, quotation):
            found.append((best.score, record))
    if found:
        yield max(found, key=lambda pair: pair[0])[1]


def _was_published(archive: Archive, words: str, block: str, version: str) -> bool:
    """Whether *block* had just these *words* when it was published."""
    record = archive.record(block)
    return record is not None and normalised(words) in archive.words_then(record, version)


def _is_no_twin(
    archive: Archive, record: Record | None, quotation: Quotation, found: Found, version: str
) -> bool:
    """Whether the words came to their place since they were published under *record*."""
    assert record is not None
    for block in {found.place.first, found.place.last} - archive.ancestors(record):
        other = archive.record(block)
        if other and had(archive.words_then(other, version), quotation, found.hit):
            return False
    return True
