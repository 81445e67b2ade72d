"""Cards: what a name, a claim or a source shows on the page that speaks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests.sphinxext.conftest import Build


def _cards(build: Build) -> dict[str, html.HtmlElement]:
    """All cards, by page and anchor, read as a script would read them."""
    found = {}
    for path in (build.app.outdir / "_static" / "cards").rglob("*.js"):
        written = path.read_text(encoding="utf-8")
        assert "</" not in written  # nothing in it can end a script
        call = re.fullmatch(r"editionCards\((.*)\);\n", written, re.DOTALL)
        assert call
        page, cards = json.loads(f"[{call[1]}]")
        for anchor, card in cards.items():
            found[f"{page}#{anchor}"] = html.fromstring(f"<div>{card}</div>")
    return found


def test_a_name_says_who_it_is_and_where_else(letters: Build) -> None:
    """With links that count from the root of the site."""
    card = _cards(letters)["persons.html#anna"]

    assert card.xpath("string(h2)") == "Anna Berg"
    assert "first.html#p1" in card.xpath(".//*[@class='passages']/a/@href")
    assert card.xpath(".//a[text()='Open the register']/@href") == ["persons.html#anna"]


def test_a_claim_is_an_argument(letters: Build) -> None:
    """Status, statement, who holds what on which evidence, what the editors think and how sure."""
    card = _cards(letters)["claims.html#c1"]
    text = " ".join(card.text_content().split())

    assert "c1: disputed" in text
    assert "Karl was ill in May 1899." in text
    assert "A neighbour denies: He was well. (uncertain)" in text
    assert "sources.html#berg-1900" in card.xpath(".//a/@href")
    assert "Nobody knows. (certainty: medium)" in text


def test_names_of_strangers_do_nothing_on_a_card(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Mark-up in a name is its letters."""
    source = project("letters")
    path = source / "persons.xml"
    evil = "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&#x2028;"
    path.write_text(path.read_text().replace("Anna Berg", f"Anna {evil}"))

    card = _cards(build(source))["persons.html#anna"]

    assert "<img src=x" in card.xpath("string(h2)")
    assert not card.xpath(".//img | .//script")


def test_the_card_of_an_entry_that_is_gone_is_gone(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """In the next build, without reading everything again."""
    source = project("letters")
    assert "claims.html#c1" in _cards(build(source))
    (source / "claims.xml").write_text(
        (source / "claims.xml").read_text().replace('xml:id="c1"', 'xml:id="c9"')
    )

    cards = _cards(build(source))

    assert "claims.html#c9" in cards
    assert "claims.html#c1" not in cards


@pytest.mark.parametrize("theme", ["alabaster", "basic"])
def test_other_themes_have_no_cards_and_what_a_text_needs(
    project: Callable[[str], Path], build: Callable[..., Build], theme: str
) -> None:
    """Notes at the foot, signs drawn by a small sheet."""
    built = build(project("letters"), confoverrides={"html_theme": theme})
    page = built.page("first")

    assert not (built.app.outdir / "_static" / "cards").exists()
    assert page.xpath("//link[contains(@href, 'tei.css')]")
    assert page.xpath("//*[contains(@class, 'notes-foot')]//*[@id='n1']")
    assert not page.xpath("//*[@class='margin']//*[@id='n1']")
