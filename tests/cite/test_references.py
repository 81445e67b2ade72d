"""A reference names a place, and only one."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.cite.references import find, passages, words
from edition.errors import UsageError
from edition.model import Edition, assemble, load, read
from edition.tei.parse import parse


@pytest.fixture(scope="module")
def article(sources: Path) -> Edition:
    """This edition."""
    return load(sources)


@pytest.mark.parametrize(
    ("written", "anchors"),
    [
        ("p6", ["p6"]),
        ("article#p6", ["p6"]),
        ("article.xml#p6", ["p6"]),
        ("p6-p8", ["p6", "p7", "p8"]),
        ("p6.s2-p6.s4", ["p6.s2", "p6.s3", "p6.s4"]),
        ("p6.s2-p7.s1", ["p6.s2", "p6.s3", "p6.s4", "p7.s1"]),
        ("d1", ["d1"]),
        ("d1-d2", ["d1", "d2"]),
    ],
)
def test_passages_and_runs(article: Edition, written: str, anchors: list[str]) -> None:
    """At every level, with and without the file."""
    found = [p.id for p in passages(article, find(article, written))]

    # How many sentences p6 has is the article's business.
    assert [f for f in found if f in anchors] == anchors
    assert found[0] == anchors[0]
    assert found[-1] == anchors[-1]


def test_words_within_passages(article: Edition) -> None:
    """The first, the second, and from the words of one passage to those of another."""
    assert words(article, find(article, "p1@Pakistan")) == "Pakistan"
    assert str(find(article, "p1@Pakistan[2]")) == "p1@Pakistan[2]"
    run = words(article, find(article, "p1.s1@bolstering-p1.s2@Pakistan"))
    assert run.startswith("bolstering ties")
    assert run.endswith("Pakistan")


def test_words_that_are_marked_up_have_a_name(article: Edition) -> None:
    """The words of a claim are a place too."""
    assert words(article, find(article, "c31.words")).startswith("While India proclaimed")


def test_a_division_has_the_words_of_its_blocks(article: Edition) -> None:
    """Each paragraph once, sentences not again."""
    text = words(article, find(article, "d1"))
    assert text.count(article.passages["article.xml#p1"].text) == 1


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("p66", "nothing has the anchor 'p66'"),
        ("nofile#p6", "there is no file 'nofile'"),
        ("p8-p6", "p8-p6 does not go forwards"),
        ("p6@zebra", "p6 does not have the words 'zebra'"),
        ("p6@Pakistan[99]", "p6 does not have the words 'Pakistan' 99 times"),
    ],
)
def test_what_is_not_there_is_said(article: Edition, written: str, message: str) -> None:
    """With what would do instead."""
    with pytest.raises(UsageError) as error:
        find(article, written)

    assert error.value.message == message
    assert error.value.hint


def test_an_anchor_of_several_texts_needs_its_file() -> None:
    """Every article has a p1."""
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p xml:id="p1">a-b</p><p xml:id="p1-2">c</p></body></text></TEI>'
    edition = assemble(read(parse(tei.encode(), name)).part for name in ("a.xml", "b.xml"))

    with pytest.raises(UsageError, match="several files"):
        find(edition, "p1")
    assert find(edition, "b#p1").file == "b.xml"
    # An id with a hyphen is not a run.
    assert not find(edition, "b#p1-2").is_range
