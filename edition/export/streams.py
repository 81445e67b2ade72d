"""Streams of characters in which words of the edition can be pointed at: files of plain text, and pages.

A stream of a page is the text of its ``body`` as browsers have it (``textContent``). Offsets count code
points, as the Web Annotation Data Model has it (section 4.2.5); :func:`in_utf16` gives what programs in
JavaScript count.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from lxml import etree, html

from edition.export.plain import PlainText
from edition.model import Span
from edition.tei.pointers import split_key

#: Characters of a quotation's surroundings, as Hypothesis takes them.
AROUND: Final = 32
#: How far words are looked for before their whole block is looked through.
_NEAR: Final = 300
_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, eq=False)
class Stream:
    """The text of something that has an address.

    :ivar address: its address.
    :ivar is_page: whether it is a page, in which anchors can be pointed at.
    :ivar extents: where each block begins and ends, by its key.
    """

    address: str
    is_page: bool
    text: str
    extents: Mapping[str, tuple[int, int]] = field(repr=False)

    def find(self, span: Span) -> tuple[int, int] | None:
        """Where the words of *span* begin and end; None if they are not in their block.

        On a page there may be other characters in a block than in the text of the model: marks, and
        other white space. So the words are looked for; of several places the one that is nearest.
        """
        start, end = self.extents[span.block]
        expected = start + span.start
        if not span.words:
            return expected, expected
        length = len(span.words)
        if self.text.startswith(span.words, expected):
            return expected, expected + length
        near = max(start, expected - _NEAR), min(end, expected + length + _NEAR)
        for first, last in (near, (start, end)):
            before = self.text.rfind(span.words, first, min(last, expected + length))
            after = self.text.find(span.words, max(first, expected), last)
            places = [place for place in (before, after) if place >= 0]
            if places:
                place = min(places, key=lambda place: abs(place - expected))
                return place, place + length
        return self._find_with_other_space(span.words, expected, near)

    def _find_with_other_space(
        self, words: str, expected: int, near: tuple[int, int]
    ) -> tuple[int, int] | None:
        """The nearest place of *words* with any white space, or none, where theirs is."""
        pattern = re.compile(r"\s*".join(map(re.escape, _SPACE.split(words))))
        places = [match.span() for match in pattern.finditer(self.text, *near)]
        return min(places, key=lambda place: abs(place[0] - expected), default=None)

    @cached_property
    def _astral(self) -> list[int]:
        return [match.start() for match in _ASTRAL.finditer(self.text)]

    def in_utf16(self, offset: int) -> int:
        """An *offset* in code points, in UTF-16 code units."""
        return offset + bisect_right(self._astral, offset - 1)


def stream_of_text(plain: PlainText, address: str) -> Stream:
    """A file of plain text."""
    starts = sorted(plain.starts.items(), key=lambda item: item[1])
    ends = [*(start for _, start in starts[1:]), len(plain.text)]
    extents = {key: (start, end) for (key, start), end in zip(starts, ends, strict=True)}
    return Stream(address, is_page=False, text=plain.text, extents=extents)


def stream_of_page(page: bytes, address: str, blocks: Mapping[str, str]) -> Stream:
    """A page of HTML.

    :param blocks: the key of each block that may be on it, by its anchor.
    """
    body = html.fromstring(page, parser=html.HTMLParser(encoding="utf-8")).find("body")
    pieces: list[str] = []
    extents: dict[str, tuple[int, int]] = {}
    length = 0
    open_: dict[etree._Element, tuple[str, int]] = {}
    for event, element in _walk(body):
        if event == "start":
            key = blocks.get(element.get("id", ""))
            if key is not None:
                open_[element] = key, length
        elif element in open_:
            key, start = open_.pop(element)
            extents.setdefault(key, (start, length))
        text = element.text if event == "start" else element.tail
        if text and (event == "end" or isinstance(element.tag, str)):
            pieces.append(text)
            length += len(text)
    return Stream(address, is_page=True, text="".join(pieces), extents=extents)


def anchors_of_blocks(keys: Iterator[str]) -> dict[str, str]:
    """Keys by their anchors."""
    return {split_key(key)[1]: key for key in keys}


def _walk(body: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of *body* and all in it; of *body* itself the tail is not its own."""
    if body is None:
        return
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if element is body and event == "end":
            return
        yield ("end" if event in {"comment", "pi"} else event), element
