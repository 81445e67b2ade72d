"""Words find room beside each other."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from edition.export.drawings.labels import (
    Box,
    Candidate,
    place,
    shortened,
    spread,
    text_width,
    wrapped,
)

_ROOM = Box(0, 0, 100, 100)
_NUMBERS = st.integers(-20, 110)


@st.composite
def _candidates(draw: st.DrawFn) -> list[Candidate]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        left, top = draw(_NUMBERS), draw(_NUMBERS)
        box = Box(left, top, left + draw(st.integers(1, 40)), top + draw(st.integers(1, 40)))
        leader = ((draw(_NUMBERS), draw(_NUMBERS)), (left, top)) if draw(st.booleans()) else None
        found.append(Candidate(box, leader))
    return found


@given(st.lists(_candidates(), max_size=12))
def test_labels_never_overlap(wanted: list[list[Candidate]]) -> None:
    """Nor do they leave the drawing; what has no place has none."""
    placed = list(place(wanted, _ROOM))

    assert len(placed) == len(wanted)
    boxes = [found.box for found in placed if found is not None]
    assert all(box.within(_ROOM) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    for found, candidates in zip(placed, wanted, strict=True):
        assert found is None or found in candidates


def test_the_first_has_the_choice() -> None:
    """And the second takes what is left."""
    best, second = Candidate(Box(0, 0, 10, 10)), Candidate(Box(20, 0, 30, 10))

    assert list(place([[best, second]] * 3, _ROOM)) == [best, second, None]


def test_a_line_to_a_label_keeps_off_other_labels() -> None:
    """The way to the second runs through the first."""
    through = Candidate(Box(60, 0, 70, 10), ((10, 5), (60, 5)))
    around = Candidate(Box(60, 40, 70, 50), ((10, 45), (60, 45)))

    placed = list(place([[Candidate(Box(30, 0, 40, 10))], [through, around]], _ROOM))

    assert placed[1] == around


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), min_size=1, max_size=30).map(
        sorted
    )
)
def test_labels_of_a_column_keep_their_order_and_their_distance(
    wanted: list[tuple[int, int]],
) -> None:
    """And one that is alone stays where it wants to be."""
    tops, heights = [float(top) for top, _ in wanted], [float(height) for _, height in wanted]

    placed = spread(tops, heights)

    for (top, height), (following, _) in pairwise(zip(placed, heights, strict=True)):
        assert following >= top + height - 1e-6
    if len(placed) == 1:
        assert placed == tops


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80), st.integers(1, 4))
def test_wrapped_words_are_all_there_or_end_in_an_ellipsis(text: str, most: int) -> None:
    """In no more lines than asked for, each of which fits."""
    lines = wrapped(text, 100, 13, most)

    assert len(lines) <= most
    assert all(text_width(line, 13) <= 100 for line in lines)
    cut = any(line.endswith("…") and line not in text for line in lines)
    assert cut or " ".join(lines) == " ".join(text.split())


def test_a_name_that_fits_is_not_cut() -> None:
    """Nor one that just fits."""
    assert shortened("Łódź", text_width("Łódź", 13), 13) == "Łódź"
    assert shortened("Łódź and beyond", 40, 13).endswith("…")


def test_letters_of_other_scripts_have_a_width() -> None:
    """Wide ones more, marks none."""
    assert text_width("北京", 10) == 20
    assert text_width("e\u0301", 10) == text_width("e", 10)
