"""ODDs in several files, put together by ``xi:include``."""

from __future__ import annotations

import pytest

from edition.errors import EditionError
from tests.check.odd.conftest import Compile, Valid

_XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
_TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
_FILE = f"""<TEI {_TEI}><teiHeader/><text><body>
 <p>Prose.</p>
 <elementSpec ident="x" xml:id="s-x"><content><elementRef key="y" minOccurs="0"/></content></elementSpec>
 <elementSpec ident="y" xml:id="s-y"><content><elementRef key="gone"/></content></elementSpec>
</body></text></TEI>"""


def _include(href: str, more: str = "") -> str:
    return f'<xi:include {_XI} href="{href}" {more}/>'


@pytest.mark.parametrize(
    ("specs", "beside"),
    [
        (_include("specs/a.xml", 'xpointer="s-x"') + _include("specs/a.xml", 'xpointer="element(s-y)"'), ""),
        (_include("specs/a.xml", f'xpointer="xmlns(t={_TEI[7:-1]})xpointer(//t:elementSpec)"'), ""),
        ('<specGrpRef target="#g"/>', f'<specGrp xml:id="g">{_include("specs/a.xml", "xpointer=&quot;s-x&quot;".replace("&quot;", chr(34)))}'
         + _include("specs/a.xml", 'xpointer="xpointer(id(\'s-y\'))"') + "</specGrp>"),
        ('<specGrpRef target="#g"/>', _include("chapter.xml")),
    ],
)  # fmt: skip
def test_what_is_included_is_as_if_it_stood_there(
    compiled: Compile, valid: Valid, specs: str, beside: str
) -> None:
    """One element by its id, those that a path selects, or a whole chapter; also in a file that is included."""
    chapter = f'<div {_TEI}><p>Words.</p><specGrp xml:id="g">{_include("specs/a.xml", f"xpointer={chr(34)}xmlns(t={_TEI[7:-1]})xpointer(//t:elementSpec){chr(34)}")}</specGrp></div>'
    schema = compiled(specs, beside=beside, others={"specs/a.xml": _FILE, "chapter.xml": chapter})

    assert valid(schema, "<x><y/></x>")
    assert not valid(schema, "<x><x/></x>")


def test_messages_name_the_included_file(compiled: Compile) -> None:
    """By line and column there."""
    schema = compiled(
        _include("specs/a.xml", 'xpointer="s-x"') + _include("specs/a.xml", 'xpointer="s-y"'),
        others={"specs/a.xml": _FILE},
    )
    (found,) = schema.findings

    assert "y refers to gone" in found.message
    assert found.file.endswith("specs/a.xml")
    assert (found.line, found.column) == (4, 47)


def test_places_behind_an_inclusion_stay(compiled: Compile) -> None:
    """Whatever the included file has of lines."""
    specs = f'{_include("specs/a.xml", "")}\n<elementSpec ident="z" mode="delete"/><elementSpec ident="x"><content/></elementSpec>'
    (found,) = compiled(specs, others={"specs/a.xml": _FILE}).findings

    assert found.file.endswith("test.odd")
    assert (found.line, found.column) == (4, 1)


@pytest.mark.parametrize(
    ("href", "more", "said"),
    [
        ("https://example.org/a.xml", "", "is not included"),
        ("file:///etc/passwd", "", "is not included"),
        ("/etc/passwd", "", "is not included"),
        ("../a.xml", "", "is not included"),
        ("specs/a.xml", 'parse="text"', "is not included"),
        ("none.xml", "", "cannot be read"),
        ("specs/a.xml", 'xpointer="none"', "there is no none in"),
        ("specs/a.xml", 'xpointer="xpointer(//[)"', "there is no xpointer"),
        ("test.odd", "", "includes itself"),
        ("", 'xpointer="s"', "includes itself"),
        ("again.xml", "", "includes itself"),
        ("bad.xml", "", "not well-formed"),
    ],
)  # fmt: skip
def test_nothing_else_is_included(compiled: Compile, href: str, more: str, said: str) -> None:
    """What is told says where; nothing above the ODD's folder is opened, and nothing is fetched."""
    others = {
        "specs/a.xml": _FILE,
        "again.xml": f"<div {_TEI}>{_include('again.xml')}</div>",
        "bad.xml": "<div",
    }
    with pytest.raises(EditionError, match=said) as error:
        compiled(f"\n{_include(href, more)}", others=others)

    assert error.value.line


def test_files_that_include_each_other_many_times_come_to_an_end(compiled: Compile) -> None:
    """Before they fill the memory."""
    others = {
        f"f{number}.xml": f"<div {_TEI}>{_include(f'f{number + 1}.xml') * 10}</div>"
        for number in range(6)
    }
    with pytest.raises(EditionError, match="too many files"):
        compiled(_include("f0.xml"), others={**others, "f6.xml": f"<div {_TEI}/>"})


def test_an_inclusion_in_an_example_is_an_example(compiled: Compile) -> None:
    """Of how others may do it."""
    example = f'<exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples">{_include("none.xml")}</egXML></exemplum>'

    assert compiled(f'<elementSpec ident="x"><content/>{example}</elementSpec>').is_sound
