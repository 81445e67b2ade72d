"""Small schemas, with documents that are valid by them and others that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from edition.check.relaxng.automaton import Automaton
from edition.check.relaxng.grammar import Grammar
from edition.check.relaxng.walk import Walk

_RNG: Final = 'xmlns="http://relaxng.org/ns/structure/1.0"'
_XSD: Final = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


class Case(NamedTuple):
    """A promise of the specification.

    :ivar schema: a pattern, or a grammar.
    :ivar valid: documents, as XML.
    :ivar invalid: documents, as XML.
    """

    promise: str
    schema: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]


def _element(content: str) -> str:
    return f'<element name="r" {_RNG} {_XSD}>{content}</element>'


def _grammar(content: str) -> str:
    return f"<grammar {_RNG} {_XSD}>{content}</grammar>"


_A: Final = '<element name="a"><empty/></element>'
_B: Final = '<element name="b"><empty/></element>'
_C: Final = '<element name="c"><empty/></element>'

CASES: Final = (
    Case("empty holds nothing", _element("<empty/>"), ("<r/>", "<r> <!-- c --></r>"), ("<r>x</r>", "<r><a/></r>", '<r a=""/>')),
    Case("text holds any text, none too", _element("<text/>"), ("<r/>", "<r>x<!-- -->y</r>", "<r> </r>"), ("<r><a/></r>",)),
    Case("a group is a sequence", _element(_A + _B), ("<r><a/><b/></r>", "<r> <a/>\n<b/> </r>"), ("<r><b/><a/></r>", "<r><a/></r>", "<r/>", "<r><a/><b/><b/></r>", "<r><a/>x<b/></r>")),
    Case("a choice is one of several", _element(f"<choice>{_A}{_B}</choice>"), ("<r><a/></r>", "<r><b/></r>"), ("<r/>", "<r><a/><b/></r>")),
    Case("interleaved parts come in any order", _element(f"<interleave>{_A}<oneOrMore>{_B}</oneOrMore>{_C}</interleave>"), ("<r><a/><b/><c/></r>", "<r><c/><b/><a/><b/></r>"), ("<r><a/><c/></r>", "<r><a/><b/><c/><a/></r>")),
    Case("an interleaved group keeps its order", _element(f"<interleave><group>{_A}{_B}</group>{_C}</interleave>"), ("<r><a/><c/><b/></r>", "<r><c/><a/><b/></r>"), ("<r><b/><c/><a/></r>", "<r><a/><c/></r>")),
    Case("mixed lets text in everywhere", _element(f"<mixed>{_A}{_B}</mixed>"), ("<r>x<a/>y<b/>z</r>", "<r><a/><b/></r>"), ("<r>x<b/>y<a/></r>", "<r>x</r>")),
    Case("zero or more, one or more, optional", _element(f"<zeroOrMore>{_A}</zeroOrMore><oneOrMore>{_B}</oneOrMore><optional>{_C}</optional>"), ("<r><b/></r>", "<r><a/><a/><b/><b/><c/></r>"), ("<r><a/></r>", "<r><b/><c/><c/></r>")),
    Case("what is not allowed matches nothing", _element(f"<choice>{_A}<group>{_B}<notAllowed/></group></choice>"), ("<r><a/></r>",), ("<r><b/></r>",)),
    Case("attributes come in any order", _element('<attribute name="x"/><attribute name="y"/><optional><attribute name="z"/></optional>'), ('<r y="" x="1"/>', '<r z="" y="" x=""/>'), ("<r/>", '<r x=""/>', '<r x="" y="" q=""/>')),
    Case("an attribute decides what may stand in the element", _element(f'<choice><group><attribute name="t"><value>a</value></attribute>{_A}</group><group><attribute name="t"><value>b</value></attribute>{_B}</group></choice>'), ('<r t="a"><a/></r>', '<r t=" b "><b/></r>'), ('<r t="a"><b/></r>', '<r t="c"><a/></r>', "<r><a/></r>")),
    Case("attributes may exclude one another", _element('<choice><attribute name="x"/><group><attribute name="y"/><attribute name="z"/></group></choice>'), ('<r x=""/>', '<r z="" y=""/>'), ("<r/>", '<r y=""/>', '<r x="" y="" z=""/>')),
    Case("elements of one name are told apart by their content", _element('<oneOrMore><choice><group><element name="e"><value>1</value></element><element name="e"><value>2</value></element></group><element name="e"><value>3</value></element></choice></oneOrMore>'), ("<r><e>1</e><e>2</e></r>", "<r><e>3</e><e>1</e><e>2</e></r>"), ("<r><e>1</e></r>", "<r><e>2</e><e>1</e></r>", "<r><e>1</e><e>3</e></r>")),
    Case("elements of one name are told apart by their attributes", _element(f'<choice><group><element name="e"><attribute name="x"/></element>{_A}</group><group><element name="e"><attribute name="y"/></element>{_B}</group></choice>'), ('<r><e x=""/><a/></r>', '<r><e y=""/><b/></r>'), ('<r><e x=""/><b/></r>', "<r><e/><a/></r>")),
    Case("what an element may be can stay open to its end", _element('<choice><element name="e"><zeroOrMore><element name="x"><empty/></element></zeroOrMore></element><group><element name="e"><element name="x"><empty/></element></element><element name="f"><empty/></element></group></choice>'), ("<r><e/></r>", "<r><e><x/></e></r>", "<r><e><x/></e><f/></r>"), ("<r><e><x/><x/></e><f/></r>", "<r><e/><f/></r>")),
    Case("any name but some", f'<element name="r" {_RNG} ns="urn:r"><zeroOrMore><element><anyName><except><nsName ns="urn:x"/><name ns="">no</name></except></anyName><text/></element></zeroOrMore></element>', ('<r xmlns="urn:r"><r/><a xmlns="urn:a">x</a><ok xmlns=""/></r>',), ('<r xmlns="urn:r"><a xmlns="urn:x"/></r>', '<r xmlns="urn:r"><no xmlns=""/></r>')),
    Case("any name of a namespace but one", f'<element name="r" {_RNG}><zeroOrMore><attribute><nsName ns="urn:x"><except><name>id</name></except></nsName></attribute></zeroOrMore></element>'.replace("<name>id</name>", '<name ns="urn:x">id</name>'), ('<r xmlns:x="urn:x" x:a="" x:b=""/>', "<r/>"), ('<r xmlns:x="urn:x" x:id=""/>', '<r a=""/>')),
    Case("one of several names", _element("<element><choice><name>a</name><name>b</name></choice><empty/></element>"), ("<r><a/></r>", "<r><b/></r>"), ("<r><c/></r>",)),
    Case("an attribute is in no namespace by its element's", f'<element name="r" {_RNG} ns="urn:r"><attribute name="a"/></element>', ('<r xmlns="urn:r" a=""/>',), ('<r xmlns="urn:r" xmlns:r="urn:r" r:a=""/>',)),
    Case("a prefix in a name is that of the schema", f'<element name="p:r" {_RNG} xmlns:p="urn:p"><attribute name="xml:lang"/></element>', ('<r xmlns="urn:p" xml:lang="en"/>', '<q:r xmlns:q="urn:p" xml:lang=""/>'), ('<r xml:lang="en"/>', '<r xmlns="urn:p" lang="en"/>')),
    Case("a value is compared by its type", _element("<value>a  b</value>"), ("<r>a b</r>", "<r>\n a  b </r>", "<r>a<!-- --> b</r>"), ("<r>ab</r>", "<r/>", "<r>a b<a/></r>")),
    Case("a value of strings is compared to the letter", _element('<value type="string" datatypeLibrary="">a b</value>'), ("<r>a b</r>",), ("<r> a b</r>", "<r>a  b</r>")),
    Case("a value of numbers is compared as one", _element('<value type="integer">10</value>'), ("<r>10</r>", "<r> +010 </r>"), ("<r>1</r>", "<r>10.0</r>")),
    Case("the empty value is white space too", _element("<choice><value/><value>x</value></choice>"), ("<r/>", "<r> </r>", "<r>x</r>"), ("<r>y</r>",)),
    Case("data but some", _element('<data type="NCName"><except><choice><value>a</value><value>b</value></choice></except></data>'), ("<r>c</r>", "<r> ab </r>"), ("<r>a</r>", "<r> b</r>", "<r>1</r>")),
    Case("data or an element", _element(f'<choice><data type="integer"/><oneOrMore>{_A}</oneOrMore></choice>'), ("<r>1</r>", "<r> <a/> <a/></r>"), ("<r>x</r>", "<r>1<a/></r>", "<r/>")),
    Case("data or nothing", _element('<optional><data type="integer"/></optional>'), ("<r>1</r>", "<r/>", "<r>  </r>"), ("<r>x</r>",)),
    Case("a list is words", _element('<list><oneOrMore><choice><data type="integer"/><value>n</value></choice></oneOrMore><value>end</value></list>'), ("<r>1 end</r>", "<r> 1 n\n2 end </r>"), ("<r>end</r>", "<r>1</r>", "<r>x end</r>", "<r/>")),
    Case("the words of a list can be optional", _element('<attribute name="a"><list><value>x</value><optional><value>y</value></optional></list></attribute>'), ('<r a="x y"/>', '<r a=" x "/>'), ('<r a="y x"/>', '<r a="x y x"/>', '<r a=""/>')),
    Case("definitions refer to one another", _grammar('<start><ref name="r"/></start><define name="r"><element name="r"><optional><ref name="r"/></optional></element></define>'), ("<r/>", "<r><r><r/></r></r>"), ("<r><r/><r/></r>",)),
    Case("definitions combine by choice", _grammar('<start combine="choice"><element name="r"><ref name="x"/></element></start><start combine="choice"><element name="s"><empty/></element></start>' + f'<define name="x" combine="choice">{_A}</define><define name="x">{_B}</define>'), ("<r><a/></r>", "<r><b/></r>", "<s/>"), ("<r/>", "<r><a/><b/></r>")),
    Case("definitions combine by interleaving", _grammar('<start><element name="r"><ref name="x"/></element></start>' + f'<define name="x" combine="interleave">{_A}</define><div><define name="x" combine="interleave"><optional><attribute name="q"/></optional>{_B}</define></div>'), ("<r><b/><a/></r>", '<r q=""><a/><b/></r>'), ("<r><a/></r>",)),
    Case("a grammar in a grammar sees the one around it by name", _grammar(f'<start><element name="r"><grammar><start><group><ref name="x"/><parentRef name="x"/></group></start><define name="x">{_A}</define></grammar></element></start><define name="x">{_B}</define>'), ("<r><a/><b/></r>",), ("<r><b/><a/></r>", "<r><a/><a/></r>")),
    Case("annotations mean nothing", _element('<a:documentation xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">x</a:documentation><empty/>'), ("<r/>",), ("<r>x</r>",)),
    Case("several attributes of any name", _element('<attribute name="x"><data type="integer"/></attribute><zeroOrMore><attribute><anyName><except><name>x</name></except></anyName></attribute></zeroOrMore>'), ('<r x="1"/>', '<r x="1" y="" z=""/>'), ('<r y=""/>', '<r x="z"/>')),
    Case("text in a group does not end it", _element(f"<text/>{_A}<text/>"), ("<r>x<a/>y</r>", "<r><a/></r>"), ("<r>x</r>", "<r>x<a/><a/></r>")),
    Case("text beside optional elements", _element(f"<zeroOrMore><choice><text/>{_A}</choice></zeroOrMore>{_B}"), ("<r>x<a/>y<b/></r>", "<r><b/></r>"), ("<r>x<b/>y</r>", "<r>x<a/></r>")),
)  # fmt: skip


def is_valid(root: etree._Element, automaton: Automaton) -> bool:
    """Whether the document of *root* is valid."""
    walk = Walk(automaton)
    walk.document(root)
    return not walk.faults


def automaton_of(schema: str, folder: Path) -> Automaton:
    """The automaton of *schema*, which is written into *folder*."""
    path = folder / "schema.rng"
    path.write_text(schema, encoding="utf-8")
    return Automaton(Grammar(path))
