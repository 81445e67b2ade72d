"""The article page, as it is read: panels, notes, layers, copying; with a mouse, a keyboard, a finger."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import edition

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def telephone(site: Path, browser: Browser) -> Iterator[Page]:
    """The article on a telephone."""
    made = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = made.new_page()
    page.goto((site / "article.html").as_uri())
    yield page
    made.close()


def _select(page: Page, first: str, last: str) -> None:
    page.evaluate(
        """([first, last]) => {
          const range = document.createRange();
          range.setStart(document.getElementById(first), 0);
          const end = document.getElementById(last);
          range.setEnd(end, end.childNodes.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last],
    )


def _copied(page: Page) -> str:
    page.keyboard.press("Control+c")
    return str(page.evaluate("navigator.clipboard.readText()"))


def _reading(sources: Path, first: str, last: str) -> str:
    """The edited reading of headings and paragraphs from *first* to *last*."""
    passages = [
        passage
        for passage in edition.load(sources).passages.values()
        if passage.file == "article.xml" and passage.kind in {"paragraph", "heading"}
    ]
    ids = [passage.id for passage in passages]
    chosen = passages[ids.index(first) : ids.index(last) + 1]
    return "\n\n".join(passage.text for passage in chosen)


def test_the_copied_text_is_the_text(article: Page, sources: Path) -> None:
    """From the first paragraph to the last: no number, no call, no note, no claim, no word twice."""
    _select(article, "p1", "p12")

    assert _copied(article) == _reading(sources, "p1", "p12")


def test_without_scripts_the_copied_text_has_every_word_once(
    site: Path, browser: Browser, sources: Path
) -> None:
    """What the browser itself copies: the same words, however it sets the space between them."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page = made.new_page()
    page.goto((site / "article.html").as_uri())
    _select(page, "p6", "p6")
    text = str(page.evaluate("getSelection().toString()"))
    made.close()

    assert text.split() == _reading(sources, "p6", "p6").split()


def test_a_name_opens_a_card_that_does_not_cover_it(article: Page) -> None:
    """By pointing: who it is, where else, and the way to the register."""
    name = article.locator("#p4 a[href='persons.html#liaquat-ali-khan']").nth(1)
    name.hover()

    card = article.locator(".panel")
    expect(card).to_contain_text("First prime minister of Pakistan")
    expect(card.get_by_role("link", name="Open the register")).to_be_visible()
    words, box = name.bounding_box(), card.bounding_box()
    assert words
    assert box
    assert box["y"] >= words["y"] + words["height"] or box["y"] + box["height"] <= words["y"]
    article.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_card_by_keyboard(article: Page) -> None:
    """Focus shows it, Enter goes into it, Escape leads back to the words."""
    name = article.locator("#p4 a[href='persons.html#liaquat-ali-khan']").nth(1)
    name.focus()
    article.keyboard.press("Shift+Tab")
    article.keyboard.press("Tab")
    card = article.locator(".panel")
    expect(card).to_be_visible()
    expect(name).to_be_focused()

    article.keyboard.press("Enter")
    expect(card).to_be_focused()
    article.keyboard.press("Tab")
    expect(card.locator("a").first).to_be_focused()
    article.keyboard.press("Escape")

    expect(card).to_be_hidden()
    expect(name).to_be_focused()
    assert article.url.endswith("article.html")


def test_tab_leaves_a_card_for_the_next_link(article: Page) -> None:
    """A card is no trap."""
    name = article.locator("#p4 a[href='persons.html#liaquat-ali-khan']").nth(1)
    name.click()
    card = article.locator(".panel")
    expect(card).to_be_focused()
    for _ in range(card.locator("a, button").count() + 1):
        article.keyboard.press("Tab")

    expect(card).to_be_hidden()
    assert article.evaluate("document.activeElement.closest('#p4') !== null")


def test_a_claim_opens_as_an_argument(article: Page) -> None:
    """What is claimed, who asserts and disputes it on what evidence, what the editors think."""
    article.locator("#p4 .claim-mark[data-sign=c03]").click()

    panel = article.locator(".panel")
    expect(panel).to_contain_text("contested interpretation")
    expect(panel).to_contain_text("Tariq Fatemi disputes")
    expect(panel.locator("a", has_text="Fatemi 2012").first).to_have_attribute(
        "href", article.url.replace("article.html", "bibliography.html#fatemi-2012")
    )
    expect(panel).to_contain_text("The editors")
    article.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_claims_on_the_same_words_are_all_reached(article: Page) -> None:
    """Each has its own mark, and its own line in the margin."""
    marks = article.locator("#p6 .claim-mark")
    for mark in marks.all():
        sign = mark.get_attribute("data-sign") or ""
        mark.click()
        expect(article.locator(".panel .claim-status")).to_contain_text(sign)
        article.keyboard.press("Escape")
        expect(article.locator(f".margin #claim-{sign}")).to_be_visible()


def test_a_note_unfolds_beside_its_line_and_the_page_stays(article: Page) -> None:
    """By keyboard too; Escape leads back to the call."""
    call = article.locator("#p4 .note-call[data-sign='16']")
    call.scroll_into_view_if_needed()
    before = article.evaluate("scrollY")
    call.focus()
    article.keyboard.press("Enter")

    note = article.locator("#note-cn16")
    expect(note).to_be_focused()
    expect(note.locator("p")).to_be_in_viewport()
    assert article.evaluate("scrollY") == before
    text = note.locator("> div")
    assert text.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
    article.keyboard.press("Escape")
    expect(call).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_note_on_a_telephone_is_a_sheet(site: Path, browser: Browser, *, scripts: bool) -> None:
    """It comes when its number is touched, and goes when its own is, with scripts or without."""
    made = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=scripts
    )
    page = made.new_page()
    page.goto((site / "article.html").as_uri())
    note = page.locator("#note-cn16")
    expect(note).to_be_hidden()

    page.locator("#p4 .note-call[data-sign='16']").tap()
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    note.locator(".note-label").tap()

    expect(note).to_be_hidden()
    made.close()


def test_a_card_by_touch(telephone: Page) -> None:
    """A tap opens it as a sheet, a tap on its cross closes it, and nothing else happened."""
    name = telephone.locator("#p4 a[href='persons.html#liaquat-ali-khan']").nth(1)
    name.tap()

    card = telephone.locator(".panel")
    expect(card).to_contain_text("Open the register")
    expect(card).to_be_in_viewport()
    telephone.get_by_role("button", name="Close").tap()
    expect(card).to_be_hidden()
    assert telephone.url.endswith("article.html")


def test_this_paragraph_can_be_cited(article: Page) -> None:
    """By its link, with a button that says what it copied (the citations: test_citing)."""
    article.locator("#p6 .passage-number").click()
    panel = article.locator(".panel")
    expect(panel).to_contain_text("Cite paragraph 6")

    panel.get_by_role("button", name="Copy: Link").click()

    expect(panel).to_contain_text("Copied: Link")
    text = str(article.evaluate("navigator.clipboard.readText()"))
    assert text.endswith("article.html#p6")


@pytest.mark.parametrize(
    "words", ["which served as its chief defense supplier", "the United States"]
)
def test_a_link_to_these_words_lands_on_them(
    article: Page, context: BrowserContext, words: str
) -> None:
    """Whether they occur once or often; the page has a text without signs in it to find them in."""
    found = article.evaluate(
        """(words) => {
          for (const passage of document.querySelectorAll("main .passage[id^=p]")) {
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            const texts = [];
            while (walker.nextNode()) texts.push(walker.currentNode);
            const whole = texts.map((t) => t.data).join("");
            const at = whole.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            let seen = 0;
            for (const text of texts) {
              if (seen <= at && at < seen + text.length) range.setStart(text, at - seen);
              const end = at + words.length;
              if (seen < end && end <= seen + text.length) range.setEnd(text, end - seen);
              seen += text.length;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return passage.id;
          }
        }""",
        words,
    )
    article.locator(".cite-words").click()
    panel = article.locator(".panel")
    expect(panel).to_contain_text(f"“{words}”")
    panel.get_by_role("button", name="Copy: Link to these words").click()
    link = str(article.evaluate("navigator.clipboard.readText()"))

    assert f"#{found}:~:text=" in link
    assert words in unquote(link)


def test_layers_are_kept_and_change_no_word(article: Page, site: Path) -> None:
    """In the address and on the device; what is copied stays the same."""
    _select(article, "p4", "p4")
    before = _copied(article)
    article.locator(".layers summary").click()
    article.get_by_label("Persons").uncheck()
    article.get_by_label("Claims").uncheck()

    assert article.url.endswith("?off=persons,claims") or "off=persons%2Cclaims" in article.url
    expect(article.locator("#p4 .claim-mark").first).to_be_hidden()
    _select(article, "p4", "p4")
    assert _copied(article) == before

    article.goto((site / "article.html").as_uri())
    expect(article.locator("#p4 .claim-mark").first).to_be_hidden()


def test_nothing_is_asked_of_others_and_nothing_is_said(
    article: Page, site: Path, context: BrowserContext
) -> None:
    """Cards come from the folder; the console stays empty."""
    said: list[str] = []
    asked: list[str] = []
    article.on("console", lambda message: said.append(message.text))
    article.on("pageerror", lambda error: said.append(str(error)))
    article.on("request", lambda request: asked.append(request.url))
    article.reload()
    for link in ("a[href='persons.html#liaquat-ali-khan']", ".claim-mark", ".passage-number"):
        article.locator(f"#p4 {link}").first.click()
        expect(article.locator(".panel")).to_be_visible()
        article.keyboard.press("Escape")

    assert said == []
    assert asked
    assert [url for url in asked if not url.startswith(f"{site.as_uri()}/")] == []


def test_the_page_is_light(site: Path, browser: Browser) -> None:
    """150 kB with everything but its fonts, 25 kB of it scripts; one sheet."""
    made = browser.new_context()
    page = made.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "article.html").as_uri())
    made.close()
    sizes = {url: Path(unquote(urlsplit(url).path)).stat().st_size for url in set(asked)}
    path_of: Callable[[str], str] = lambda url: urlsplit(url).path  # noqa: E731

    assert sum(size for url, size in sizes.items() if not url.endswith("woff2")) <= 150_000
    assert sum(size for url, size in sizes.items() if path_of(url).endswith(".js")) <= 25_000
    assert sum(path_of(url).endswith(".css") for url in sizes) == 1


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_construct_makes_the_page_scroll_sideways(
    kitchen: Path, browser: Browser, width: int
) -> None:
    """Tables, code, formulas, verse: on a telephone and at 400 % zoom."""
    made = browser.new_context(viewport={"width": width, "height": 800})
    page = made.new_page()
    wide = []
    for path in sorted(kitchen.rglob("*.html")):
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path.name)
    made.close()

    assert wide == []


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_cards_open_wherever_a_page_lies(
    rootdir: Path, browser: Browser, tmp_path: Path, builder: str
) -> None:
    """In a folder of letters, and where every page is a folder."""
    source = tmp_path / "source"
    shutil.copytree(rootdir / "test-kitchen", source)
    (source / "letters").mkdir()
    letter = (source / "words.xml").read_text().replace("a basin", '<persName ref="../register.xml#anna">Anna</persName>')  # fmt: skip
    (source / "letters" / "one é.xml").write_text(letter.replace('xml:id="e1"', 'xml:id="e9"'))
    (source / "index.rst").write_text((source / "index.rst").read_text() + "   letters/one é\n")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, str(source), str(out)]
    subprocess.run(command, check=True)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    name = "letters/one é.html" if builder == "html" else "letters/one é/index.html"
    page.goto((out / name).as_uri())

    page.locator("a.mention", has_text="Anna").click()

    expect(page.locator(".panel")).to_contain_text("A washer of dishes.")
    page.close()
