"""Where in a file the attribute, the words or the end tag stand that a finding is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple
from xml.parsers import expat

from lxml import etree

from edition.check.relaxng.datatypes import SPACE
from edition.errors import EditionError
from edition.tei.names import XML_NS
from edition.tei.parse import Document
from edition.tei.positions import as_utf8
from edition.tei.splice import StartTag, start_tag

_LINE_END: Final = re.compile(r"\r\n?|\n")


class Place(NamedTuple):
    """A line and a column, both 1-based, the column in characters."""

    line: int
    column: int


class Gap(NamedTuple):
    """Where text can stand: in the how-manieth element, behind how many of its nodes."""

    element: int
    nodes: int


class Source(NamedTuple):
    """What one pass through a file found.

    :ivar texts: the place of the first words of gaps that were asked for.
    :ivar ends: the byte at which the end tags of elements begin, by the ordinals of the elements.
    """

    texts: dict[Gap, Place]
    ends: dict[int, int]


def of_element(document: Document, element: etree._Element) -> Place:
    """The place of the start tag of *element*."""
    position = document.position(element)
    return Place(position.line, position.column)


def tag_of_element(document: Document, element: etree._Element) -> StartTag | None:
    """The start tag of *element*, or None if it comes from an entity."""
    try:
        return start_tag(document, element)
    except EditionError:
        return None


class Written(NamedTuple):
    """An attribute as it is written.

    :ivar place: where its name begins.
    :ivar tag: the start tag in which it stands.
    :ivar name: the first character of its name in the tag, and the one behind the last.
    :ivar value: the same of its value, without the quotes.
    """

    place: Place
    tag: StartTag
    name: tuple[int, int]
    value: tuple[int, int]


def attributes(document: Document, element: etree._Element) -> dict[str, Written]:
    """The attributes of *element*, by name, as they are written in its start tag."""
    tag = tag_of_element(document, element)
    if tag is None:
        return {}
    found: dict[str, Written] = {}
    line, column = of_element(document, element)
    at = 0
    for match in tag.attributes():
        start, end = match.span("name")
        for line_end in _LINE_END.finditer(tag.text, at, start):
            line, column, at = line + 1, 1, line_end.end()
        column, at = column + start - at, start
        value = match.start("value") + 1, match.end("value") - 1
        name = _resolved(match["name"], element)
        found[name] = Written(Place(line, column), tag, (start, end), value)
    return found


def _resolved(written: str, element: etree._Element) -> str:
    """The name of an attribute in lxml's notation."""
    prefix, colon, local = written.partition(":")
    if not colon:
        return written
    namespace = XML_NS if prefix == "xml" else element.nsmap.get(prefix)
    return f"{{{namespace}}}{local}" if namespace else written


class Gaps:
    """The gaps of a document, those of an element numbered once."""

    def __init__(self, document: Document) -> None:
        """Number none yet."""
        self._document = document
        self._numbers: dict[etree._Element, dict[etree._Element, int]] = {}

    def behind(self, parent: etree._Element, node: etree._Element | None) -> Gap:
        """The gap in *parent* behind one of its nodes, or at its beginning."""
        ordinal = self._document.order(parent)
        if node is None:
            return Gap(ordinal, 0)
        if parent not in self._numbers:
            self._numbers[parent] = {child: place for place, child in enumerate(parent, 1)}
        return Gap(ordinal, self._numbers[parent][node])


def source(document: Document, gaps: Iterable[Gap], elements: Iterable[int]) -> Source:
    """The places of the texts in *gaps* and the bytes of the end tags of *elements*, in one pass."""
    declared = document.root.getroottree().docinfo.encoding or "utf-8"
    try:
        return _pass(document.data, None, set(gaps), set(elements))
    except (expat.ExpatError, ValueError, LookupError):
        # Bytes of a copy in another encoding say nothing about those of the file.
        return _pass(as_utf8(document.data, declared), "utf-8", set(gaps), set())


def _pass(data: bytes, encoding: str | None, gaps: set[Gap], elements: set[int]) -> Source:
    texts: dict[Gap, Place] = {}
    ends: dict[int, int] = {}
    parser = expat.ParserCreate(encoding)
    stack: list[list[int]] = [[-1, 0]]  # of each open element its ordinal, and its nodes so far
    started = 0

    def node(*_what: object) -> None:
        stack[-1][1] += 1

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal started
        stack[-1][1] += 1
        stack.append([started, 0])
        started += 1

    def end(_name: str) -> None:
        ordinal, _ = stack.pop()
        if ordinal in elements:
            ends[ordinal] = parser.CurrentByteIndex

    def characters(text: str) -> None:
        here = Gap(*stack[-1])
        words = text.lstrip(SPACE)
        if words and here in gaps and here not in texts:
            column = parser.CurrentColumnNumber + 1 + len(text) - len(words)
            texts[here] = Place(parser.CurrentLineNumber, column)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.CommentHandler = node
    parser.ProcessingInstructionHandler = node
    parser.Parse(data, True)  # noqa: FBT003 – expat's own signature
    return Source(texts, ends)
