"""Map, timeline and relations on the pages of an edition, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sphinxext.conftest import Build

_PLACES = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Places</title></titleStmt><publicationStmt><p>For tests.</p></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPlace>
<place xml:id="bonn"><placeName>Bonn</placeName><location cert="low"><geo>50.73 7.1</geo></location></place>
<place xml:id="evil"><placeName>&lt;img src=x&gt; &amp; Co</placeName><location><geo>50 8</geo></location></place>
<place xml:id="nowhere"><placeName>Nowhere</placeName></place>
</listPlace>
<listEvent type="chronology">
<event xml:id="e1" type="explicit" when="1899-05-01"><label>A letter is written</label></event>
<event xml:id="e2" type="context" notBefore="1899" notAfter="1901" cert="low"><label>It is lost</label></event>
</listEvent></standOff></TEI>"""
_PAGE = """
Drawings
========

.. tei:map::

.. tei:timeline::

.. tei:claim-relations::
"""


@pytest.fixture
def source(project: Callable[[str], Path]) -> Path:
    """The letters, with places, a chronology, a second claim, and a page of drawings."""
    folder = project("letters")
    (folder / "places.xml").write_text(_PLACES, encoding="utf-8")
    (folder / "drawings.rst").write_text(_PAGE, encoding="utf-8")
    claims = (folder / "claims.xml").read_text(encoding="utf-8")
    second = '<annotation xml:id="c2"><note type="title">Karl’s recovery</note></annotation>'
    relation = '<listRelation><relation name="supports" active="#c2" passive="#c1"/></listRelation>'
    claims = claims.replace("</listAnnotation>", f"{second}</listAnnotation>{relation}")
    (folder / "claims.xml").write_text(claims, encoding="utf-8")
    with (folder / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. toctree::\n\n   places\n   drawings\n")
    return folder


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_each_drawing_stands_beside_a_list_of_the_same(
    source: Path, build: Callable[..., Build]
) -> None:
    """Links of the drawing and links of the list lead to the same entries."""
    made = build(source)
    page = made.page("drawings")

    assert made.warnings == ""
    for kind, table in (
        ("map", "places"),
        ("timeline", "chronology"),
        ("relations", "claim-relations"),
    ):
        drawn = set(page.xpath(f"//*[contains(@class, 'drawing-picture {kind}')]//a/@href"))
        listed = set(page.xpath(f"//table[contains(@class, '{table}')]//a/@href"))
        assert drawn
        assert drawn <= listed
        assert all((made.app.outdir / href.partition("#")[0]).is_file() for href in drawn)
    text = made.text("drawings")
    assert "50.73° N, 7.1° E low 0" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "imply no position on borders that are disputed" in text
    assert "Nowhere" not in text


def test_a_name_with_mark_up_is_a_name(source: Path, build: Callable[..., Build]) -> None:
    """In the drawing and in the list."""
    page = build(source).page("drawings")

    assert page.xpath("//img[@src='x']") == []
    assert "<img src=x> & Co" in page.xpath("string(//table[contains(@class, 'places')])")


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("places.xml", "50.73 7.1", "52.52 13.4", "52.52°"),
        ("places.xml", ">Bonn<", ">Bonna<", "Bonna"),
        ("places.xml", "It is lost", "It is found", "It is found"),
        ("places.xml", '"1899-05-01"', '"1899-06-02"', "2 June 1899"),
        ("claims.xml", "Karl’s recovery", "Karl’s health", "Karl’s health"),
        ("claims.xml", '"supports"', '"qualifies"', "qualifies"),
    ],
)
def test_what_changes_is_drawn_anew(
    source: Path, build: Callable[..., Build], file: str, old: str, new: str, shown: str
) -> None:
    """Without reading the page of drawings again."""
    build(source)
    _edit(source / file, old, new)

    again = build(source)

    assert again.read == [file.removesuffix(".xml")]
    assert "drawings" in again.written
    assert shown in again.text("drawings")


def test_a_claim_of_another_file_changes_the_entry_that_draws_it(
    source: Path, build: Callable[..., Build]
) -> None:
    """The entry of the claim that is supported shows the one that supports it."""
    claims = (source / "claims.xml").read_text(encoding="utf-8")
    start, end = claims.index('<annotation xml:id="c2"'), claims.index("</listAnnotation>")
    second = f"{claims[: claims.index('<annotation')]}{claims[start:end]}</listAnnotation>"
    relation = claims[claims.index("<listRelation") : claims.index("</standOff>")]
    second += f"{relation.replace('#c1', 'claims.xml#c1')}</standOff></TEI>"
    (source / "more.xml").write_text(second, encoding="utf-8")
    first = (claims[:start] + claims[end:]).replace(relation, "")
    (source / "claims.xml").write_text(first, encoding="utf-8")
    _edit(source / "index.rst", "   drawings\n", "   drawings\n   more\n")
    build(source)
    _edit(source / "more.xml", "Karl’s recovery", "Karl’s health")

    again = build(source)

    assert again.read == ["more"]
    assert "claims" in again.written
    (picture,) = again.page("claims").xpath("//*[@id='c1']//*[local-name()='svg']")
    assert "Karl’s health" in picture.text_content()


def test_what_is_not_shown_draws_nothing_anew(source: Path, build: Callable[..., Build]) -> None:
    """A note is no place, no event and no relation."""
    build(source)
    _edit(source / "notes.xml", "A Monday.", "It was a Monday.")

    again = build(source)

    assert "drawings" not in again.written


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
def test_other_forms_have_the_lists(
    source: Path, build: Callable[..., Build], builder: str
) -> None:
    """A picture's title, and all that it shows, in words; a book for a screen has the picture too."""
    made = build(source, builder, confoverrides={"version": "1", "copyright": "nobody"})

    assert made.warnings == ""
    (name,) = {"text": ["drawings.txt"], "latex": ["letters.tex"], "epub": ["drawings.xhtml"]}[
        builder
    ]
    text = (made.app.outdir / name).read_text(encoding="utf-8")
    assert "Map of 2 places" in text
    assert "Bonn" in text
    assert ("<svg" in text) is (builder == "epub")


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_links_lead_to_entries_whatever_the_addresses(
    source: Path, build: Callable[..., Build], builder: str
) -> None:
    """Pages as folders, or all on one page."""
    made = build(source, builder)
    name = "drawings/index" if builder == "dirhtml" else "index"
    page = made.page(name)

    (href,) = {
        str(a)
        for a in page.xpath("//*[contains(@class, 'drawing-picture map')]//a/@href")
        if str(a).endswith("#bonn")
    }
    target = (made.app.outdir / f"{name}.html").parent / href.partition("#")[0]
    if builder == "dirhtml":
        assert (target / "index.html").is_file()
    else:
        assert href == "#bonn"
        assert page.xpath("//*[@id='bonn']")


def test_an_edition_without_places_and_relations_has_no_drawing_of_them(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """And no warning."""
    folder = project("letters")
    (folder / "drawings.rst").write_text(_PAGE, encoding="utf-8")
    with (folder / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. toctree::\n\n   drawings\n")

    made = build(folder)

    assert made.warnings == ""
    kinds = " ".join(made.page("drawings").xpath("//*[local-name()='svg']/@class"))
    assert "map" not in kinds
    assert "relations" not in kinds
