"""Finding the words that an edit is about: by passage and quotation, or by passage and offsets."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from edition.errors import EditionError, UsageError
from edition.model.read import Reading, read
from edition.model.trace import Trace, element_of, trace
from edition.tei.parse import Document
from edition.tei.pointers import key, split_key
from edition.tei.source import Source

#: As many places or likenesses as a message names.
_NAMED: Final = 5
#: Characters around words that stand several times.
_AROUND: Final = 24
#: From here on words are like others.
_LIKE: Final = 0.6


class Editable:
    """A file that is to be edited: what it says, and where each of its characters stands."""

    def __init__(self, document: Document, reserved: frozenset[str] = frozenset()) -> None:
        """Read it.

        :param reserved: ids that were published, and so are never given to anything else.
        """
        self.document = document
        self.reserved = reserved
        self.reading: Reading = read(document)
        self._traces: dict[str, Trace] = {}

    @property
    def file(self) -> str:
        """Its path below the source folder."""
        return self.document.name

    @cached_property
    def source(self) -> Source:
        """The bytes of its characters."""
        return Source(self.document)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The edited reading of each passage that has words of its own, by id."""
        passages = self.reading.part.passages
        return {passage.id: passage.text for passage in passages if passage.text}

    def trace(self, block: str) -> Trace:
        """The block with the id *block*, word by word.

        :raises EditionError: as :func:`edition.model.trace.trace`.
        """
        known = self._traces.get(block)
        if known is None:
            known = self._traces[block] = trace(self.reading, block)
        return known


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Some words of a text.

    :ivar anchor: the id of the passage, or of another element, that they were looked for in.
    :ivar block: the id of the block of text around them.
    :ivar within: the element with the id *anchor*: nothing outside it is edited.
    :ivar start: offset of the first character in the edited reading of the block, in code points.
    :ivar end: offset behind the last.
    """

    text: Editable
    anchor: str
    block: str
    within: etree._Element
    start: int
    end: int

    @property
    def trace(self) -> Trace:
        """The block, word by word."""
        return self.text.trace(self.block)

    @property
    def words(self) -> str:
        """The words."""
        return self.trace.text[self.start : self.end]

    def part(self, start: int, end: int) -> Place | None:
        """The words from *start* to *end* of the block without the white space at their edges.

        None if there are none.
        """
        words = self.trace.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start >= end:
            return None
        return Place(self.text, self.anchor, self.block, self.within, start, end)

    def fault(self, message: str, hint: str) -> EditionError:
        """An error at the element that the words stand in."""
        inner = self.trace.character(self.start).node.parent
        return self.text.document.fault(inner, message, hint)


def passage(text: Editable, anchor: str) -> Place:
    """All the words of what has the id *anchor*: a passage, or an element within one.

    :raises UsageError: nothing has the id, or it has no words of its own.
    """
    part = text.reading.part
    span = part.words.get(key(text.file, anchor))
    known = text.texts.get(anchor)
    if span is not None:
        block, start, end = split_key(span.block)[1], span.start, span.end
    elif known is not None:
        block, start, end = anchor, 0, len(known)
    else:
        raise _no_words(text, anchor)
    if start == end:
        raise _no_words(text, anchor)
    return Place(text, anchor, block, element_of(text.reading, anchor), start, end)


def quoted(text: Editable, anchor: str, quotation: str, occurrence: int | None = None) -> Place:
    """The words of *quotation* in the passage *anchor*.

    :param occurrence: which of several, from 1; None if they must stand there once.
    :raises UsageError: there is no such passage.
    :raises EditionError: the words are not in it, or there are several of them.
    """
    whole = passage(text, anchor)
    wanted = " ".join(quotation.split())
    if not wanted:
        raise UsageError("the quotation is empty", hint="Quote the words that are meant.")
    found = list(occurrences(whole.words, wanted))
    if not found:
        raise whole.fault(
            f"{anchor} does not have the words “{wanted}”", _near(whole.words, wanted)
        )
    if occurrence is None and len(found) > 1:
        places = "".join(
            f"\n  {number}: {_in_context(whole.words, at, len(wanted))}"
            for number, at in enumerate(found, 1)
        )
        message = f"{anchor} has the words “{wanted}” {len(found)} times"
        raise whole.fault(message, f"Say which with --occurrence:{places}")
    number = occurrence or 1
    if number > len(found):
        message = f"{anchor} does not have the words “{wanted}” {number} times"
        raise whole.fault(message, f"It has them {_times(len(found))}.")
    start = whole.start + found[number - 1]
    return Place(text, anchor, whole.block, whole.within, start, start + len(wanted))


def at(text: Editable, anchor: str, start: int, end: int) -> Place:
    """The words from *start* to *end* of the passage *anchor*; white space at their edges stays outside.

    :param start: offset in the edited reading of the passage, in code points.
    :raises UsageError: there is no such passage, or there are no words there.
    """
    whole = passage(text, anchor)
    length = whole.end - whole.start
    place = None
    if 0 <= start < end <= length:
        place = whole.part(whole.start + start, whole.start + end)
    if place is None:
        hint = f"{anchor} has {length} characters: offsets go from 0 to {length}."
        raise UsageError(f"there are no words from {start} to {end} of {anchor}", hint=hint)
    return place


def occurrences(text: str, words: str) -> Iterator[int]:
    """The offsets at which *words* stand in *text*, overlapping ones too, as references count them."""
    found = text.find(words)
    while found >= 0:
        yield found
        found = text.find(words, found + 1)


def _no_words(text: Editable, anchor: str) -> UsageError:
    """Why *anchor* names no words."""
    part = text.reading.part
    division = key(text.file, anchor)
    inside = [p.id for p in part.passages if p.parent == division and p.text]
    if anchor in part.ids or any(known.id == anchor for known in part.passages):
        message = f"{anchor} has no words of its own"
        hint = f"Name a passage in it: {', '.join(inside[:_NAMED])}." if inside else ""
        return UsageError(message, file=text.file, hint=hint or "Name a passage of the text.")
    near = difflib.get_close_matches(anchor, sorted({*part.ids, *text.texts}), n=3, cutoff=0.5)
    hint = f"Do you mean {', '.join(near)}?" if near else "“edition anchors list” has all anchors."
    return UsageError(f"nothing has the id {anchor!r}", file=text.file, hint=hint)


def _near(text: str, wanted: str) -> str:
    """What to do about words that are not in *text*: the nearest ones that are."""
    words = text.split(" ")
    count = wanted.count(" ") + 1
    runs = {
        " ".join(words[first : first + length])
        for length in {max(1, count - 1), count, count + 1}
        for first in range(len(words) - length + 1)
    }
    near = difflib.get_close_matches(wanted, sorted(runs), n=3, cutoff=_LIKE)
    if not near:
        return "Quote them as the edited reading has them, notes left out."
    return f"Do you mean {' or '.join(f'“{run}”' for run in near)}?"


def _in_context(text: str, start: int, length: int) -> str:
    before, after = max(0, start - _AROUND), start + length + _AROUND
    end = start + length
    return f"{text[before:start]}[{text[start:end]}]{text[end:after]}"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
