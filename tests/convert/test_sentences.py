"""Sentences are found where a reader ends one, and nothing of a text gets lost between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.convert.sentences import sentences
from edition.tei.text import edited_text


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
        ("It is . . . Well. . . . Go on.", ["It is . . .", "Well. . . .", "Go on."]),
        ("? ! Yes. ... No.", ["? ! Yes. ...", "No."]),
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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He said no. On May 3. See no. 5.", ["He said no.", "On May 3.", "See no. 5."]),
        ("en", "He came—Mrs. Smith too. Yes.", ["He came—Mrs. Smith too.", "Yes."]),
        ("en", "The U.S. Army came. So did I. Yes.", ["The U.S. Army came.", "So did I.", "Yes."]),
        ("de", "Das 19. Jahrhundert. Er kam usw. Dann", ["Das 19. Jahrhundert.", "Er kam usw.", "Dann"]),
        ("de", "Er kam. »Komm!« Sie ging.", ["Er kam.", "»Komm!«", "Sie ging."]),
        ("fr", "Il dit : « Va ! » Elle alla. M. Dupont vint.", ["Il dit : « Va ! »", "Elle alla.", "M. Dupont vint."]),
        ("el", "Τι είναι; Δεν ξέρω; Ναι.", ["Τι είναι;", "Δεν ξέρω;", "Ναι."]),
        ("ru", "А. С. Пушкин родился в 1799 г. в Москве. Он писал.", ["А. С. Пушкин родился в 1799 г. в Москве.", "Он писал."]),
        ("hi", "वह गया। वह आया।", ["वह गया।", "वह आया।"]),
        ("ja", "「行け。」彼は言った。", ["「行け。」", "彼は言った。"]),
        ("en", "Not so; Mr. X. stayed.", ["Not so; Mr. X. stayed."]),
    ],
)  # fmt: skip
def test_a_language_has_its_own_habits(language: str, text: str, expected: list[str]) -> None:
    """Ordinals, question marks, quotation marks, abbreviations."""
    assert [text[start:end] for start, end in sentences(text, language)] == expected


def test_the_sentences_of_the_article_are_found(sources: Path) -> None:
    """All that its editors marked up, and no others."""
    root = etree.parse(sources / "article.xml").getroot()
    for paragraph in root.iterfind(".//{*}body//{*}p"):
        marked = [edited_text(sentence) for sentence in paragraph.iter("{*}s")]
        text = " ".join(marked)

        assert [text[start:end] for start, end in sentences(text, "en")] == marked


@given(
    st.sampled_from(["", "en", "de", "fr", "el", "xx"]),
    st.text(alphabet="aB1.?!… \n\"')(„“。؟", max_size=80),
)
def test_between_sentences_there_is_nothing_but_space(language: str, text: str) -> None:
    """Whatever the text: each has words, and they follow each other."""
    at = 0
    for start, end in sentences(text, language):
        assert text[at:start].strip() == ""
        assert text[start:end].strip() == text[start:end] != ""
        at = end
    assert text[at:].strip() == ""
