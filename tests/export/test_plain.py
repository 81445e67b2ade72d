"""Plain text: every word of every block once, and where each stands."""

from __future__ import annotations

from pathlib import Path

from edition import Edition
from edition.export.layout import plain_texts, text_files
from edition.export.plain import plain_text
from edition.export.streams import stream_of_text
from edition.model import assemble, read
from edition.tei.parse import parse


def _edition(body: str) -> Edition:
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'
    return assemble([read(parse(data.encode(), "a.xml")).part])


def test_blocks_are_parted_by_an_empty_line() -> None:
    """In order; notes of the text stand behind it, verses on lines of their own."""
    edition = _edition(
        "<head>Title</head><p>One <choice><sic>teh</sic><corr>the</corr></choice> two<note>A note.</note>.</p>"
        "<lg><l xml:id='v1'>first line</l><l xml:id='v2'>second line</l></lg>"
    )

    assert plain_text(edition, "a.xml").text == (
        "Title\n\nOne the two.\n\nfirst line\nsecond line\n\nA note.\n"
    )


def test_every_word_of_this_edition_is_where_its_span_says(own: Edition) -> None:
    """Mentions, dates and departures, in the file of plain text."""
    checked = 0
    for plain in plain_texts(own):
        stream = stream_of_text(plain, "x")
        part = own.parts[plain.file]
        spans = [one.span for one in part.mentions] + [one.span for one in part.dates]
        for span in spans:
            place = stream.find(span)
            assert place is not None
            assert stream.text[slice(*place)].split() == span.words.split()
            checked += 1
    assert checked > 300


def test_passages_have_files_of_their_own_if_they_are_few(own: Edition, sources: Path) -> None:
    """One for each that has words, by its anchor."""
    files = dict(text_files(own, list(plain_texts(own))))

    assert files["text/article/p3.s1.txt"].decode() == own.passages["article.xml#p3.s1"].text + "\n"
    blocks = files["text/article.txt"].decode().strip().split("\n\n")
    assert own.passages["article.xml#p12"].text == blocks[-1]
    assert "text/article/d1.txt" not in files
