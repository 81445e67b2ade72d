"""Positions on pages: those that a browser would count, in code points and in UTF-16."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.export.streams import Stream, stream_of_page
from edition.model import Span

_PAGE = (
    "<html><head><title>T</title></head><body><p>before</p><!-- no text --><p id='p1'><a>1</a>One <i>two\n"
    "</i>three two</p><p id='p2'>\U0001f30d four</p>after</body></html>"
)


def _stream() -> Stream:
    return stream_of_page(_PAGE.encode(), "a.html", {"p1": "a.xml#p1", "p2": "a.xml#p2"})


def _span(start: int, words: str, block: str = "a.xml#p1") -> Span:
    return Span(block, block, start, start + len(words), words)


def test_the_text_is_that_of_the_body() -> None:
    """Without comments, with all white space."""
    stream = _stream()

    assert stream.text == "before1One two\nthree two\U0001f30d fourafter"
    assert stream.text[slice(*stream.extents["a.xml#p1"])] == "1One two\nthree two"


def test_words_are_found_though_the_page_has_more_in_the_block() -> None:
    """The nearest of several places; white space may be another."""
    stream = _stream()

    first, second = stream.find(_span(4, "two")), stream.find(_span(14, "two"))
    assert first is not None
    assert second is not None
    assert first < second
    over_a_break = stream.find(_span(4, "two three"))
    assert over_a_break is not None
    assert stream.text[slice(*over_a_break)] == "two\nthree"


def test_words_that_are_not_there_have_no_place() -> None:
    """Nothing like them is taken instead."""
    assert _stream().find(_span(0, "seven")) is None


@given(st.text(alphabet="aé\U0001f30d\U0001d11e ", max_size=20), st.integers(0, 20))
def test_offsets_in_utf16_are_those_of_javascript(text: str, offset: int) -> None:
    """An astral character counts twice."""
    offset = min(offset, len(text))
    stream = Stream("a", is_page=False, text=text, extents={})

    assert stream.in_utf16(offset) == len(text[:offset].encode("utf-16-le")) // 2
