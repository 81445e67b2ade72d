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
from itertools import chain
from typing import Final

from lxml import etree, html

from edition.export.plain import PlainText
from edition.model import Span

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
    if body is None:
        return Stream(address, is_page=True, text="", extents={})
    found = [one for one in body.iterfind(".//*[@id]") if one.get("id") in blocks]
    opening, closing = _marks(page)
    for element in found:
        element.text = opening + (element.text or "")
        element.tail = closing + (element.tail or "")
    body.tail = None
    marked = etree.tostring(body, method="text", encoding="unicode")
    keys = (blocks[element.get("id", "")] for element in found)
    text, extents = _without_marks(marked, opening, closing, keys)
    return Stream(address, is_page=True, text=text, extents=extents)


def _marks(page: bytes) -> tuple[str, str]:
    """Two characters that are nowhere on the page, of those that mean nothing in Unicode, or nothing yet."""
    meaningless = chain(range(0xFDD0, 0xFDF0), range(0xE000, 0xF900))
    free = (chr(code) for code in meaningless if chr(code).encode() not in page)
    return next(free), next(free)


def _without_marks(
    marked: str, opening: str, closing: str, keys: Iterator[str]
) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text, and where in it each block begins and ends; of two of one key the first counts."""
    pieces: list[str] = []
    extents: dict[str, tuple[int, int]] = {}
    open_: list[tuple[str, int]] = []
    length = 0
    for piece in re.split(f"([{opening}{closing}])", marked):
        if piece == opening:
            open_.append((next(keys), length))
        elif piece == closing:
            key, start = open_.pop()
            extents.setdefault(key, (start, length))
        else:
            pieces.append(piece)
            length += len(piece)
    return "".join(pieces), extents
