"""Values are what XML Schema says they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.check.relaxng.datatypes import XSD, DatatypeError, datatype
from edition.check.relaxng.expressions import ExpressionError, matcher

_VALUES = {
    "date": ("2015-06-01 -0044-03-15 2016-02-29 12015-01-01 2015-06-01Z 2015-06-01+14:00", "2015-6-1 0000-01-01 2015-02-29 2015-06-31 2015-13-01 02015-01-01 +2015-01-01 2015-06-01+14:30 1900-02-29"),
    "dateTime": ("2015-06-01T12:00:00 2015-06-01T12:00:00.5Z 2015-06-01T12:00:00-05:00", "2015-06-01T12:00 2015-06-01T25:00:00 2015-06-01T24:00:01 2015-06-01"),
    "time": ("12:00:00 23:59:59.9 12:00:00Z", "12:00 12:60:00 24:00:01"),
    "gYear": ("2015 -0044 12345 2015Z", "44 0000 01234 2015-"),
    "gYearMonth": ("2015-06", "2015-6 2015-13"),
    "gMonth": ("--06 --06Z", "--6 --06-- --13"),
    "gDay": ("---01 ---31", "---32 ---1"),
    "gMonthDay": ("--02-29 --12-31", "--02-30 --06-31"),
    "duration": ("P1Y P1Y2M3DT4H5M6.7S -P1M PT5M", "P PT P1YT P1.5Y P1S"),
    "anyURI": ("a#b é <x> persons.xml#x a/b:c urn:x:y http://[::1]/ ?a:b", "a#b#c % a%2:b ## :b 1:b a: http:# http://[ [ //"),
    "language": ("en en-GB x-foo", "en- 123 abcdefghi"),
    "NCName": ("a é a.b _a 日本", "1a a:b -a"),
    "Name": ("a:b :a 日本", "1"),
    "NMTOKEN": ("1a a.b", "a,b"),
    "QName": ("a a:b", "a:b:c :a"),
    "boolean": ("true false 1 0", "TRUE yes"),
    "decimal": ("1 1. 1.5 .5 +1 -1", "1e5 . 1,5"),
    "double": ("1 1e5 INF -INF NaN 1E+5 1.e5", "+INF e5 0x10 1_0"),
    "integer": ("1 +1 -1 007", "1.0 ٣ 1_0"),
    "nonNegativeInteger": ("0 -0 5", "-1"),
    "positiveInteger": ("1", "0"),
    "int": ("2147483647", "2147483648"),
    "unsignedByte": ("255 -0", "256 -1"),
    "hexBinary": ("0a 0AFF", "0 0G"),
    "base64Binary": ("YQ== YWI=", "a YQ="),
}  # fmt: skip


@pytest.mark.parametrize("name", _VALUES)
def test_a_type_has_its_values_and_no_others(name: str) -> None:
    """White space around them means nothing."""
    right, wrong = _VALUES[name]
    sort = datatype(XSD, name, ())

    for text in right.split():
        assert sort.value(f" {text}\n") is not None, text
    for text in wrong.split():
        assert sort.value(text) is None, text


@pytest.mark.parametrize(
    ("name", "parameters", "right", "wrong"),
    [
        ("integer", [("minInclusive", "1"), ("maxExclusive", "10")], "1 9", "0 10"),
        ("double", [("maxInclusive", "0.5")], "0.5 1e-3 -INF", "0.6 INF"),
        ("string", [("minLength", "2"), ("maxLength", "3")], "ab abc", "a abcd"),
        ("token", [("length", "1")], "é", "éé"),
        ("decimal", [("totalDigits", "3"), ("fractionDigits", "1")], "12.3 0012.30", "12.34 1234"),
        ("date", [("minInclusive", "1949-01-01")], "1949-01-01 2000-01-01", "1948-12-31"),
        ("token", [("pattern", r"\d+"), ("pattern", ".{2}")], "12", "1 123"),
    ],
)
def test_parameters_leave_some_values(
    name: str, parameters: list[tuple[str, str]], right: str, wrong: str
) -> None:
    """All of them hold together."""
    sort = datatype(XSD, name, parameters)

    assert all(sort.value(text) is not None for text in right.split())
    assert all(sort.value(text) is None for text in wrong.split())


@pytest.mark.parametrize(
    ("library", "name", "parameters"),
    [
        (XSD, "nothing", []),
        (XSD, "token", [("pattern", "(")]),
        (XSD, "token", [("nothing", "1")]),
        (XSD, "integer", [("minInclusive", "x")]),
        ("", "date", []),
        ("urn:other", "date", []),
    ],
)
def test_what_is_no_datatype_is_said(
    library: str, name: str, parameters: list[tuple[str, str]]
) -> None:
    """And not taken for one that lets everything pass."""
    with pytest.raises(DatatypeError):
        datatype(library, name, parameters)


@pytest.mark.parametrize(
    ("expression", "right", "wrong"),
    [
        (r"\S+", ["a", "é", "a\u00a0b"], ["a b", ""]),
        (r"[^\p{C}\p{Z}]+", ["a", "é", "日本", "\ue000"], ["a b", "a\u00a0b", "\u200b"]),
        (r"\p{Lu}+", ["ABC", "ÄЖ"], ["Äb", "1"]),
        (r"\P{Lu}", ["a", "1"], ["A"]),
        (r"[\d\p{Lu}]+", ["1Ä", "٣"], ["a"]),
        (r"\i\c*", ["a1", "é·", "_"], ["1a", "-"]),
        (r"[a-z-[aeiou]]+", ["bcd"], ["bad"]),
        (r"a^b$", ["a^b$"], ["ab"]),
        (r"[^a-c\d]", ["d"], ["a", "1"]),
        (r"[\-+]?\d+(%|cm)", ["1cm", "+2%", "-1cm"], ["cm", "1"]),
        (r"\w+", ["ab1"], ["a-b"]),
        (r".", ["a", "\t"], ["\n", "\r"]),
        (r"a{2,3}|b{1}", ["aa", "aaa", "b"], ["a", "aaaa", "bb"]),
        (r"x\.y\{1\}", ["x.y{1}"], ["xzy1"]),
    ],
)
def test_expressions_are_those_of_xml_schema(
    expression: str, right: list[str], wrong: list[str]
) -> None:
    """Classes of Unicode, subtraction, and signs that mean something only to Python."""
    matches = matcher(expression)

    assert all(matches(text) for text in right)
    assert not any(matches(text) for text in wrong)


@pytest.mark.parametrize("expression", ["(", ")", "[a", r"\p{Xy}", r"\q", "a{", "a{x}", r"\p", "*"])
def test_what_is_no_expression_is_said(expression: str) -> None:
    """At reading, not at matching."""
    with pytest.raises(ExpressionError):
        matcher(expression)


@given(st.text(), st.text())
def test_an_expression_of_plain_signs_matches_itself(text: str, other: str) -> None:
    """And nothing else."""
    escaped = "".join(f"\\{sign}" if sign in "\\|.?*+(){}[]-^" else sign for sign in text)

    assert matcher(escaped)(text)
    assert matcher(escaped)(other) == (text == other)
