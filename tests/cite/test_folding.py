"""What is no difference between a passage and its copy is taken away, and every offset leads back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cite.folding import Folded, fold, fold_loosely
from edition.cite.offsets import from_utf16, to_utf16

#: Everything that folding knows of, and letters that are two code units or several code points.
_SIGNS = "ab 𝔸é\u0301\u0308\u00ad\u200b—–-'’“”\"….\n\t\u00a0\u1100\u1161ﬀÅ\u0958\u05d0\u0628"
TEXTS = st.one_of(st.text(), st.text(alphabet=_SIGNS, max_size=30))


@pytest.mark.parametrize(
    ("copied", "text"),
    [
        ('Pakistan\'s "ally"', "Pakistan’s “ally”"),
        ("‘ally’ and «ally»", "“ally” and „ally“"),
        ("a legacy -- that lasts", "a legacy—that lasts"),
        ("a legacy – that lasts", "a legacy—that lasts"),
        ("non‑alignment", "non-alignment"),
        ("non-\u00adalign\u00adment", "non-alignment"),
        ("and so on . . . for ever", "and so on … for ever"),
        ("two\n  lines and\u00a0more", "two lines and more"),
        ("e\u0301dition", "édition"),
        ("Λο\u0301γος", "Λόγος"),
    ],
)
def test_a_copy_is_its_passage(copied: str, text: str) -> None:
    """Whatever the word processor made of its marks."""
    assert fold(copied).text == fold(text).text


@pytest.mark.parametrize(
    ("copied", "text"), [("Moscow", "moscow"), ("outbreak", "breakout"), ("café", "cafe")]
)
def test_other_words_are_other_words(copied: str, text: str) -> None:
    """Case and accents count when words are quoted, and not when a browser looks for them."""
    assert fold(copied).text != fold(text).text
    assert (fold_loosely(copied).text == fold_loosely(text).text) is (copied != "outbreak")


def _sound(folded: Folded, text: str) -> None:
    starts = [folded.start(at) for at in range(len(folded.text) + 1)]
    ends = [folded.end(at) for at in range(len(folded.text) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    for at in range(len(folded.text)):
        assert 0 <= starts[at] < ends[at + 1] <= len(text)
        assert folded.at(starts[at]) <= at


@given(TEXTS)
@settings(deadline=None)
def test_every_offset_leads_back(text: str) -> None:
    """To a place of the text, in the same order."""
    _sound(fold(text), text)
    _sound(fold_loosely(text), text)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
@settings(deadline=None)
def test_a_part_of_the_folded_text_is_that_part_of_the_text(
    text: str, one: int, other: int
) -> None:
    """What is cut from the text by the offsets, folded, is what was cut from the folded text."""
    folded = fold(text)
    start, end = sorted(min(at, len(folded.text)) for at in (one, other))
    if start == end or " " in folded.text[start:end] or "-" in folded.text[start:end]:
        return
    cut = text[folded.start(start) : folded.end(end)]
    assert folded.text[start:end] in unicodedata.normalize("NFC", fold(cut).text)


@given(st.text(), st.integers(0, 40))
def test_utf16_and_code_points(text: str, place: int) -> None:
    """There and back; and what Python's own codec counts."""
    place = min(place, len(text))
    units = to_utf16(text, place)

    assert units == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
    assert from_utf16(text, units) == place


def test_offsets_within_a_character_mean_the_place_before_it() -> None:
    """A browser can select half of it; nobody can read half of it."""
    assert [from_utf16("a𝔸b", units) for units in range(6)] == [0, 1, 1, 2, 3, 3]
