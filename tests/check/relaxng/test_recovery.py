"""All mistakes are found in one run, and one mistake is one finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.check.relaxng import validate
from edition.tei.parse import parse

#: Mistakes that have nothing to do with one another, each in a paragraph of its own.
_MISTAKES = (
    ("<p>a <bogus>b</bogus></p>", "schema-unknown-element"),
    ("<p>a <persname ref='#b'>b <date when='2015'>c</date></persname></p>", "schema-unknown-element"),
    ("<p>a <note><p>b</p><div><p>c</p></div></note></p>", "schema-misplaced-element"),
    ("<p>a <table><head>b</head></table></p>", "schema-missing-element"),
    ("<p>a <list>b <item>c</item></list></p>", "schema-text"),
    ("<p><date when='15. 6. 1949'>a</date></p>", "schema-value"),
    ("<p who='b'>a</p>", "schema-unknown-attribute"),
    ("<p><graphic n='1'/></p>", "schema-missing-attribute"),
    ("<p><choice><sic>a</sic></choice></p>", "schema-missing-element"),
    ("<p><bibl><respStmt><resp>a</resp></respStmt></bibl></p>", "schema-missing-element"),
    ("<p><bibl><title level='z'>b</title></bibl></p>", "schema-value"),
)  # fmt: skip


@pytest.fixture(scope="module")
def schema(shared: Path) -> Path:
    """TEI All."""
    return shared / "schema" / "tei_all.rng"


def _codes(paragraphs: list[str], schema: Path) -> list[tuple[int, str]]:
    """The line, counted from the first of *paragraphs*, and the code of each finding."""
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title>'
        "</titleStmt><publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc>"
        "</fileDesc></teiHeader><text><body><div>\n"
        + "\n".join(paragraphs)
        + "\n</div></body></text></TEI>"
    )
    found = validate([parse(text.encode(), "text.xml")], schema)
    return [(finding.line - 2, finding.code) for finding in found]


@given(st.lists(st.one_of(st.sampled_from(_MISTAKES), st.just(("<p>a</p>", ""))), max_size=12))
def test_each_of_several_mistakes_is_found_once(
    schema: Path, chosen: list[tuple[str, str]]
) -> None:
    """At its line, by its cause, whatever else is wrong."""
    expected = [(line, code) for line, (_, code) in enumerate(chosen) if code]

    if chosen:
        assert _codes([paragraph for paragraph, _ in chosen], schema) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        # An element of the wrong name, with all that goes with the right one.
        "<p><label n='1'><item>a</item><item>b</item></label></p>",
        # The tags of one element are lost.
        "<list><item>a</item></list>b <hi>c</hi> d<!-- e --> <hi>f</hi>",
        # Many of a sort where none may stand.
        "<p>a <title><row/><row/><row/></title></p>",
        # An empty element where it cannot stand.
        "<p><teiHeader/></p>",
    ],
)
def test_what_follows_from_a_mistake_is_not_said(wrong: str, schema: Path) -> None:
    """Mending the first would mend the rest."""
    assert len(_codes([wrong], schema)) == 1


def test_findings_come_in_the_order_of_the_file(schema: Path) -> None:
    """And the same ones each time."""
    paragraphs = [paragraph for paragraph, _ in _MISTAKES]
    found = _codes(paragraphs, schema)

    assert found == sorted(found)
    assert found == _codes(paragraphs, schema)


def test_what_an_inclusion_brings_is_not_missed(schema: Path) -> None:
    """What it brings is not known; the rest is looked at."""
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="a.xml"/>'

    assert _codes([f"<table>{include}</table>", "<p><bogus/></p>"], schema) == [
        (1, "schema-unknown-element")
    ]


def test_a_thousand_mistakes_take_no_longer_than_they_must(schema: Path) -> None:
    """And each of them is found."""
    paragraphs = ["<p>a <bogus/> <date when='x'/></p>"] * 1000

    assert len(_codes(paragraphs, schema)) == 2000


@pytest.mark.parametrize(
    "value", ["1" * 100_000, "1" * 100_000 + "!", f"P{'1' * 10_000}Y", f"12:00:00.{'1' * 10_000}"]
)
def test_values_of_any_length_are_values(value: str, schema: Path) -> None:
    """What no number or date is long enough for is a finding, and takes no time."""
    paragraph = f"<p><date when='{value}' dur='{value}'/><num value='{value}'/></p>"

    assert {code for _, code in _codes([paragraph], schema)} == {"schema-value"}


def test_thousands_of_mistakes_in_one_element_are_each_found(schema: Path) -> None:
    """Loose texts in a list, and attributes of a paragraph."""
    texts = f"<list><item/>{'loose<item/>' * 3000}</list>"
    attributes = " ".join(f"q{number}='x'" for number in range(3000))

    found = _codes([texts, f"<p {attributes}>a</p>"], schema)

    assert found == [(0, "schema-text")] * 3000 + [(1, "schema-unknown-attribute")] * 3000
