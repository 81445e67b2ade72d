"""A large text on many pages: nothing is lost, every link and every old address still leads there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from sphinx.errors import ConfigError

from edition.sphinxext.split.cut import cut
from tests.sphinxext.conftest import Build

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader><text>{text}</text></TEI>'
_TITLE = "<fileDesc><titleStmt><title>The Novel</title></titleStmt></fileDesc>"


def _chapter(number: int) -> str:
    return (
        f'<div xml:id="c{number}" type="chapter"><head>Chapter {number}</head>'
        f'<p xml:id="c{number}.p1">Anna <ref target="#c1.p1">remembers</ref> the day'
        f'<note xml:id="c{number}.n1">A day in May.</note>.</p>'
        f"<p>Then <pb n='{number}0'/>she leaves, says <choice><sic>teh</sic><corr>the</corr></choice>"
        f" book, and more.</p></div>"
    )


@pytest.fixture
def novel(tmp_path: Path) -> Callable[..., Path]:
    """A novel of three chapters and a contents page, cut as asked."""

    def write(split: str, header: str = _TITLE) -> Path:
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        body = (
            "<body><p xml:id='before'>A word before.</p>"
            + "".join(map(_chapter, (1, 2, 3)))
            + "</body>"
        )
        (source / "novel.xml").write_text(_TEI.format(header=header, text=body), encoding="utf-8")
        (source / "index.rst").write_text(
            "Index\n=====\n\n:tei:passage:`novel#c2.p1` :ref:`there <novel:c3.p1>`\n\n.. toctree::\n\n   novel\n"
        )
        (source / "conf.py").write_text(
            f'extensions = ["edition"]\nhtml_theme = "edition"\ntei_split = "{split}"\n'
        )
        return source

    return write


def _pages(made: Build) -> dict[str, html.HtmlElement]:
    names = [
        "novel",
        *sorted(f"novel/{p.stem}" for p in (made.app.outdir / "novel").glob("*.html")),
    ]
    return {name: made.page(name).xpath("//main")[0] for name in names}


@pytest.mark.parametrize(
    ("split", "expected"),
    [
        ("none", ["novel"]),
        ("auto", ["novel"]),
        ("div1", ["novel", "novel/c1", "novel/c2", "novel/c3"]),
        ("pb", ["novel", "novel/pb1", "novel/pb2", "novel/pb3"]),
    ],
)
def test_a_text_is_cut_where_the_project_says_and_nothing_is_lost(
    novel: Callable[..., Path], build: Callable[..., Build], split: str, expected: list[str]
) -> None:
    """Whole words, all ids, in the order of the text."""
    made = build(novel(split), warningiserror=True)

    pages = _pages(made)
    assert list(pages) == expected
    text = " ".join(" ".join(page.itertext()) for page in pages.values())
    for words in ("A word before.", "Chapter 2", "remembers", "A day in May.", "she leaves", "teh"):
        assert words in text
    ids = [found for page in pages.values() for found in page.xpath(".//@id")]
    for anchor in ("before", "c1", "c1.p1", "c1.n1", "c3.p1"):
        assert ids.count(anchor) == 1


def test_citable_units_begin_pages(novel: Callable[..., Path], build: Callable[..., Build]) -> None:
    """As refsDecl says; what no plain path says cuts nothing."""
    declared = (
        "<encodingDesc><refsDecl><citeStructure match=\"//tei:body/tei:div[@type='chapter']\" use='@n'/>"
        "<citeStructure match='//p[position() > 1]' use='@n'/></refsDecl></encodingDesc>"
    )

    made = build(novel("cite", _TITLE + declared), warningiserror=True)

    assert list(_pages(made)) == ["novel", "novel/c1", "novel/c2", "novel/c3"]


@pytest.mark.parametrize("split", ["div1", "pb"])
def test_links_notes_and_readings_cross_pages(
    novel: Callable[..., Path], build: Callable[..., Build], split: str
) -> None:
    """Each link leads to an id that is there; notes and readings stand where they are called."""
    made = build(novel(split), warningiserror=True)

    folder = made.app.outdir
    for name, main in _pages(made).items():
        for address in main.xpath(".//a/@href"):
            file, _, anchor = address.partition("#")
            target = ((folder / f"{name}.html").parent / file) if file else folder / f"{name}.html"
            found = html.parse(target).xpath("//@id")
            assert not anchor or anchor in found, (name, address)
        assert len(main.xpath(".//*[contains(@class, 'note-call')]")) == len(main.xpath(".//aside"))
    assert "novel/c2.html#c2.p1" in made.page("index").xpath("//main//a/@href") or split == "pb"


def test_the_page_of_the_text_names_its_parts_and_they_follow_each_other(
    novel: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """Contents on the first page, and the way on from each."""
    made = build(novel("div1"))

    links = made.page("novel").xpath("//main//div[contains(@class, 'toctree-wrapper')]//a")
    assert [link.text_content() for link in links] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert made.page("novel/c2").xpath("//link[@rel='next']/@href") == ["c3.html"]
    # The source is there once, not once for each page.
    assert [path.name for path in (made.app.outdir / "_sources").rglob("*.xml.txt")] == [
        "novel.xml.txt"
    ]


def test_a_changed_text_is_cut_anew(
    novel: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """Also when a chapter went and the one after it took its place."""
    source = novel("div1")
    build(source)
    file = source / "novel.xml"
    file.write_text(file.read_text().replace(_chapter(3), ""))

    made = build(source)

    assert made.read == ["novel", "novel/c1", "novel/c2"]
    assert "novel/c3" not in made.app.env.found_docs


def test_serial_and_parallel_builds_cut_alike(
    novel: Callable[..., Path], build: Callable[..., Build], tmp_path: Path
) -> None:
    """Pages of one file are read in several processes."""
    source = novel("div1")
    for number in range(8):
        (source / f"other{number}.xml").write_text(
            _TEI.format(header=_TITLE, text="<body><p>Other.</p></body>")
        )
    one = {name: html.tostring(page) for name, page in _pages(build(source)).items()}
    for path in sorted((tmp_path / "_build").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()

    made = build(source, parallel=2)

    assert one == {name: html.tostring(page) for name, page in _pages(made).items()}


@pytest.mark.parametrize(
    "whole",
    [
        "<table><row><cell>a</cell><cell>b <pb n='2'/>c</cell></row><row><cell>d</cell></row></table>",
        "<eg>a <pb n='2'/>b c</eg>",
        "<div><head>a <pb n='2'/>b</head><p>c</p></div>",
        "<p>a <choice><sic>b<pb n='2'/></sic><corr>c</corr></choice> d</p>",
        "<list type='gloss'><label>a <pb n='2'/>b</label><item>c</item></list>",
    ],
)
def test_what_stays_whole_is_not_cut(
    novel: Callable[..., Path], build: Callable[..., Build], whole: str
) -> None:
    """The page goes on behind it; nothing is lost."""
    source = novel("pb")
    body = f"<body>{whole}<p>before <pb n='3'/>after</p></body>"
    (source / "novel.xml").write_text(_TEI.format(header=_TITLE, text=body), encoding="utf-8")
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   novel\n")

    made = build(source, warningiserror=True)

    pages = _pages(made)
    first, second = pages.values()  # the break in what stays whole begins none
    assert "before" in first.text_content()
    assert "after" in second.text_content()
    text = " ".join(" ".join(page.itertext()) for page in pages.values()).split()
    assert {"a", "c", "before", "after"} <= set(text)


def test_what_a_rule_leaves_out_begins_no_page(
    novel: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """Its address says so, and the others are there."""
    source = novel("div1")
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   novel\n")
    configuration = source / "conf.py"
    rule = "tei_behaviours = [(\"div[@n='2']\", 'omit', 'withheld')]\n"
    file = source / "novel.xml"
    file.write_text(file.read_text().replace('xml:id="c2"', 'xml:id="c2" n="2"'))
    configuration.write_text(configuration.read_text() + rule)

    made = build(source, warningiserror=True)

    assert "No page begins here. See The Novel." in made.text("novel/c2")
    assert "Chapter 3" in made.text("novel/c3")
    links = made.page("novel").xpath("//main//div[contains(@class, 'toctree-wrapper')]//a")
    assert [link.text_content() for link in links] == ["Chapter 1", "Chapter 3"]


def test_a_file_keeps_the_address_that_a_page_would_have(
    novel: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """The text goes on where it was, and neither is lost."""
    source = novel("div1")
    (source / "novel").mkdir()
    other = _TEI.format(header=_TITLE, text="<body><p>Another file.</p></body>")
    (source / "novel" / "c2.xml").write_text(other)
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   novel\n   novel/c2\n")

    made = build(source, warningiserror=True)

    assert "Another file." in made.text("novel/c2")
    assert "Chapter 2" in made.text("novel/c1")


def test_what_is_no_way_to_cut_is_said(
    novel: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """Before anything is read."""
    with pytest.raises(ConfigError, match=r"tei_split: 'chapters' .*div1"):
        build(novel("chapters"))


@given(
    shape=st.recursive(st.just([]), lambda inner: st.lists(inner, max_size=4), max_leaves=25),
    chosen=st.sets(st.integers(0, 40), max_size=8),
)
def test_a_tree_cut_anywhere_keeps_its_text_in_order(shape: list[object], chosen: set[int]) -> None:
    """Whatever the nesting, wherever the cuts."""
    count = iter(range(10_000))

    def grow(branch: list[object]) -> nodes.Element:
        number = next(count)
        node: nodes.Element = nodes.container(ids=[f"n{number}"])
        node += nodes.paragraph("", f"<{number}>")
        for inner in branch:
            node += grow(inner)  # type: ignore[arg-type]
        node += nodes.paragraph("", f"</{number}>")
        return node

    page = nodes.section(ids=["top"])
    page += nodes.title("", "T")
    page += grow(shape)
    whole = "".join(text for text in page.findall(nodes.Text) if text != "T")

    leaves = cut(page, [f"n{number}" for number in sorted(chosen)])

    pieces = [page, *(leaf.section for leaf in leaves)]
    texts = (text for piece in pieces for text in piece.findall(nodes.Text))
    assert (
        "".join(
            text
            for text in texts
            if not isinstance(text.parent.parent, nodes.title) and text != "T"
        )
        == whole
    )
    ids = [
        anchor
        for piece in pieces
        for node in piece.findall(nodes.Element)
        for anchor in node["ids"]
    ]
    assert len(ids) == len(set(ids))
