"""What is written is what was meant, whoever wrote the names."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.export.drawings import svg

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")))


@given(_TEXT, _TEXT)
def test_text_and_attributes_come_back_as_they_went(text: str, value: str) -> None:
    """Whatever is in them."""
    root = etree.fromstring(svg.element("a", {"b": value}, text))

    assert (root.text or "", root.get("b")) == (text, value)
    assert len(root) == 0


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_numbers_are_short_and_near(value: float) -> None:
    """One decimal, no exponent, no negative zero."""
    written = svg.number(value)

    assert abs(float(written) - value) <= 0.05 + 1e-6
    assert "e" not in written
    assert written != "-0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_drawn(value: float) -> None:
    """It is a fault of ours, and says so."""
    with pytest.raises(ValueError, match="cannot be drawn"):
        svg.number(value)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "JavaScript:x", ""])
def test_an_address_that_could_do_harm_is_no_link(address: str) -> None:
    """The words stay."""
    written = svg.link(address, "title", "words")

    assert "href" not in written
    assert "words" in written


def test_content_that_is_markup_stays_markup() -> None:
    """And text between is text."""
    written = svg.element("g", {}, svg.element("b", {}, "<"), "<i>")

    assert written == "<g><b>&lt;</b>&lt;i&gt;</g>"
