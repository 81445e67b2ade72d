"""The edited reading, the copy reading, and offsets in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.tei.text import TextBuilder, copy_text, edited_text


def _tei(content: str, name: str = "p") -> etree._Element:
    return etree.fromstring(f'<{name} xmlns="http://www.tei-c.org/ns/1.0">{content}</{name}>')


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a <hi>b</hi> c", "a b c"),
        (" a\n   b\t", "a b"),
        ("a<hi> b </hi>c", "a b c"),
        ("word<lb break='no'/>\n  broken", "wordbroken"),
        ("word<lb/>unbroken", "word unbroken"),
        ("<choice><sic>teh</sic><corr>the</corr></choice> end", "the end"),
        ("<choice><abbr>Dr</abbr><expan>Doctor</expan></choice>", "Doctor"),
        ("a<note>not read</note> b", "a b"),
        ("a<!-- no --> b<?no no?> c", "a b c"),
        ("<app><lem>one</lem><rdg>two</rdg></app>", "one"),
        ("<list><item>a</item><item>b</item></list>", "a b"),
        ("a&#160;b", "a b"),
    ],
)
def test_the_edited_reading(content: str, expected: str) -> None:
    """What a reader reads, with white space as XML has it."""
    assert expected == edited_text(_tei(content))


@given(st.lists(st.text(" \n\tab\u00e9\U0001f600", max_size=5), max_size=8))
def test_pieces_join_to_the_text_as_a_whole(pieces: list[str]) -> None:
    """However the text is cut, the result is the same, and marks are offsets in it."""
    builder = TextBuilder()
    spans = []
    for piece in pieces:
        mark = builder.mark()
        builder.add(piece)
        spans.append((piece, builder.since(mark)))
    text = builder.text()

    assert " ".join("".join(pieces).split()) == text
    assert len(text) == builder.length
    for piece, (start, end) in spans:
        assert " ".join(piece.split()) == text[start:end]


def test_the_copy_reading() -> None:
    """Errors of the copy stand, additions of the editors fall; lines as in the copy."""
    text = _tei(
        "<body><head>Title</head><p>a <choice><sic>b .</sic><corr>b.</corr></choice></p>"
        "<space dim='vertical' quantity='2'/>"
        "<p>c <supplied>with</supplied> d<note>n</note>\n  e&#160;f</p></body>",
        "text",
    )

    assert copy_text(text) == "Title\n\na b .\n\n\nc d e\u00a0f"
