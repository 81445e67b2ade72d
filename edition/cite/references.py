"""How a place of an edition is named: one passage, a run of passages, or words in them.

The written form is that of the anchors, with the syntax of CTS (ctsurn_spec, 2014) for runs and words:
``p6``, ``p6-p8``, ``p6@embrace``, ``p6@embrace[2]``, ``p6@We may[1]-p8@ties[1]``; before it, where an
anchor stands in several files, the file or its page: ``article.xml#p6``, ``article#p6``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from edition.errors import UsageError
from edition.model import Edition, Passage
from edition.tei.files import stem
from edition.tei.pointers import key, split_key

_WORDS: Final = re.compile(
    r"(?P<anchor>[^@]*)(?:@(?P<words>.+?)(?:\[(?P<occurrence>[1-9]\d*)\])?)?"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a reference.

    :ivar anchor: the id of a passage, or of anything else that has one.
    :ivar words: words of the passage, or "" for the whole of it.
    :ivar occurrence: which occurrence of the words in the passage is meant, from 1.
    """

    anchor: str
    words: str = ""
    occurrence: int = 1

    def __str__(self) -> str:
        """As it is written in a reference."""
        if not self.words:
            return self.anchor
        return f"{self.anchor}@{self.words}" + (
            f"[{self.occurrence}]" if self.occurrence > 1 else ""
        )


@dataclass(frozen=True, slots=True)
class Reference:
    """A place of an edition.

    :ivar file: the file, by its path below the source folder.
    :ivar start: where it begins.
    :ivar end: where it ends; the same as *start* for one passage.
    """

    file: str
    start: Point
    end: Point

    def __str__(self) -> str:
        """The reference without its file."""
        return str(self.start) if self.end == self.start else f"{self.start}-{self.end}"

    @property
    def is_range(self) -> bool:
        """Whether it names a run of passages."""
        return self.end.anchor != self.start.anchor

    @property
    def key(self) -> str:
        """The key of what it begins with."""
        return key(self.file, self.start.anchor)


def find(edition: Edition, written: str) -> Reference:
    """The place that a *written* reference names.

    :raises UsageError: nothing in the edition has such an anchor, several files have it, a run goes
        backwards or from one file to another, or the passage does not have the words.
    """
    before, mark, rest = written.strip().rpartition("#")
    files = _files(edition, before) if mark else tuple(edition.parts)
    if not files:
        known = ", ".join(edition.texts)
        raise UsageError(f"there is no file {before!r}", hint=f"The texts are: {known}.")
    found = [
        Reference(file, start, end)
        for file in files
        for start, end in readings(rest)
        if _has(edition, file, start.anchor) and _has(edition, file, end.anchor)
    ]
    if not found:
        raise _unknown(edition, files, rest)
    texts = [reference for reference in found if reference.file in edition.texts]
    best = texts or found
    if len({reference.file for reference in best}) > 1:
        places = ", ".join(f"{reference.file}#{reference}" for reference in best[:5])
        raise UsageError(f"{rest!r} stands in several files", hint=f"Say which: {places}.")
    return _first_sound(edition, best)


def passages(edition: Edition, reference: Reference) -> tuple[Passage, ...]:
    """The passages that a *reference* covers, in the order of the text.

    For a run, those from its first to its last that are not within another of them. Empty if it
    names something that is no passage (a claim, an entry of a register).
    """
    known = edition.passages
    start, end = reference.key, key(reference.file, reference.end.anchor)
    if start not in known:
        return ()
    if not reference.is_range:
        return (known[start],)
    order = [passage.key for passage in edition.parts[reference.file].passages]
    run = order[order.index(start) : order.index(end) + 1]
    around = set(_ancestors(edition, end)) | set(_ancestors(edition, start))
    inside, covered = [], set[str]()
    for passage_key in run:
        passage = known[passage_key]
        if passage_key in around:
            continue
        if passage.parent not in covered and passage.kind not in {"note", "page"}:
            inside.append(passage)
        covered.add(passage_key)
    return tuple(inside)


def words(edition: Edition, reference: Reference) -> str:
    """The words at *reference*, in the edited reading; those of several passages with a space between."""
    covered = passages(edition, reference)
    if not covered:
        span = edition.words_at(reference.key)
        return span.words if span else ""
    texts = [words_of(edition, passage) for passage in covered]
    start, end = reference.start, reference.end
    if end.words:
        at = offset(texts[-1], end)
        texts[-1] = texts[-1][: at + len(end.words)]
    if start.words:
        texts[0] = texts[0][offset(texts[0], start) :]
    return " ".join(filter(None, texts))


def words_of(edition: Edition, passage: Passage) -> str:
    """The words of a *passage*; those of a division are the words of its blocks."""
    if passage.kind != "division":
        return passage.text
    return " ".join(block.text for block in blocks(edition, passage) if block.text)


def blocks(edition: Edition, division: Passage) -> Iterator[Passage]:
    """The blocks of text of a *division*, in the divisions within it too; its notes left out."""
    inside = {division.key}
    for passage in edition.parts[division.file].passages:
        if passage.parent in inside and passage.kind not in {"note", "page"}:
            if passage.kind == "division":
                inside.add(passage.key)
            else:
                yield passage


def offset(text: str, point: Point) -> int:
    """Where the words of *point* begin in the *text* of its passage, in code points; -1 if nowhere."""
    at = -1
    for _ in range(point.occurrence):
        at = text.find(point.words, at + 1)
        if at < 0:
            break
    return at


def _files(edition: Edition, name: str) -> tuple[str, ...]:
    """The files that *name* means: a path, or a page (a path without its suffix)."""
    return tuple(file for file in edition.parts if name in {file, stem(file)})


def readings(rest: str) -> Iterator[tuple[Point, Point]]:
    """The ways to read what stands behind ``#``: as one point first, for ids may have hyphens."""
    alone = _point(rest)
    yield alone, alone
    for at, sign in enumerate(rest):
        if sign == "-":
            yield _point(rest[:at]), _point(rest[at + 1 :])


def _point(text: str) -> Point:
    match = _WORDS.fullmatch(text)
    if match is None:
        return Point("")
    return Point(match["anchor"], match["words"] or "", int(match["occurrence"] or 1))


def _has(edition: Edition, file: str, anchor: str) -> bool:
    return anchor in edition.parts[file].ids or key(file, anchor) in edition.passages


def _ancestors(edition: Edition, passage_key: str) -> Iterator[str]:
    passage = edition.passages.get(passage_key)
    while passage is not None and passage.parent:
        yield passage.parent
        passage = edition.passages.get(passage.parent)


def _first_sound(edition: Edition, readings: list[Reference]) -> Reference:
    """The first of several *readings* that holds together; "a@b-c@d" can be words with a hyphen."""
    failures = []
    for reference in readings:
        try:
            return _checked(edition, reference)
        except UsageError as failure:
            failures.append(failure)
    raise failures[0]


def _checked(edition: Edition, reference: Reference) -> Reference:
    """*reference*, if it holds together."""
    start, end = reference.key, key(reference.file, reference.end.anchor)
    if reference.is_range:
        order = {
            passage.key: place
            for place, passage in enumerate(edition.parts[reference.file].passages)
        }
        if start not in order or end not in order:
            raise UsageError(
                f"{reference} is no run of passages",
                hint="A run goes from a passage of the text to a later one.",
            )
        if order[start] > order[end] or start in set(_ancestors(edition, end)):
            raise UsageError(
                f"{reference} does not go forwards",
                hint=f"Write {reference.end}-{reference.start}.",
            )
    for place, point in ((start, reference.start), (end, reference.end)):
        if point.words and offset(_text(edition, place), point) < 0:
            message = f"{split_key(place)[1]} does not have the words {point.words!r}"
            if point.occurrence > 1:
                message += f" {point.occurrence} times"
            raise UsageError(message, hint="Use “edition resolve” to find words that have changed.")
    return reference


def _text(edition: Edition, place: str) -> str:
    passage = edition.passages.get(place)
    if passage is not None:
        return words_of(edition, passage)
    span = edition.words_at(place)
    return span.words if span else ""


def _unknown(edition: Edition, files: tuple[str, ...], rest: str) -> UsageError:
    wanted = _point(rest).anchor
    known = {
        anchor
        for file in files
        for anchor in (
            *edition.parts[file].ids,
            *(passage.id for passage in edition.parts[file].passages),
        )
    }
    near = difflib.get_close_matches(wanted, sorted(known), n=3)
    hint = f"Do you mean {', '.join(near)}?" if near else "“edition anchors list” has all anchors."
    return UsageError(f"nothing has the anchor {wanted!r}", hint=hint)
