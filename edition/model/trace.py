"""The edited reading of a block of text, with the place in the file that each word comes from.

It reads as :mod:`edition.model.passages` does, whose offsets editors and other programs give; that both
read the same is seen to each time a block is traced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from edition.errors import EditionError
from edition.model.passages import APART
from edition.model.read import Reading
from edition.tei.names import NAMESPACES, local_name
from edition.tei.source import Node
from edition.tei.text import BREAKS, UNREAD, TextBuilder, add_break, preferred

_WORD: Final = re.compile(r"\S+")


class Character(NamedTuple):
    """Where a character of a reading stands: the text node and its place in it."""

    node: Node
    at: int


class _Word(NamedTuple):
    """A run of characters without white space: its offset in the reading, and where it stands."""

    offset: int
    node: Node
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A block read word by word.

    :ivar element: the block.
    :ivar text: its edited reading.
    :ivar extents: start and end of the words of every element in it that is read, in document order.
    """

    element: etree._Element
    text: str
    words: tuple[_Word, ...]
    extents: dict[etree._Element, tuple[int, int]]

    def character(self, offset: int) -> Character:
        """Where the character at *offset* stands.

        :raises ValueError: it is a space, which may stand for a line break or for nothing in the file.
        """
        word = self.words[bisect_right(self.words, offset, key=lambda word: word.offset) - 1]
        if not 0 <= offset - word.offset < word.length:
            raise ValueError(f"there is white space at {offset}")
        return Character(word.node, word.at + offset - word.offset)


@dataclass(slots=True)
class _Tracer:
    """One walk through a block."""

    builder: TextBuilder = field(default_factory=TextBuilder)
    words: list[_Word] = field(default_factory=list)
    extents: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        text = node.text
        self.builder.add(text)
        found = list(_WORD.finditer(text))
        if not found:
            return
        # Words of one node have one space between them, and the last ends where the reading does now.
        at = self.builder.length - sum(len(word[0]) + 1 for word in found) + 1
        for word in found:
            self.words.append(_Word(at, node, word.start(), len(word[0])))
            at += len(word[0]) + 1

    def content(self, element: etree._Element) -> None:
        mark = self.builder.mark()
        self.extents[element] = (0, 0)  # its place in the order
        self.add(Node(element, tail=False))
        for child in element:
            name = local_name(child)
            if name in BREAKS:
                add_break(self.builder, child)
            elif name == "choice":
                chosen = preferred(child)
                if chosen is not None:
                    self.content(chosen)
            elif name and name not in UNREAD:
                self.child(child, name)
            self.add(Node(child, tail=True))
        self.extents[element] = self.builder.since(mark)

    def child(self, child: etree._Element, name: str) -> None:
        if name in APART:
            self.builder.space()
        self.content(child)
        if name in APART:
            self.builder.space()


def trace(reading: Reading, block: str) -> Trace:
    """Read the block with the id *block*.

    :raises EditionError: it does not read as the model has it.
    """
    element = element_of(reading, block)
    tracer = _Tracer()
    parts = [element]
    if local_name(element) == "annotation":  # its words are those of its notes
        parts = element.findall("tei:note", NAMESPACES) or parts
    for part in parts:
        tracer.content(part)
        tracer.builder.space()
    text = tracer.builder.text()
    known = {passage.id: passage.text for passage in reading.part.passages}
    if known.get(block) != text:
        raise reading.document.fault(
            element,
            f"the words of {block} cannot be told apart",
            "This is a fault of tei-edition: please report it with the file.",
        )
    return Trace(element, text, tuple(tracer.words), tracer.extents)


def element_of(reading: Reading, anchor: str) -> etree._Element:
    """The element with the id *anchor*, whether the editors gave it or it was computed.

    :raises EditionError: there is none.
    """
    for element, known in reading.context.anchors.items():
        if known == anchor:
            return element
    raise EditionError(f"nothing has the id {anchor!r}", file=reading.document.name)
