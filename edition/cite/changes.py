"""What became of published anchors: the lock, held against the edition as it is now."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from edition.check.findings import Finding, Severity
from edition.cite.anchors import Anchor, digest
from edition.cite.likeness import SAME_TEXT, likeness
from edition.cite.lock import Lock, Record
from edition.tei.pointers import split_key

Change = Literal["same", "moved", "changed", "reused", "vanished", "returned", "gone"]

#: What stands in the run of a text, so that its place among others means something.
_PLACED: Final = frozenset({"block", "division", "heading", "paragraph", "speech", "stanza"})
#: Anchors with whose words those of a vanished one are compared, at most.
_MOST_COMPARED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one published anchor.

    :ivar change: ``same``; ``moved``: its words are the same, in another file, division or order;
        ``changed``: its words are others, but a form of the old; ``reused``: they are quite others;
        ``vanished``: it is not in the edition and nothing says why; ``returned``: it was retired,
        and is there again; ``gone``: it was retired.
    :ivar anchor: what has this id now, wherever it is, or None.
    :ivar found: keys of what has the words now, of an anchor that was reused or vanished.
    """

    change: Change
    record: Record
    anchor: Anchor | None = None
    found: tuple[str, ...] = ()


def differences(lock: Lock, anchors: Iterable[Anchor]) -> list[Difference]:
    """What became of every anchor of *lock*, in the order of its files."""
    now = {anchor.key: anchor for anchor in anchors}
    places = _Places(lock, now)
    return [_difference(record, now, places) for record in lock.records.values()]


def added(lock: Lock, anchors: Iterable[Anchor]) -> list[Anchor]:
    """The anchors that *lock* does not know yet."""
    return [anchor for anchor in anchors if anchor.key not in lock.records]


class _Places:
    """Where things are: what was recorded under no key, and what stands in another order."""

    def __init__(self, lock: Lock, now: Mapping[str, Anchor]) -> None:
        self.now = now
        self.new = [anchor for key, anchor in now.items() if key not in lock.records]
        self.by_id: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in self.new:
            self.by_id[anchor.id].append(anchor)
        self.by_digest: dict[str, list[Anchor]] = defaultdict(list)
        for anchor in now.values():
            self.by_digest[digest(anchor.text)].append(anchor)
        self.displaced = _displaced(lock, now)

    def elsewhere(self, record: Record) -> Anchor | None:
        """What has the id of *record* in another file, and a form of its words."""
        return next(
            (
                anchor
                for anchor in self.by_id[record.id]
                if anchor.kind == record.kind and is_form_of(record, anchor)
            ),
            None,
        )

    def with_words_of(self, record: Record) -> tuple[str, ...]:
        """The keys of what has the words of *record* now: all of them, or most, or among others."""
        same = [a for a in self.by_digest[record.last.sha256] if a.key != record.key]
        same.sort(key=lambda anchor: (anchor.kind != record.kind, anchor.file != record.file))
        if same:
            return (same[0].key,)
        text = record.last.text
        if not text:
            return ()
        around = [a for a in self.now.values() if a.kind == record.kind and text in a.text]
        if around:
            return tuple(anchor.key for anchor in around)
        new = [a for a in self.new if a.kind == record.kind][:_MOST_COMPARED]
        parts = [a for a in new if a.text and a.text in text]
        if parts:
            return tuple(anchor.key for anchor in parts)
        like = max(new, key=lambda anchor: likeness(text, anchor.text), default=None)
        return (like.key,) if like and likeness(text, like.text) >= SAME_TEXT else ()


def is_form_of(record: Record, anchor: Anchor) -> bool:
    """Whether the words of *anchor* are those of *record*, or a form of them.

    Those of a division, which are not recorded, are taken to be.
    """
    last = record.last
    return (
        not last.text
        or last.sha256 == digest(anchor.text)
        or likeness(last.text, anchor.text) >= SAME_TEXT
    )


def _difference(record: Record, now: Mapping[str, Anchor], places: _Places) -> Difference:
    anchor = now.get(record.key)
    if anchor is None:
        return _of_an_absent(record, places)
    if not is_form_of(record, anchor):
        return Difference("reused", record, anchor, places.with_words_of(record))
    change: Change = "same"
    if record.status != "live":
        change = "returned"
    elif record.last.sha256 != digest(anchor.text):
        change = "changed"
    elif record.key in places.displaced:
        change = "moved"
    return Difference(change, record, anchor)


def _of_an_absent(record: Record, places: _Places) -> Difference:
    if record.status != "live":
        return Difference("gone", record)
    elsewhere = places.elsewhere(record)
    if elsewhere is not None:
        return Difference("moved", record, elsewhere)
    return Difference("vanished", record, None, places.with_words_of(record))


def _displaced(lock: Lock, now: Mapping[str, Anchor]) -> frozenset[str]:
    """The keys of what stands in another division than it did, or in another order.

    In another order are those that are not of the longest run of anchors whose order is as it was: the
    fewest that must have moved.
    """
    displaced: set[str] = set()
    here: dict[str, list[Record]] = defaultdict(list)
    for key, anchor in now.items():
        record = lock.records.get(key)
        if record is None or record.status != "live" or record.kind not in _PLACED:
            continue
        # Where the division itself is gone, what was in it has not moved.
        around = not record.parent or f"{record.file}#{record.parent}" in now
        if record.parent != anchor.parent and around:
            displaced.add(key)
        else:
            here[anchor.file].append(record)
    for records in here.values():
        kept = _longest_rise([record.order for record in records])
        displaced.update(record.key for record in records if record.order not in kept)
    return frozenset(displaced)


def _longest_rise(numbers: list[int]) -> frozenset[int]:
    """The numbers of a longest rising subsequence of *numbers*, in n log n steps."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    run: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)


def worth_telling(found: Iterable[Difference]) -> list[Difference]:
    """Of *found*, what an editor must know, without what follows from something else in it.

    What was in a paragraph that is gone is gone too; the words of a division are those of its blocks.
    """
    told = [d for d in found if d.change not in {"same", "gone"}]
    changes = {d.record.key: d.change for d in told}
    parents = {d.record.key: d.record.parent for d in told}

    def follows(difference: Difference) -> bool:
        record = difference.record
        above = record.parent
        while above:
            key = f"{record.file}#{above}"
            if changes.get(key) == difference.change != "moved":
                return True
            above = parents.get(key, "")
        return False

    divided = {d.record.key for d in told if d.record.kind == "division" and d.change == "changed"}
    for key in divided:
        del changes[key]
    return [d for d in told if d.record.key not in divided and not follows(d)]


def findings(found: Iterable[Difference], lines: Mapping[str, int]) -> Iterator[Finding]:
    """What is wrong with published anchors, or waits to be acknowledged.

    :param lines: for each key that is in the edition, its 1-based line.
    """
    for difference in worth_telling(found):
        record, anchor = difference.record, difference.anchor
        now = _names(record.file, difference.found)
        there = f", which are now in {', '.join(now)}" if now else ""
        name = f"the {record.kind} {record.id}"
        file, line = record.file, lines.get(record.key) or lines.get(_above(record), 0)
        severity: Severity = "warning"
        match difference.change:
            case "vanished":
                into = "".join(f" --into {reference}" for reference in now)
                code, severity = "anchor-vanished", "error"
                message = f"{name} was published (“{opening(record.last.text)}”{there}) and is not there any more"
                hint = f"Put it back, or say what became of it: edition anchors retire {record.id}{into} --reason “…”."
            case "reused":
                code, severity = "anchor-reused", "error"
                message = (
                    f"{name} was published for other words (“{opening(record.last.text)}”{there})"
                )
                hint = "Give the new words an id that was never used."
            case "changed":
                code = "anchor-changed"
                message = f"the words of {record.id} are not those that were published"
                hint = "Look at them (edition anchors diff), and acknowledge them: edition anchors lock."
            case "returned":
                code = "anchor-returned"
                message = f"{name} was retired and is there again"
                hint = "Record it: edition anchors lock."
            case "moved" if anchor is not None and anchor.file != record.file:
                code = "anchor-moved"
                message = f"{name} was published in {record.file}"
                hint = "Record it, so that its old address leads here: edition anchors lock."
                file, line = anchor.file, anchor.line
            case _:
                continue
        yield Finding(file, line, 0, code, severity, message, hint)


def _above(record: Record) -> str:
    """The key of what is, or was, around *record*."""
    return f"{record.file}#{record.parent}"


def opening(text: str, length: int = 40) -> str:
    """How *text* begins, in whole words."""
    if len(text) <= length:
        return text
    return text[: text.rfind(" ", 0, length) if " " in text[:length] else length].rstrip() + "…"


def _names(file: str, keys: Iterable[str]) -> list[str]:
    """*keys* as they are written in *file*."""
    return [split_key(key)[1] if split_key(key)[0] == file else key for key in keys]
