"""The edition in a real browser, from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page at the width of a laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_pages_open_from_disk_quietly(site: Path, page: Page) -> None:
    """No console message, no request off the folder."""
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())

    assert said == []
    assert [url for url in asked if not url.startswith(f"{site.as_uri()}/")] == []


def test_every_link_leads_somewhere(site: Path) -> None:
    """To a file of the edition, and to an id in it."""
    pages = {path.as_uri(): html.parse(path).getroot() for path in site.rglob("*.html")}
    ids = {uri: set(root.xpath("//@id")) for uri, root in pages.items()}
    broken = []
    for uri, root in pages.items():
        for href in root.xpath("//a/@href | //link/@href"):
            target, fragment = urldefrag(urljoin(uri, href))
            target = target.partition("?")[0]
            if target.startswith(("https:", "http:", "mailto:")):
                continue
            path = Path(unquote(urlsplit(target).path))
            if not path.is_file() or (fragment and unquote(fragment) not in ids[target]):
                broken.append((uri.rpartition("/")[2], href))

    assert broken == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("anchor", ["p4", "p6.s2", "p12", "claim-c03"])
def test_an_anchor_opens_at_its_passage(
    site: Path, browser: Browser, anchor: str, *, scripts: bool
) -> None:
    """What was cited is on the screen, with scripts or without."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()

    page.goto((site / "article.html").as_uri() + f"#{anchor}")

    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    context.close()


def test_ids_are_unique_on_every_page(site: Path) -> None:
    """As HTML requires."""
    for path in site.rglob("*.html"):
        ids = html.parse(path).getroot().xpath("//@id")
        assert len(ids) == len(set(ids)), path.name


def test_the_account_of_1949_by_links_alone(site: Path, browser: Browser) -> None:
    """From p4 to the claim, its evidence, the diplomat, the bibliography, and back: without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "article.html").as_uri() + "#p4")

    page.locator("#p4 a.claim-mark[data-sign=c03]").click()
    assert page.url.endswith("article.html#claim-c03")
    page.locator("#claim-c03 a", has_text="The cancellation story").click()
    assert page.url.endswith("claims.html#c03")
    claim = page.locator("#c03")
    assert "Tariq Fatemi" in claim.inner_text()
    assert "contested interpretation" in claim.inner_text()
    claim.locator("a", has_text="Fatemi 2012").first.click()
    assert page.url.endswith("bibliography.html#fatemi-2012")
    page.locator("#fatemi-2012 a", has_text="claim c04").click()
    page.locator("#c04 a", has_text="Unnamed senior Pakistani diplomat").click()
    assert page.url.endswith("persons.html#unnamed-senior-diplomat")
    diplomat = page.locator("#unnamed-senior-diplomat")
    assert "certainty: medium" in diplomat.inner_text()
    assert diplomat.locator("a", has_text="Tariq Fatemi").count()
    diplomat.locator(".mentions a", has_text="p5.s1").click()
    assert page.url.endswith("article.html#p5.s1")
    context.close()


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
@pytest.mark.parametrize("name", ["article", "claims", "persons", "general-index", "chronology"])
def test_no_page_scrolls_sideways(site: Path, browser: Browser, name: str, width: int) -> None:
    """On a telephone, on a tablet, at 400 % zoom; the paragraph numbers are there."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((site / f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if name == "article":
        number = page.locator("#p6 .passage-number")
        assert number.is_visible()
        box = number.bounding_box()
        assert box is not None
        assert box["x"] >= 0
    context.close()
