"""A text as an item of CSL: what its header says, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.cite.items import date, entry_item, iso, work_item
from edition.model import Edition, assemble, read
from edition.model.agents import parted
from edition.model.works import Agent
from edition.tei.parse import parse_file

Make = Callable[..., Edition]


def test_the_article_is_a_chapter_of_its_edition(article: Edition) -> None:
    """With author and editors, the version and the day of it, and where it was first published."""
    assert work_item(article, "article.xml") == {
        "id": "article",
        "type": "chapter",
        "title": "Pakistan: Russia’s New Best Friend?",
        "container-title": "Pakistan: Russia’s New Best Friend? An annotated edition",
        "author": [{"family": "Rafiq", "given": "Arif"}],
        "editor": [{"literal": "The editors of tei-edition"}],
        "edition": "Version 0.1.0",
        "issued": {"date-parts": [[2026, 11, 24]]},
        "original-date": {"date-parts": [[2015, 9, 27]]},
        "original-publisher": "The National Interest",
        "publisher": "tei-edition",
        "language": "en",
    }


def test_a_claim_is_cited_by_its_own_title(article: Edition) -> None:
    """By those who edit, who wrote it; the author of the article did not."""
    item = entry_item(article, "claims.xml#c02")

    assert item["title"] == "The Soviet invitation and its acceptance"
    assert item["author"] == [{"literal": "The editors of tei-edition"}]
    assert item["container-title"] == "Pakistan: Russia’s New Best Friend? An annotated edition"
    assert "Rafiq" not in str(item)
    assert "original-date" not in item


def test_other_files_stand_in_the_edition_that_one_header_names(article: Edition) -> None:
    """A fact has one home."""
    assert work_item(article, "introduction.xml")["container-title"].endswith("annotated edition")


def test_a_header_that_says_nothing_gives_a_title_alone(made: Make) -> None:
    """Nothing is invented: no author, no date, no publisher."""
    assert work_item(made(), "text.xml") == {
        "id": "text",
        "type": "book",
        "title": "text",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("<author><persName><forename>Pedro</forename> <surname>Calderón</surname> <nameLink>de la</nameLink> <surname>Barca</surname></persName></author>", {"family": "Calderón de la Barca", "given": "Pedro"}),
        ("<author><forename>Annette</forename> <nameLink>von</nameLink> <surname>Droste</surname></author>", {"family": "Droste", "given": "Annette", "non-dropping-particle": "von"}),
        ("<author>Browne, Thomas, Sir, 1605-1682.</author>", {"family": "Browne", "given": "Thomas"}),
        ("<author>Molière</author>", {"literal": "Molière"}),
        ("<author>William Shakespeare</author>", {"literal": "William Shakespeare"}),
        ("<author><orgName>Society, The Royal</orgName></author>", {"literal": "Society, The Royal"}),
        ("<author>The Corporation of the City, Office of the Clerk and Archives</author>", {"literal": "The Corporation of the City, Office of the Clerk and Archives"}),
        ("<author><persName>Roe, Ann</persName><affiliation>Nowhere</affiliation></author>", {"family": "Roe", "given": "Ann"}),
        ("<author>Roe, Ann <email>a@example.org</email></author>", {"family": "Roe", "given": "Ann"}),
        ("<author><persName xml:lang='ru'>Михаил</persName><persName xml:lang='en'>Mikhail</persName></author>", {"literal": "Михаил"}),
    ],
)  # fmt: skip
def test_names_are_parted_only_where_the_source_says_how(
    made: Make, author: str, name: dict[str, str]
) -> None:
    """By mark-up, or in the form of a catalogue; bodies stay whole."""
    item = work_item(made(f"<titleStmt><title>T</title>{author}</titleStmt>"), "text.xml")

    assert item["author"] == [name]


def test_those_responsible_stand_in_for_editors(made: Make) -> None:
    """Each once, if no editor is named."""
    stated = "<respStmt><resp>{}</resp><name>Ann Roe</name></respStmt>"
    statements = stated.format("encoding") + stated.format("annotation")
    alone = made(f"<titleStmt><title>T</title>{statements}</titleStmt>")
    edited = made(f"<titleStmt><title>T</title><editor>Doe, Jan</editor>{statements}</titleStmt>")

    assert work_item(alone, "text.xml")["editor"] == [{"literal": "Ann Roe"}]
    assert work_item(edited, "text.xml")["editor"] == [{"family": "Doe", "given": "Jan"}]


def test_the_first_printing_is_the_original(made: Make) -> None:
    """Not the digital text that a file was made from, and not a later printing."""
    source = (
        "<sourceDesc><bibl type='digitalSource'><publisher>Web</publisher><date>2001</date></bibl>"
        "<bibl type='printSource'><publisher>Later</publisher><date>1880</date></bibl>"
        "<bibl type='firstEdition'><publisher>First, </publisher><date when='1848'/></bibl></sourceDesc>"
    )
    item = work_item(made(f"<titleStmt><title>T</title></titleStmt>{source}"), "text.xml")

    assert item["original-publisher"] == "First"
    assert item["original-date"] == {"date-parts": [[1848]]}


def test_every_header_of_the_corpora_gives_an_item(shared: Path) -> None:
    """Whatever it says of whom: a title always, names with words in them, dates with a year."""
    counted = 0
    for path in sorted((shared / "corpora").glob("[!h]*/*.xml")):
        if path.stat().st_size > 400_000:
            continue
        try:
            document = parse_file(path, path.parent)
        except Exception:  # noqa: BLE001, S112 – P4 and broken files are other tests' business
            continue
        item = work_item(assemble([read(document).part]), path.name)
        counted += 1
        assert item["title"].strip(), path
        for name in (*item.get("author", []), *item.get("editor", [])):
            assert all(words.strip() for words in name.values()), path
            assert not any(sign.isdigit() for sign in name.get("family", "")), path
    assert counted > 30


@pytest.mark.parametrize(
    ("written", "parts", "again"),
    [
        ("2015-09-27", [2015, 9, 27], "2015-09-27"),
        ("2014-12-19T13:50:00Z", [2014, 12, 19], "2014-12-19"),
        ("1667.", [1667], "1667"),
        ("printed in April 2012", [2012], "2012"),
        ("-0043", [-44], "-0043"),
    ],
)
def test_dates_are_numbers(written: str, parts: list[int], again: str) -> None:
    """As CSL wants them, and back."""
    assert date(written) == {"date-parts": [parts]}
    assert iso(date(written)) == again


def test_a_date_without_a_year_stays_in_words() -> None:
    """None is made of it."""
    assert date("in spring") == {"literal": "in spring"}
    assert date("") == {}


@given(st.text())
def test_any_name_is_read(text: str) -> None:
    """In parts or whole, never empty if it has words."""
    agent = parted(text)

    assert isinstance(agent, Agent)
    assert str(agent).strip() or not text.strip()
