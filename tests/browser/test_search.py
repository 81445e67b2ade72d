"""Search in a real browser, from disk: what is typed, what is found, where it leads."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from edition.sphinxext.search import words

pytestmark = pytest.mark.xdist_group("browser")

#: Letters that this Python knows; a browser may know more, which is no fault of either.
_KNOWN = st.characters(exclude_categories=("Cs", "Cn", "Co"))
_TEXTS = st.lists(st.text(_KNOWN, max_size=40), min_size=1, max_size=40)


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A fresh page; whatever it says or asks for elsewhere fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith("file://")] == []
    assert [url for url in asked if not url.startswith(f"{site.as_uri()}/")] == []


def _search(page: Page, site: Path, **asked: str) -> list[str]:
    """What the page with these words and filters in its address links to."""
    page.goto(f"{(site / 'search.html').as_uri()}?{urlencode({**asked, 'in': 'text'})}")
    status = page.locator("#search-status")
    expect(status).to_have_text(re.compile(r"passage|Leads"))
    return [link.get_attribute("href") or "" for link in page.locator("#search-results a").all()]


def test_all_words_must_occur(page: Page, site: Path) -> None:
    """In one paragraph, in any order; the words are marked."""
    assert _search(page, site, q="missile BrahMos ") == ["article.html#p10"]
    expect(page.locator("#search-results mark")).to_have_text(["BrahMos", "missile"])
    expect(page.locator("#search-status")).to_have_text("1 passage: 1 in the texts.")


def test_words_in_quotes_follow_each_other(page: Page, site: Path) -> None:
    """Both words are elsewhere too."""
    apart = _search(page, site, q="arms Pakistan ")
    together = _search(page, site, q="“arms shipments to Islamabad”")

    assert "article.html#p8" in apart
    assert len(apart) > 1
    assert together == ["article.html#p8"]
    expect(page.locator("#search-results mark")).to_have_text(["arms shipments to Islamabad"])


@pytest.mark.parametrize("query", ["brahm", "BRAHM* cruise "])
def test_the_beginning_of_a_word_is_enough(page: Page, site: Path, query: str) -> None:
    """For the last word, which may not be finished, and with a star for any."""
    assert _search(page, site, q=query) == ["article.html#p10"]


def test_a_word_that_is_finished_is_no_beginning(page: Page, site: Path) -> None:
    """A space behind it, or another word, ends it."""
    assert _search(page, site, q="brahm ") == []
    assert _search(page, site, q="brahm cruise") == []


@pytest.mark.parametrize("query", ["Brähmös", "BRAHMOS", "ＢｒａｈＭｏｓ"])
def test_accents_and_case_do_not_count(page: Page, site: Path, query: str) -> None:
    """As typed by anybody."""
    assert _search(page, site, q=query) == ["article.html#p10"]


@pytest.mark.parametrize("query", ["non-alignment", "non‑alignment", "nonalignment"])
def test_hyphens_do_not_count(page: Page, site: Path, query: str) -> None:
    """However it is hyphenated."""
    assert "article.html#p6" in _search(page, site, q=query)


def test_an_entity_alone_is_a_search(page: Page, site: Path) -> None:
    """All passages that mention him, as many as his name says."""
    found = _search(page, site, entity="liaquat-ali-khan")

    assert "article.html#p4" in found
    assert {address.partition("#")[0] for address in found} <= {"article.html", "introduction.html"}
    page.locator("#search-in").select_option("")
    option = page.locator("#search-entity option:checked")
    expect(option).to_have_text(re.compile(r"^Liaquat Ali Khan \(\d+\)$"))
    (count,) = re.findall(r"\d+", option.inner_text())
    expect(page.locator("#search-results li")).to_have_count(int(count))


def test_an_entity_and_a_word(page: Page, site: Path) -> None:
    """Both limit the search."""
    without = _search(page, site, q="Moscow")
    with_him = _search(page, site, q="Moscow", entity="liaquat-ali-khan")

    assert with_him
    assert set(with_him) < set(without)


def test_years_are_those_the_dates_mean(page: Page, site: Path) -> None:
    """August 1971 is in 1971, and so is what is said to be of that year."""
    assert "article.html#p7" in _search(page, site, **{"from": "1971", "to": "1971"})
    assert "article.html#p7" not in _search(page, site, to="1940")
    turned = _search(page, site, **{"from": "1972", "to": "1970"})
    assert turned == _search(page, site, **{"from": "1970", "to": "1972"})


def test_a_status_of_claims(page: Page, site: Path) -> None:
    """The passage that makes a disputed claim is found by the status of the claim."""
    assert "article.html#p4" in _search(page, site, status="disputed-in-text")
    assert _search(page, site, status="no-such-status") == []


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("p6", "p6"),
        ("P6", "p6"),
        ("p6.s2", "p6.s2"),
        ("Rafiq, Arif. “Pakistan: Russia's New Best Friend?”, par. 6.", "p6"),
        ("Pakistan: Russia's New Best Friend?, ¶ 6", "p6"),
        ("(Pakistan: Russia's New Best Friend?, paragraph 6)", "p6"),
        ("para. 6 of article.html", "p6"),
        ("See https://edition.example/v1/article.html#p6.s2, accessed 1 May 2026", "p6.s2"),
        ("article.html#p6)", "p6"),
    ],
)
def test_a_reference_and_enter_lead_to_the_passage(
    page: Page, site: Path, typed: str, anchor: str
) -> None:
    """Typed or pasted, at once or after the page has answered."""
    page.goto((site / "search.html").as_uri())
    page.locator("#search-words").fill(typed)
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/article.html#{anchor}")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    assert page.locator("mark").count() == 0


def test_a_reference_is_offered_before_the_words(page: Page, site: Path) -> None:
    """With the words it leads to."""
    page.goto((site / "search.html").as_uri() + "?q=p6.s2")

    offered = page.locator("#search-targets li")
    expect(offered.locator("a")).to_contain_text("Go to p6.s2")
    expect(offered.locator(".result-words")).to_contain_text("sought to reduce its dependence")


@pytest.mark.parametrize(
    ("typed", "address"), [("c03", "claims.html#c03"), ("ayub-khan", "persons.html#ayub-khan")]
)
def test_the_id_of_an_entry_leads_to_it(page: Page, site: Path, typed: str, address: str) -> None:
    """A claim or a person."""
    page.goto((site / "search.html").as_uri() + f"?q={typed}")

    expect(page.locator("#search-targets a").first).to_have_attribute("href", address)


def test_a_search_is_an_address_and_back_returns_to_it(page: Page, site: Path) -> None:
    """Words and filters; as a link, and in the history."""
    page.goto((site / "search.html").as_uri())
    page.locator("#search-words").fill("visit moscow")
    expect(page).to_have_url(re.compile(r"\?q=visit\+moscow$"))
    page.locator("#search-filters summary").click()
    page.locator("#search-claims").select_option("disputed-in-text")
    expect(page).to_have_url(re.compile(r"\?q=visit\+moscow&status=disputed-in-text$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=visit\+moscow$"))
    expect(page.locator("#search-claims")).to_have_value("")
    page.go_forward()
    expect(page.locator("#search-claims")).to_have_value("disputed-in-text")
    said = page.locator("#search-status").inner_text()

    page.locator("#search-results a").first.click()
    page.wait_for_url("**#*")
    page.go_back()

    expect(page.locator("#search-words")).to_have_value("visit moscow")
    expect(page.locator("#search-status")).to_have_text(said)


def test_everything_by_keyboard(page: Page, site: Path) -> None:
    """From the field through the filters to more results, and to a passage."""
    page.goto((site / "search.html").as_uri())
    page.locator("#search-words").focus()
    page.keyboard.type("the")
    expect(page.locator("#search-results li")).to_have_count(20)
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#search-in")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Texts")
    expect(page).to_have_url(re.compile(r"in=text"))
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li a").nth(20)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "search.html" not in url)


def test_names_are_narrowed_by_what_is_typed(page: Page, site: Path) -> None:
    """Where there are too many to look through."""
    page.goto((site / "search.html").as_uri())
    page.locator("#search-filters summary").click()
    page.locator("#search-names").fill("liaq truman")

    expect(page.locator("#search-entity option")).to_have_text(
        ["anybody and anything", re.compile("by President Truman")]
    )


def test_targets_are_large_enough_and_fit(site: Path, browser: Browser) -> None:
    """On a telephone: 24 pixels at least, no scrolling sideways."""
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto((site / "search.html").as_uri() + "?q=war&from=1900")
    page.locator("#search-results a").first.wait_for()

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for target in page.locator("main :is(input, select, button, summary, a):visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, target.inner_text()
    context.close()


def test_without_scripts_the_registers_are_named(site: Path, browser: Browser) -> None:
    """And nothing pretends to work."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "search.html").as_uri())

    expect(page.locator("#search-form")).to_be_hidden()
    page.locator("noscript a", has_text="General index").click()
    assert page.url.endswith("general-index.html")
    context.close()


def test_every_word_of_every_passage_finds_it(page: Page, site: Path) -> None:
    """All words of this edition, as they are written."""
    raw = (site / "_static/search/index.js").read_text(encoding="utf-8")
    items = [
        item
        for piece in re.findall(r'put\("items",\d+,(.*)\);', raw)
        for item in json.loads(piece)[1]
    ]
    wanted: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        for word in set(words.compounds(item[4])):
            wanted.setdefault(word, []).append(number)
    page.goto((site / "search.html").as_uri())

    missed = page.evaluate(
        """async (wanted) => {
          const missed = [];
          for (const [word, numbers] of Object.entries(wanted)) {
            const clauses = editionWords.parse(`${word} `);
            const found = new Set(await editionSearch.candidates(clauses, {}));
            for (const number of numbers)
              if (!found.has(number) || !(await editionSearch.meets(number, clauses)))
                missed.push([word, number]);
          }
          return missed;
        }""",
        wanted,
    )

    assert len(wanted) > 3000
    assert missed == []


def test_the_browser_folds_words_as_the_index_does(page: Page, site: Path) -> None:
    """Whatever the text."""
    page.goto((site / "search.html").as_uri())

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(_TEXTS)
    def same(texts: list[str]) -> None:
        here = [
            [token.fold for word in words.compounds(text) for token in words.tokens(word)]
            for text in texts
        ]
        there = page.evaluate(
            "(texts) => texts.map((text) => editionWords.tokens(text).map(({ fold }) => fold))",
            texts,
        )
        assert there == here

    same()


_CHINESE = "巴基斯坦与俄罗斯的新友谊。两国关系在冷战之后改善。"
_ARABIC = "كَانَ العِلْمُ نُوراً"


def test_scripts_without_spaces_and_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    """A part of a Chinese sentence is found; vowel points are not needed; directions are kept."""
    source = tmp_path / "source"
    source.mkdir()
    paragraphs = f'<p xml:id="zh">{_CHINESE}</p><p xml:id="ar">{_ARABIC}</p>'
    (source / "index.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f"{paragraphs}</body></text></TEI>",
        encoding="utf-8",
    )
    (source / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')
    target = tmp_path / "html"
    subprocess.run([sys.executable, "-m", "sphinx", "-q", str(source), str(target)], check=True)
    context = browser.new_context()
    page = context.new_page()

    assert _search(page, target, q="两国关系") == ["index.html#zh"]
    expect(page.locator("mark")).to_have_text(["两国关系"])
    assert _search(page, target, q="国两") == []
    assert _search(page, target, q="冷战") == ["index.html#zh"]
    assert _search(page, target, q="العلم") == ["index.html#ar"]
    expect(page.locator("mark")).to_have_text(["العِلْمُ"])
    direction = "(node) => getComputedStyle(node).direction"
    assert page.locator(".result-words").evaluate(direction) == "rtl"
    assert unicodedata.bidirectional(_ARABIC[0]) == "AL"
    context.close()
