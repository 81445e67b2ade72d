"""What became of an anchor, by the record of what was published."""

from __future__ import annotations

from dataclasses import replace

from edition.cite.anchors import digest
from edition.cite.changes import Difference
from edition.cite.likeness import SAME_TEXT, likeness
from edition.cite.lock import Record
from edition.cite.recording import targets
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.lost import elsewhere, lost
from edition.cite.resolve.outcome import Candidate, Outcome, Status, candidates
from edition.tei.pointers import split_key


def of_key(archive: Archive, key: str, version: str = "") -> Outcome:
    """What became of what had *key* in release *version*, or last."""
    return _of_key(archive, key, version, frozenset())


def _of_key(archive: Archive, key: str, version: str, seen: frozenset[str]) -> Outcome:
    record = archive.record(key)
    if record is None:
        return _unrecorded(archive, key)
    assert archive.lock is not None
    then = archive.words_then(record, version)
    named = archive.lock.wording(record, version).release if version else record.last.release
    difference = archive.differences[key]
    if difference.change == "gone":
        return _retired(archive, record, then, named, seen | {key})
    if difference.anchor is None or difference.change in {"vanished", "reused"}:
        return lost(archive, record, then, version)
    now = difference.anchor.text
    same = archive.lock.wording(record, version).sha256 == digest(now)
    like = 1.0 if same else likeness(then, now)
    if like < SAME_TEXT:
        return lost(archive, record, then, version)
    status: Status = "changed"
    if same:
        status = "moved" if _has_moved(archive, difference) else "same"
    rest = () if same else candidates(elsewhere(archive, record, then, version))
    outcome = located(archive, difference.anchor.key, then=then, score=like)
    return replace(
        outcome,
        status=status,
        version=named,
        candidates=rest,
        was=key if difference.anchor.key != key else "",
    )


def located(archive: Archive, key: str, *, then: str, score: float) -> Outcome:
    """The outcome for what *key* names now, with its place in the text if it has one."""
    now = archive.words_now(key)
    extent = archive.texts.extent(key)
    block, start, end = "", -1, -1
    if extent is not None and extent[1] < extent[2]:
        place = archive.texts.place(*extent)
        block, start, end = place.first, place.offset, place.end_offset
    return Outcome(
        "same", split_key(key)[1], key, "", then, now, score, block=block, start=start, end=end
    )


def _unrecorded(archive: Archive, key: str) -> Outcome:
    """What was never published: it is there, or it is not."""
    if not archive.has(key):
        return Outcome("gone", split_key(key)[1], was=key.removeprefix("#"))
    return located(archive, key, then=archive.words_now(key), score=1.0)


def _has_moved(archive: Archive, difference: Difference) -> bool:
    """Whether it stands elsewhere than it did, or what it is a part of does."""
    if difference.change == "moved":
        return True
    record = difference.record
    for above in archive.ancestors(record) - {record.key}:
        around = archive.differences.get(above)
        if around and around.record.kind != "division" and around.change == "moved":
            return True
    return False


def _retired(
    archive: Archive, record: Record, then: str, version: str, seen: frozenset[str]
) -> Outcome:
    """What the editors say became of an anchor: withdrawn, or taken over by others."""
    followed = [
        _of_key(archive, target, "", seen) for target in targets(record) if target not in seen
    ]
    there = [outcome for outcome in followed if outcome.ref]
    said = Outcome(
        "gone", record.id, "", version, then, was=record.key, reason=record.reason, date=record.date
    )
    if len(there) == 1:
        return replace(
            there[0],
            status="moved",
            version=version,
            then=then,
            score=likeness(then, there[0].now),
            was=said.was,
            reason=said.reason,
            date=said.date,
        )
    if not there:
        return said
    named = tuple(Candidate(o.ref, o.now, likeness(then, o.now)) for o in there)
    return replace(said, status="ambiguous", candidates=named)
