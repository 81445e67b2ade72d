"""A finding says which element, what is wrong, what to do, and where, to the column."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.check.findings import Finding
from edition.check.relaxng import CODES, Code, validate
from edition.tei.parse import parse
from edition.tei.splice import spliced

_HEAD = (
    "<teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>"
    "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc>"
    "</teiHeader>"
)


def _tei(body: str, head: str = _HEAD) -> str:
    """A text whose *body* begins on line 2."""
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{head}<text><body>\n{body}\n</body></text></TEI>'
    )


@pytest.fixture(scope="module")
def schema(shared: Path) -> Path:
    """TEI All."""
    return shared / "schema" / "tei_all.rng"


def _found(text: str, schema: Path) -> list[Finding]:
    return validate([parse(text.encode(), "text.xml")], schema)


def _only(text: str, schema: Path) -> Finding:
    found = _found(text, schema)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_the_examples_of_the_table_are_right(code: Code, schema: Path) -> None:
    """The wrong one gives that finding and no other, the right one none."""
    assert [finding.code for finding in _found(_tei(code.wrong), schema)] == [code.name]
    assert _found(_tei(code.right), schema) == []
    assert code.remedy.endswith(".")


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_an_edit_mends_what_was_found(code: Code, schema: Path) -> None:
    """Where one is offered, the text is valid with it, and it is what the table says."""
    text = _tei(code.wrong)
    finding = _only(text, schema)

    if finding.fix is not None:
        assert spliced(text.encode(), finding.fix.splices) == _tei(code.right).encode()


def test_an_unknown_element(schema: Path) -> None:
    """With the name that is meant, and an edit of both tags."""
    text = _tei("<p>by\n <persname\n n='1'>Ayub</persname\n></p>")
    finding = _only(text, schema)

    assert (finding.line, finding.column) == (3, 2)
    assert finding.message == "the schema has no element <persname>"
    assert finding.hint == "Write <persName>."
    assert finding.fix is not None
    assert spliced(text.encode(), finding.fix.splices).decode() == text.replace(
        "persname", "persName"
    )


def test_an_unknown_element_like_nothing(schema: Path) -> None:
    """What may stand there: first what the text has there elsewhere."""
    finding = _only(_tei("<p>a <hi>b</hi></p><p><qqqqq/></p>"), schema)

    assert finding.code == "schema-unknown-element"
    assert finding.hint.startswith("Here may stand <hi>, ")
    assert finding.hint.endswith(" more.")
    assert finding.fix is None


def test_a_misplaced_element(schema: Path) -> None:
    """What may stand there, and where it may stand."""
    finding = _only(_tei("<p>One.</p>\n<p><title>a <p>Two.</p></title></p>"), schema)

    assert finding.code == "schema-misplaced-element"
    assert (finding.line, finding.column) == (3, 13)
    assert finding.message == "<p> cannot stand in <title>"
    assert "Here may stand" in finding.hint
    assert "<p> may stand in <body>" in finding.hint


def test_an_element_in_the_wrong_order(schema: Path) -> None:
    """One finding: not one for where it is, and one for where it is not."""
    head = _HEAD.replace("<titleStmt><title>t</title></titleStmt>", "").replace(
        "</fileDesc>", "<titleStmt><title>t</title></titleStmt></fileDesc>"
    )
    finding = _only(_tei("<p/>", head), schema)

    assert finding.message == (
        "<titleStmt> comes too late in <fileDesc>: it must stand before <publicationStmt> (line 1)"
    )


def test_a_missing_child(schema: Path) -> None:
    """At the element that lacks it, with the place where it must stand."""
    head = _HEAD.replace("<titleStmt>", "\n<!-- titleStmt").replace("</titleStmt>", "-->\n")
    finding = _only(_tei("<p/>", head), schema)

    assert finding.code == "schema-missing-element"
    assert finding.line == 1
    assert finding.message == "<fileDesc> lacks <titleStmt>"
    assert finding.hint == "Add <titleStmt> before <publicationStmt> (line 3)."


def test_several_missing_children(schema: Path) -> None:
    """Of one element in one finding."""
    finding = _only(_tei("<p/>", "<teiHeader><fileDesc/></teiHeader>"), schema)

    assert finding.message == (
        "<fileDesc> is empty, and must have <titleStmt>, <publicationStmt> and <sourceDesc>"
    )


def test_an_unknown_attribute(schema: Path) -> None:
    """At its name, on whatever line of the tag."""
    text = _tei('<p>\n<ref\n  n="1"\n  tarket="#a">b</ref></p>')
    finding = _only(text, schema)

    assert (finding.line, finding.column) == (5, 3)
    assert finding.message == "<ref> cannot have @tarket"
    assert finding.hint == "Write @target."
    assert finding.fix is not None
    mended = spliced(text.encode(), finding.fix.splices).decode()
    assert mended == text.replace("tarket", "target")


def test_a_malformed_date(schema: Path) -> None:
    """With examples of what it may be; zeros that are missing are offered."""
    text = _tei("<p>é <date n=\"1\" when='1949-6-2'>2 June</date></p>")
    finding = _only(text, schema)

    assert (finding.line, finding.column) == (2, 18)
    assert finding.message == "@when of <date> cannot be “1949-6-2”"
    assert "a date such as 1949-06-02" in finding.hint
    assert finding.fix is not None
    assert _found(spliced(text.encode(), finding.fix.splices).decode(), schema) == []


def test_an_impossible_date_is_not_guessed(schema: Path) -> None:
    """There is no one remedy."""
    finding = _only(_tei('<p><date when="1949-13-45"/></p>'), schema)

    assert finding.code == "schema-value"
    assert finding.fix is None


def test_a_value_that_is_not_in_the_list(schema: Path) -> None:
    """All values are named, the one that looks like it first, and offered."""
    finding = _only(_tei('<p><date cert="hihg" when="2015"/></p>'), schema)

    assert "“high”" in finding.hint
    assert finding.fix is None  # @cert may also be a number


def test_text_where_none_may_stand(schema: Path) -> None:
    """At the first of the words, behind comments and white space, with what it can be put into."""
    finding = _only(_tei("<list><!-- no -->\n  é loose words <item>a</item></list>"), schema)

    assert finding.code == "schema-text"
    assert (finding.line, finding.column) == (3, 3)
    assert finding.message == "text cannot stand directly in <list>: “é loose words”"
    assert finding.hint.startswith("Put it into <item>")


def test_text_in_an_element_that_must_be_empty(schema: Path) -> None:
    """There is nothing to put it into."""
    finding = _only(_tei("<p>a<lb>no</lb></p>"), schema)

    assert finding.message == "text cannot stand directly in <lb>: “no”"
    assert finding.hint == "Move it out of <lb>."


def test_what_lost_the_tags_around_it(schema: Path) -> None:
    """Is one finding, with the element that is missing."""
    finding = _only(_tei("<div><p>One.</p>Two <hi>and</hi> three.</div>"), schema)

    assert finding.message == "text cannot stand directly in <div>: “Two”; nor can <hi> beside it"
    assert finding.hint.startswith("Put it into <p>")


def test_a_missing_attribute(schema: Path) -> None:
    """At the element that lacks it."""
    finding = _only(_tei("<p>\n <graphic/></p>"), schema)

    assert (finding.line, finding.column) == (3, 2)
    assert finding.message == "<graphic> lacks @url"


def test_a_root_that_cannot_be_one(schema: Path) -> None:
    """And what may."""
    finding = _only('<div xmlns="http://www.tei-c.org/ns/1.0"><p>a</p></div>', schema)

    assert finding.message == "<div> cannot be the root of a document"
    assert finding.hint == "The root may be <TEI> or <teiCorpus>."


def test_another_vocabulary(schema: Path) -> None:
    """Is named by its namespace, once, whatever it holds."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><g><path/></g></svg>'
    finding = _only(_tei(f"<p>{svg}</p>"), schema)

    assert finding.message == (
        "the schema has no element <svg> of the namespace http://www.w3.org/2000/svg"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "koi8-r", "utf-8-sig"])
def test_places_are_right_in_every_encoding(encoding: str, schema: Path) -> None:
    """Columns are characters, and an edit changes the bytes of the file."""
    words = "ж" if encoding == "koi8-r" else "é"
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>\n' + _tei(f"<p>{words}<persname/></p>")
    data = text.encode(encoding)
    [finding] = validate([parse(data, "text.xml")], schema)

    assert (finding.line, finding.column) == (3, 5)
    if finding.fix is not None:
        assert spliced(data, finding.fix.splices) == text.replace("persname", "persName").encode(
            encoding
        )


def test_what_comes_from_an_entity_has_the_place_where_it_is_used(schema: Path) -> None:
    """And no edit."""
    text = f"<!DOCTYPE TEI [<!ENTITY e \"<bogus when='x'/>\">]>\n{_tei('<p>a &e;</p>')}"
    finding = _only(text, schema)

    assert (finding.line, finding.column) == (3, 6)
    assert finding.fix is None
