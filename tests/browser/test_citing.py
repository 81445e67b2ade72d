"""The panel of citations in a real browser: it says what ``edition cite`` says, and its links land on the words."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import edition

pytestmark = pytest.mark.xdist_group("browser")

#: Selects words of a passage: from one offset to another in what the page has of its text.
_SELECT = """([first, start, last, end]) => {
  const place = (id, offset) => {
    const passage = document.getElementById(id);
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode())
      if (!walker.currentNode.parentElement.closest("[data-sign], .generated, .margin")) texts.push(walker.currentNode);
    let seen = 0;
    for (const text of texts) {
      if (offset <= seen + text.length) return [text, offset - seen];
      seen += text.length;
    }
    const rest = texts.at(-1);
    return [rest, rest.length];
  };
  const range = document.createRange();
  range.setStart(...place(first, start));
  range.setEnd(...place(last, end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return String(getSelection()).replace(/\\s+/g, " ").trim();
}"""

_STYLES = {
    "Chicago": "chicago",
    "Chicago, author and date": "chicago-author-date",
    "MLA": "mla",
    "APA": "apa",
    "Harvard": "harvard",
}
_FORMS = {"Note": "note", "In the text": "in-text", "Bibliography": "bibliography"}


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the edition on a server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def said(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """What ``edition cite`` prints."""
    cache = str(tmp_path_factory.mktemp("cache"))

    @functools.cache
    def run(*options: str) -> str:
        command = [sys.executable, "-m", "edition", "cite", *options]
        environment = os.environ | {"XDG_CACHE_HOME": cache, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            command, cwd=repository, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().replace("\r\n", "\n").removesuffix("\n")

    return run


def _copied(page: Page, what: str) -> str:
    """What a button of the panel has put on the clipboard."""
    page.get_by_role("button", name=f"Copy: {what}", exact=True).click()
    expect(page.locator(".panel")).to_contain_text(f"Copied: {what}")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("where", ["from disk", "from a server"])
@pytest.mark.parametrize("style", _STYLES)
def test_each_copied_citation_is_what_the_command_prints(
    context: BrowserContext,
    site: Path,
    served: str,
    said: Callable[..., str],
    style: str,
    where: str,
) -> None:
    """Of a paragraph, in every style and form; with the address if the page has one that others can use."""
    base = "" if where == "from disk" else served
    options = ["--base-url", base] if base else []
    page = context.new_page()
    page.goto(f"{base or site.as_uri() + '/'}article.html")

    page.locator("#p6 .passage-number").click()
    page.locator(".panel select").select_option(style)

    labels = [str(label) for label in page.locator(".panel div > .what").all_inner_texts()]
    forms = [form for label, form in _FORMS.items() if label.lower() in map(str.lower, labels)]
    assert len(forms) == 2
    for label, form in _FORMS.items():
        if form in forms:
            command = said("p6", "--style", _STYLES[style], "--form", form, *options)
            assert _copied(page, label) == command


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
@pytest.mark.parametrize(
    ("first", "last", "reference"), [("p6", "p6", "p6"), ("p6", "p8", "p6-p8")]
)
def test_each_copied_record_is_what_the_command_prints(
    article: Page, said: Callable[..., str], name: str, first: str, last: str, reference: str
) -> None:
    """Of a paragraph, and of a run of paragraphs that is selected."""
    label = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}[name]
    article.evaluate(_SELECT, [first, 0, last, 40])
    article.locator(".cite-words").click()

    copied = _copied(article, label).replace("\r\n", "\n").removesuffix("\n")

    assert copied == said(reference, "--format", name)


def test_a_record_can_be_downloaded_from_disk(article: Page, said: Callable[..., str]) -> None:
    """As a file that is called after the passage."""
    article.locator("#p6 .passage-number").click()

    with article.expect_download() as waiting:
        article.get_by_role("link", name="Download: BibTeX").click()

    download = waiting.value
    assert download.suggested_filename == "article-p6.bib"
    assert download.path().read_text(encoding="utf-8").removesuffix("\n") == said(
        "p6", "--format", "bibtex"
    )


def test_words_are_quoted_with_their_citation(
    article: Page, said: Callable[..., str], repository: Path
) -> None:
    """Words of one paragraph, and words that go over three; as the command quotes them."""
    text = edition.load(repository / "tei").passages["article.xml#p4"].text
    at = text.index("promptly accepted")
    article.evaluate(_SELECT, ["p4", at, "p4", at + len("promptly accepted")])
    article.locator(".cite-words").click()
    article.locator(".panel select").select_option("APA")

    assert _copied(article, "In the text") == said(
        "p4", "--style", "apa", "--form", "in-text", "--quote", "promptly accepted"
    )

    texts = [edition.load(repository / "tei").passages[f"article.xml#p{n}"].text for n in (6, 7, 8)]
    article.evaluate(_SELECT, ["p6", 3, "p8", 30])
    article.locator(".cite-words").click()

    words = f"{texts[0][3:]} {texts[1]} {texts[2][:30]}".strip()
    assert _copied(article, "In the text") == said(
        "p6-p8", "--style", "apa", "--form", "in-text", "--quote", words
    )


def test_the_style_is_remembered(article: Page, site: Path) -> None:
    """On the next paragraph, and after the page was left."""
    article.locator("#p6 .passage-number").click()
    article.locator(".panel select").select_option("Harvard")
    article.reload()

    article.locator("#p4 .passage-number").click()

    assert article.locator(".panel select").input_value() == "Harvard"


def test_the_panel_is_used_by_keyboard(article: Page) -> None:
    """Enter opens it, Tab goes through it, Escape returns to the number."""
    article.locator("#p6 .passage-number").focus()
    article.keyboard.press("Enter")
    expect(article.locator(".panel")).to_contain_text("Cite paragraph 6")
    expect(article.locator(".panel .record").first).to_be_attached()
    article.keyboard.press("Tab")
    article.keyboard.press("Enter")
    expect(article.locator(".panel")).to_contain_text("Copied: Link")
    article.keyboard.press("Tab")
    assert article.evaluate("document.activeElement.localName") == "select"

    article.keyboard.press("Escape")

    assert article.evaluate("document.activeElement.matches('#p6 .passage-number')")


def test_without_scripts_there_are_the_files(site: Path, browser: Browser) -> None:
    """Of the text, named at the foot of its page."""
    made = browser.new_context(java_script_enabled=False)
    page = made.new_page()
    page.goto((site / "article.html").as_uri())

    for name, suffix in (("BibTeX", ".bib"), ("RIS", ".ris"), ("CSL-JSON", ".csl.json")):
        link = page.locator(".citation-files a", has_text=name)
        href = link.get_attribute("href")
        assert href == f"citations/article{suffix}"
        assert (site / href).is_file()
    made.close()


def _selections(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of words of a paragraph: its beginning, its end, single words, half words, all of it."""
    words = text.split(" ")
    middle = text.index(words[len(words) // 2])
    yield 0, len(" ".join(words[:5]))
    yield len(text) - len(" ".join(words[-4:])), len(text)
    yield middle, middle + len(words[len(words) // 2])
    yield 2, len(" ".join(words[:7])) - 1
    yield 0, len(text)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_link_to_words_lands_on_them(
    article: Page, browser: Browser, repository: Path, number: int
) -> None:
    """Without the anchor before it, on a screen of few lines: the browser has found the words themselves."""
    passages = edition.load(repository / "tei").passages
    passage = f"p{number}"
    text = passages[f"article.xml#{passage}"].text
    choices = [(passage, start, passage, end) for start, end in _selections(text)]
    if number < 12:
        choices.append((passage, len(text) // 2, f"p{number + 1}", 25))
    wrong = []
    for choice in choices:
        article.evaluate(_SELECT, list(choice))
        article.locator(".cite-words").click()
        link = _copied(article, "Link to these words")
        assert f"#{passage}:~:text=" in link
        article.keyboard.press("Escape")
        if not _lands(browser, link.replace(f"#{passage}:~:", "#:~:"), choice):
            wrong.append((choice, link))

    assert wrong == []


def _lands(browser: Browser, link: str, choice: tuple[str, int, str, int]) -> bool:
    """Whether the first of the selected words is on the screen when *link* is opened."""
    made = browser.new_context(viewport={"width": 700, "height": 180})
    page = made.new_page()
    page.goto(link)
    page.wait_for_timeout(120)
    page.evaluate(_SELECT, list(choice))
    box = page.evaluate(
        """() => {
          const range = getSelection().getRangeAt(0);
          const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
          return [scrollY, rects[0].top, rects.at(-1).bottom, innerHeight];
        }"""
    )
    made.close()
    scrolled, top, bottom, height = box
    return bool(scrolled > 0 and bottom > 0 and top < height)
