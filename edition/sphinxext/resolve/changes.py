"""What changed: what the headers say of it, and what the record of anchors shows, release by release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from docutils import nodes

from edition.cite.history import PARTS, Changed, Comparison, history
from edition.cite.likeness import Piece, word_diff
from edition.cite.lock import Lock
from edition.cite.recording import targets
from edition.sphinxext.nodes import changed_words, generated
from edition.sphinxext.published.record import lock_of
from edition.sphinxext.resolve.tables import Row, table
from edition.sphinxext.resolve.writing import Writing, bullet_list, joined, labelled
from edition.sphinxext.wording import counted
from edition.tei.pointers import split_key

#: Words left standing on each side of what changed.
_AROUND: Final = 8
#: Anchors that are named one by one.
_NAMED: Final = 40


def changes(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The changes that headers tell of, and those of anchors, text, claims and registers by release."""
    yield from _told(writing)
    lock = lock_of(writing.domain.env)
    for release, comparison in history(lock):
        yield generated(
            nodes.rubric("", f"Version {release.version}, {release.date}", **{"heading-level": 2})
        )
        yield from _released(writing, lock, comparison)


def _told(writing: Writing) -> Iterator[nodes.Node]:
    """The ``change`` elements of all headers, the newest first."""
    rows: list[tuple[str, Row]] = []
    for work in writing.edition.works.values():
        for change in work.changes:
            cells: Row = [
                [nodes.Text(change.version)],
                [nodes.Text(change.date)],
                [writing.link(work.key, work.title)],
                [nodes.Text(change.text)],
            ]
            rows.append((change.date, cells))
    rows.sort(key=lambda row: row[0], reverse=True)
    if rows:
        yield table(
            ("Version", "Date", "File", "What changed"), [row for _, row in rows], "changes"
        )


def _released(writing: Writing, lock: Lock, comparison: Comparison) -> Iterator[nodes.Node]:
    if not comparison.then:
        numbers = Counter(item.kind for item in comparison.added)
        said = ", ".join(f"{kind} {number:,}" for kind, number in sorted(numbers.items()))
        text = f"{len(comparison.added):,} anchors were published: {said}."
        yield labelled("First release", nodes.Text(text))
        return
    if comparison.is_empty:
        yield labelled(
            "", nodes.Text(f"Nothing that can be cited changed since {comparison.then}.")
        )
    for name, kinds in PARTS.items():
        part = comparison.part(kinds)
        if not part.is_empty:
            said = f"{counted(len(part.added), 'anchor', 'anchors')} added, {len(part.changed)} changed, {len(part.gone)} gone"
            yield labelled(name, nodes.Text(f"{said} since {comparison.then}."))
            items = [*_added(writing, part), *_gone(writing, lock, part)]
            items += [_changed(writing, changed) for changed in part.changed]
            yield bullet_list(items, "changes")


def _added(writing: Writing, part: Comparison) -> Iterator[list[nodes.Node]]:
    outermost = [item.key for item in part.added if not item.within]
    if outermost:
        links = [_anchor(writing, key) for key in outermost[:_NAMED]]
        more = len(outermost) - _NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        yield [nodes.Text("Added: "), *joined(links), nodes.Text(rest)]


def _gone(writing: Writing, lock: Lock, part: Comparison) -> Iterator[list[nodes.Node]]:
    for key, kind, within in part.gone:
        if within:
            continue
        record = lock.records[key]
        said: list[nodes.Node] = [nodes.Text(f"Gone: {kind} {split_key(key)[1]}, {record.status}")]
        if record.to:
            links = [_anchor(writing, target) for target in targets(record)]
            said += [nodes.Text(" to "), *joined(links)]
        yield [*said, nodes.Text(f": {record.reason}" if record.reason else "")]


def _changed(writing: Writing, changed: Changed) -> list[nodes.Node]:
    said: list[nodes.Node] = [_anchor(writing, changed.key), nodes.Text(": ")]
    for piece in _shortened(word_diff(changed.then, changed.now)):
        if piece.change == "same":
            said.append(nodes.Text(piece.words))
        else:
            said.append(changed_words("", piece.words, change=piece.change))
        said.append(nodes.Text(" "))
    return said[:-1]


def _shortened(pieces: list[Piece]) -> Iterator[Piece]:
    """*pieces* with no more of what is the same than shows where they are."""
    for place, piece in enumerate(pieces):
        words = piece.words.split()
        first, last = place == 0, place == len(pieces) - 1
        before = [] if first else words[:_AROUND]
        after = [] if last else words[-_AROUND:]
        if piece.change == "same" and len(words) > len(before) + len(after):
            shown = " ".join((*before, "…", *after))
            yield Piece("same", shown)
        else:
            yield piece


def _anchor(writing: Writing, key: str) -> nodes.Node:
    """The anchor of *key* as its readers know it, linked if it is there."""
    edition = writing.edition
    label = edition.label(key) if key in edition.entities or key in edition.claims else ""
    name = split_key(key)[1]
    if label and label != name:
        name = f"{name} ({label})"
    return writing.link(key, name)
