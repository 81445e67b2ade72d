"""What stands beside the text has room there, and every bit of it is on the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.sphinxext.resolve.fit import lines_for
from tests.sphinxext.conftest import Build

_LENGTHS = st.lists(st.integers(0, 3000), max_size=30)


@given(st.integers(0, 10_000), _LENGTHS)
def test_every_note_has_a_line_and_none_more_than_it_needs(text: int, notes: list[int]) -> None:
    """Whatever there is to say about however little."""
    given_lines = lines_for(text, notes)

    assert len(given_lines) == len(notes)
    for length, lines in zip(notes, given_lines, strict=True):
        assert 1 <= lines <= max(1, length // 52 + 1)


@given(st.integers(0, 2000), _LENGTHS)
def test_beside_a_longer_text_notes_have_no_less_room(text: int, notes: list[int]) -> None:
    """Twice the text, at least the lines."""
    assert sum(lines_for(2 * text, notes)) >= sum(lines_for(text, notes))


def test_a_short_note_stands_whole_before_a_long_one_grows() -> None:
    """As many as can be are shown whole."""
    short, long = lines_for(800, [100, 5000])

    assert short == 2
    assert long > 2


def test_signs_are_no_text(letters: Build) -> None:
    """Numbers of notes and of paragraphs are drawn, so that the words can be searched and quoted."""
    (passage,) = letters.page("first").xpath("//*[@id='p1']")

    assert passage.xpath(".//a[@data-sign]")
    assert "was ill." in " ".join(passage.text_content().split())
