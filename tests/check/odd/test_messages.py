"""What is wrong in an ODD is told with its place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.check.odd import compile_odd
from edition.errors import EditionError, UnreadableError
from tests.check.odd.conftest import Compile

_ALL = '<moduleRef key="tei"/><moduleRef key="core"/>'


@pytest.mark.parametrize(
    ("specs", "severity", "code", "said", "hint"),
    [
        ('<moduleRef key="cor"/>', "error", "odd-unknown-module", "has no module 'cor'", "Did you mean core?"),
        ('<moduleRef key="core" include="p hj"/>', "warning", "odd-unknown-element", "core has no element 'hj'", "hi"),
        ('<moduleRef key="core" except="name"/>', "warning", "odd-unknown-element", "'name'", "There are"),
        ('<moduleRef url="svg.rng"/>', "error", "odd-external-module", "svg.rng is not there", "beside the ODD"),
        ('<moduleRef url="https://example.org/svg.rng"/>', "error", "odd-external-module", "nothing is fetched", "beside the ODD"),
        ('<elementRef key="nam"/>', "error", "odd-unknown-element", "has no element 'nam'", "name"),
        ('<classRef key="att.tyepd"/>', "error", "odd-unknown-class", "'att.tyepd'", "att.typed"),
        (f'{_ALL}<elementSpec ident="name" mode="delete"/>', "warning", "odd-nothing-to-delete", "to be deleted", "module names"),
        (f'{_ALL}<elementSpec ident="haed" mode="change"/>', "warning", "odd-nothing-to-change", "haed", "Did you mean head?"),
        (f'{_ALL}<elementSpec ident="hi" mode="add"/>', "warning", "odd-already-there", "already there", "replace"),
        (f'{_ALL}<classSpec ident="att.global" mode="change"><attList><attDef ident="m" mode="delete"/></attList></classSpec>', "warning", "odd-no-such-attribute", "@m", "n, xml:id"),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><content><elementRef key="gone"/></content></elementSpec>', "warning", "odd-content", "gone", "@key"),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><content><sequnce/></content></elementSpec>', "error", "odd-content", "<sequnce>", "Take it out"),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><attList><attDef ident="m"><datatype><dataRef key="teidata.wrd"/></datatype></attDef></attList></elementSpec>', "warning", "odd-content", "teidata.wrd", "dataSpec"),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><attList><attDef ident="m"><datatype><rng:ref name="data.word"/></datatype></attDef></attList></elementSpec>', "warning", "odd-content", "data.word", "teidata.word"),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><constraintSpec ident="c" scheme="private"/></elementSpec>', "warning", "odd-constraint", "'private'", "Schematron"),
    ],
)  # fmt: skip
def test_findings(
    compiled: Compile, specs: str, severity: str, code: str, said: str, hint: str
) -> None:
    """At the element of the ODD that is wrong, by line and column."""
    schema = compiled(f"\n  {specs}", "p", tei=True)
    (found,) = (finding for finding in schema.findings if finding.code != "odd-start")

    assert (found.severity, found.code) == (severity, code)
    assert said in found.message
    assert hint in found.hint
    assert found.file.endswith("test.odd")
    assert (found.line, found.column > 2) == (4, True)
    assert schema.is_sound == (severity == "warning")


def test_what_takes_from_the_tei_needs_the_tei(compiled: Compile) -> None:
    """And says how to give it."""
    found = compiled('<moduleRef key="tei"/>').findings

    assert "odd-no-source" in {finding.code for finding in found}
    assert "--p5" in found[-1].hint


@pytest.mark.parametrize(
    "specs",
    ["", '<elementSpec ident="x"><content><classRef key="m"/></content></elementSpec><classSpec ident="m" type="model"/>'],
)  # fmt: skip
def test_a_schema_without_documents_is_an_error(compiled: Compile, specs: str) -> None:
    """Its first element is not there, or cannot have what it must."""
    (found,) = compiled(specs).findings

    assert (found.severity, found.code) == ("error", "odd-start")


def test_a_name_of_a_schema_is_no_path(compiled: Compile) -> None:
    """Files are named by it."""
    (found,) = compiled('<elementSpec ident="x"><content/></elementSpec>', ident="../../x").findings

    assert (found.severity, found.code) == ("error", "odd-name")


@pytest.mark.parametrize(
    ("specs", "beside", "said"),
    [
        ('<specGrpRef target="#none"/>', "", "there is no <specGrp xml:id='none'>"),
        ('<specGrpRef target="#a"/>', '<specGrp xml:id="a"><specGrpRef target="#a"/></specGrp>', "contains itself"),
        ('<specGrpRef target="https://example.org/a.xml"/>', "", "nothing is fetched"),
        ('<specGrpRef target="/etc/passwd"/>', "", "not a file beside the ODD"),
        ('<specGrpRef target="none.xml"/>', "", "cannot be read"),
        ('<moduleRef key="tei" source="file:///etc/passwd"/>', "", "nothing is fetched"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused(
    compiled: Compile, specs: str, beside: str, said: str
) -> None:
    """At the place that refers to it; nothing outside is opened."""
    with pytest.raises(EditionError, match=said) as error:
        compiled(f"\n{specs}", beside=beside)

    assert error.value.line


def test_a_document_without_a_schema_is_no_odd(compiled: Compile, tmp_path: Path) -> None:
    """Nor is one that is not well-formed, or not there."""
    letter = tmp_path / "letter.xml"
    letter.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>')

    with pytest.raises(UnreadableError, match="no <schemaSpec>"):
        compile_odd(letter)
    with pytest.raises(UnreadableError, match="cannot be read"):
        compile_odd(tmp_path / "none.odd")
    with pytest.raises(UnreadableError, match="not well-formed"):
        compiled("<elementSpec>")


def test_an_odd_that_is_built_on_itself_is_refused(compiled: Compile) -> None:
    """Rather than followed for ever."""
    specs = '<moduleRef key="tei" source="test.odd"/>'

    assert "odd-chain" in {found.code for found in compiled(specs, tei=True).findings}
