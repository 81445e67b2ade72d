"""This edition's pages: everything of the dossier is there, by its id."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html


@pytest.fixture(scope="module")
def pages(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, html.HtmlElement]:
    """All pages, built as the README says, strictly."""
    target = tmp_path_factory.mktemp("edition") / "html"
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", "build", "tei", str(target)],
        cwd=repository,
        check=True,
    )
    return {path.stem: html.parse(path).getroot() for path in target.glob("*.html")}


def _ids(page: html.HtmlElement) -> set[str]:
    return set(page.xpath("//@id"))


def test_every_unit_and_entity_and_claim_is_found_by_its_id(
    pages: dict[str, html.HtmlElement], shared: Path
) -> None:
    """Of the dossier, and every item of the bibliography."""
    entities = json.loads((shared / "editorial" / "entities.json").read_text(encoding="utf-8"))
    bibliography = json.loads((shared / "editorial" / "bibliography.json").read_text("utf-8"))
    registers = ("persons", "places", "organisations", "events", "works", "objects")
    entries = set().union(*(_ids(pages[name]) for name in registers))

    assert {unit["id"] for unit in entities["units"]} <= _ids(pages["article"])
    assert {date["id"] for date in entities["temporal"]} <= _ids(pages["article"])
    assert {entity["id"] for entity in entities["entities"]} <= entries
    assert {f"c{number:02}" for number in range(1, 46)} <= _ids(pages["claims"])
    keys = {re.sub(r"^(?=\d)", "_", item["id"]) for item in bibliography}
    assert keys <= _ids(pages["bibliography"])


def test_the_text_of_the_paragraphs_is_the_edited_reading(
    pages: dict[str, html.HtmlElement], repository: Path
) -> None:
    """What is not text of the source is marked, and the rest is the text, exactly."""
    import edition  # noqa: PLC0415

    passages = edition.load(repository / "tei").passages
    for number in range(1, 13):
        (paragraph,) = pages["article"].xpath(f"//*[@id='p{number}']")
        own = html.fromstring(html.tostring(paragraph))
        for mark in own.xpath(".//*[contains(@class, 'generated') or @class='passage-number']"):
            mark.drop_tree()
        assert passages[f"article.xml#p{number}"].text == " ".join(own.text_content().split())


def test_every_entry_links_to_every_mention(
    pages: dict[str, html.HtmlElement], repository: Path
) -> None:
    """As many as the model knows, each to its passage."""
    import edition  # noqa: PLC0415

    loaded = edition.load(repository / "tei")
    for key, mentions in loaded.mentions_of.items():
        file, identifier = key.split("#")
        if key not in loaded.entities:
            continue
        (entry,) = pages[file.removesuffix(".xml")].xpath(f"//*[@id='{identifier}']")
        items = entry.xpath(".//ul[contains(@class, 'mentions')]/li")
        assert len(mentions) == len(items)
        for mention, item in zip(mentions, items, strict=True):
            assert item.xpath(".//a/@href")[0].endswith(f"#{mention.span.passage.split('#')[1]}")
            assert mention.span.words in " ".join(item.text_content().split())


def test_one_heading_of_the_first_rank_on_every_page(pages: dict[str, html.HtmlElement]) -> None:
    """And no rank is left out below it."""
    for name, page in pages.items():
        ranks = [
            int(str(heading.tag)[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")
        ]
        assert ranks.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(ranks)), name
