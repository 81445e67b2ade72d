"""The schema of the edition: its files keep to it, and it says no more than they need."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.check.odd import Compiled, compile_odd
from tests.text.reading import TEI, XML_ID
from tests.text.schematron import failures

_EGXML = "{http://www.tei-c.org/ns/Examples}egXML"
_RNG = "{http://relaxng.org/ns/structure/1.0}"
_POINTER = re.compile(r"([a-z]+\.xml)#([\w.-]+)")


@pytest.fixture(scope="module")
def odd(sources: Path) -> Path:
    """The ODD of the edition."""
    return sources / "schema" / "edition.odd"


@pytest.fixture(scope="module")
def compiled(odd: Path, shared: Path) -> Compiled:
    """Its schemas."""
    return compile_odd(odd, shared / "schema" / "p5subset.xml")


def test_it_compiles_without_a_word(compiled: Compiled) -> None:
    """Neither error nor warning."""
    assert compiled.findings == ()
    assert compiled.name == "edition"


def test_the_files_are_valid(
    compiled: Compiled, files: dict[str, etree._Element], sources: Path, tmp_path: Path,
    tool: Callable[[str], str],
) -> None:  # fmt: skip
    """By libxml2, by jing and by the rules."""
    rng, sch = tmp_path / "edition.rng", tmp_path / "edition.sch"
    rng.write_bytes(compiled.relaxng)
    sch.write_bytes(compiled.schematron)
    paths = [sources / name for name in files]
    grammar = etree.RelaxNG(etree.fromstring(compiled.relaxng))

    for name, root in files.items():
        assert grammar.validate(root.getroottree()), (name, grammar.error_log)
    ran = subprocess.run([tool("jing"), rng, *paths], capture_output=True, text=True, check=False)
    assert ran.stdout == ""
    assert failures(sch, paths) == []


def test_it_has_what_the_files_use_and_nothing_else(
    compiled: Compiled, files: dict[str, etree._Element]
) -> None:
    """Every element; and of attributes those that occur on any of them."""
    grammar = etree.fromstring(compiled.relaxng)
    declared = {node.get("name") for node in grammar.iter(f"{_RNG}element")}
    attributes = {node.get("name") for node in grammar.iter(f"{_RNG}attribute")}
    elements = [element for root in files.values() for element in root.iter(f"{TEI}*")]
    used = {etree.QName(element).localname for element in elements}
    written = {
        str(name).replace("{http://www.w3.org/XML/1998/namespace}", "xml:")
        for element in elements
        for name in element.attrib
    }

    assert declared == used
    assert attributes == written


@pytest.mark.parametrize(
    ("file", "xpath", "attribute", "value"),
    [
        ("article.xml", "//t:s[1]//t:placeName", "type", "place"),
        ("article.xml", "//t:seg[1]", "type", "assertion"),
        ("article.xml", "//t:s[1]", "rend", "italic"),
        ("article.xml", "//t:p[@n][1]", "place", "left"),
        ("persons.xml", "//t:person[1]", "sex", "1"),
        ("claims.xml", "//t:note[1]", "type", "opinion"),
        ("events.xml", "//t:event[1]", "when", "1949-02-30"),
        ("bibliography.xml", "//t:title[1]", "level", "x"),
    ],
)
def test_a_slip_of_the_pen_is_told(
    compiled: Compiled, sources: Path, file: str, xpath: str, attribute: str, value: str
) -> None:
    """A value or an attribute that the edition does not use."""
    tree = etree.parse(sources / file)
    namespaces = {"t": TEI.strip("{}")}
    found = tree.xpath(xpath, namespaces=namespaces)
    assert isinstance(found, list)
    element = found[0]
    assert isinstance(element, etree._Element)
    element.set(attribute, value)

    assert not etree.RelaxNG(etree.fromstring(compiled.relaxng)).validate(tree)


def test_the_rules_find_what_they_are_for(
    compiled: Compiled, sources: Path, tmp_path: Path
) -> None:
    """A claim without statement, a position without holder, an entry without its heading."""
    rules = tmp_path / "edition.sch"
    rules.write_bytes(compiled.schematron)

    def told(file: str, xpath: str) -> list[str]:
        tree = etree.parse(sources / file)
        found = tree.xpath(xpath, namespaces={"t": TEI.strip("{}")})
        assert isinstance(found, list)
        element = found[0]
        assert isinstance(element, etree._Element)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        path = tmp_path / file
        tree.write(path)
        return failures(rules, [path])

    assert "A claim has" in told("claims.xml", "//t:note[@type='statement']")[0]
    assert "names who holds it" in told("claims.xml", "//t:note/t:name[@type='holder']")[0]
    assert "exactly one name" in told("places.xml", "//t:placeName[@type='main']")[0]


def test_examples_are_valid_and_lead_somewhere(
    compiled: Compiled, odd: Path, files: dict[str, etree._Element]
) -> None:
    """Each is mark-up that the schema allows; what it points at in another file is there."""
    grammar = etree.fromstring(compiled.relaxng)
    start = grammar.find(f"{_RNG}start")
    assert start is not None
    names = [
        define.get("name", "")
        for define in grammar.iter(f"{_RNG}define")
        if define.find(f"{_RNG}element") is not None
    ]
    start[:] = [etree.fromstring(f'<choice xmlns="{_RNG.strip("{}")}"/>')]
    start[0].extend([etree.Element(f"{_RNG}ref", name=name) for name in names])
    schema = etree.RelaxNG(grammar)
    ids = {(name, e.get(XML_ID)) for name, root in files.items() for e in root.iter(f"{TEI}*")}
    examples = list(etree.parse(odd).getroot().iter(_EGXML))

    assert len(examples) > 40
    for example in examples:
        for node in example.iter("{http://www.tei-c.org/ns/Examples}*"):
            node.tag = TEI + etree.QName(node).localname
            for attribute in node.attrib.values():
                assert set(_POINTER.findall(str(attribute))) <= ids, attribute
        assert schema.validate(etree.ElementTree(example[0])), (
            etree.tostring(example),
            schema.error_log,
        )


def test_the_odd_is_tei_itself(odd: Path, shared: Path, tool: Callable[[str], str]) -> None:
    """Valid against all of TEI."""
    ran = subprocess.run(
        [tool("jing"), "-i", shared / "schema" / "tei_all.rng", odd],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.stdout == ""
