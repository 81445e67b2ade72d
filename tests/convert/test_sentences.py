"""Sentences are found where a reader ends one, and nothing of a text gets lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.convert.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four…", ["One.", "Two!", "Three?", "Four…"]),
        ("Mr. Smith came. He left.", ["Mr. Smith came.", "He left."]),
        ("At 5 p.m. on Monday. Then.", ["At 5 p.m. on Monday.", "Then."]),
        ("J. S. Bach wrote it. So?", ["J. S. Bach wrote it.", "So?"]),
        ("“Go.” She went. (Really.) Yes.", ["“Go.”", "She went.", "(Really.)", "Yes."]),
        ("Am 3. Mai 1890 z. B. kam er. Gut.", ["Am 3. Mai 1890 z. B. kam er.", "Gut."]),
        ("It ended in 1949. That year", ["It ended in 1949.", "That year"]),
        ("He said so ... and went. Good.", ["He said so ... and went.", "Good."]),
        ("他走了。她来了！真的？", ["他走了。", "她来了！", "真的？"]),
        ("هل جاء؟ نعم جاء. ذهب", ["هل جاء؟", "نعم جاء.", "ذهب"]),
        ("یہ ہے۔ وہ گیا۔", ["یہ ہے۔", "وہ گیا۔"]),
        ("  Spaces before. And after.  ", ["Spaces before.", "And after."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, expected: list[str]) -> None:
    """In several languages; abbreviations, initials and days end none."""
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet="aB1.?!… \n\"')(„“。؟", max_size=80))
def test_between_sentences_there_is_nothing_but_space(text: str) -> None:
    """Whatever the text: each has words, and they follow each other."""
    at = 0
    for start, end in sentences(text):
        assert text[at:start].strip() == ""
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert text[at:].strip() == ""
