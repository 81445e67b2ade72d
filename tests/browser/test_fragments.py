"""A link to words lands on these words, in a real browser."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from edition.cite.fragments import Page, Point, directive, with_directives
from edition.cite.running import Running, Texts
from edition.model import load

pytestmark = pytest.mark.xdist_group("browser")

#: Whether the words at these offsets of a block are on the screen. What CSS draws is no text; note calls
#: and numbers are such.
_ON_SCREEN = """([id, start, end]) => {
  const block = document.getElementById(id);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0, started = false;
  // As the model has them: white space once, none at the edges.
  let space = true;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let place = 0; place < node.data.length; place += 1) {
      const blank = /\\s/.test(node.data[place]);
      if (blank && space) continue;
      space = blank;
      if (at === start && !started) { range.setStart(node, place); started = true; }
      at += 1;
      if (at === end) { range.setEnd(node, place + 1); node = null; break; }
    }
    if (!node) break;
  }
  const box = range.getBoundingClientRect();
  const words = range.toString().replace(/\\s+/g, " ");
  return [words, box.top < innerHeight && box.bottom > 0, scrollY];
}"""


@pytest.fixture(scope="module")
def article(sources: Path) -> Running:
    """The running text of the article."""
    return Texts(load(sources)).all[0]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window so low that hardly more than a sentence is on the screen."""
    made = browser.new_context(viewport={"width": 1280, "height": 160}, java_script_enabled=True)
    yield made
    made.close()


def _lands(
    context: BrowserContext, site: Path, article: Running, spans: list[tuple[int, int, int]]
) -> Iterator[str]:
    """What goes wrong with links to the words at *spans* (block, start, end)."""
    page_text = Page([block.text for block in article.blocks])
    for number, start, end in spans:
        block = article.blocks[number]
        made = directive(page_text, Point(number, start), Point(number, end))
        assert made is not None, block.text[start:end]
        # The anchor is that of the title: if the words are not found, the browser stays at the top.
        page = context.new_page()
        page.goto((site / "article.html").as_uri() + "#" + with_directives("t1", [made]))
        words, seen, scrolled = page.evaluate(_ON_SCREEN, [block.id, start, end])
        page.close()
        if words != block.text[start:end] or not seen or not scrolled:
            yield f"{made}: {words[:60]!r}, on screen: {seen}, scrolled to {scrolled}"


def test_each_paragraph_has_a_link_that_lands(
    site: Path, context: BrowserContext, article: Running
) -> None:
    """From its first word to its last."""
    paragraphs = [
        (number, 0, len(block.text))
        for number, block in enumerate(article.blocks)
        if block.kind == "paragraph"
    ]
    assert len(paragraphs) > 10

    assert list(_lands(context, site, article, paragraphs)) == []


def test_words_from_everywhere_have_a_link_that_lands(
    site: Path, context: BrowserContext, article: Running
) -> None:
    """A few words, many, across sentences, with hyphens, commas and apostrophes, often said ones too."""
    chosen = random.Random(2026)  # noqa: S311 – no secret
    spans: list[tuple[int, int, int]] = []
    while len(spans) < 30:
        number = chosen.randrange(len(article.blocks))
        block = article.blocks[number]
        words = [at for at, sign in enumerate(block.text) if sign == " "]
        if block.kind != "paragraph" or not words:
            continue
        start = chosen.choice([0, *(at + 1 for at in words)])
        length = chosen.choice([8, 20, 60, 200, 500])
        end = next((at for at in words if at >= start + length), len(block.text))
        spans.append((number, start, end))

    assert list(_lands(context, site, article, spans)) == []


def test_a_link_across_paragraphs_begins_where_it_should(
    site: Path, context: BrowserContext, article: Running
) -> None:
    """In the first of them."""
    page_text = Page([block.text for block in article.blocks])
    first = next(n for n, block in enumerate(article.blocks) if block.id == "p8")
    start = article.blocks[first].text.index("Meanwhile")
    made = directive(page_text, Point(first, start), Point(first + 1, 20))
    assert made is not None
    page = context.new_page()
    page.set_viewport_size({"width": 1280, "height": 500})

    page.goto((site / "article.html").as_uri() + "#" + with_directives("t1", [made]))

    words, seen, scrolled = page.evaluate(_ON_SCREEN, ["p8", start, start + 9])
    assert (words, seen, scrolled > 0) == ("Meanwhile", True, True)
