"""What a reader finds on the pages of a small edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.sphinxext.domain import TEIDomain
from tests.sphinxext.conftest import Build


def test_a_clean_edition_builds_without_a_warning(letters: Build) -> None:
    """Strictly: every reference is checked."""
    assert letters.warnings == ""


def test_every_id_of_the_source_is_on_its_page(letters: Build) -> None:
    """Exactly as the editor wrote it."""
    page = letters.page("first")
    for identifier in ("d1", "h1", "p1", "p1.s1", "p1.s2", "when", "words", "n1", "p2", "i1", "u1"):
        assert len(page.xpath(f"//*[@id='{identifier}']")) == 1, identifier


def test_paragraphs_without_an_id_get_one_by_their_number(letters: Build) -> None:
    """Marked in the model as not stable."""
    assert [bool(letters.page("second").xpath(f"//*[@id='p{n}']")) for n in (1, 2)] == [True, True]
    passages = {p.key: p for p in TEIDomain.of(letters.app.env).edition.passages.values()}
    assert not passages["second.xml#p1"].stable
    assert passages["first.xml#p1"].stable


def test_text_around_and_inside_names_and_blocks_is_kept_in_order(letters: Build) -> None:
    """Mixed content, nesting, a list inside a phrase inside a paragraph."""
    page = letters.page("first")
    for mark in page.xpath("//*[contains(@class, 'generated')] | //a[@class='passage-number']"):
        mark.drop_tree()
    (p2,) = page.xpath("//*[@id='p2']")

    assert " ".join(p2.text_content().split()) == "He received me, and then sat spoke went to bed."
    assert "What no schema knows." in " ".join(page.text_content().split())


def test_words_lead_to_the_smallest_thing_they_name(letters: Build) -> None:
    """Links do not nest; each run of words has its own."""
    (sentence,) = letters.page("first").xpath("//*[@id='p1.s2']")
    links = [
        (a.text_content(), a.get("href"))
        for a in sentence.xpath(".//a[contains(@href, 'persons.html')]")
    ]

    assert links == [("brother of ", "persons.html#karl"), ("yours", "persons.html#anna")]
    assert letters.page("first").xpath("//a//a") == []


def test_an_entry_lists_every_mention_with_its_words_in_context(letters: Build) -> None:
    """From headings, sentences, notes and other files, each with a link."""
    (entry,) = letters.page("persons").xpath("//*[@id='karl']")
    items = entry.xpath(".//ul[contains(@class, 'mentions')]/li")
    hrefs = [item.xpath(".//a/@href")[0] for item in items]

    assert hrefs == ["first.html#p1.s2", "first.html#n1", "second.html#p2"]
    assert "The brother of yours was ill" in " ".join(items[0].text_content().split())


def test_a_claim_shows_position_evidence_assessment_and_the_words(letters: Build) -> None:
    """And the text shows the claim, and the bibliography the use: all by links."""
    page = letters.page("claims")
    (claim,) = page.xpath("//*[@id='c1']")
    text = " ".join(claim.text_content().split())

    assert "Status: disputed" in text
    assert "first, p1.s2 “The brother of yours was ill”" in text
    assert "Denies: A neighbour: He was well. Berg 1900 (uncertain)" in text
    assert "Nobody knows. (certainty: medium)" in text
    assert claim.xpath(".//a[@href='sources.html#berg-1900']")
    assert claim.xpath(".//a[@href='first.html#p1.s2']")
    assert letters.page("first").xpath("//a[@href='claims.html#c1']")
    (source,) = letters.page("sources").xpath("//*[@id='berg-1900']")
    assert {"claims.html#c1", "notes.html#cn1"} <= set(source.xpath(".//a/@href"))


def test_notes_are_called_where_they_belong_and_lead_back(letters: Build) -> None:
    """Notes of the text and notes of other files, numbered together; textual ones by letters."""
    page = letters.page("first")
    calls = page.xpath("//a[contains(@class, 'note-call')]")
    labels = [call.get("data-sign") for call in calls]

    assert labels == ["1", "2", "a"]
    for call in calls:
        (note,) = page.xpath(f"//*[@id='{call.get('href')[1:]}']")
        (back,) = note.xpath(".//a[contains(@class, 'note-label')]/@href")
        assert call.get("id") == back[1:]
    assert "A Monday. Berg 1900" in letters.text("first")


def test_roles_name_their_target_or_what_the_writer_says(letters: Build) -> None:
    """In reStructuredText, by id or by page and id; labels work too."""
    links = {(a.text_content(), a.get("href")) for a in letters.page("index").xpath("//main//p//a")}

    assert {
        ("p1", "first.html#p1"),
        ("Anna Berg", "persons.html#anna"),
        ("her brother", "persons.html#karl"),
        ("Karl’s illness", "claims.html#c1"),
        ("Berg 1900", "sources.html#berg-1900"),
    } <= links
    assert any(href == "first.html#p1" and text.startswith("paragraph p1") for text, href in links)


def test_a_passage_can_be_quoted_by_its_id(letters: Build) -> None:
    """Its words in the edited reading, with a link."""
    (quote,) = letters.page("index").xpath("//blockquote")

    assert "He received me, and then sat spoke went to bed." in quote.text_content()
    assert quote.xpath(".//a[@href='first.html#p2']")


def test_the_lists_of_the_edition(letters: Build) -> None:
    """Index in the order of sort keys, claims, apparatus, chronology."""
    text = letters.text("lists")

    assert text.index("Anna Berg, first h1, p1") < text.index("Berg, Karl, first p1")
    assert "claims c1" in text[text.index("Berg, Karl") :]
    assert "Disputed (1)" in text
    assert "first, p2 received recieved corrected from" in text
    assert "1 May 1899 A visit" in text


def test_an_element_without_a_rule_is_kept_and_counted(letters: Build) -> None:
    """Its name is in the ledger."""
    from edition.sphinxext.summary import summarise  # noqa: PLC0415 – needs the finished build

    assert summarise(letters.app.env).unknown == {"of": 1, "unheard": 1}


@pytest.mark.parametrize(
    "builder", ["text", "latex", "man", "texinfo", "epub", "singlehtml", "xml"]
)
def test_other_builders_work_too(
    builder: str, project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Nodes derive from those that every builder knows."""
    made = build(project("letters"), builder, confoverrides={"version": "1", "copyright": "none"})

    problems = [line for line in made.warnings.splitlines() if "unknown mimetype" not in line]
    assert problems == []


@pytest.mark.parametrize("theme", ["alabaster", "classic", "basic"])
def test_other_themes_work_too(
    theme: str, project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Nothing of the extension asks for its own theme."""
    made = build(project("letters"), confoverrides={"html_theme": theme})

    assert made.warnings == ""
    assert made.page("first").xpath("//*[@id='p1.s2']")
