"""Where a reference is, as a scholar prints it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edition.cite.citations import place
from edition.cite.locators import Locator, locate
from edition.model import Edition

_VERSE = (
    "<div n='2' xml:id='d'><head xml:id='h'>Act</head>"
    "<sp xml:id='sp'><speaker>A</speaker><l xml:id='l7' n='7'>One</l><l xml:id='l8' n='8'>Two</l></sp>"
    "<lg xml:id='lg'><l xml:id='l9' n='9'>Three</l></lg><p xml:id='a' n='1'>Prose<note xml:id='n1' n='3'>N</note> "
    "and <pb n='12'/>more <name xml:id='who'>Ann</name>.</p></div>"
    "<div xml:id='e'><p xml:id='b' n='1'>Again one</p><p xml:id='s1.p2'>Unnumbered</p></div>"
)


@pytest.mark.parametrize(
    ("written", "locator"),
    [
        ("p6", Locator("paragraph", "6")),
        ("p6-p8", Locator("paragraph", "6", "8")),
        ("p6.s2", Locator("paragraph", "6")),
        ("p6.s2-p6.s4", Locator("paragraph", "6")),
        ("p6.s2-p7.s1", Locator("paragraph", "6", "7")),
        ("p6@Pakistan", Locator("paragraph", "6")),
        ("s1", Locator("paragraph", "s1")),
        ("article#d2", Locator("section", "2")),
        ("c43.words", Locator("paragraph", "s1")),
        ("article", None),
    ],
)
def test_places_of_the_article(article: Edition, written: str, locator: Locator | None) -> None:
    """Paragraphs by their number, sentences by their paragraph, the whole by nothing."""
    assert locate(article, place(article, written)) == locator


@pytest.mark.parametrize(
    ("written", "locator"),
    [
        ("l7", Locator("line", "7")),
        ("l7-l9", Locator("line", "7", "9")),
        ("sp", None),
        ("lg", Locator("line", "9")),
        ("d", Locator("section", "2")),
        ("h", Locator("section", "2")),
        ("e", None),
        ("a", Locator("paragraph", "a")),
        ("b", Locator("paragraph", "b")),
        ("s1.p2", Locator("paragraph", "s1.p2")),
        ("n1", Locator("note", "3")),
        ("who", Locator("paragraph", "a")),
        ("l9-a", Locator("paragraph", "l9", "a")),
    ],
)
def test_places_of_any_text(
    made: Callable[..., Edition], written: str, locator: Locator | None
) -> None:
    """A number that two passages have cites neither; a stanza is its lines; a heading is its section."""
    edition = made(body=_VERSE)

    assert locate(edition, place(edition, written)) == locator


def test_a_locator_in_words() -> None:
    """In the plural for several."""
    assert str(Locator("paragraph", "6")) == "paragraph 6"
    assert Locator("line", "6", "8").heading == "Lines 6–8"
    assert Locator("paragraph", "P6a").heading == "Paragraph P6a"


@pytest.mark.parametrize(
    ("first", "is_numeric"),
    [("6", True), ("12a", True), ("p6", True), ("s1.p2", False), ("xy", False)],
)
def test_what_csl_takes_for_a_number(first: str, *, is_numeric: bool) -> None:
    """Digits, with letters before or behind."""
    assert Locator("paragraph", first).is_numeric is is_numeric
