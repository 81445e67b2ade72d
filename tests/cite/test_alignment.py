"""The alignment agrees with the textbook, for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cite.alignment import closest, distance

TEXTS = st.text(alphabet="abc𝔸", max_size=12)


def _levenshtein(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for number, sign in enumerate(one, 1):
        new = [number]
        for place, another in enumerate(other, 1):
            new.append(min(row[place] + 1, new[-1] + 1, row[place - 1] + (sign != another)))
        row = new
    return row[-1]


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_distance_is_levenshteins(one: str, other: str) -> None:
    """Insertions, deletions, substitutions."""
    assert distance(one, other) == _levenshtein(one, other)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_part_is_closer_than_the_closest(pattern: str, text: str) -> None:
    """Of all parts of the text."""
    found = closest(pattern, text)
    parts = (text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1))

    assert found.distance == distance(pattern, text[found.start : found.end])
    assert found.distance == min(_levenshtein(pattern, part) for part in parts)


def test_the_edges_are_those_of_the_words() -> None:
    """Of parts that are equally like, the one that begins and ends as the words do."""
    text = "It hosted CIA spy flight missions from Peshawar"
    found = closest("hosted spy flight misions", text)

    assert text[found.start : found.end] == "hosted CIA spy flight missions"
