"""All of the TEI, compiled here and by its makers: the same documents are valid.

The declarations that are compiled here are of release 4.10.0a, the official schema is of release 4.12.0. What the TEI
changed in between is named below, and all other elements must be defined alike. ``sp`` alone makes a
difference to the corpora, so its newer content is taken from an ODD.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.check.odd import compile_odd
from edition.check.odd.source import declarations, open_odd
from edition.errors import UnreadableError
from edition.tei.names import TEI_PREFIX
from edition.tei.parse import parse_file
from tests.check.odd.conftest import invalid_by_jing
from tests.check.odd.mutations import mutated
from tests.check.odd.normal_form import elements

#: Elements that the TEI defines otherwise since 4.10.0a.
_CHANGED_SINCE = frozenset(
    [
        "actor",
        "address",
        "alternate",
        "attDef",
        "attRef",
        "back",
        "birth",
        "body",
        "camera",
        "caption",
        "castGroup",
        "castItem",
        "castList",
        "cit",
        "closer",
        "content",
        "dataRef",
        "death",
        "dictScrap",
        "div",
        "div1",
        "div2",
        "div3",
        "div4",
        "div5",
        "div6",
        "div7",
        "elementSpec",
        "entry",
        "entryFree",
        "epilogue",
        "figure",
        "front",
        "gloss",
        "group",
        "hom",
        "lem",
        "lg",
        "line",
        "list",
        "moduleRef",
        "namespace",
        "nym",
        "org",
        "path",
        "performance",
        "person",
        "personGrp",
        "place",
        "postscript",
        "prologue",
        "q",
        "role",
        "schemaSpec",
        "sense",
        "sequence",
        "sound",
        "spGrp",
        "stage",
        "surface",
        "table",
        "view",
        "zone",
    ]
)
#: Elements that allow the same, written otherwise: two optional words in a row, or one in the other.
_SAME = frozenset({"classSpec", "metDecl"})
#: Its attributes exclude each other by the ODD (``org="choice"``); the official schema allows both at once.
_STRICTER = frozenset({"anyElement"})
_NEWER_SP = """<elementSpec ident="sp" mode="change"><content>
<alternate minOccurs="0" maxOccurs="unbounded"><classRef key="model.stageLike"/><classRef key="model.global"/>
<classRef key="model.lLike"/><classRef key="model.pLike"/><classRef key="model.listLike"/>
<classRef key="model.attributable"/><elementRef key="speaker"/><elementRef key="lg"/><elementRef key="q"/>
</alternate></content></elementSpec>"""
_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<schemaSpec ident="tei_all" start="TEI teiCorpus">{}</schemaSpec></body></text></TEI>"""


@pytest.fixture(scope="module")
def schema(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All modules of the TEI, compiled."""
    folder = tmp_path_factory.mktemp("tei_all")
    p5 = shared / "schema" / "p5subset.xml"
    modules = sorted(module for module in declarations(open_odd(p5)).modules if module)
    references = "".join(f'<moduleRef key="{module}"/>' for module in modules)
    odd = folder / "tei_all.odd"
    odd.write_text(_ODD.format(references + _NEWER_SP))
    compiled = compile_odd(odd, p5)
    assert compiled.findings == ()
    path = folder / "tei_all.rng"
    path.write_bytes(compiled.relaxng)
    return path


@pytest.fixture(scope="module")
def documents(shared: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All TEI of the corpora and of this edition, without DTDs and inclusions, which jing would look for."""
    folder = tmp_path_factory.mktemp("corpora")
    found: list[Path] = []
    for path in (*sorted((shared / "corpora").rglob("*.xml")), *sorted(sources.glob("*.xml"))):
        if path.is_file() and "hostile" not in path.parts:
            try:
                root = parse_file(path, path.parent).root
            except UnreadableError:  # no TEI, or with entities of a DTD that is not there
                continue
            if str(root.tag).startswith(TEI_PREFIX):
                for inclusion in list(root.iter("{http://www.w3.org/2001/XInclude}*")):
                    inclusion.tag = "{urn:x}include"
                copied = folder / f"{len(found):03}-{path.name}"
                copied.write_bytes(etree.tostring(root))
                found.append(copied)
    return found


def test_elements_are_defined_as_by_the_makers_of_the_tei(schema: Path, shared: Path) -> None:
    """Content and attributes, with all classes, macros and datatypes put in."""
    official, ours = elements(shared / "schema" / "tei_all.rng"), elements(schema)
    differing = {name for name in official.keys() & ours.keys() if official[name] != ours[name]}

    assert official.keys() ^ ours.keys() == {"interleave", "re"}
    assert len(ours) > 580
    assert differing == _CHANGED_SINCE | _SAME | _STRICTER


def test_the_corpora_get_the_same_verdicts(
    schema: Path, shared: Path, documents: list[Path], tool: Callable[[str], str]
) -> None:
    """And so do 500 documents with a fault each."""
    official, jing = shared / "schema" / "tei_all.rng", tool("jing")
    expected = invalid_by_jing(jing, official, documents)
    sound = [p for p in documents if p not in expected and p.stat().st_size < 100_000]
    names = sorted(elements(official))
    folder = schema.parent
    faulty: list[Path] = []
    for number, data in enumerate(mutated(sound, names, 7, 500)):
        faulty.append(folder / f"faulty-{number:03}.xml")
        faulty[-1].write_bytes(data)

    assert len(sound) > 15
    found = invalid_by_jing(jing, official, faulty)
    assert 150 < len(found) < 450
    assert invalid_by_jing(jing, schema, [*documents, *faulty]) == expected | found


def test_it_is_a_schema_to_libxml2_too(shared: Path, tmp_path: Path) -> None:
    """TEI Lite, which it compiles in a second."""
    odd = shared / "corpora" / "tei-guidelines" / "tei_lite.odd.xml"
    compiled = compile_odd(odd, shared / "schema" / "p5subset.xml")

    assert compiled.is_sound
    grammar = etree.RelaxNG(etree.fromstring(compiled.relaxng))
    assert not grammar.validate(etree.parse(odd))  # Lite has neither specList nor egXML
    rng = tmp_path / "lite.rng"
    rng.write_bytes(compiled.relaxng)
    ran = subprocess.run(["jing", "-i", rng, odd], capture_output=True, text=True, check=False)
    assert 'element "specList" not allowed' in ran.stdout
