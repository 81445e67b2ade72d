"""The running text of an edition: what is looked through for words, and what stands where in it.

Quotations do not stop at the edges of sentences and paragraphs. The blocks of a file are therefore one text
with a space between them; its notes are another, since they stand between the words of nobody who quotes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from edition.cite.folding import Folded, fold, fold_loosely
from edition.model import Edition, Passage
from edition.model.records import Span
from edition.tei.pointers import split_key

_APART = frozenset({"division", "page"})


@dataclass(frozen=True)
class Running:
    """The blocks of one file as one text.

    :ivar blocks: the blocks that have words, in order.
    """

    file: str
    blocks: tuple[Passage, ...]

    @cached_property
    def text(self) -> str:
        """The words of all blocks, with a space between."""
        return " ".join(block.text for block in self.blocks)

    @cached_property
    def folded(self) -> Folded:
        """The text as quotations are compared with it."""
        return fold(self.text)

    @cached_property
    def loose(self) -> Folded:
        """The text as browsers compare text fragments with it."""
        return fold_loosely(self.text)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins in the text."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)

    def block_at(self, offset: int) -> int:
        """The number of the block that the character at *offset* stands in."""
        return max(0, bisect_right(self.starts, offset) - 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the edition.

    :ivar start: key of the smallest citable unit around the first of the words.
    :ivar end: key of that around the last; the same if all stand in one.
    :ivar first: key of the block in which they begin.
    :ivar last: key of the block in which they end.
    :ivar offset: where they begin in their first block, in code points of its edited reading.
    :ivar end_offset: where they end in their last block.
    :ivar words: the words.
    """

    start: str
    end: str
    first: str
    last: str
    offset: int
    end_offset: int
    words: str

    @property
    def file(self) -> str:
        """The file they stand in."""
        return split_key(self.start)[0]

    @property
    def id(self) -> str:
        """The anchor of the unit in which they begin."""
        return split_key(self.start)[1]

    @property
    def reference(self) -> str:
        """The reference to the units around them (``article.xml#p6.s2``, ``article.xml#p6-p7``)."""
        return self.start if self.end == self.start else f"{self.start}-{split_key(self.end)[1]}"


class Texts:
    """All running texts of an edition, and the units in their blocks."""

    def __init__(self, edition: Edition) -> None:
        """Put the blocks of *edition* in order; nothing is folded before it is looked through."""
        self.edition = edition
        order = (*edition.texts, *(file for file in edition.parts if file not in edition.texts))
        self.all: tuple[Running, ...] = tuple(
            running for file in order for running in _running(edition, file) if running.blocks
        )
        self._home = {
            block.key: (running, number)
            for running in self.all
            for number, block in enumerate(running.blocks)
        }

    @cached_property
    def _units(self) -> dict[str, list[Span]]:
        """The citable units within each block, by the key of the block."""
        units: dict[str, list[Span]] = {}
        for part in self.edition.parts.values():
            for key, span in part.words.items():
                if key in self.edition.passages:
                    units.setdefault(span.block, []).append(span._replace(passage=key))
        return units

    def block_of(self, key: str) -> str:
        """The key of the block that *key* is, or is within; "" if it is in none."""
        if key in self._home:
            return key
        part = self.edition.parts.get(split_key(key)[0])
        span = part.words.get(key) if part else None
        return span.block if span and span.block in self._home else ""

    def extent(self, key: str) -> tuple[Running, int, int] | None:
        """Where the words of *key* (a block, what is in one, or a division) stand, and in which text."""
        block = self.block_of(key)
        if block:
            running, number = self._home[block]
            start = running.starts[number]
            span = self.edition.words_at(key) if key != block else None
            if span is not None:
                return running, start + span.start, start + span.end
            return running, start, start + len(self.edition.passages[block].text)
        return self._division(key)

    def _division(self, key: str) -> tuple[Running, int, int] | None:
        running = next((r for r in self.all if r.file == split_key(key)[0]), None)
        if running is None:
            return None
        inside = [n for n, block in enumerate(running.blocks) if key in self.around(block.key)]
        if not inside:
            return None
        last = inside[-1]
        end = running.starts[last] + len(running.blocks[last].text)
        return running, running.starts[inside[0]], end

    def around(self, key: str) -> Iterator[str]:
        """The keys of what is around *key*, from the inside out."""
        passage = self.edition.passages.get(key)
        while passage is not None and passage.parent:
            yield passage.parent
            passage = self.edition.passages.get(passage.parent)

    def place(self, running: Running, start: int, end: int) -> Place:
        """What stands from *start* to *end* of a *running* text."""
        first, last = running.block_at(start), running.block_at(max(start, end - 1))
        offset, end_offset = start - running.starts[first], end - running.starts[last]
        one, other = running.blocks[first].key, running.blocks[last].key
        words = running.text[start:end]
        begin = self._smallest(one, offset, end_offset if one == other else None)
        finish = begin
        if begin == one:
            # No unit holds all the words: name those at both ends, if both blocks have any.
            begin = self._smallest(one, offset, offset + 1)
            finish = self._smallest(other, max(0, end_offset - 1), end_offset)
            whole = one != other and (begin == one or finish == other)
            if whole or begin == finish:
                begin, finish = one, other
        return Place(begin, finish, one, other, offset, end_offset, words)

    def _smallest(self, block: str, start: int, end: int | None) -> str:
        """The smallest unit of *block* that holds what stands from *start* to *end*."""
        best, size = block, -1
        for span in self._units.get(block, ()) if end is not None else ():
            around = span.start <= start and (end or 0) <= span.end
            if around and (size < 0 or span.end - span.start < size):
                best, size = span.passage, span.end - span.start
        return best


def _running(edition: Edition, file: str) -> Iterator[Running]:
    """The running texts of a *file*: its text, and its notes."""
    part = edition.parts[file]
    blocks = [
        passage
        for passage in part.passages
        if passage.text and passage.kind not in _APART and passage.key not in part.words
    ]
    yield Running(file, tuple(block for block in blocks if block.kind != "note"))
    yield Running(file, tuple(block for block in blocks if block.kind == "note"))
