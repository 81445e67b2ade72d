"""Nobody is shut out: axe finds no violation on any page, in light and in dark."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

# A group of its own: it takes as long as all other tests in a browser together.
pytestmark = pytest.mark.xdist_group("axe")


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker, as a script."""
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in either scheme; nothing moves while it is looked at."""
    context = browser.new_context(
        color_scheme=request.param, reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {json.dumps(node['target'])} {node['html'][:120]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def test_no_page_of_this_edition_has_a_violation(site: Path, page: Page, axe: str) -> None:
    """Text, registers, claims, lists, indices, search."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        found[path.name] = _violations(page, axe)

    assert {name: said for name, said in found.items() if said} == {}


def test_no_construct_of_tei_has_a_violation(kitchen: Path, page: Page, axe: str) -> None:
    """Verse, drama, tables, dictionaries, manuscripts, other scripts."""
    found = {}
    for path in sorted(kitchen.rglob("*.html")):
        page.goto(path.as_uri())
        found[path.name] = _violations(page, axe)

    assert {name: said for name, said in found.items() if said} == {}


_OPENED: dict[str, Callable[[Page], None]] = {
    "a card": lambda page: page.locator(
        "#p4 a[href='persons.html#liaquat-ali-khan']"
    ).first.click(),
    "a claim": lambda page: page.locator("#p4 .claim-mark").first.click(),
    "a note": lambda page: page.locator("#p4 .note-call").first.click(),
    "cite this paragraph": lambda page: page.locator("#p4 .passage-number").click(),
    "the layers": lambda page: page.locator(".layers summary").click(),
    "the contents": lambda page: page.locator(".site-nav details:not(.layers) summary").click(),
}


@pytest.mark.parametrize("what", _OPENED)
def test_what_opens_on_the_page_has_no_violation(
    site: Path, page: Page, axe: str, what: str
) -> None:
    """Cards, claims, notes, citations, menus."""
    page.goto((site / "article.html").as_uri())
    _OPENED[what](page)
    page.wait_for_timeout(300)

    assert _violations(page, axe) == []
