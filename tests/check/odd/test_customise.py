"""What a customisation takes from the TEI, and what it makes of it."""

from __future__ import annotations

import pytest

from tests.check.odd.conftest import Compile, Valid

_TEI = '<moduleRef key="tei"/>'
_CORE = '<moduleRef key="core"/>'
_ALL = f'{_TEI}{_CORE}<moduleRef key="names"/>'


@pytest.mark.parametrize(
    ("specs", "good", "bad"),
    [
        (_ALL, ["<p>t<hi>u</hi><name>v</name></p>"], ["<p><div/></p>"]),
        (_TEI + _CORE, ["<p><hi>u</hi></p>"], ["<p><name/></p>"]),
        (f'{_TEI}<moduleRef key="core" include="p"/>', ["<p>t</p>"], ["<p><hi/></p>"]),
        (f'{_TEI}<moduleRef key="core" include="p"/><moduleRef key="names" include=""/>', ["<p>t</p>"], ["<p><name/></p>"]),
        (f'{_TEI}<moduleRef key="core" except="hi"/>', ["<p>t</p>"], ["<p><hi/></p>"]),
        (f'{_TEI}<moduleRef key="core" include="p"/><elementRef key="name"/>', ["<p><name/></p>"], ["<p><hi/></p>"]),
        (f'{_TEI}<moduleRef key="core" include="p"/><specGrp><elementRef key="name"/></specGrp>', ["<p><name/></p>"], []),
        (f'{_ALL}<classRef key="att.typed" except="subtype"/>', ['<p><name type="a"/></p>'], ['<p><name subtype="a"/></p>']),
        (f'{_ALL}<classRef key="att.global" include="n"/>', ['<p n="1"/>'], ['<p xml:id="a"/>']),
        (f'{_ALL}<elementSpec ident="hi" mode="delete"/>', ["<p><name/></p>"], ["<p><hi/></p>"]),
        (f'{_ALL}<classSpec ident="att.typed" mode="delete"/>', ['<p><name key="a"/></p>'], ['<p><name type="a"/></p>', '<p><name subtype="a"/></p>']),
        (f'{_ALL}<classSpec ident="model.nameLike" mode="delete"/>', ["<p><hi/></p>"], ["<p><name/></p>"]),
        (f'{_ALL}<macroSpec ident="macro.phraseSeq" mode="change"><content><textNode/></content></macroSpec>', ["<p>t</p>"], ["<p><hi/></p>"]),
        (f'{_ALL}<dataSpec ident="teidata.word" mode="change"><content><dataRef name="integer"/></content></dataSpec>', ['<p n="1"/>'], ['<p n="a"/>']),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><content><empty/></content></elementSpec>', ['<p><hi n="1"/></p>'], ["<p><hi>t</hi></p>"]),
        (f'{_ALL}<elementSpec ident="hi" mode="replace"><classes><memberOf key="model.phrase"/></classes><content><textNode/></content></elementSpec>', ["<p><hi>t</hi></p>"], ['<p><hi n="1"/></p>', "<p><hi><hi/></hi></p>"]),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><altIdent>b</altIdent></elementSpec>', ["<p><b/></p>"], ["<p><hi/></p>"]),
        (f'{_ALL}<elementSpec ident="own"><classes><memberOf key="model.phrase"/></classes><content><textNode/></content></elementSpec>', ["<p><own>t</own></p>"], ["<p><own><hi/></own></p>"]),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><classes mode="change"><memberOf key="att.typed"/></classes></elementSpec>', ['<p><hi type="a" n="1"/></p>'], []),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><classes mode="change"><memberOf key="att.global" mode="delete"/></classes></elementSpec>', ["<p><hi/></p>"], ['<p><hi n="1"/></p>']),
        (f'{_ALL}<elementSpec ident="hi" mode="change"><classes><memberOf key="model.phrase"/></classes></elementSpec>', ["<p><hi/></p>"], ['<p><hi n="1"/></p>']),
        (f'{_ALL}<elementSpec ident="name" mode="change"><attList><attDef ident="key" mode="delete"/><attDef ident="subtype" mode="delete"/></attList></elementSpec>', ['<p><name type="x"/></p>'], ['<p><name key="a"/></p>', '<p><name subtype="a"/></p>']),
        (f'{_ALL}<elementSpec ident="name" mode="change"><attList><attDef ident="key" mode="change" usage="req"/></attList></elementSpec>', ['<p><name key="a"/></p>'], ["<p><name/></p>", '<p><name key="a b"/></p>']),
        (f'{_ALL}<elementSpec ident="name" mode="change"><attList><attDef ident="key" mode="replace"><valList type="closed"><valItem ident="k"/></valList></attDef></attList></elementSpec>', ['<p><name key="k" type="x"/></p>'], ['<p><name key="a"/></p>']),
        (f'{_ALL}<elementSpec ident="name" mode="change"><attList><attDef ident="own"/></attList></elementSpec>', ['<p><name own="a b" key="k"/></p>'], []),
        (f'{_ALL}<classSpec ident="att.global" mode="change"><attList><attDef ident="n" mode="delete"/><attDef ident="own"/></attList></classSpec>', ['<p own="" xml:id="a"/>'], ['<p n="1"/>']),
        (f'{_ALL}<classSpec ident="att.typed" mode="change"><attList><attDef ident="subtype" mode="change" usage="req"/></attList></classSpec>', ['<p><name subtype="a"/></p>'], ["<p><name/></p>"]),
        (f'{_ALL}<classSpec ident="att.typed" mode="change"><classes mode="change"><memberOf key="att.own"/></classes></classSpec><classSpec ident="att.own" type="atts"><attList><attDef ident="o"/></attList></classSpec>', ['<p><name o="" type="a"/></p>'], ['<p><hi o=""/></p>']),
    ],
)  # fmt: skip
def test_it_takes_and_changes(
    compiled: Compile, valid: Valid, specs: str, good: list[str], bad: list[str]
) -> None:
    """What is included, excepted, referred to, deleted, changed, replaced, added; one thing each."""
    schema = compiled(specs, "p", tei=True)

    assert all(valid(schema, document) for document in good)
    assert not any(valid(schema, document) for document in bad)


_LIST = '<elementSpec ident="name" mode="change"><attList><attDef ident="type" mode="change"><valList {}</valList></attDef></attList></elementSpec>'


@pytest.mark.parametrize(
    ("values", "good", "bad"),
    [
        ('type="closed" mode="add"><valItem ident="x"/>', "x", "person"),
        ('type="closed"><valItem ident="x"/>', "x", "person"),
        ('type="closed" mode="replace"><valItem ident="x"/>', "x", "person"),
        ('type="closed" mode="change"><valItem ident="place" mode="delete"/>', "person", "place"),
        ('type="closed" mode="change"><valItem ident="x" mode="add"/>', "x", "y"),
        ('type="closed" mode="change"><valItem ident="x" mode="add"/>', "place", "y"),
        ('type="closed" mode="change"><valItem ident="place" mode="change"><altIdent>ort</altIdent></valItem>', "ort", "place"),
        ('mode="change"><valItem ident="x" mode="add"/>', "anything", "any thing"),
        ('mode="delete">', "anything", "any thing"),
    ],
)  # fmt: skip
def test_values_are_changed_one_by_one(
    compiled: Compile, valid: Valid, values: str, good: str, bad: str
) -> None:
    """Or replaced, where no mode says otherwise; a list that says no type keeps the one it had."""
    schema = compiled(_ALL + _LIST.format(values), "p", tei=True)

    assert valid(schema, f'<p><name type="{good}"/></p>')
    assert not valid(schema, f'<p><name type="{bad}"/></p>')


def test_samples_of_an_element_do_not_open_a_list_of_its_class(
    compiled: Compile, valid: Valid
) -> None:
    """Who closes the types of all elements means those too for which the TEI gives samples."""
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        '<classSpec ident="att.t" type="atts" module="m"><attList><attDef ident="type"/></attList></classSpec>'
        '<elementSpec ident="p" module="m"><classes><memberOf key="att.t"/></classes><content/><attList>'
        '<attDef ident="type" mode="change"><valList type="open"><valItem ident="sample"/></valList></attDef></attList></elementSpec>'
        "</body></text></TEI>"
    )
    specs = (
        '<moduleRef key="m" source="any.xml"/><classSpec ident="att.t" type="atts" mode="change"><attList>'
        '<attDef ident="type" mode="change"><valList type="closed" mode="add"><valItem ident="a"/></valList></attDef></attList></classSpec>'
    )
    schema = compiled(specs, "p", others={"any.xml": tei})

    assert valid(schema, '<p type="a"/>')
    assert not valid(schema, '<p type="sample"/>')


def test_groups_of_declarations_stand_where_they_are_referred_to(
    compiled: Compile, valid: Valid
) -> None:
    """Beside the schema, in other groups, or in other files."""
    schema = compiled(
        f'{_ALL}<specGrpRef target="#one"/><specGrpRef target="more.xml"/>',
        "p",
        tei=True,
        beside='<specGrp xml:id="one"><specGrpRef target="#two"/></specGrp>'
        '<specGrp xml:id="two"><elementSpec ident="hi" mode="delete"/></specGrp>',
        others={
            "more.xml": '<specGrp xmlns="http://www.tei-c.org/ns/1.0"><elementSpec ident="name" mode="change">'
            '<attList><attDef ident="key" mode="delete"/></attList></elementSpec></specGrp>'
        },
    )

    assert valid(schema, "<p><name/></p>")
    assert not valid(schema, "<p><hi/></p>")
    assert not valid(schema, '<p><name key="a"/></p>')


def test_an_odd_can_be_built_on_another(compiled: Compile, valid: Valid) -> None:
    """What that left out cannot be had; what it changed is changed."""
    base = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><schemaSpec ident="base">
      {_ALL}<elementSpec ident="hi" mode="change"><content><empty/></content></elementSpec>
      <elementSpec ident="name" mode="delete"/></schemaSpec></body></text></TEI>"""
    specs = _TEI.replace("/>", ' source="base.odd"/>') + _CORE.replace("/>", ' source="base.odd"/>')
    schema = compiled(specs, "p", tei=True, others={"base.odd": base})

    assert valid(schema, '<p><hi n="1"/></p>')
    assert not valid(schema, "<p><hi>t</hi></p>")
    assert not valid(schema, "<p><name/></p>")


def test_same_odd_same_bytes(compiled: Compile) -> None:
    """Nothing of the day or the machine is in a schema."""
    first, second = (compiled(_ALL, "p div", tei=True) for _ in range(2))

    assert first.relaxng == second.relaxng
    assert first.schematron == second.schematron
    assert b"model.emptyLike" not in first.relaxng  # nothing that cannot occur
