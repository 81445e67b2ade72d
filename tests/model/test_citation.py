"""Citation trees: the declared ones, and those of passages; every reference leads to one element."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.model import Reading, read
from edition.model.citation import Citation, citation_of
from edition.tei.names import XML_ID
from edition.tei.parse import parse, parse_file

_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="la"><teiHeader><encodingDesc>{header}'
    "</encodingDesc></teiHeader><text><body>{body}</body></text></TEI>"
)


def _citation(header: str, body: str) -> Citation:
    data = _TEI.format(header=header, body=body).encode()
    return citation_of(read(parse(data, "a.xml")))


def _reading(path: Path) -> Reading:
    return read(parse_file(path, path.parent))


@pytest.mark.parametrize("name", ["article.xml", "introduction.xml", "principles.xml"])
def test_references_of_this_edition_are_its_anchors(sources: Path, name: str) -> None:
    """What DTS, addresses and citations call a passage is one string: its ``xml:id``."""
    citation = citation_of(_reading(sources / name))

    assert citation.problems == ()
    assert [tree.name for tree in citation.trees] == ["passages", "divisions"]
    for tree in citation.trees:
        assert tree.units
        for unit in tree.units:
            assert unit.identifier == unit.element.get(XML_ID)


def test_every_anchored_paragraph_heading_and_sentence_of_the_article_can_be_cited(
    sources: Path,
) -> None:
    """In the order of the text."""
    reading = _reading(sources / "article.xml")
    tree = citation_of(reading).trees[0]

    wanted = [
        passage.id
        for passage in reading.part.passages
        if passage.kind in {"paragraph", "heading", "sentence"}
    ]
    assert [unit.identifier for unit in tree.units] == wanted
    assert {unit.level for unit in tree.units if unit.kind == "sentence"} == {2}


def test_delimiters_data_and_several_trees() -> None:
    """As the Guidelines have it; the tree that is said to be the default one comes first."""
    citation = _citation(
        "<refsDecl n='pages'><citeStructure unit='page' match='//pb' use='@n'/></refsDecl>"
        "<refsDecl n='books' default='true'><citeStructure unit='book' match='/TEI/text/body/div' use='@n'>"
        "<citeData property='http://purl.org/dc/terms/title' use='head'/>"
        "<citeStructure unit='line' match='l' use='position()' delim=':'/></citeStructure></refsDecl>",
        "<div n='I'><head xml:lang='en'>First <hi>book</hi></head><l>a</l><pb n='7'/><l>b</l></div>"
        "<div n='II'><l>c</l></div>",
    )

    books, pages = citation.trees
    assert (books.name, pages.name, books.depth) == ("books", "pages", 2)
    assert [(u.identifier, u.kind, u.level, u.parent) for u in books.units] == [
        ("I", "book", 1, ""),
        ("I:1", "line", 2, "I"),
        ("I:2", "line", 2, "I"),
        ("II", "book", 1, ""),
        ("II:1", "line", 2, "II"),
    ]
    assert books.units[0].values == (("http://purl.org/dc/terms/title", "First book", "en"),)
    assert books.levels[0].inner[0].kind == "line"


def test_sorts_of_units_beside_each_other_keep_the_order_of_the_text() -> None:
    """Not the order in which they are declared."""
    citation = _citation(
        "<refsDecl><citeStructure unit='p' match='//p' use='@n'/>"
        "<citeStructure unit='head' match='//head' use='@n'/></refsDecl>",
        "<head n='h1'>A</head><p n='p1'>B</p><head n='h2'>C</head><p n='p2'>D</p>",
    )

    assert [unit.identifier for unit in citation.trees[0].units] == ["h1", "p1", "h2", "p2"]


def test_pages_columns_and_lines_of_the_source_end_where_the_next_begin() -> None:
    """Breaks hold nothing: what lies between two is theirs, across the elements of the text."""
    citation = _citation(
        "<refsDecl><citeStructure unit='page' match='//pb' use='@n'>"
        "<citeStructure unit='line' match='//lb' use='@n' delim='.'/></citeStructure></refsDecl>",
        "<p><pb n='1'/><lb n='1'/>a <lb n='2'/>b</p><p>c <pb n='2'/><lb n='1'/>d</p>",
    )

    units = citation.trees[0].units
    assert [unit.identifier for unit in units] == ["1", "1.1", "1.2", "2", "2.1"]
    by_name = {unit.identifier: unit for unit in units}
    assert by_name["1"].stop is by_name["2"].element
    assert by_name["1.1"].stop is by_name["1.2"].element
    assert by_name["1.2"].stop is by_name["2"].element
    assert by_name["2"].stop is None
    assert by_name["2.1"].within is not None


def test_a_text_that_declares_nothing_is_cited_by_its_passages() -> None:
    """With their anchors; notes are no units, pages are a tree of their own."""
    citation = _citation(
        "<projectDesc><p>x</p></projectDesc>",
        "<div xml:id='d'><head>H</head><p xml:id='a'>One<note>N <hi>x</hi></note> <pb n='2'/>two</p></div>",
    )

    tree, pages = citation.trees
    assert [(u.identifier, u.level, u.parent) for u in tree.units] == [
        ("d", 1, ""),
        ("h1", 2, "d"),
        ("a", 2, "d"),
    ]
    assert [unit.identifier for unit in pages.units] == ["pb1"]
    assert pages.name == "pages"


def test_prose_and_patterns_are_no_faults() -> None:
    """They do not say which references there are; what there is are the passages."""
    citation = _citation(
        "<refsDecl><p>By paragraph.</p></refsDecl><refsDecl n='CTS'><cRefPattern n='p' matchPattern='(.+)'"
        " replacementPattern='#xpath(//p[@n=$1])'/></refsDecl>",
        "<p xml:id='a'>x</p>",
    )

    assert citation.problems == ()
    assert [unit.identifier for unit in citation.trees[0].units] == ["a"]


def test_of_two_units_with_one_name_the_first_is_meant() -> None:
    """And the other is reported, at its line."""
    citation = _citation(
        "<refsDecl><citeStructure unit='p' match='//p' use='@n'/></refsDecl>",
        "<p n='1'>a</p>\n<p n='1'>b</p>\n<p>no number</p>",
    )

    assert [unit.element.text for unit in citation.trees[0].units] == ["a"]
    (problem,) = citation.problems
    assert "'1'" in problem.message
    assert problem.line == 2


def test_hostile_expressions_are_faults_with_their_place(shared: Path) -> None:
    """No file is opened, nothing runs for ever, and what is sound beside them is read."""
    citation = citation_of(_reading(shared / "corpora/hostile/f08-cite-xpath.xml"))

    assert [unit.identifier for unit in citation.trees[0].units] == ["1", "1.1"]
    assert len(citation.problems) >= 3
    assert all(problem.line == 2 for problem in citation.problems)
    assert any("document()" in problem.message for problem in citation.problems)


def test_a_play_of_others(shared: Path) -> None:
    """Acts, scenes and speeches of Molière, with their titles; XPath 3 in citeData is said not to be read."""
    citation = citation_of(_reading(shared / "corpora/moliere/moliere_avare.xml"))

    (tree,) = citation.trees
    kinds = [unit.kind for unit in tree.units]
    assert (kinds.count("act"), kinds.count("scene")) == (5, 32)
    assert tree.units[0].values == (("http://purl.org/dc/elements/1.1/title", "Acte Premier", ""),)
    assert [problem.line for problem in citation.problems] == [32, 33]
