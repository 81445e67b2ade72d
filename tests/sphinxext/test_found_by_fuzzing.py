"""Files that broke a promise when `make fuzz` tried them; each is as small as it can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from tests.sphinxext.conftest import Build

_NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MATHML = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def _tei(body: str) -> str:
    return f"<TEI {_NS}><text><body>{body}</body></text></TEI>"


_FILES = {
    "an address that is none": _tei('<p><ref target="http://[::1">x</ref></p>'),
    "the same as the address of a manifest": _tei("<p><ref>http://bas[[wor</ref></p>"),
    "a line of a chronology that is only text": f'<TEI {_NS}><listEvent type="chronology"><event>a</event></listEvent></TEI>',
    "an apparatus in code": _tei(
        "<p><code><app><note/></app></code></p><code><app><note/></app></code>"
    ),
    "an id in the words of a heading": _tei(
        '<div><head><s xml:id="a">One</s></head><p>x</p></div>'
    ),
    "a deep list": _tei("<list><item>" * 120 + "x" + "</item></list>" * 120),
    "a mark of byte order in code": _tei("<eg>\ufeffx</eg>"),
    "an id in code": _tei(
        '<eg>x<hi xml:id="a">y</hi></eg><p>a <eg>b\n<anchor xml:id="c"/> d</eg></p>'
    ),
    "a comment in a formula": _tei("<p><formula><!-- c -->x</formula></p>"),
    "a block in a label": _tei(
        '<p>a <list type="gloss"><label>b<row>c</row></label><item>d</item></list></p>'
    ),
    "a page break before a label": _tei("<list><pb/><label>a</label><item>b</item></list>"),
    "an id in a formula": _tei(
        f'<p><formula><math {_MATHML}><mi xml:id="m">d</mi></math></formula></p>'
    ),
    "text behind an instruction before a heading": _tei(
        "<div><head>b</head><div><?p?>x<head>a</head></div></div>"
    ),
    "a division as root": f'<div {_NS} xml:id="D"><p>a</p></div>',
    "a title in code": f"<TEI {_NS}><eg><text><body><head/></body></text></eg></TEI>",
    "a register as root": f'<standOff {_NS} xml:id="D"/>',
    "something else as root": f'<ab {_NS} xml:id="D">a</ab>',
}


@pytest.mark.parametrize("name", _FILES)
def test_nothing_is_lost_and_no_id_is_there_twice(
    name: str, tmp_path: Path, build: Callable[..., Build]
) -> None:
    """Whatever stands where it should not."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "text.xml").write_text(_FILES[name], encoding="utf-8")
    (folder / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   text\n")
    (folder / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')

    made = build(folder)

    assert "tei.lost" not in made.warnings
    root = etree.fromstring(_FILES[name])
    deep = html.HTMLParser(huge_tree=True, encoding="utf-8")
    page = html.fromstring((made.app.outdir / "text.html").read_bytes(), parser=deep)
    ids: Counter[str] = Counter(page.xpath("//@id"))
    assert [anchor for anchor, number in ids.items() if number > 1] == []
    assert {e.get(_XML_ID) for e in root.iter() if e.get(_XML_ID)} <= set(ids)
    (main,) = page.xpath("//main")
    shown = "".join(main.text_content().split())
    for words in root.itertext(etree.Element):
        assert "".join(words.split()).strip("\ufeff") in shown
