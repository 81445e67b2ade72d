"""The drawings in a real browser: by keyboard, on a telephone, in both colour schemes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.xdist_group("browser")

_PAGES = ("map", "chronology", "claims-by-status")
#: Boxes of the words of a drawing, as the browser has drawn them.
_WORDS = """picture => [...picture.querySelectorAll('a')].map(a => {
  const boxes = [...a.querySelectorAll('text')].map(text => text.getBoundingClientRect());
  return [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top)),
          Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))];
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A laptop."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", _PAGES)
@pytest.mark.parametrize("width", [320, 390, 820])
def test_no_page_scrolls_sideways(site: Path, browser: Browser, name: str, width: int) -> None:
    """A wide drawing scrolls in a place of its own, which has a name and takes the focus."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((site / f"{name}.html").as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for room in page.locator(".drawing-room").all():
        if room.evaluate("room => room.scrollWidth > room.clientWidth"):
            focusable = room.evaluate("r => r.tabIndex === 0 || r.querySelector('a') !== null")
            assert focusable
            room.focus() if room.get_attribute("tabindex") else room.locator("a").first.focus()
    context.close()


def test_a_wide_map_can_be_scrolled_by_keyboard(site: Path, browser: Browser) -> None:
    """On a telephone with keys."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((site / "map.html").as_uri())
    room = page.get_by_role("region", name="Map of 26 places").first

    room.focus()
    page.keyboard.press("End")
    for _ in range(5):
        page.keyboard.press("ArrowRight")

    page.wait_for_function("room => room.scrollLeft > 20", arg=room.element_handle())
    assert room.evaluate("room => room.scrollLeft") > 20
    context.close()


@pytest.mark.parametrize(
    ("name", "kind", "ends_with"),
    [
        ("map", "map", "places.html#"),
        ("chronology", "timeline", "events.html#"),
        ("claims-by-status", "relations", "claims.html#"),
    ],
)
def test_links_work_by_keyboard(
    site: Path, page: Page, name: str, kind: str, ends_with: str
) -> None:
    """From one to the next by Tab, to the entry by Enter."""
    page.goto((site / f"{name}.html").as_uri())
    links = page.locator(f".drawing-picture.{kind} a")
    links.first.focus()
    expect(links.first).to_be_focused()

    page.keyboard.press("Tab")

    expect(links.nth(1)).to_be_focused()
    href = str(links.nth(1).get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{href}")
    assert href.startswith(ends_with)
    expect(page.locator(f"[id='{href.partition('#')[2]}']")).to_be_in_viewport()


@pytest.mark.parametrize("name", _PAGES)
def test_words_do_not_overlap_and_are_within_the_drawing(site: Path, page: Page, name: str) -> None:
    """In the faces that this machine has, not in those that were guessed."""
    page.goto((site / f"{name}.html").as_uri())

    for picture in page.locator(".drawing-picture").all():
        words = picture.evaluate(_WORDS)
        edge = picture.bounding_box()
        assert edge is not None
        for at, (left, top, right, bottom) in enumerate(words):
            assert left >= edge["x"] - 1
            assert right <= edge["x"] + edge["width"] + 1
            for other in words[:at]:
                apart = (
                    left >= other[2] - 1
                    or other[0] >= right - 1
                    or top >= other[3] - 2
                    or other[1] >= bottom - 2
                )
                assert apart, (name, words[at], other)


@pytest.mark.parametrize("name", _PAGES)
def test_targets_are_large_enough(site: Path, page: Page, name: str) -> None:
    """Twenty-four pixels, for fingers."""
    page.goto((site / f"{name}.html").as_uri())

    for hit in page.locator(".drawing-picture a .hit").all():
        box = hit.bounding_box()
        assert box is not None
        assert box["height"] >= 23.9
        assert box["width"] >= 23.9


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", _PAGES)
def test_words_can_be_read_in_either_scheme(
    site: Path, browser: Browser, name: str, scheme: str
) -> None:
    """Contrast of at least 4.5 with the page behind."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto((site / f"{name}.html").as_uri())

    worst = page.evaluate(
        """() => {
          const canvas = document.createElement('canvas').getContext('2d');
          const rgb = colour => {
            canvas.fillStyle = '#000'; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
          };
          const light = colour => rgb(colour).map(c => c / 255).map(c =>
            c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const style = getComputedStyle(document.documentElement);
          const grounds = ['--paper', '--raised'].map(n => light(style.getPropertyValue(n)));
          return Math.min(...[...document.querySelectorAll('.drawing-picture a text')].map(text => {
            const own = light(getComputedStyle(text).fill);
            return Math.min(...grounds.map(g =>
              (Math.max(own, g) + 0.05) / (Math.min(own, g) + 0.05)));
          }));
        }"""
    )

    assert worst >= 4.5
    context.close()
