"""What a content model says, documents must have: one construct each, judged by lxml and jing."""

from __future__ import annotations

from tests.check.odd.conftest import Compile, Valid

#: Elements that content models refer to; a and c are of a class, in this order.
_LEAVES = """
<classSpec ident="model.m" type="model"/><classSpec ident="model.none" type="model"/>
<classSpec ident="model.inner" type="model"><classes><memberOf key="model.m"/></classes></classSpec>
<elementSpec ident="a"><classes><memberOf key="model.m"/></classes><content><empty/></content></elementSpec>
<elementSpec ident="b"><content><empty/></content></elementSpec>
<elementSpec ident="c"><classes><memberOf key="model.m"/></classes><content><empty/></content></elementSpec>
<elementSpec ident="d"><classes><memberOf key="model.inner"/></classes><content><empty/></content></elementSpec>
"""
_R = '<elementRef key="%s"/>'
_A, _B, _C = _R % "a", _R % "b", _R % "c"

_CASES = [
    # content, what is valid in it, what is not
    ("", ["", " "], ["<a/>", "t"]),
    ("<empty/>", [""], ["t"]),
    ("<textNode/>", ["", "t"], ["<a/>"]),
    (_A, ["<a/>"], ["", "<a/><a/>", "<b/>"]),
    (_A + _B, ["<a/><b/>"], ["<a/>", "<b/><a/>"]),
    (f"<sequence>{_A}{_B}</sequence>", ["<a/><b/>"], ["", "<b/><a/>"]),
    (f"<alternate>{_A}{_B}</alternate>", ["<a/>", "<b/>"], ["", "<a/><b/>"]),
    (
        f'<alternate minOccurs="0" maxOccurs="unbounded"><textNode/>{_A}</alternate>',
        ["", "t<a/>t<a/><a/>"],
        ["<b/>"],
    ),
    (f'<alternate minOccurs="2" maxOccurs="unbounded">{_A}{_B}</alternate>', ["<a/><b/>", "<b/><b/><b/>"], ["<a/>", ""]),
    (f'<sequence minOccurs="0" maxOccurs="2">{_A}{_B}</sequence>', ["", "<a/><b/>", "<a/><b/><a/><b/>"], ["<a/><b/>" * 3]),
    ('<elementRef key="a" minOccurs="2" maxOccurs="4"/>', ["<a/><a/>", "<a/>" * 4], ["<a/>", "<a/>" * 5]),
    ('<elementRef key="a" minOccurs="0" maxOccurs="3"/>', ["", "<a/>" * 3], ["<a/>" * 4]),
    ('<elementRef key="a" maxOccurs="unbounded"/>', ["<a/>" * 3], [""]),
    (f'<sequence preserveOrder="false">{_A}{_B}</sequence>', ["<a/><b/>", "<b/><a/>"], ["<a/>", "<a/><a/>"]),
    (f"<interleave>{_A}{_B}{_C}</interleave>", ["<c/><a/><b/>"], ["<a/><b/>"]),
    ('<classRef key="model.m"/>', ["<a/>", "<c/>", "<d/>"], ["", "<b/>", "<a/><c/>"]),
    ('<classRef key="model.m" include="a"/>', ["<a/>"], ["<c/>", "<d/>"]),
    ('<classRef key="model.m" except="a inner"/>', ["<c/>"], ["<a/>"]),
    ('<classRef key="model.m" expand="sequence" except="model.inner"/>', ["<a/><c/>"], ["<c/><a/>", "<a/>"]),
    ('<classRef key="model.m" expand="sequenceOptional"/>', ["", "<a/>", "<c/>", "<d/><a/><c/>"], ["<c/><a/>"]),
    ('<classRef key="model.m" expand="sequenceRepeatable"/>', ["<d/><a/><a/><c/>"], ["<a/><c/>"]),
    ('<classRef key="model.m" expand="sequenceOptionalRepeatable"/>', ["", "<a/><a/><c/>"], ["<c/><a/>"]),
    # What is not declared vanishes; a class without members can never be fulfilled.
    (f'<sequence>{_A}<elementRef key="gone"/></sequence>', ["<a/>"], [""]),
    (f'<alternate>{_A}<elementRef key="gone"/></alternate>', ["<a/>"], [""]),
    ('<alternate minOccurs="1" maxOccurs="unbounded"><elementRef key="gone"/></alternate>', [""], ["<a/>"]),
    (f'<alternate>{_A}<classRef key="model.none"/></alternate>', ["<a/>"], [""]),
    (f'<sequence>{_A}<classRef key="model.none" minOccurs="0"/></sequence>', ["<a/>"], ["<b/>"]),
    # Data
    ('<dataRef name="integer"/>', ["1", "-20"], ["one", "", "<a/>"]),
    ('<dataRef name="token" restriction="[ab]+"/>', ["ab"], ["c"]),
    ('<dataRef name="integer"><dataFacet name="maxInclusive" value="9"/></dataRef>', ["9"], ["10"]),
    ('<valList type="closed"><valItem ident="yes"/><valItem ident="no"/></valList>', ["yes"], ["maybe", ""]),
    # RELAX NG, as older ODDs have it
    ('<rng:oneOrMore><rng:ref name="model.m"/></rng:oneOrMore>', ["<a/><d/>"], ["", "<b/>"]),
    ('<rng:ref name="model.m_sequenceOptional"/>', ["", "<a/><c/>"], ["<c/><a/>"]),
    ('<rng:mixed><rng:zeroOrMore><rng:ref name="a"/></rng:zeroOrMore></rng:mixed>', ["t<a/>t"], ["<b/>"]),
    ('<rng:choice><rng:value>yes</rng:value><rng:data type="integer"/></rng:choice>', ["yes", "1"], ["no"]),
    ('<rng:element name="own"><rng:attribute name="k"/><rng:text/></rng:element>', ['<own k="1">t</own>'], ["<own/>"]),
    ("<rng:notAllowed/>", [], [""]),
]  # fmt: skip


def test_content(compiled: Compile, valid_by_both: Valid) -> None:
    """Everything it allows, and nothing else; each case is an element of one schema."""
    refs = "".join(f'<elementRef key="y{number}"/>' for number in range(len(_CASES)))
    specs = "".join(
        f'<elementSpec ident="y{number}"><content>{content}</content></elementSpec>'
        for number, (content, _, _) in enumerate(_CASES)
    )
    schema = compiled(
        f'{_LEAVES}<elementSpec ident="x"><content><alternate>{refs}</alternate></content></elementSpec>{specs}'
    )

    for number, (content, good, bad) in enumerate(_CASES):
        for inside in good:
            assert valid_by_both(schema, f"<x><y{number}>{inside}</y{number}></x>"), (
                content,
                inside,
            )
        for inside in bad:
            assert not valid_by_both(schema, f"<x><y{number}>{inside}</y{number}></x>"), (
                content,
                inside,
            )


def test_any_element_is_of_other_namespaces(compiled: Compile, valid_by_both: Valid) -> None:
    """Whatever is in it, but nothing of the TEI."""
    schema = compiled(
        '<elementSpec ident="x"><content><anyElement minOccurs="0" maxOccurs="unbounded"/></content></elementSpec>'
    )

    assert valid_by_both(schema, '<x><svg xmlns="urn:s" w="1"><g>t<h xmlns="urn:t"/></g></svg></x>')
    assert not valid_by_both(schema, "<x><p/></x>")
    assert not valid_by_both(
        schema, '<x><svg xmlns="urn:s"><p xmlns="http://www.tei-c.org/ns/1.0"/></svg></x>'
    )


def test_exceptions_of_any_element_are_its_own(compiled: Compile, valid_by_both: Valid) -> None:
    """Two in one declaration may differ."""
    schema = compiled(
        '<elementSpec ident="x"><content><sequence><anyElement except="urn:s"/>'
        '<anyElement except="urn:t"/></sequence></content></elementSpec>'
    )

    assert valid_by_both(schema, '<x><a xmlns="urn:t"/><a xmlns="urn:s"/></x>')
    assert not valid_by_both(schema, '<x><a xmlns="urn:s"/><a xmlns="urn:t"/></x>')


def test_text_between_the_elements(compiled: Compile, valid_by_both: Valid) -> None:
    """As ODDs of TEI 2 say it (``content/@allowText``)."""
    schema = compiled(
        '<elementSpec ident="x"><content allowText="true"><elementRef key="y" minOccurs="0"/></content></elementSpec>'
        '<elementSpec ident="y"><content/></elementSpec>'
    )

    assert valid_by_both(schema, "<x>t<y/>t</x>")
    assert not valid_by_both(schema, "<x>t<x/>t</x>")


def test_exceptions_of_a_schema_have_its_prefixes(compiled: Compile, valid: Valid) -> None:
    """``@defaultExceptions`` of an ODD is about elements that the TEI declares."""
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><elementSpec ident="x" module="m">'
        "<content><anyElement/></content></elementSpec></body></text></TEI>"
    )
    schema = compiled(
        '<moduleRef key="m" source="any.xml"/>',
        more='xmlns:e="urn:e" defaultExceptions="e:no"',
        others={"any.xml": tei},
    )

    assert valid(schema, '<x><yes xmlns="urn:e"/></x>')
    assert not valid(schema, '<x><no xmlns="urn:e"/></x>')


def test_names_and_namespaces_of_elements(compiled: Compile, valid_by_both: Valid) -> None:
    """``altIdent`` is what documents write, ``@ns`` where it belongs, ``@prefix`` is of patterns only."""
    schema = compiled(
        '<elementSpec ident="x" prefix="own_"><content><elementRef key="y"/></content></elementSpec>'
        '<elementSpec ident="y" ns="urn:y"><altIdent>why</altIdent><content><textNode/></content></elementSpec>'
    )

    assert valid_by_both(schema, '<x><why xmlns="urn:y">t</why></x>')
    assert not valid_by_both(schema, '<x><y xmlns="urn:y">t</y></x>')
    assert b'<define name="own_x">' in schema.relaxng


def test_repetitions_in_repetitions_stay_small(compiled: Compile) -> None:
    """300 times 300 times 300 times is no bigger a schema than 900 times."""
    content = '<elementRef key="y"/>'
    for _ in range(3):
        content = f'<sequence minOccurs="300" maxOccurs="300">{content}</sequence>'
    schema = compiled(
        f'<elementSpec ident="x"><content><alternate><textNode/>{content}</alternate></content></elementSpec>'
        '<elementSpec ident="y"><content><empty/></content></elementSpec>'
    )

    assert len(schema.relaxng) < 100_000
    assert b'<ref name="y"/>' in schema.relaxng
