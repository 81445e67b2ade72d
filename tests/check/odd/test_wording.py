"""What a declaration is for stands in the schema, where editors show it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.check.odd import Compiled, compile_odd
from tests.check.odd.conftest import Compile, Valid

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_SPECS = """<elementSpec ident="x"><gloss xml:lang="en">ex</gloss><desc xml:lang="en">holds
  a <gi>y</gi> with <att>k</att> &amp; more</desc><desc xml:lang="de">enthält</desc><desc type="deprecationInfo">old</desc>
  <content><textNode/></content>
  <attList><attDef ident="k" usage="req"><desc xml:lang="fr">clé</desc><valList type="closed">
    <valItem ident="a"><desc xml:lang="en">first</desc></valItem><valItem ident="b"/></valList></attDef>
  <attDef ident="j"><valList type="open"><valItem ident="c"/><valItem ident="d"/></valList></attDef></attList></elementSpec>"""


def _said(schema: Compiled) -> dict[str, str]:
    """The documentation of each element, attribute and value."""
    found = {}
    for said in etree.fromstring(schema.relaxng).iter(_DOCUMENTATION):
        before, parent = said.getprevious(), said.getparent()
        assert parent is not None
        of = parent.get("name", "") if before is None else before.text or ""
        found[of] = said.text or ""
    return found


def test_it_says_what_elements_attributes_and_values_are_for(
    compiled: Compile, valid_by_both: Valid
) -> None:
    """In English where nothing else is asked for, or else as it is; the schema allows the same."""
    schema = compiled(_SPECS)

    assert _said(schema) == {
        "x": "(ex) holds a <y> with @k & more",
        "k": "clé",
        "a": "first",
        "j": "Sample values: c, d",
    }
    assert valid_by_both(schema, '<x k="a">t</x>')
    assert not valid_by_both(schema, '<x k="first">t</x>')


@pytest.mark.parametrize(
    ("more", "language", "said"),
    [("", "de", "enthält"), ("", "de-AT", "enthält"), ('docLang="de en"', "", "enthält"), ('docLang="de"', "en", "(ex) holds")],
)  # fmt: skip
def test_another_language_can_be_asked_for(
    compiled: Compile, tmp_path: Path, more: str, language: str, said: str
) -> None:
    """By the ODD or by the reader; what it does not say in that language it says in English."""
    compiled(_SPECS, more=more)
    schema = compile_odd(tmp_path / "test.odd", language=language)

    assert said in _said(schema)["x"]
    assert _said(schema)["a"] == "first"


def test_a_change_says_it_anew(compiled: Compile) -> None:
    """Or leaves it as the TEI says it."""
    specs = (
        '<moduleRef key="m" source="any.xml"/><elementSpec ident="x" mode="change"><desc xml:lang="de">hier</desc>'
        '<attList><attDef ident="k" mode="change" usage="req"/></attList></elementSpec>'
    )
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><elementSpec ident="x" module="m"><desc xml:lang="en">there</desc>'
        '<content/><attList><attDef ident="k"><desc xml:lang="en">key</desc></attDef></attList></elementSpec></body></text></TEI>'
    )
    assert _said(compiled(specs, others={"any.xml": tei})) == {"x": "hier", "k": "key"}
