"""Each format, read by a program of others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import bibtexparser  # type: ignore[import-untyped]
import jsonschema  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]
import yaml  # type: ignore[import-untyped]
from bibtexparser.bparser import BibTexParser  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from edition.cite.citations import Citation, cite, place
from edition.cite.formats import (
    biblatex,
    bibtex,
    cff,
    csl_json,
    latex,
    markdown,
    ris,
    robust_link,
    tei,
)
from edition.cite.formats import html as html_format
from edition.cite.locators import Locator
from edition.cite.rich import Run
from edition.errors import UsageError
from edition.model import Edition

_BASE = "https://example.org/"
_TEI = {"t": "http://www.tei-c.org/ns/1.0"}
#: The properties of CSL-JSON 1.0.2 that are written here, as its schema has them.
_NAME = {
    "type": "object",
    "properties": {
        name: {"type": "string"}
        for name in ("family", "given", "non-dropping-particle", "suffix", "literal")
    },
    "additionalProperties": False,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
        },
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": ["book", "chapter"]},
            "id": {"type": ["string", "number"]},
            **{name: {"type": "array", "items": _NAME} for name in ("author", "editor")},
            **dict.fromkeys(("issued", "accessed", "original-date"), _DATE),
            **{
                name: {"type": "string"}
                for name in (
                    "URL", "container-title", "edition", "language", "original-publisher",
                    "original-publisher-place", "publisher", "publisher-place", "title",
                )
            },
            "custom": {"type": "object"},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}  # fmt: skip
#: What could do something in one of the formats.
_HOSTILE = "A {B} & <i>C</i> % $D_E^F~ \\input{x} \" ' # @k, and\r\nER  - \nTY  - BOOK"


@pytest.fixture
def paragraph(article: Edition) -> Citation:
    """Paragraph 6 of the article."""
    return cite(article, place(article, "p6"), _BASE)


@pytest.fixture
def hostile(made: Callable[..., Edition]) -> Citation:
    """A text whose title and names would break out of every format."""
    words = _HOSTILE.replace("&", "&amp;").replace("<", "&lt;")
    edition = made(
        f"<titleStmt><title>{words}</title><title level='m'>{words}!</title>"
        f"<author>{words}</author><editor><surname>{words}</surname></editor></titleStmt>"
        f"<publicationStmt><publisher>{words}</publisher><date>{words} 1999</date></publicationStmt>"
    )
    citation = cite(edition, place(edition, "p1"), _BASE)
    return replace(citation, quote=_HOSTILE)


def test_bibtex(paragraph: Citation) -> None:
    """One record, with the month as a macro and what has no field in the note."""
    (entry,) = bibtexparser.loads(
        bibtex.write(paragraph), BibTexParser(common_strings=True)
    ).entries

    assert entry["ENTRYTYPE"] == "incollection"
    assert entry["ID"] == "article-p6"
    assert entry["author"] == "Rafiq, Arif"
    assert entry["title"] == "{Pakistan: Russia’s New Best Friend?}"
    assert entry["editor"] == "{The editors of tei-edition}"
    assert (entry["year"], entry["month"]) == ("2026", "November")
    assert entry["url"] == "https://example.org/article.html#p6"
    assert entry["note"] == "Paragraph 6; first published 2015-09-27, The National Interest"


def test_biblatex(paragraph: Citation) -> None:
    """The original has fields of its own, and a bare postnote counts paragraphs."""
    written = biblatex.write(paragraph)
    (entry,) = bibtexparser.loads(written, BibTexParser(common_strings=True)).entries

    assert entry["date"] == "2026-11-24"
    assert entry["origdate"] == "2015-09-27"
    assert entry["pagination"] == "paragraph"
    assert entry["edition"] == "Version 0.1.0"


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        ("", "misc"),
        ("<author>A</author>", "book"),
        ("<editor>E</editor>", "collection"),
        ("<title level='m'>All</title><author>A</author>", "inbook"),
        ("<title level='m'>All</title><editor>E</editor>", "incollection"),
    ],
)
def test_biblatex_has_what_its_types_want(
    made: Callable[..., Edition], people: str, kind: str
) -> None:
    """A book has an author, a collection an editor (``biber --validate-datamodel`` wants them)."""
    edition = made(f"<titleStmt><title>T</title>{people}</titleStmt>")

    assert biblatex.write(cite(edition, place(edition, "p1"))).startswith(f"@{kind}{{text-p1,")


def test_ris(paragraph: Citation) -> None:
    """A chapter, which keeps editor and edition."""
    (entry,) = rispy.loads(ris.write(paragraph))

    assert entry["type_of_reference"] == "CHAP"
    assert entry["authors"] == ["Rafiq, Arif"]
    assert entry["title"] == "Pakistan: Russia’s New Best Friend?"
    assert entry["secondary_authors"] == ["The editors of tei-edition"]
    assert entry["edition"] == "Version 0.1.0"
    assert entry["urls"] == ["https://example.org/article.html#p6"]
    assert entry["date"] == "2026/11/24/"
    assert "Paragraph 6" in entry["notes"]


def test_csl_json(paragraph: Citation, article: Edition) -> None:
    """Several items in one list; the locator is no part of an item, and stands aside."""
    items = json.loads(csl_json.write([paragraph, cite(article, place(article, "c02"))]))

    jsonschema.validate(items, _SCHEMA)
    assert items[0]["custom"] == {"locator": "6", "label": "paragraph"}
    assert items[1]["title"] == "The Soviet invitation and its acceptance"


def test_cff(paragraph: Citation) -> None:
    """The edition, and the passage as what to cite of it."""
    read = yaml.safe_load(cff.write(paragraph))

    assert read["cff-version"] == "1.2.0"
    assert read["title"] == "Pakistan: Russia’s New Best Friend? An annotated edition"
    preferred = read["preferred-citation"]
    assert preferred["authors"] == [{"family-names": "Rafiq", "given-names": "Arif"}]
    assert preferred["year-original"] == 2015
    assert preferred["section"] == "paragraph 6"


def test_cff_needs_an_author(made: Callable[..., Edition]) -> None:
    """If nobody is named, the format has a name for that."""
    edition = made("<titleStmt><title>T</title></titleStmt>")
    read = yaml.safe_load(cff.write(cite(edition, place(edition, "p1"))))

    assert read["authors"] == read["preferred-citation"]["authors"] == [{"name": "anonymous"}]


def test_tei(paragraph: Citation) -> None:
    """A bibl with the paragraph as cited range."""
    bibl = etree.fromstring(tei.write(paragraph))

    assert bibl.tag == "{http://www.tei-c.org/ns/1.0}bibl"
    assert bibl.xpath("string(t:author/t:persName/t:surname)", namespaces=_TEI) == "Rafiq"
    assert bibl.xpath("string(t:title[@level='m'])", namespaces=_TEI).endswith("annotated edition")
    (cited,) = bibl.xpath("t:citedRange", namespaces=_TEI)
    assert dict(cited.attrib) == {"unit": "paragraph", "from": "6"}
    assert (
        bibl.xpath("string(t:ref/@target)", namespaces=_TEI)
        == "https://example.org/article.html#p6"
    )


def test_a_robust_link(paragraph: Citation) -> None:
    """Has the address, the day of the version and, if versions stay somewhere, where."""
    link = html.fromstring(
        robust_link.write(paragraph, "https://example.org/0.1.0/article.html#p6")
    )

    assert link.get("href") == link.get("data-originalurl") == paragraph.url
    assert link.get("data-versiondate") == "2026-11-24"
    assert link.get("data-versionurl") == "https://example.org/0.1.0/article.html#p6"
    assert link.text == "Pakistan: Russia’s New Best Friend?, paragraph 6"


def test_a_link_needs_an_address(article: Edition) -> None:
    """It is not invented."""
    with pytest.raises(UsageError) as error:
        robust_link.write(cite(article, place(article, "p6")))

    assert "html_baseurl" in str(error.value.hint)


def test_nothing_breaks_out_of_bibtex(hostile: Citation) -> None:
    """One record, with all braces in pairs and no command of LaTeX that is not ours."""
    for write in (bibtex.write, biblatex.write):
        written = write(hostile)
        assert len(bibtexparser.loads(written, BibTexParser(common_strings=True)).entries) == 1
        bare = re.sub(r"\\[{}]", "", written)
        assert bare.count("{") == bare.count("}")
        assert "\\input" not in written


def test_nothing_breaks_out_of_ris(hostile: Citation) -> None:
    """One record of as many lines as there are fields."""
    assert len(rispy.loads(ris.write(hostile))) == 1
    assert len(re.findall("^TY  - ", ris.write(hostile), re.MULTILINE)) == 1


def test_nothing_breaks_out_of_the_others(hostile: Citation) -> None:
    """TEI is well-formed, JSON valid, a link one element without more attributes."""
    etree.fromstring(tei.write(hostile))
    jsonschema.validate(json.loads(csl_json.write([hostile])), _SCHEMA)
    assert yaml.safe_load(cff.write(hostile))["preferred-citation"]["title"] == " ".join(
        _HOSTILE.split()
    )
    link = html.fromstring(robust_link.write(hostile))
    assert link.tag == "a"
    assert len(link) == 0
    assert set(link.attrib) == {"href", "data-originalurl", "data-versiondate"}


def test_html_is_escaped_and_leads_to_the_web_only() -> None:
    """Words, marks, addresses."""
    rich = (
        Run("<b>&", ("emph",)),
        Run("x", (), "javascript:alert(1)"),
        Run("y", ("strong", "smallcaps"), 'https://example.org/?a="b"'),
    )

    assert html_format.write(rich) == (
        '<i>&lt;b&gt;&amp;</i>x<a href="https://example.org/?a=&quot;b&quot;">'
        '<b><span style="font-variant:small-caps">y</span></b></a>'
    )


def test_markdown_is_escaped() -> None:
    """What is no mark of ours is a character."""
    rich = (
        Run("1. A *b* [c](d) ", ()),
        Run("Title ", ("emph",)),
        Run("u", (), "https://example.org/"),
    )

    assert markdown.write(rich) == (r"1\. A \*b\* \[c\](d) *Title* [u](<https://example.org/>)")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_latex_has_its_braces_in_pairs(words: str) -> None:
    """Whatever the words are."""
    bare = re.sub(r"\\[{}]", "", latex.escaped(words))

    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize(
    ("anchors", "key"),
    [("p6", "text-p6"), ("p_6", "text-p-6"), ("é1", "text-e-1"), ("章1", "text--1")],
)
def test_keys_are_ascii(made: Callable[..., Edition], anchors: str, key: str) -> None:
    """Every BibTeX takes them."""
    edition = made()
    citation = replace(cite(edition, place(edition, "p1")), anchors=anchors)

    assert latex.record_key(citation) == key


def test_a_run_of_paragraphs(article: Edition) -> None:
    """In the plural, with both ends."""
    citation = cite(article, place(article, "p6-p8"), _BASE)

    assert citation.locator == Locator("paragraph", "6", "8")
    assert "N1  - Paragraphs 6–8" in ris.write(citation)
    assert 'from="6" to="8"' in tei.write(citation)
