"""Text fragments are written and read as the draft says, and lead to one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cite.folding import fold_loosely
from edition.cite.fragments import (
    Page,
    Point,
    TextDirective,
    directive,
    find,
    parse,
    with_directives,
)
from edition.cite.running import Running, Texts
from edition.model import load


@pytest.fixture(scope="module")
def article(sources: Path) -> Running:
    """The running text of the article."""
    return Texts(load(sources)).all[0]


def test_what_means_something_in_a_directive_is_encoded() -> None:
    """Hyphen, comma, ampersand."""
    made = TextDirective("first-rate, A&B", "end", "be-fore", "be,hind")

    assert str(made) == "text=be%2Dfore-,first%2Drate%2C%20A%26B,end,-be%2Chind"


@pytest.mark.parametrize(
    ("fragment", "anchor", "directives"),
    [
        ("p6", "p6", ()),
        ("p6:~:text=a%20b", "p6", (TextDirective("a b"),)),
        (":~:text=a,b", "", (TextDirective("a", "b"),)),
        (":~:text=x-,a", "", (TextDirective("a", "", "x"),)),
        (":~:text=x-,a,b,-y", "", (TextDirective("a", "b", "x", "y"),)),
        (":~:text=a&text=b&other=c", "", (TextDirective("a"), TextDirective("b"))),
        ("p6:~:text=first-rate", "p6", ()),
        (":~:text=", "", ()),
        (":~:text=a,b,c", "", ()),
        (":~:text=%C3%A9t%C3%A9", "", (TextDirective("été"),)),
    ],
)
def test_reading(fragment: str, anchor: str, directives: tuple[TextDirective, ...]) -> None:
    """As browsers do; what is not valid is passed over."""
    assert parse(fragment) == (anchor, directives)


@given(*[st.text(min_size=1, max_size=8)] * 4)
def test_there_and_back(start: str, end: str, prefix: str, suffix: str) -> None:
    """Whatever the words are."""
    terms = [term for term in (start, end, prefix, suffix) if term.isprintable()]
    made = TextDirective(*(terms + ["x"] * 4)[:4])
    written = with_directives("p6", [made])

    assert parse(written) == ("p6", (made,))
    assert re.fullmatch(r"[!-~]+", written)


@given(st.text())
def test_nothing_makes_reading_fail(fragment: str) -> None:
    """Users paste anything."""
    for written in (fragment, f"p6:~:text={fragment}"):
        anchor, directives = parse(written)
        assert "~:" not in anchor or ":~:" not in written
        assert all(directive.start for directive in directives)
    assert parse(f"p6:~:text={fragment}")[0] == "p6"


def test_words_from_a_title_that_stands_twice_into_the_next_block_have_no_directive(
    article: Running,
) -> None:
    """The space before the title belongs to the block before it; the words are the title's."""
    start = article.starts[2] - 1
    page = Page([block.text for block in article.blocks])
    first = article.block_at(start)

    assert directive(page, Point(first, start - article.starts[first]), Point(3, 1)) is None


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_directive_leads_to_its_words(article: Running, data: st.DataObject) -> None:
    """And to no others, if there is one at all; words are made whole."""
    start = data.draw(st.integers(0, len(article.text) - 2))
    end = min(len(article.text), start + data.draw(st.integers(1, 900)))
    first, last = article.block_at(start), article.block_at(end - 1)
    page = Page([block.text for block in article.blocks])

    made = directive(
        page, Point(first, start - article.starts[first]), Point(last, end - article.starts[last])
    )

    if made is None:
        # There is nothing but space, or it is of the title, which stands twice.
        words = article.text[start:end]
        begins = article.block_at(start + len(words) - len(words.lstrip()))
        title = article.blocks[0].text
        assert not words.strip() or title in {
            article.blocks[begins].text, article.blocks[last].text,
        }  # fmt: skip
        return
    (place,) = find(made, article.loose)[:1]
    assert place[0] <= start + len(article.text[start:end]) - len(article.text[start:end].lstrip())
    assert place[1] >= start + len(article.text[start:end].rstrip())
    assert article.text[start:end].strip() in article.text[place[0] : place[1]]
    assert len(article.text[place[0] : place[1]]) < end - start + 60


def test_few_words_have_their_context_and_many_only_their_ends() -> None:
    """As the draft advises: exact below 300 characters, a range above."""
    page = Page(
        [
            "In the year 1949 he was invited to a far city. "
            + "So it went on and on " * 20
            + "to the end."
        ]
    )
    text = page.blocks[0]

    few = directive(page, Point(0, text.index("he was")), Point(0, text.index(" invited")))
    assert few == TextDirective("he was", "", "the year 1949", "invited to a")
    many = directive(page, Point(0, 0), Point(0, len(text)))
    assert many is not None
    assert many.start == "In the year 1949 he"
    assert many.end.endswith("to the end.")
    some = directive(page, Point(0, 0), Point(0, text.index(" to a far")))
    assert some == TextDirective("In the year 1949 he was invited")


def test_finding_is_that_of_browsers() -> None:
    """Without case and accents, in whole words, with what stands around."""
    text = fold_loosely("The Café is closed. The cafés are closed, the cafe is not.")

    assert find(TextDirective("CAFE"), text) == [(4, 8), (46, 50)]
    assert find(TextDirective("cafe", "", "", "is not"), text) == [(46, 50)]
    assert find(TextDirective("cafe", "", "closed, the"), text) == [(46, 50)]
    assert find(TextDirective("caf"), text) == []
    assert find(TextDirective("The", "closed"), text)[0] == (0, 18)
