"""XPath of a file: what the TEI writes is understood, what reaches out of the file is not done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.tei.xpath import PathError, compile_path

_TEXT = etree.fromstring(
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div n="1"><p n="1">One</p><p n="2">Two</p></div>'
    '<div n="2"><p n="1">Three</p></div></body></text></TEI>'
)


def _numbers(written: str, node: etree._Element = _TEXT) -> list[str | None]:
    return [element.get("n") for element in compile_path(written, {}).nodes(node)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/TEI/text/body/div", ["1", "2"]),
        ("/tei:TEI/tei:text/tei:body/tei:div", ["1", "2"]),
        ("//div[@n='2']/p", ["1"]),
        ("//p[position() > 1]", ["2"]),
        ("//*[self::p or self::div]", ["1", "1", "2", "2", "1"]),
        ("/TEI/text/body/div[p/@n = 2 div 1]", ["1"]),
        ("//div/child::p[attribute::n]", ["1", "2", "1"]),
    ],
)
def test_names_without_a_prefix_are_those_of_the_tei(written: str, expected: list[str]) -> None:
    """As its Guidelines write them; a prefix is as good, and "div" can be an operator."""
    assert _numbers(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("@n", ["2"]),
        ("position()", ["2"]),
        ("concat(../@n, '.', @n)", ["1.2"]),
        ("count(preceding-sibling::p) + 1", ["2"]),
        ("substring-after('p6.s2', '.')", ["s2"]),
        ("@n = 2", ["true"]),
        ("1 div 2", ["0.5"]),
    ],
)
def test_what_an_expression_says_of_an_element(written: str, expected: list[str]) -> None:
    """Strings, whatever their sort; its place is that among what was selected with it."""
    second = _TEXT[0][0][0][1]

    assert compile_path(written, {}).values(second, position=2, last=2) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("document('secret.xml')", "document()"),
        ("id('x')", "id()"),
        ("re:match(., 'a')", "re:match()"),
        ("//p[//p]", "begins at the root again"),
        ("p[n * //p]", "begins at the root again"),
        ("count(//p)", "begins at the root again"),
        ("following::p", "axis 'following'"),
        ("//a//b//c//d//e", "looks too far"),
        ("$x", "not understood"),
        ("x:p", "prefix 'x'"),
        ("///[", "no XPath"),
        ("p q", "no XPath"),
        ("let $x := 1 return $x", "no XPath"),
        ("", "no expression"),
        ("p" * 501, "501 characters"),
    ],
)
def test_what_is_not_done_is_refused_with_the_reason(written: str, reason: str) -> None:
    """No other file, no function but those of XPath 1.0, no search of the file for each of its parts."""
    with pytest.raises(PathError) as failure:
        compile_path(written, {})

    assert reason in str(failure.value)


def test_a_number_selects_nothing() -> None:
    """And says so."""
    with pytest.raises(PathError):
        compile_path("1 + 1", {}).nodes(_TEXT)


@pytest.mark.parametrize(
    ("written", "affordable"),
    [
        ("//p", True),
        ("../@n", True),
        ("ancestor::div[1]/@n", True),
        ("string(..)", False),
        ("//div//p", False),
        ("count(preceding-sibling::p)", False),
    ],
)
def test_a_large_text_is_not_searched_again_and_again(written: str, affordable: bool) -> None:  # noqa: FBT001
    """What looks at the whole text for each of its parts is for small ones only."""
    assert compile_path(written, {}).is_affordable(1_000_000) is affordable
    assert compile_path(written, {}).is_affordable(1_000)


@given(st.text(alphabet="pdiv/[]@().*|=+- '\"n1:,$", max_size=30))
def test_anything_is_an_expression_or_refused(written: str) -> None:
    """Nothing ends in another way."""
    try:
        path = compile_path(written, {})
        values, nodes = path.values(_TEXT), path.nodes(_TEXT)
    except PathError:
        return
    else:
        assert all(isinstance(value, (str, etree._Element)) for value in values)
        assert len(nodes) <= len(list(_TEXT.iter()))
