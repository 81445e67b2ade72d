"""Which attributes an element has, and which values they may have."""

from __future__ import annotations

import pytest

from tests.check.odd.conftest import Compile, Valid

_VALUES = '<valItem ident="a"/><valItem ident="b"/></valList>'
_closed, _semi, _open = (f'<valList type="{kind}">{_VALUES}' for kind in ("closed", "semi", "open"))

_CASES = [
    # attributes declared, attributes that are valid, that are not
    ('<attDef ident="k"><datatype><dataRef name="NCName"/></datatype></attDef>', ["", 'k="a"'], ['k="a b"', 'k=""', 'j="a"']),
    ('<attDef ident="k" usage="req"><datatype><dataRef name="NCName"/></datatype></attDef>', ['k="a"'], [""]),
    ('<attDef ident="k"/>', ['k="anything at all"', 'k=""'], ['j=""']),
    ('<attDef ident="k"><datatype maxOccurs="unbounded"><dataRef name="NCName"/></datatype></attDef>', ['k="a b c"'], ['k=""', 'k="a 1"']),
    ('<attDef ident="k"><datatype minOccurs="0" maxOccurs="unbounded"><dataRef name="NCName"/></datatype></attDef>', ['k=""', 'k="a b"'], ['k="1"']),
    ('<attDef ident="k"><datatype minOccurs="2" maxOccurs="3"><dataRef name="NCName"/></datatype></attDef>', ['k="a b"', 'k="a b c"'], ['k="a"', 'k="a b c d"']),
    (f'<attDef ident="k">{_closed}</attDef>', ['k="a"', 'k=" a "'], ['k="c"', 'k="a b"']),
    (f'<attDef ident="k"><datatype maxOccurs="2"><dataRef name="NCName"/></datatype>{_closed}</attDef>', ['k="a b"'], ['k="a c"', 'k="a b a"']),
    (f'<attDef ident="k"><datatype><dataRef name="integer"/></datatype>{_semi}</attDef>', ['k="a"', 'k="1"'], ['k="c"']),
    (f'<attDef ident="k"><datatype maxOccurs="unbounded"><rng:text/></datatype>{_semi}</attDef>', ['k="a b"', 'k=""'], ['j=""']),
    ('<attDef ident="k"><datatype maxOccurs="unbounded"><dataRef key="data.any"/></datatype></attDef>', ['k="a b"', 'k=""'], ['j=""']),
    ('<attRef class="att.c" name="xmlid"/>', ['xml:id="a"'], ['m=""']),
    (f'<attDef ident="k">{_semi}</attDef>', ['k="c"'], ['k="c d"']),
    (f'<attDef ident="k"><datatype><dataRef name="integer"/></datatype>{_open}</attDef>', ['k="1"'], ['k="a"']),
    ('<attList org="choice"><attDef ident="k" usage="req"/><attDef ident="j" usage="req"/></attList>', ['k=""', 'j=""'], ["", 'k="" j=""']),
    ('<attList org="choice"><attList org="group"><attDef ident="k" usage="req"/><attDef ident="j" usage="req"/></attList><attDef ident="i" usage="req"/></attList>', ['k="" j=""', 'i=""'], ['k=""', 'i="" k="" j=""']),
    ('<attDef ident="id" ns="http://www.w3.org/XML/1998/namespace"><datatype><dataRef name="ID"/></datatype></attDef>', ['xml:id="a"'], ['id="a"']),
    ('<attDef ident="xlink:href" ns="urn:l"/>', ['xmlns:l="urn:l" l:href=""'], ['href=""']),
    ('<attDef ident="k"><altIdent>key</altIdent></attDef>', ['key=""'], ['k=""']),
    ('<attDef ident="k"><datatype maxOccurs="unbounded"><dataRef key="gone"/></datatype></attDef>', ['k="a b"', 'k=""'], ['j="a"']),
    ('<attDef ident="k"><datatype><rng:text/></datatype></attDef>', ['k="a b"'], ['j=""']),
    ('<attDef ident="k"><datatype><rng:data type="integer"/></datatype></attDef>', ['k="1"'], ['k="a"']),
    ('<attRef class="att.c"/>', ['m="" n="1"'], ['n="x"']),
    ('<attRef class="att.c" name="m"/>', ['m=""'], ['n="1"']),
]  # fmt: skip


def test_attributes(compiled: Compile, valid_by_both: Valid) -> None:
    """Those that are declared, with the values that are; each case is an element of one schema."""
    refs = "".join(f'<elementRef key="y{number}"/>' for number in range(len(_CASES)))
    specs = "".join(
        f'<elementSpec ident="y{number}"><content><empty/></content><attList>{attributes}</attList></elementSpec>'
        for number, (attributes, _, _) in enumerate(_CASES)
    )
    schema = compiled(
        '<dataSpec ident="data.any"><content><textNode/></content></dataSpec><classSpec ident="att.c" type="atts"><attList><attDef ident="m"/><attDef ident="xml:id"/><attDef ident="n">'
        '<datatype><dataRef name="integer"/></datatype></attDef></attList></classSpec>'
        f'<elementSpec ident="x"><content><alternate>{refs}</alternate></content></elementSpec>{specs}'
    )

    for number, (attributes, good, bad) in enumerate(_CASES):
        for written in good:
            assert valid_by_both(schema, f"<x><y{number} {written}/></x>"), (attributes, written)
        for written in bad:
            assert not valid_by_both(schema, f"<x><y{number} {written}/></x>"), (
                attributes,
                written,
            )


_CLASSES = """<classSpec ident="att.above" type="atts"><attList><attDef ident="u"/></attList></classSpec>
<classSpec ident="att.one" type="atts"><classes><memberOf key="att.above"/></classes>
  <attList><attDef ident="a"/><attDef ident="b"/></attList></classSpec>
<classSpec ident="att.two" type="atts"><classes><memberOf key="att.above"/></classes>
  <attList><attDef ident="c"/></attList></classSpec>
<elementSpec ident="x"><content><elementRef key="y"/></content></elementSpec>"""


@pytest.mark.parametrize(
    ("own", "good", "bad"),
    [
        ("", ['u="" a="" b="" c=""'], ['d=""']),
        ('<attDef ident="a" mode="delete"/>', ['b="" u=""'], ['a=""']),
        ('<attDef ident="u" mode="delete"/>', ['a="" b="" c=""'], ['u=""']),
        ('<attDef ident="a" mode="change" usage="req"/>', ['a="" u=""'], ['u=""']),
        (
            '<attDef ident="a" mode="change"><valList type="closed" mode="add"><valItem ident="z"/></valList></attDef>',
            ['a="z"', ""],
            ['a="y"'],
        ),
        (
            '<attDef ident="a" mode="replace"><datatype><dataRef name="integer"/></datatype></attDef>',
            ['a="1"'],
            ['a="y"'],
        ),
        ('<attDef ident="a"><datatype><dataRef name="integer"/></datatype></attDef>', ['a="1" b=""'], ['a="y"']),
        ('<attDef ident="gone" mode="change"/>', ['a=""'], ['gone=""']),
    ],
)  # fmt: skip
def test_inherited_attributes_can_be_overridden(
    compiled: Compile, valid: Valid, own: str, good: list[str], bad: list[str]
) -> None:
    """Each by itself; one that two classes have is there once."""
    schema = compiled(
        f'{_CLASSES}<elementSpec ident="y"><classes><memberOf key="att.one"/><memberOf key="att.two"/></classes>'
        f"<content><empty/></content><attList>{own}</attList></elementSpec>"
    )

    assert all(valid(schema, f"<x><y {written}/></x>") for written in good)
    assert not any(valid(schema, f"<x><y {written}/></x>") for written in bad)
