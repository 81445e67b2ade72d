"""Rules of Schematron, in XPath 1 and 2, and what is said when they cannot be asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from edition.check.relaxng.schematron import schematron
from edition.errors import UnreadableError
from edition.tei.parse import Document, parse

_RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"{binding}>
 <ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
 <let name="most" value="2"/>
 <pattern id="lists">
  <rule abstract="true" id="any"><assert test="@n" role="warning">no n {{here}}</assert></rule>
  <rule context="tei:list"><let name="count" value="count(tei:item)"/>
   <report test="$count > $most">a <name/> has <value-of select="$count"/> items.</report></rule>
  <rule context="tei:*[self::tei:p]"><extends rule="any"/></rule>
  <rule context="tei:p"><assert test="false()">never asked</assert></rule>
 </pattern>
 <pattern><rule context="@when"><assert id="y" test="starts-with(., '1')">{{bad}} year</assert></rule></pattern>
</schema>"""


def _document(body: str) -> Document:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n{body}\n</body></text></TEI>'
    return parse(text.encode(), "text.xml")


@pytest.mark.parametrize("binding", ["", ' queryBinding="xslt2"'])
def test_failures_are_findings_at_their_elements(binding: str, tmp_path: Path) -> None:
    """The first rule that fits is asked; messages have their values; roles are severities."""
    if binding:
        pytest.importorskip("saxonche")
    schema = tmp_path / "rules.sch"
    schema.write_text(_RULES.format(binding=binding).replace("{{", "{").replace("}}", "}"))
    document = _document(
        '<p n="1"/>\n<list><item/><item/>\n <item><p/></item></list>\n<date when="2"/>'
    )

    found = [
        (f.line, f.column, f.code, f.severity, f.message, f.hint)
        for f in schematron([document], schema)
    ]

    assert found == [
        (3, 1, "schematron", "error", "a list has 3 items", "This is the rule lists of rules.sch."),
        (4, 8, "schematron", "warning", "no n {here}", "This is the rule any of rules.sch."),
        (5, 1, "schematron", "error", "{bad} year", "This is the rule y of rules.sch."),
    ]


@pytest.mark.parametrize("binding", ["", ' queryBinding="xslt2"'])
def test_keys_of_xslt_can_be_asked(binding: str, tmp_path: Path) -> None:
    """Where the schema declares their prefix too, as ODDs that have some make it."""
    if binding:
        pytest.importorskip("saxonche")
    schema = tmp_path / "rules.sch"
    schema.write_text(
        f"""<schema xmlns="http://purl.oclc.org/dsdl/schematron"{binding}>
 <ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><ns prefix="xsl" uri="http://www.w3.org/1999/XSL/Transform"/>
 <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="named" match="tei:ref" use="@n"/>
 <pattern><rule context="tei:p"><assert test="key('named', @n)">nobody refers to it</assert></rule></pattern></schema>"""
    )
    document = _document('<p n="1"><ref n="1"/></p>\n<p n="2"/>')

    assert [(f.line, f.message) for f in schematron([document], schema)] == [
        (3, "nobody refers to it")
    ]


def test_the_rules_in_a_schema_are_those_beside_it(shared: Path, sources: Path) -> None:
    """TEI All holds the rules that are also given by themselves."""
    pytest.importorskip("saxonche")
    broken = _document('<p><s><s>no</s></s><date when="2015" calendar="#julian"/></p>')
    article = parse((sources / "article.xml").read_bytes(), "article.xml")
    embedded = schematron([article, broken], shared / "schema" / "tei_all.rng")
    alone = schematron([article, broken], shared / "schema" / "tei_all.sch")

    assert {finding.file for finding in embedded} == {"text.xml"}
    assert [f[:6] for f in map(_plain, embedded)] == [f[:6] for f in map(_plain, alone)]


def _plain(finding: object) -> tuple[object, ...]:
    return tuple(getattr(finding, name) for name in ("file", "line", "column", "code", "message"))


def test_rules_that_cannot_be_asked_are_said_to_be_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody takes silence for consent."""
    schema = tmp_path / "rules.sch"
    schema.write_text(_RULES.format(binding=' queryBinding="xslt2"'))
    monkeypatch.setitem(sys.modules, "saxonche", None)

    [finding] = schematron([_document("<p/>")], schema)

    assert finding.code == "schematron-unchecked"
    assert "saxonche" in finding.hint


@pytest.mark.parametrize("binding", ["", ' queryBinding="xslt2"'])
def test_rules_open_nothing(binding: str, tmp_path: Path) -> None:
    """Whoever wrote them."""
    if binding:
        pytest.importorskip("saxonche")
    (tmp_path / "secret.xml").write_text("<secret>word</secret>")
    address = (tmp_path / "secret.xml").as_uri()
    schema = tmp_path / "rules.sch"
    schema.write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron"{binding}><pattern><rule context="/*">'
        f"<report test=\"document('{address}')/secret\">open</report></rule></pattern></schema>"
    )

    [finding] = schematron([_document("<p/>")], schema)

    assert finding.code == "schematron-unchecked"
    assert finding.file == "text.xml"
    assert "denied" in finding.message or "prohibited" in finding.message


@pytest.mark.parametrize("binding", ["", ' queryBinding="xslt2"'])
def test_a_rule_that_is_no_xpath_is_said(binding: str, tmp_path: Path) -> None:
    """With the file, not as a traceback."""
    if binding:
        pytest.importorskip("saxonche")
    schema = tmp_path / "rules.sch"
    schema.write_text(
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron"{binding}><pattern>'
        '<rule context="*"><assert test="((">x</assert></rule></pattern></schema>'
    )

    with pytest.raises(UnreadableError, match="rule cannot be read") as raised:
        schematron([_document("<p/>")], schema)

    assert raised.value.file == str(schema)
