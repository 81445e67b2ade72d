"""Customisations of the real TEI, of the kinds its makers give as examples."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edition.check.odd import compile_odd
from tests.check.odd.conftest import invalid_by_jing

_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"
 xmlns:ex="http://www.tei-c.org/ns/Examples"><teiHeader/><text><body><schemaSpec ident="own" {}</schemaSpec></body></text></TEI>"""
_DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:d="urn:d"><teiHeader><fileDesc><titleStmt><title/></titleStmt>
 <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>{}</body></text></TEI>"""
_FOUR = "".join(f'<moduleRef key="{key}"/>' for key in ("tei", "header", "core", "textstructure"))
_DRAWING = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:d"
 datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><define name="drawing"><element name="drawing">
 <optional><attribute name="id"><data type="ID"/></attribute></optional><empty/></element></define></grammar>"""


def _attributes(of: str, attributes: str) -> str:
    kind, ident = of.split(":")
    more = ' type="atts"' if kind == "class" else ""
    return f'<{kind}Spec ident="{ident}" mode="change"{more}><attList>{attributes}</attList></{kind}Spec>'


@pytest.mark.parametrize(
    ("odd", "good", "bad"),
    [
        (f'start="TEI">{_FOUR}', ["<p><name>x</name></p>"], ["<p><persName/></p>", "<figure/>"]),
        (
            'start="TEI"><moduleRef key="tei"/><moduleRef key="core" include="p title list item"/><moduleRef key="textstructure" include="TEI text body"/>'
            '<moduleRef key="header" include="teiHeader fileDesc titleStmt publicationStmt sourceDesc"/><classSpec ident="att.written" type="atts" mode="delete"/>'
            + _attributes("class:att.global", '<attDef ident="xml:space" mode="delete"/>')
            + _attributes("element:title", '<attDef ident="level" mode="delete"/>'),
            ['<p n="1" rend="a b">t<list><item/></list></p>'],
            ['<p xml:space="preserve"/>', '<p hand="#a"/>', '<p><title level="a"/></p>', "<p><hi/></p>", "<div/>"],
        ),
        (
            f'start="TEI">{_FOUR}<moduleRef key="linking"/><moduleRef key="drama"/>'
            '<classSpec ident="att.global" type="atts" mode="change"><classes><memberOf key="att.global.linking"/></classes></classSpec>'
            + _attributes("class:att.global.linking", '<attDef ident="corresp" mode="delete"/>'),
            ['<sp next="#a"><speaker>x</speaker><p/></sp>'],
            ['<p corresp="#a"/>', '<p rend="a"/>'],
        ),
        (
            f'start="TEI" prefix="t_">{_FOUR}' + _attributes("class:att.typed", '<attDef ident="type" mode="change"><valList type="closed" mode="add"><valItem ident="a"/></valList></attDef>')
            + _attributes("element:term", '<attDef ident="type" mode="replace" usage="req"><datatype><dataRef name="integer"/></datatype></attDef>'),
            ['<div type="a"><p><abbr type="a">x</abbr><term type="1"/></p></div>', '<p><num type="other">1</num></p>'],
            ['<div type="b"><p/></div>', '<p><abbr type="title">x</abbr></p>', "<p><term/></p>"],
        ),
        (
            ('start="TEI" prefix="t_" defaultExceptions="http://www.tei-c.org/ns/1.0 ex:egXML urn:d">'
            f'{_FOUR}<moduleRef key="figures"/><moduleRef url="drawing.rng"><content><rng:define name="t_model.graphicLike" combine="choice">'
            '<rng:ref name="drawing"/></rng:define></content></moduleRef><elementSpec ident="formula" mode="change"><content><elementRef key="drawing"/></content></elementSpec>'),
            ['<p><d:drawing id="a"/><formula><d:drawing/></formula></p>', '<p><figure><graphic url="a"/><d:drawing/></figure></p>'],
            ["<p><formula>x</formula></p>", "<p><drawing/></p>", '<p><d:drawing w="1"/></p>'],
        ),
        (
            (f'>{_FOUR}<elementSpec ident="body" mode="change"><content><sequence><classRef key="model.headLike"/>'
            '<sequence minOccurs="5" maxOccurs="5"><elementRef key="p"/><classRef key="model.global" minOccurs="0" maxOccurs="unbounded"/></sequence></sequence></content></elementSpec>'),
            ["<head/>" + "<p/>" * 5, "<head/>" + "<p/><lb/>" * 5],
            ["<p/>" * 5, "<head/>" + "<p/>" * 4, "<head/>" + "<p/>" * 6],
        ),
    ],
    ids=["modules", "bare", "drama", "types", "drawings", "essay"],
)  # fmt: skip
def test_documents_are_judged_by_what_the_odd_says(
    shared: Path, tmp_path: Path, tool: Callable[[str], str], odd: str, good: list[str], bad: list[str],
) -> None:  # fmt: skip
    """Elements left out, classes and values changed, contents of one's own, drawings of others."""
    (tmp_path / "drawing.rng").write_text(_DRAWING)
    (tmp_path / "own.odd").write_text(_ODD.format(odd))
    compiled = compile_odd(tmp_path / "own.odd", shared / "schema" / "p5subset.xml")
    schema = tmp_path / "own.rng"
    schema.write_bytes(compiled.relaxng)
    documents = {tmp_path / f"{number}.xml": body for number, body in enumerate([*good, *bad])}
    for path, body in documents.items():
        path.write_text(_DOCUMENT.format(body))

    assert compiled.findings == ()
    invalid = invalid_by_jing(tool("jing"), schema, list(documents))
    assert [documents[path] for path in documents if path in invalid] == bad
