"""The bytes of each character: from a text node of the tree to the place of its words in the file.

Expat, which says at which byte an event begins, and lxml, which makes the tree, come upon the same tags,
comments and instructions in the same order; what stands between two of them is one text node of lxml
(``text`` or ``tail``). References, CDATA sections, line ends and entities are told apart, so that a tag can
be written before or behind any character that stands in the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple
from xml.parsers import expat

from lxml import etree

from edition.errors import EditionError
from edition.tei.names import local_name
from edition.tei.parse import Document
from edition.tei.positions import encoding_of
from edition.tei.splice import start_tag

_DECLARATION: Final = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
_REFERENCE: Final = re.compile(rb"&(?:#|(?:amp|lt|gt|quot|apos);)")
_OPEN, _CLOSE = b"<![CDATA[", b"]]>"


class Node(NamedTuple):
    """A text node: the text of *element*, or what follows it (its tail)."""

    element: etree._Element
    tail: bool

    @property
    def text(self) -> str:
        """Its characters."""
        return (self.element.tail if self.tail else self.element.text) or ""

    @property
    def parent(self) -> etree._Element:
        """The element that the text stands in."""
        if not self.tail:
            return self.element
        parent = self.element.getparent()
        assert parent is not None, "nothing is read behind the root"
        return parent


class Boundary(NamedTuple):
    """A place between two characters.

    :ivar byte: offset in the file.
    :ivar cdata: whether it lies in a CDATA section, which must be closed before a tag and opened after.
    """

    byte: int
    cdata: bool


class _Run(NamedTuple):
    """Characters of a text node that stand in the file one after the other.

    :ivar first: its place among the characters of the node.
    :ivar byte: where they begin in the UTF-8 that was read.
    """

    first: int
    byte: int
    text: str
    cdata: bool


class Source:
    """The bytes of the characters of one document; made once for as many questions as there are."""

    def __init__(self, document: Document) -> None:
        """Read the file once more, for its bytes."""
        self.document = document
        declared = document.root.getroottree().docinfo.encoding or "utf-8"
        mark, self.encoding = encoding_of(document.data, declared)
        self._mark = len(mark)
        self._text = document.data[len(mark) :].decode(self.encoding)
        self._data = self._text.encode()
        self._same = self._data == document.data[len(mark) :]
        self._scan = _Scan(self._text)
        self._ends: dict[etree._Element, int] = {}
        self._nodes = self._ordinals()
        self._sound: set[Node] = set()

    def _ordinals(self) -> dict[Node, int]:
        """The place of each text node in what expat found."""
        nodes: dict[Node, int] = {}
        elements = 0
        walk = etree.iterwalk(self.document.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            nodes[Node(element, event != "start")] = len(nodes)
            if event == "end":
                self._ends[element] = elements
                elements += 1
        return nodes

    def before(self, node: Node, index: int) -> Boundary:
        """The boundary before the character *index* of *node*.

        :raises EditionError: it lies within an entity, or cannot be found.
        """
        run = self._run(node, index)
        if self._is_literal(run):
            byte = run.byte + len(run.text[: index - run.first].encode())
        elif index == run.first:
            byte = run.byte
        else:
            raise self._within(node)
        cdata = run.cdata
        if cdata and self._data[byte - len(_OPEN) : byte] == _OPEN:
            byte, cdata = byte - len(_OPEN), False
        return Boundary(self._in_file(byte), cdata)

    def after(self, node: Node, index: int) -> Boundary:
        """The boundary behind the character *index* of *node*.

        :raises EditionError: as :meth:`before`.
        """
        run = self._run(node, index)
        if self._is_literal(run):
            byte = run.byte + len(run.text[: index + 1 - run.first].encode())
        elif run.text == "\n":
            byte = run.byte + (2 if self._data[run.byte : run.byte + 2] == b"\r\n" else 1)
        elif index + 1 == run.first + len(run.text):
            byte = self._data.index(b";", run.byte) + 1
        else:
            raise self._within(node)
        cdata = run.cdata
        if cdata and self._data[byte : byte + len(_CLOSE)] == _CLOSE:
            byte, cdata = byte + len(_CLOSE), False
        return Boundary(self._in_file(byte), cdata)

    def place(self, node: Node, index: int) -> tuple[int, int]:
        """Line and column of the character *index* of *node*, both from 1, the column in characters.

        :raises EditionError: as :meth:`before`.
        """
        run = self._run(node, index)
        byte = run.byte
        if self._is_literal(run):
            byte += len(run.text[: index - run.first].encode())
        line = bisect_right(self._lines, byte)
        return line, len(self._data[self._lines[line - 1] : byte].decode()) + 1

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines begin, in the UTF-8 that was read."""
        return [0, *accumulate(map(len, self._data.splitlines(keepends=True)))]

    def start(self, element: etree._Element) -> int:
        """The byte at which *element* begins.

        :raises EditionError: it stands in an entity.
        """
        return start_tag(self.document, element).byte

    def content_end(self, element: etree._Element) -> int:
        """The byte of the end tag of *element*; of an empty one, that behind its tag.

        :raises EditionError: it stands in an entity.
        """
        tag = start_tag(self.document, element)
        if tag.text.endswith("/>"):
            return tag.end
        return self._in_file(self._scan.ends[self._ends[element]])

    def end(self, element: etree._Element) -> int:
        """The byte behind *element*.

        :raises EditionError: it stands in an entity.
        """
        byte, sign = self.content_end(element), ">".encode(self.encoding)
        if start_tag(self.document, element).text.endswith("/>"):
            return byte
        at = self.document.data.index(sign, byte)
        while (at - byte) % len(sign):  # of an encoding with two bytes for a character
            at = self.document.data.index(sign, at + 1)
        return at + len(sign)

    def _run(self, node: Node, index: int) -> _Run:
        """The run of the character *index* of *node*."""
        ordinal = self._nodes.get(node)
        runs = self._scan.runs[ordinal] if ordinal is not None else []
        if node not in self._sound and "".join(run.text for run in runs) == node.text:
            self._sound.add(node)
        if node not in self._sound or not 0 <= index < len(node.text):
            element = node.parent
            message = f"the text of <{local_name(element)}> cannot be found in the file"
            hint = "An entity of a file elsewhere stands in it: write its text in its place."
            raise self.document.fault(element, message, hint)
        run = runs[bisect_right(runs, index, key=lambda run: run.first) - 1]
        if run.byte in self._scan.opaque:
            raise self._within(node)
        return run

    def _is_literal(self, run: _Run) -> bool:
        """Whether the characters stand in the file as they are."""
        first = self._data[run.byte : run.byte + 1]
        return first != b"\r" and (run.cdata or first != b"&")

    def _within(self, node: Node) -> EditionError:
        message = "the words stand in an entity, and cannot be edited where it is used"
        hint = "Write the text of the entity in its place."
        return self.document.fault(node.parent, message, hint)

    def _in_file(self, byte: int) -> int:
        """The byte of the file for a *byte* of the UTF-8 that was read."""
        if self._same:
            return self._mark + byte
        characters = len(self._data[:byte].decode())
        return self._mark + len(self._text[:characters].encode(self.encoding))


class _Scan:
    """What expat finds in a text.

    :ivar runs: the characters between each two tags, comments or instructions, from the root's start tag.
    :ivar ends: where each element ends, by the order of the end tags: the byte of its end tag, or the
        one behind an empty element's tag.
    :ivar opaque: bytes of references to entities that hold more than text.
    """

    def __init__(self, text: str) -> None:
        declaration = _DECLARATION.match(text)
        if declaration:  # in UTF-8 as it is read, its encoding would be false
            text = re.sub(r"[^\n]", " ", declaration[0]) + text[declaration.end() :]
        self.runs: list[list[_Run]] = []
        self.ends: list[int] = []
        self.opaque: set[int] = set()
        self._data = text.encode()
        self._depth = 0
        self._in_cdata = 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = self._part
        parser.ProcessingInstructionHandler = self._part
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = lambda: self._cdata(1)
        parser.EndCdataSectionHandler = lambda: self._cdata(-1)
        parser.Parse(self._data, True)  # noqa: FBT003 – expat's own signature

    def _part(self, *_said: object) -> None:
        """Another text node begins."""
        if self._depth:
            self.runs.append([])
            byte = self._parser.CurrentByteIndex
            if self._data[byte : byte + 1] == b"&" and not _REFERENCE.match(self._data, byte):
                self.opaque.add(byte)

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        self._part()

    def _end(self, _name: str) -> None:
        self.ends.append(self._parser.CurrentByteIndex)
        self._part()
        self._depth -= 1

    def _cdata(self, change: int) -> None:
        self._in_cdata += change

    def _characters(self, found: str) -> None:
        runs, byte = self.runs[-1], self._parser.CurrentByteIndex
        if runs and runs[-1].byte == byte:  # of one entity
            runs[-1] = runs[-1]._replace(text=runs[-1].text + found)
        else:
            first = runs[-1].first + len(runs[-1].text) if runs else 0
            runs.append(_Run(first, byte, found, bool(self._in_cdata)))
