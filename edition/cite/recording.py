"""Writing into the lock: what is published now, and what became of what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from edition.cite.anchors import Anchor, digest
from edition.cite.changes import Difference, added, differences
from edition.cite.likeness import likeness
from edition.cite.lock import Lock, Record, Release, Status, in_order, wording_of
from edition.errors import EditionError, UsageError
from edition.tei.pointers import split_key

#: From here on the words of one anchor are those of another, and not a part of them.
_ALL_THE_WORDS: Final = 0.9

#: A lock in which nothing was recorded yet.
EMPTY: Final = Lock((), {})


def recorded(lock: Lock, anchors: Sequence[Anchor], release: Release) -> Lock:
    """*lock* with all that can be cited now, as published in *release*.

    Words that have changed are acknowledged; what is in another file now leads there.

    :raises EditionError: a published anchor is not there, or has quite other words.
    """
    found = differences(lock, anchors)
    bad = [difference for difference in found if difference.change in {"vanished", "reused"}]
    if bad:
        names = ", ".join(difference.record.key for difference in bad[:5])
        more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""  # noqa: PLR2004 – as many as are named
        raise EditionError(
            f"published anchors are gone or have other words: {names}{more}",
            hint="See “edition anchors diff”, which says for each what to do.",
        )
    order = _order(anchors)
    records = {difference.record.key: _kept(difference, order, release) for difference in found}
    for anchor in added(lock, anchors):
        records[anchor.key] = _new(anchor, order[anchor.key], release)
    records |= _placed(lock, records)
    releases = tuple(known for known in lock.releases if known.version != release.version)
    return Lock((*releases, release), records)


def retired(
    lock: Lock,
    anchors: Sequence[Anchor],
    key: str,
    into: Sequence[str],
    reason: str,
    date: str,
) -> Lock:
    """*lock* with the anchor *key* gone for good, and what took its place.

    :param into: keys of the anchors that have its words now; none for words that are withdrawn.
    :param reason: why, for those who come with an old citation.
    :param date: when, ISO 8601.
    :raises UsageError: the anchor was never published, or is still there; or an anchor of *into* is not there.
    """
    now = {anchor.key: anchor for anchor in anchors}
    record = lock.records.get(key)
    if record is None:
        raise UsageError(
            f"{key} was never published", hint="Only what is in the lock can be retired."
        )
    there = now.get(key)
    if there is not None and likeness(record.last.text, there.text) >= _ALL_THE_WORDS:
        raise UsageError(
            f"{key} is still in the text",
            line=there.line,
            file=there.file,
            hint="Take the id out of the file first, then retire it.",
        )
    missing = [target for target in into if target not in now]
    if missing:
        raise UsageError(
            f"nothing has the anchor {missing[0]!r}", hint="“edition anchors list” has all anchors."
        )
    took_over = [now[target] for target in into]
    gone = {
        inner.key: _gone(inner, took_over, reason, date)
        for inner in (record, *_within(lock, record))
        if inner is record or inner.key not in now
    }
    return Lock(lock.releases, {**lock.records, **gone})


def _gone(record: Record, into: Sequence[Anchor], reason: str, date: str) -> Record:
    """*record* with what took its place: of *into*, what has its words, if any of them has."""
    holders = [anchor for anchor in into if record.last.text and record.last.text in anchor.text]
    return replace(
        record,
        status=_status(record, holders or into),
        to=tuple(_from(record.file, anchor.key) for anchor in holders or into),
        reason=reason,
        date=date,
    )


def _within(lock: Lock, record: Record) -> list[Record]:
    """What was recorded within *record*: its sentences, its words with an id, the blocks of a division."""
    inside, found = {record.id}, []
    for other in sorted(lock.records.values(), key=lambda other: other.order):
        if other.file == record.file and other.parent in inside and other.status == "live":
            inside.add(other.id)
            found.append(other)
    return found


def targets(record: Record) -> tuple[str, ...]:
    """The keys of what took the place of *record*."""
    return tuple(to if "#" in to else f"{record.file}#{to}" for to in record.to)


def _from(file: str, target: str) -> str:
    """The key *target* as it is written in a record of *file*."""
    other, anchor = split_key(target)
    return anchor if other == file else target


def _status(record: Record, into: Sequence[Anchor]) -> Status:
    if not into:
        return "withdrawn"
    if len(into) > 1:
        return "split"
    same = likeness(record.last.text, into[0].text) >= _ALL_THE_WORDS
    return "moved" if same else "merged"


def _placed(lock: Lock, records: Mapping[str, Record]) -> dict[str, Record]:
    """What is gone, placed behind the one it stood behind in the old order of its file."""
    placed, file, last = {}, "", -1
    for old in in_order(lock.records.values()):
        if old.file != file:
            file, last = old.file, -1
        record = records[old.key]
        if record.status == "live":
            last = record.order
        else:
            placed[old.key] = replace(record, order=last)
    return placed


def _order(anchors: Iterable[Anchor]) -> Mapping[str, int]:
    """The place of each anchor in its file."""
    counts: dict[str, int] = defaultdict(int)
    order = {}
    for anchor in anchors:
        order[anchor.key] = counts[anchor.file]
        counts[anchor.file] += 1
    return order


def _kept(difference: Difference, order: Mapping[str, int], release: Release) -> Record:
    """The record of what was published before."""
    record, anchor = difference.record, difference.anchor
    if anchor is None:
        return record
    if anchor.key != record.key:
        to = (_from(record.file, anchor.key),)
        return replace(record, status="moved", to=to, date=release.date)
    wordings = record.wordings
    if record.last.sha256 != digest(anchor.text):
        wordings = (*wordings, wording_of(anchor, release.version))
    return replace(
        record,
        kind=anchor.kind,
        n=anchor.n,
        order=order[anchor.key],
        parent=anchor.parent,
        status="live",
        until=release.version,
        wordings=wordings,
        to=(),
        reason="",
        date="",
    )


def _new(anchor: Anchor, order: int, release: Release) -> Record:
    version = release.version
    wording = wording_of(anchor, version)
    return Record(
        anchor.file, anchor.id, anchor.kind, anchor.n, order, anchor.parent, "live", version, version, (wording,)
    )  # fmt: skip
