"""The ledger notices a loss, and says where."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st

from edition.model.read import read
from edition.sphinxext import ledger
from edition.sphinxext.doctree import DEFAULT_RULES, Rules, build
from edition.sphinxext.messages import LossError
from edition.sphinxext.pages import anchors_of
from edition.tei.parse import parse
from tests.sphinxext.conftest import Build

_RULES = Rules(DEFAULT_RULES)


def _document() -> nodes.document:
    return new_document("x.xml", get_default_settings())


def _tei(body: str) -> bytes:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>' + body + "</body></text></TEI>"
    ).encode()


def _losses(body: str) -> tuple[nodes.document, list[ledger.Loss]]:
    reading = read(parse(_tei(body), "x.xml"))
    built = build(reading, "x.xml", _RULES)
    document = _document()
    document += built.section
    anchors = anchors_of(built.section)
    return document, ledger.settle(reading, built.section, built.account, anchors)[1]


def test_a_lost_word_is_found_and_its_line_named() -> None:
    """As a broken behaviour would lose it."""
    reading = read(parse(_tei("<p>One</p>\n<p>two <hi>three</hi> four</p>"), "x.xml"))
    built = build(reading, "x.xml", _RULES)
    (three,) = [t for t in built.section.findall(nodes.Text) if t == "three"]
    three.parent.clear()

    anchors = anchors_of(built.section)
    _, losses = ledger.settle(reading, built.section, built.account, anchors)

    assert losses[0].line == 2
    assert "three" in losses[0].message


def test_a_lost_id_is_found() -> None:
    """As a broken behaviour would lose it."""
    reading = read(parse(_tei('<p>One <hi xml:id="here">two</hi></p>'), "x.xml"))
    built = build(reading, "x.xml", _RULES)
    for node in built.section.findall(nodes.inline):
        node["ids"] = []

    anchors = anchors_of(built.section)
    _, losses = ledger.settle(reading, built.section, built.account, anchors)

    assert [loss.message for loss in losses] == ["the id “here” is lost"]


def test_a_page_that_lacks_what_the_doctree_has_is_found() -> None:
    """As a broken visitor or template would lose it."""
    document = _document()
    document += nodes.paragraph("", "one two", ids=["a"])

    assert list(ledger.check_page(document, '<p id="a">one <b>two</b></p>')) == []
    assert len(list(ledger.check_page(document, '<p id="a">one</p>'))) == 1
    assert len(list(ledger.check_page(document, "<p>one two</p>"))) == 1


def test_a_build_that_loses_something_says_so_and_fails(
    project: Callable[[str], Path], build: Callable[..., Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warning names file and line, and the build stops, strict or not."""
    from edition.sphinxext.doctree.builder import Builder  # noqa: PLC0415

    keep = Builder.text

    def forget(self: Builder, text: str | None) -> None:
        keep(self, None if text and "to bed" in text else text)

    monkeypatch.setattr(Builder, "text", forget)
    said = StringIO()
    monkeypatch.setattr("tests.sphinxext.conftest.StringIO", lambda: said)

    with pytest.raises(LossError, match=r"first\.xml"):
        build(project("letters"))

    assert "first.xml:29: WARNING: text is lost or displaced" in said.getvalue()


_NAMES = ["p", "hi", "note", "list", "item", "quote", "lg", "l", "table", "row", "cell", "head",
          "choice", "sic", "corr", "app", "lem", "rdg", "unheard", "div", "pb", "lb", "persName",
          "date", "seg", "s", "supplied", "gap", "figure", "label", "sp", "speaker", "code", "eg",
          "ref", "ptr", "bibl", "biblStruct", "person", "listPerson", "listBibl", "ab"]  # fmt: skip
_TEXTS = st.sampled_from(["", " ", "a", "b ", " c", "dd\n  ee", "f&amp;", "א", "a"])


@st.composite
def _elements(draw: st.DrawFn, depth: int = 4) -> str:
    """Any nesting of TEI elements with text between them, sensible or not."""
    name = draw(st.sampled_from(_NAMES))
    attribute = draw(st.sampled_from(["", ' ref="#x"', ' n="1"', ' rend="bold"', ' when="1999"']))
    children = draw(st.lists(_elements(depth - 1), max_size=3)) if depth else []
    inside = draw(_TEXTS) + "".join(child + draw(_TEXTS) for child in children)
    return f"<{name}{attribute}>{inside}</{name}>"


@given(st.lists(_elements(), min_size=1, max_size=3))
def test_nothing_is_lost_whatever_the_nesting(body: list[str]) -> None:
    """Text in order, for any tree of elements, valid or not."""
    _, losses = _losses("".join(body))

    assert losses == []
