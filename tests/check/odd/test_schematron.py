"""The rules of an ODD, as Schematron that others can run."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.check.odd import Compiled
from tests.check.odd.conftest import Compile
from tests.text.schematron import failures

_SCH = "{http://purl.oclc.org/dsdl/schematron}"
_RULES = """<classSpec ident="att.c" type="atts"><constraintSpec ident="of-class" scheme="schematron"><constraint>
  <sch:assert test="@k or @j">k or j</sch:assert></constraint></constraintSpec>
  <attList><attDef ident="k"><constraintSpec ident="of-attribute" scheme="schematron"><constraint>
  <sch:report test=". = 'bad'">a bad k</sch:report></constraint></constraintSpec></attDef><attDef ident="j"/></attList></classSpec>
<elementSpec ident="x"><classes><memberOf key="att.c"/></classes>
  <constraintSpec ident="own" scheme="schematron"><constraint><!-- note -->
   <sch:let name="n" value="count(tei:y)"/><sch:assert test="$n le 2">at most two y</sch:assert></constraint></constraintSpec>
  <content><elementRef key="y" minOccurs="0" maxOccurs="unbounded"/></content></elementSpec>
<elementSpec ident="y"><constraintSpec ident="rules" scheme="isoschematron"><constraint>
  <sch:rule context="tei:y[@m]"><sch:assert test="@m = '1'">m is 1 in <sch:name/></sch:assert></sch:rule>
  </constraint></constraintSpec><constraintSpec ident="form"><constraint>
  <sch:pattern abstract="true" id="once"><sch:rule context="$where"><sch:report test="preceding-sibling::*[@m = $m]">m twice</sch:report></sch:rule></sch:pattern>
  <sch:pattern is-a="once"><sch:param name="where" value="tei:y[@m]"/><sch:param name="m" value="current()/@m"/></sch:pattern>
  </constraint></constraintSpec>
  <content><empty/></content><attList><attDef ident="m"/></attList></elementSpec>
<elementSpec ident="never"><constraintSpec ident="n"><constraint><sch:assert test="false()">never</sch:assert></constraint></constraintSpec><content><empty/></content></elementSpec>"""


def _told(schema: Compiled, document: str, folder: Path) -> list[str]:
    rules, file = folder / "test.sch", folder / "document.xml"
    rules.write_bytes(schema.schematron)
    file.write_text(document.replace("<x", '<x xmlns="http://www.tei-c.org/ns/1.0"', 1))
    return [line.rpartition(": ")[2] for line in failures(rules, [file])]


def test_rules_are_about_what_they_stand_in(compiled: Compile, tmp_path: Path) -> None:
    """An element, every member of a class, an attribute; or what they say themselves."""
    schema = compiled(_RULES)

    assert _told(schema, '<x k=""><y m="1"/></x>', tmp_path) == []
    assert _told(schema, "<x/>", tmp_path) == ["k or j"]
    assert _told(schema, '<x k="bad"/>', tmp_path) == ["a bad k"]
    assert _told(schema, '<x j=""><y/><y/><y/></x>', tmp_path) == ["at most two y"]
    assert _told(schema, '<x j=""><y m="2"/></x>', tmp_path) == ["m is 1 in"]


def test_abstract_patterns_are_made_concrete(compiled: Compile) -> None:
    """Not every program knows what to do with them."""
    root = etree.fromstring(compiled(_RULES).schematron)

    assert not root.findall(f".//{_SCH}pattern[@abstract]")
    rule = next(r for r in root.iter(f"{_SCH}rule") if "twice" in "".join(r.itertext()))
    assert rule.get("context") == "tei:y[@m]"
    assert rule[0].get("test") == "preceding-sibling::*[@m = current()/@m]"


def test_keys_of_xslt_stand_before_the_patterns(compiled: Compile) -> None:
    """Where programs that know them look for them."""
    schema = compiled(
        '<elementSpec ident="x"><constraintSpec ident="k" scheme="schematron"><constraint>'
        '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="ids" match="*" use="@n"/>'
        "<sch:assert test=\"key('ids', @n)\">known</sch:assert></constraint></constraintSpec><content/></elementSpec>"
    )
    root = etree.fromstring(schema.schematron)
    tags = [etree.QName(child).localname for child in root]

    assert tags.index("key") < tags.index("pattern")


def test_what_no_document_can_have_needs_no_rule(compiled: Compile) -> None:
    """Neither an element that is out of reach nor what is only a note in the ODD."""
    written = compiled(_RULES).schematron

    assert b"never" not in written
    assert b"<!--" not in written


def test_patterns_have_names_of_their_own(compiled: Compile) -> None:
    """By the schema, the declaration and the constraint, as the TEI names them."""
    root = etree.fromstring(compiled(_RULES).schematron)
    names = [pattern.get("id", "") for pattern in root.iter(f"{_SCH}pattern")]

    assert len(set(names)) == len(names)
    assert "test-x-own-constraint-rule-3" in names


def test_required_namespaces_are_a_rule(compiled: Compile, tmp_path: Path) -> None:
    """``anyElement/@require``, which RELAX NG does not say."""
    schema = compiled(
        '<elementSpec ident="x"><content><anyElement require="urn:r" minOccurs="0"/></content></elementSpec>'
    )

    assert _told(schema, '<x><a xmlns="urn:r"/></x>', tmp_path) == []
    assert len(_told(schema, '<x><a xmlns="urn:s"/></x>', tmp_path)) == 1


def test_prefixes_are_those_the_odd_declares(compiled: Compile) -> None:
    """And one for each namespace of an element."""
    schema = compiled(
        '<constraintSpec ident="whole" scheme="schematron"><constraint><sch:ns prefix="m" uri="urn:m"/>'
        '<sch:assert test="//m:math">mathematics</sch:assert></constraint></constraintSpec>'
        '<elementSpec ident="x" ns="urn:x"><constraintSpec ident="c"><constraint>'
        '<sch:assert test="true()">true</sch:assert></constraint></constraintSpec><content/></elementSpec>'
    )
    root = etree.fromstring(schema.schematron)
    prefixes = {ns.get("prefix"): ns.get("uri") for ns in root.iter(f"{_SCH}ns")}
    contexts = [rule.get("context", "") for rule in root.iter(f"{_SCH}rule")]

    assert prefixes["m"] == "urn:m"
    assert contexts[0] == "/"
    assert prefixes[contexts[1].removesuffix(":x")] == "urn:x"


def test_variables_of_the_schema_stand_before_the_patterns(
    compiled: Compile, tmp_path: Path
) -> None:
    """A constraint of nothing else declares what the others name, or a pattern without rules."""
    schema = compiled(
        '<constraintSpec ident="p" scheme="schematron"><constraint><sch:pattern>'
        '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="ids" match="*" use="@n"/>'
        '<sch:let name="worse" value="\'w\'"/></sch:pattern></constraint></constraintSpec>'
        '<constraintSpec ident="v" scheme="schematron"><constraint><sch:let name="bad" value="\'b\'"/></constraint></constraintSpec>'
        '<elementSpec ident="x"><constraintSpec ident="c" scheme="schematron"><constraint>'
        '<sch:let name="own" value="@n"/><sch:rule context="tei:x"><sch:report test="@k = ($bad, $worse)">bad</sch:report></sch:rule>'
        "</constraint></constraintSpec><content/></elementSpec>"
    )
    root = etree.fromstring(schema.schematron)
    pattern = root.find(f"{_SCH}pattern")

    assert [let.get("name") for let in root.iterchildren(f"{_SCH}let")] == ["worse", "bad"]
    assert [etree.QName(node).localname for node in root][3:] == ["let", "key", "let", "pattern"]
    assert pattern is not None
    assert [etree.QName(child).localname for child in pattern] == ["let", "rule"]
    assert _told(schema, '<x k="b"/>', tmp_path) == ["bad"]
    assert _told(schema, '<x k="w"/>', tmp_path) == ["bad"]
    assert _told(schema, '<x k="c"/>', tmp_path) == []


def test_what_is_to_be_given_up_is_warned_of(compiled: Compile) -> None:
    """An element, an attribute of it or of a class, a value: until when they are valid, and no error."""
    values = '<valList type="closed"><valItem ident="a" validUntil="2031-01-01"/><valItem ident="b"/></valList>'
    schema = compiled(
        '<classSpec ident="att.c" type="atts"><attList><attDef ident="j" validUntil="2032-01-01"/></attList></classSpec>'
        '<elementSpec ident="x"><classes><memberOf key="att.c"/></classes><content><elementRef key="y" minOccurs="0"/></content>'
        f'<attList><attDef ident="k">{values}</attDef></attList></elementSpec>'
        '<elementSpec ident="y" validUntil="2030-01-01"><content/></elementSpec>'
        '<elementSpec ident="never" validUntil="2030-01-01"><content/></elementSpec>'
    )
    rules = {
        (rule.get("context"), report.get("test"), report.get("role"), report.text)
        for rule in etree.fromstring(schema.schematron).iter(f"{_SCH}rule")
        for report in rule
    }

    until = "is deprecated, and valid until {}-01-01 only"
    assert rules == {
        ("tei:x", "@j", "warning", f"the attribute @j {until.format(2032)}"),
        ("tei:x", "contains(concat(' ', normalize-space(@k), ' '), ' a ')", "warning", f'the value "a" of @k {until.format(2031)}'),
        ("tei:y", "true()", "warning", f"the element y {until.format(2030)}"),
    }  # fmt: skip
