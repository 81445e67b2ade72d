"""Modules of other vocabularies, in RELAX NG: what they allow is allowed where the ODD says."""

from __future__ import annotations

import pytest

from edition.check.odd import Compiled
from tests.check.odd.conftest import Compile, Valid

_RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
#: A vocabulary of drawings, in two files.
_DRAWING = f"""<grammar {_RNG} ns="urn:d" xmlns:l="urn:l">
<start><ref name="drawing"/></start>
<include href="parts/lines.rng"><define name="colour"><value>red</value></define></include>
<define name="drawing"><element name="drawing"><optional><attribute name="l:href"><data type="anyURI"/></attribute></optional>
  <attribute name="w"><data type="integer"/></attribute><zeroOrMore><ref name="shape"/></zeroOrMore></element></define>
<div ns="urn:other"><define name="other"><element name="other"><text/></element></define></div>
</grammar>"""
_LINES = f"""<grammar {_RNG} ns="urn:d"><define name="colour"><text/></define>
<define name="shape" combine="choice"><element name="line"><attribute name="c"><ref name="colour"/></attribute></element></define>
<define name="shape" combine="choice"><element><nsName ns="urn:x"><except><name>no</name></except></nsName><text/></element></define>
</grammar>"""
_FILES = {"d.rng": _DRAWING, "parts/lines.rng": _LINES}
_X = '<elementSpec ident="x"><content><elementRef key="drawing"/></content></elementSpec>'


def test_what_the_module_allows_is_allowed(compiled: Compile, valid_by_both: Valid) -> None:
    """With namespaces, datatypes and the files it includes, and what it puts in their place."""
    schema = compiled(f'<moduleRef url="d.rng"/>{_X}', others=_FILES)
    drawing = '<x><drawing xmlns="urn:d" xmlns:l="urn:l" {}>{}</drawing></x>'

    assert valid_by_both(schema, drawing.format('w="1" l:href="a.png"', '<line c="red"/>'))
    assert valid_by_both(schema, drawing.format('w="1"', '<yes xmlns="urn:x">t</yes>'))
    assert not valid_by_both(schema, drawing.format('w="1"', '<line c="blue"/>'))
    assert not valid_by_both(schema, drawing.format('w="wide"', ""))
    assert not valid_by_both(schema, "<x><drawing/></x>")
    assert not valid_by_both(schema, drawing.format('w="1" href="a.png"', ""))
    # A name without @ns has that of what it stands in.
    assert not valid_by_both(schema, drawing.format('w="1"', '<no xmlns="urn:x">t</no>'))


def test_a_prefix_keeps_names_apart(compiled: Compile, valid: Valid) -> None:
    """A schema may have a pattern of the same name; references give the prefix."""
    specs = (
        '<moduleRef url="d.rng" prefix="d_"/>'
        '<elementSpec ident="x"><content><rng:ref name="d_drawing"/><elementRef key="shape"/></content></elementSpec>'
        '<elementSpec ident="shape"><content><empty/></content></elementSpec>'
    )
    schema = compiled(specs, others=_FILES)

    assert valid(schema, '<x><drawing xmlns="urn:d" w="1"><line c="red"/></drawing><shape/></x>')
    assert b'<define name="d_drawing">' in schema.relaxng


def test_two_patterns_of_one_name_are_refused(compiled: Compile) -> None:
    """Unless nothing in use needs the module's."""
    shape = '<elementSpec ident="shape"><content><empty/></content></elementSpec>'
    (found,) = compiled(f'<moduleRef url="d.rng"/>{_X}{shape}', others=_FILES).findings

    assert (found.severity, found.code) == ("error", "odd-external-module")
    assert "shape" in found.message
    assert "prefix" in found.hint
    unused = _X.replace("drawing", "shape") + shape
    assert compiled(f'<moduleRef url="d.rng"/>{unused}', others=_FILES).findings == ()


@pytest.mark.parametrize(
    ("define", "good", "bad"),
    [
        ('<rng:define name="tei_model.m" combine="choice"><rng:ref name="drawing"/></rng:define>', '<drawing xmlns="urn:d" w="1"/>', "<b/>"),
        ('<rng:define name="tei_model.m"><rng:ref name="drawing"/></rng:define>', '<drawing xmlns="urn:d" w="1"/>', "<a/>"),
        ('<rng:define name="drawing"><rng:element name="mine"><rng:empty/></rng:element></rng:define>', "<a/>", '<drawing xmlns="urn:d" w="1"/>'),
        ('<rng:define name="tei_model.m" combine="choice"><rng:ref name="mine"/></rng:define><rng:define name="mine"><rng:element name="mine"><rng:empty/></rng:element></rng:define>', "<mine/>", "<other/>"),
    ],
)  # fmt: skip
def test_content_defines_anew(
    compiled: Compile, valid: Valid, define: str, good: str, bad: str
) -> None:
    """Or adds to a class of the schema, which is how SVG comes to stand where a picture may."""
    specs = (
        f'<moduleRef url="d.rng"><content>{define}</content></moduleRef>'
        '<classSpec ident="model.m" type="model"/>'
        '<elementSpec ident="x"><content><classRef key="model.m"/></content></elementSpec>'
        '<elementSpec ident="a"><classes><memberOf key="model.m"/></classes><content><empty/></content></elementSpec>'
    )
    schema = compiled(specs, others=_FILES, more='prefix="tei_"')

    assert valid(schema, f"<x>{good}</x>")
    assert not valid(schema, f"<x>{bad}</x>")


def test_attributes_of_a_module(compiled: Compile, valid: Valid) -> None:
    """``attRef/@name`` names a pattern of it; or one of a class, as older ODDs do."""
    module = f'<grammar {_RNG} xmlns:l="urn:l"><define name="l.dir"><optional><attribute name="l:dir"/></optional></define></grammar>'
    specs = (
        '<moduleRef url="l.rng"/><classSpec ident="att.c" type="atts"><attList><attDef ident="k"/></attList></classSpec>'
        '<elementSpec ident="x"><content><empty/></content><attList>'
        '<attRef name="l.dir"/><attRef name="att.c.attribute.k"/></attList></elementSpec>'
    )
    schema = compiled(specs, others={"l.rng": module})

    assert valid(schema, '<x xmlns:l="urn:l" l:dir="" k=""/>')
    assert not valid(schema, '<x dir=""/>')


def _nested() -> dict[str, str]:
    inner = f'<element name="i" {_RNG} ns="urn:d"><text/></element>'
    outer = f"""<grammar {_RNG} ns="urn:d"><define name="drawing"><element name="o"><grammar>
      <start><ref name="drawing"/></start><define name="drawing"><choice><parentRef name="p"/><externalRef href="i.rng"/></choice></define>
      </grammar></element></define><define name="p"><element name="p"><mixed><value type="string"> a </value></mixed></element></define></grammar>"""
    return {"d.rng": outer.replace('<mixed><value type="string"> a </value></mixed>', '<attribute name="k"><value type="string"> a </value></attribute>'), "i.rng": inner}  # fmt: skip


def test_grammars_in_grammars_have_names_of_their_own(
    compiled: Compile, valid_by_both: Valid
) -> None:
    """And refer to those around them, and to other files."""
    schema = compiled(f'<moduleRef url="d.rng"/>{_X}', others=_nested())

    assert valid_by_both(schema, '<x><o xmlns="urn:d"><i>t</i></o></x>')
    assert valid_by_both(schema, '<x><o xmlns="urn:d"><p k=" a "/></o></x>')
    assert not valid_by_both(schema, '<x><o xmlns="urn:d"><p k="a"/></o></x>')
    assert not valid_by_both(schema, '<x><o xmlns="urn:d"><o/></o></x>')


def _only(schema: Compiled) -> str:
    (found,) = schema.findings
    assert (found.code, found.severity, found.line) == ("odd-external-module", "error", 4)
    return found.message


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (f'<grammar {_RNG}><include href="https://example.org/a.rng"/></grammar>', "not a file beside it"),
        (f'<grammar {_RNG}><include href="../a.rng"/></grammar>', "not a file beside it"),
        (f'<grammar {_RNG}><include href="d.rng"/></grammar>', "d.rng includes itself"),
        (f'<grammar {_RNG}><define name="drawing"><ref name="gone"/></define></grammar>', "refers to gone"),
        (f'<grammar {_RNG}><define name="drawing"><empty/></define><define name="drawing"><text/></define></grammar>', "defined twice"),
        (f'<grammar {_RNG}><define name="drawing"><elephant/></define></grammar>', "<elephant> is no pattern"),
        (f"<element name='a' {_RNG}><empty/></element>", "must be a <grammar>"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "is not RELAX NG"),
        ("<grammar", "not well-formed"),
    ],
)  # fmt: skip
def test_a_module_that_cannot_be_read_is_told(compiled: Compile, module: str, said: str) -> None:
    """At the reference to it; nothing outside is opened."""
    assert said in _only(compiled(f'\n<moduleRef url="d.rng"/>{_X}', others={"d.rng": module}))
