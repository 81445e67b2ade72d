"""The PDF: every word, every note, every locator; tagged, described, the same every time."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from tests.sphinxext.books import of_any, pdf_text, sphinx_build

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
pytestmark = pytest.mark.xdist_group("pdf")  # setting the edition takes long: once is enough


@pytest.fixture(scope="module")
def book(printer: str, repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of this edition."""
    target = tmp_path_factory.mktemp("books") / "pdf"
    return sphinx_build("pdf", repository / "tei", target, "-c", str(repository / "build"))


@pytest.fixture(scope="module")
def text(book: Path, tool: Callable[[str], str]) -> str:
    """All that it says."""
    return pdf_text(tool, book)


@pytest.fixture(scope="module")
def reader(book: Path) -> Any:  # noqa: ANN401 – pypdf's
    """The PDF as a program reads it."""
    return PdfReader(book)


def _letters(text: str) -> str:
    """*text* without what the setting of lines changes: spaces, hyphens, joined letters."""
    for joined, letters in {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(joined, letters)
    return re.sub(r"[\s\u00ad‐-]+", "", text)


def _lost(source: str, shown: str) -> set[str]:
    """The words of *source* that *shown* has less often."""
    whole = _letters(shown)
    words = Counter(re.findall(r"[^\W\d_]+", source))
    return {word for word, number in words.items() if whole.count(word) < number}


def _texts(path: Path, name: str) -> list[str]:
    root = etree.parse(path).getroot()
    return [" ".join(e.itertext(etree.Element)) for e in root.iter(f"{_TEI}{name}")]


@pytest.mark.parametrize("file", ["article.xml", "introduction.xml", "principles.xml"])
def test_every_word_of_the_text_is_there(file: str, text: str, sources: Path) -> None:
    """As often as in the source, header aside."""
    (whole,) = _texts(sources / file, "text")

    assert _lost(whole, text) == set()


def test_every_note_is_there(text: str, sources: Path) -> None:
    """Whole, at the foot of the page that calls it."""
    whole = _letters(text)
    notes = _texts(sources / "notes.xml", "note")

    # A footnote is set in one piece; its first words are enough to find it.
    missing = [note for note in notes if _letters(note)[:30] not in whole]

    assert len(notes) > 50
    assert missing == []
    assert _lost(" ".join(notes), text) == set()


def test_every_passage_that_an_index_names_has_its_page(text: str) -> None:
    """Paragraph and page: "p6 (12)"."""
    index = text[text.rindex("Index of persons") :]

    assert re.search(r"Ayub Khan, Mohammad,\s+article\s+p5\s+\(\d+\)", index)
    locators = re.findall(r"\b[a-z]+\d+\s+\((\d+)\)", index)
    assert len(locators) > 200
    assert "0" not in locators


def test_claims_and_certainty_are_words(text: str) -> None:
    """Behind the passage, with the page on which the claim is discussed."""
    said = " ".join(text.split())

    assert re.search(
        r"c32 supported by record: The Soviet Union as chief supplier \(p\. \d+\)", said
    )
    assert "contested interpretation" in said
    assert "(identification: low certainty)" in said


def test_heads_and_feet_say_where_one_is(text: str) -> None:
    """Chapter, version, page of all pages."""
    assert "version 0.1.0" in text
    assert re.search(r"page 12 of \d{2,3}", text)


def test_the_file_says_what_it_is(reader: Any) -> None:  # noqa: ANN401
    """Title, author, language, key words; tagged for those who have it read aloud."""
    catalog = reader.trailer["/Root"]

    assert reader.metadata.title == "Pakistan: Russia’s New Best Friend? An annotated edition"
    assert reader.metadata.author == "Arif Rafiq"
    assert "Pakistan" in reader.metadata["/Keywords"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid" in catalog["/Metadata"].get_data()


def test_bookmarks_and_anchors_lead_into_it(reader: Any, sources: Path) -> None:  # noqa: ANN401
    """Chapters by name; every id of the article's paragraphs under that same id."""
    names = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    root = etree.parse(sources / "article.xml").getroot()
    anchors = {p.get(_XML_ID) for p in root.iter(f"{_TEI}p") if p.get(_XML_ID)}

    assert names[:3] == ["Contents", "Introduction", "Pakistan: Russia's New Best Friend?"]
    assert anchors - set(reader.named_destinations) == set()


def test_no_note_runs_off_its_page(book: Path, tool: Callable[[str], str]) -> None:
    """What is set beyond the edge would be lost: all words lie within the page."""
    done = subprocess.run(
        [tool("pdftotext"), "-bbox", str(book), "-"], capture_output=True, check=True
    )
    pages = re.split(rb"<page ", done.stdout)[1:]
    edges = re.compile(rb'yMin="(-?[\d.]+)" xMax="[^"]+" yMax="(-?[\d.]+)"')
    height = 240 / 25.4 * 72  # the page is 24 cm high
    outside = {
        number
        for number, page in enumerate(pages, 1)
        for word in edges.finditer(page)
        if float(word[1]) < 0 or float(word[2]) > height
    }

    assert len(pages) > 100
    assert outside == set()


def test_a_book_is_the_same_every_time(printer: str, project: Callable[[str], Path]) -> None:
    """Byte by byte."""
    source = project("letters")

    one = sphinx_build("pdf", source, source.parent / "one")
    other = sphinx_build("pdf", source, source.parent / "other", "-j", "2")

    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("folder", ["moliere", "tei-tests"])
def test_texts_of_others_lose_no_word(
    folder: str, printer: str, shared: Path, tmp_path: Path, tool: Callable[[str], str]
) -> None:
    """Drama, verse, notes of all sorts."""
    source = shared / "corpora" / folder
    book = of_any(source, tmp_path / "out", "pdf")
    shown = pdf_text(tool, book)

    for path in source.glob("testdrama.xml" if folder == "tei-tests" else "*.xml"):
        assert _lost(" ".join(_texts(path, "body")), shown) == set(), path.name


def test_nothing_but_the_book_is_fetched(printer: str, project: Callable[[str], Path]) -> None:
    """An address that is neither the sheet nor a picture of the edition is refused."""
    from edition.sphinxext.pdf.press import _Fetcher  # noqa: PLC0415

    fetcher = _Fetcher({})

    for address in ("file:///etc/passwd", "https://example.org/a.png", "http://book.invalid/../x"):
        with pytest.raises(ValueError, match="no part of the book"):
            fetcher.fetch(address)
