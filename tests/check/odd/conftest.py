"""ODDs of a test, and what their schemas say of documents."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.check.odd import Compiled, compile_odd

_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"
 xmlns:sch="http://purl.oclc.org/dsdl/schematron"><teiHeader/><text><body>
<schemaSpec ident="{ident}" start="{start}" {more}>{specs}</schemaSpec>{beside}</body></text></TEI>"""

#: A TEI of its own: modules, classes, a macro and datatypes as the real one has them, but few.
SMALL_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<classSpec ident="att.global" module="tei" type="atts"><attList>
  <attDef ident="xml:id" usage="opt"><datatype><dataRef name="ID"/></datatype></attDef>
  <attDef ident="n" usage="opt"><datatype><dataRef key="teidata.word"/></datatype></attDef></attList></classSpec>
<classSpec ident="att.typed" module="tei" type="atts"><attList>
  <attDef ident="type"><datatype><dataRef key="teidata.word"/></datatype></attDef>
  <attDef ident="subtype"><datatype><dataRef key="teidata.word"/></datatype></attDef></attList></classSpec>
<classSpec ident="model.phrase" module="tei" type="model"/>
<classSpec ident="model.nameLike" module="tei" type="model"><classes><memberOf key="model.phrase"/></classes></classSpec>
<classSpec ident="model.emptyLike" module="tei" type="model"/>
<macroSpec ident="macro.phraseSeq" module="tei"><content><alternate minOccurs="0" maxOccurs="unbounded">
  <textNode/><classRef key="model.phrase"/></alternate></content></macroSpec>
<dataSpec ident="teidata.word" module="tei"><content><dataRef name="token" restriction="[^ ]+"/></content></dataSpec>
<elementSpec ident="p" module="core"><classes><memberOf key="att.global"/></classes>
  <content><macroRef key="macro.phraseSeq"/></content></elementSpec>
<elementSpec ident="hi" module="core"><classes><memberOf key="att.global"/><memberOf key="model.phrase"/></classes>
  <content><macroRef key="macro.phraseSeq"/></content></elementSpec>
<elementSpec ident="name" module="names"><classes><memberOf key="att.global"/><memberOf key="att.typed"/>
  <memberOf key="model.nameLike"/></classes><content><macroRef key="macro.phraseSeq"/></content>
  <attList><attDef ident="type" mode="change"><valList type="semi"><valItem ident="person"/><valItem ident="place"/></valList></attDef>
  <attDef ident="key" usage="opt"><datatype><dataRef key="teidata.word"/></datatype></attDef></attList></elementSpec>
<elementSpec ident="div" module="core"><classes><memberOf key="att.global"/><memberOf key="att.typed"/></classes>
  <content><sequence><elementRef key="head" minOccurs="0"/><elementRef key="p" maxOccurs="unbounded"/></sequence></content></elementSpec>
<elementSpec ident="head" module="core"><content><textNode/></content></elementSpec>
</body></text></TEI>"""

Compile = Callable[..., Compiled]
Valid = Callable[[Compiled, str], bool]


@pytest.fixture
def compiled(tmp_path: Path) -> Compile:
    """Compiles declarations: of their own, or with ``tei=True`` a customisation of the small TEI."""

    def make(
        specs: str,
        start: str = "x",
        *,
        tei: bool = False,
        ident: str = "test",
        beside: str = "",
        more: str = "",
        others: dict[str, str] | None = None,
    ) -> Compiled:
        for name, text in (others or {}).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        odd, p5 = tmp_path / "test.odd", tmp_path / "small.xml"
        odd.write_text(_ODD.format(ident=ident, start=start, specs=specs, beside=beside, more=more))
        p5.write_text(SMALL_TEI)
        return compile_odd(odd, p5 if tei else None)

    return make


@pytest.fixture
def valid() -> Valid:
    """Whether a document is valid."""

    def judge(schema: Compiled, document: str) -> bool:
        assert schema.is_sound, schema.findings
        grammar = etree.RelaxNG(etree.fromstring(schema.relaxng))
        return grammar.validate(etree.fromstring(_in_tei(document)))

    return judge


@pytest.fixture
def valid_by_both(valid: Valid, tmp_path: Path, tool: Callable[[str], str]) -> Iterator[Valid]:
    """The same; and at the end of the test jing must have come to the same verdicts as lxml."""
    judged: dict[bytes, list[tuple[Path, bool]]] = {}

    def judge(schema: Compiled, document: str) -> bool:
        documents = judged.setdefault(schema.relaxng, [])
        path = tmp_path / f"document-{len(judged)}-{len(documents)}.xml"
        path.write_text(_in_tei(document))
        documents.append((path, valid(schema, document)))
        return documents[-1][1]

    yield judge
    for relaxng, documents in judged.items():
        grammar = tmp_path / "test.rng"
        grammar.write_bytes(relaxng)
        invalid = invalid_by_jing(tool("jing"), grammar, [path for path, _ in documents])
        assert invalid == {path for path, verdict in documents if not verdict}


def _in_tei(document: str) -> str:
    """*document* with its root in the namespace of the TEI."""
    root = document.partition(">")[0].partition(" ")[0].rstrip("/")
    return document.replace(root, f'{root} xmlns="http://www.tei-c.org/ns/1.0"', 1)


def invalid_by_jing(jing: str, grammar: Path, documents: list[Path]) -> set[Path]:
    """Which of the *documents* jing finds invalid, all in one process."""
    ran = subprocess.run(
        [jing, "-i", grammar, *documents], capture_output=True, text=True, check=False
    )
    told = {Path(line.partition(".xml:")[0] + ".xml") for line in ran.stdout.splitlines()}
    assert told <= set(documents), ran.stdout  # or the grammar itself is wrong
    return told
