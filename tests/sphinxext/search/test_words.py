"""What counts as the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.sphinxext.search.words import LONGEST, TOGETHER, compounds, fold, terms


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Zürich", "zurich"),
        ("Œuvre", "oeuvre"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("ﬁn", "fin"),
        ("İstanbul", "istanbul"),
        ("ʿAbd", "abd"),
        ("Zu\u0308rich", "zürich"),
        ("co\u00adoperation", "cooperation"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("ёлка", "елка"),
        ("العِلْمُ", "العلم"),
        ("إلى", "الي"),
        ("שָׁלוֹם", "שלום"),
        ("ｆｕｌｌ", "full"),
    ],
)
def test_words_that_are_the_same_to_a_reader_fold_to_the_same(written: str, typed: str) -> None:
    """Accents, case, ligatures, points and invisible characters do not count."""
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("कि", "कु"), ("กา", "กี"), ("p6", "p7"), ("は", "ぱ")])
def test_words_that_are_not_the_same_stay_apart(one: str, other: str) -> None:
    """Vowel signs of Indic scripts are marks, but no accents."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize("written", ["Russia's", "Russia’s", "Russiaʼs", "russias", "RUSSIA`S"])
def test_whichever_apostrophe_is_written_the_word_is_found(written: str) -> None:
    """Also without any."""
    (compound,) = compounds(written)

    assert "russias" in terms(compound)


def test_a_compound_is_found_by_its_parts_and_by_any_of_them_together() -> None:
    """With all sorts of hyphens."""
    assert set(terms("father\u2011in-law’s")) == {
        *("father", "in", "law", "s"),
        *("fatherin", "inlaw", "laws"),
        *("fatherinlaw", "inlaws"),
        "fatherinlaws",
    }


def test_a_script_without_spaces_is_found_by_characters_and_pairs() -> None:
    """A foreign word in it is one word."""
    assert set(terms("BrahMos导弹系")) == {"brahmos", "导", "弹", "系", "导弹", "弹系"}


def test_punctuation_is_no_word() -> None:
    """Nor is what consists of invisible characters."""
    assert [term for word in compounds("— … ¶ _ \u200b ’") for term in terms(word)] == []


@given(st.text())
def test_words_are_bounded_and_folding_again_changes_nothing(text: str) -> None:
    """Whatever the text: a million letters without a space are no term."""
    for compound in compounds(text * 3):
        for term in terms(compound):
            assert len(term) <= LONGEST * TOGETHER
            assert "\t" not in term
            assert "\n" not in term
