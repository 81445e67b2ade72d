"""What readers read of the editors: prose, without leftovers of the workshop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from tests.text.reading import TEI, XML_ID

_INTRODUCTORY = ("introduction.xml", "principles.xml")


def test_no_key_of_a_source_stands_in_prose(files: dict[str, etree._Element]) -> None:
    """Sources are pointed at and print their label; ``kux-2001`` is no word."""
    keys = {b.get(XML_ID, "") for b in files["bibliography.xml"].iter(f"{TEI}biblStruct")}
    keys -= {"geonames"}  # also a word
    word = re.compile(r"[\w][\w-]+-[\w-]*\d[\w-]*")
    # The principles show what a key looks like.
    shown = {"principles.xml": {"fatemi-2012"}}

    found = {
        (name, match)
        for name, root in files.items()
        for text in root.itertext(etree.Element)
        for match in word.findall(text)
        if match in keys and match not in shown.get(name, set())
    }

    assert found == set()


@pytest.mark.parametrize("leftover", ["(known)", "(uncertain)", "(verified)", "TODO", "/work/"])
def test_nothing_of_the_workshop_is_left(sources: Path, leftover: str) -> None:
    """Marks of the working papers have become words or attributes."""
    for path in sources.glob("*.xml"):
        text = path.read_text(encoding="utf-8")
        if leftover == "(uncertain)":  # the account's own doubt about a translation
            text = text.replace("an Urdu\n          feature (uncertain).", "")
        assert leftover not in text, path.name


def test_ranges_in_prose_have_an_en_dash(files: dict[str, etree._Element]) -> None:
    """1979–89, not 1979-89; titles are transcribed as their sources print them."""
    found = [
        (name, element.sourceline, match.group())
        for name, root in files.items()
        for element in root.iter(f"{TEI}note", f"{TEI}p", f"{TEI}item", f"{TEI}label", f"{TEI}s")
        for text in [element.text or "", *[child.tail or "" for child in element]]
        for match in re.finditer(r"\b\d{1,4}-\d{2,4}\b(?!-)", text)
    ]

    assert found == []


@pytest.mark.parametrize("name", _INTRODUCTORY)
def test_introductory_texts_can_be_cited(files: dict[str, etree._Element], name: str) -> None:
    """Every paragraph, list item and division has an id; the text has substance."""
    text = files[name].find(f"{TEI}text")
    assert text is not None

    assert 900 <= len(" ".join("".join(text.itertext()).split()).split()) <= 1400
    for element in text.iter(f"{TEI}div", f"{TEI}p", f"{TEI}item"):
        assert element.get(XML_ID), element.sourceline


def test_notes_stand_in_the_order_of_the_text(
    files: dict[str, etree._Element], article: etree._Element
) -> None:
    """Commentary is numbered in the order of the paragraphs that it explains."""
    order = {element.get(XML_ID): place for place, element in enumerate(article.iter())}
    unit: dict[str, int] = {}
    for element in article.iter():
        identifier = element.get(XML_ID)
        if identifier:
            holders = [element, *element.iterancestors()]
            block = next((h for h in holders if h.tag in {f"{TEI}p", f"{TEI}head"}), element)
            unit[identifier] = order[block.get(XML_ID)]
    commentary = files["notes.xml"].find(f".//{TEI}listAnnotation[@type='commentary']")
    assert commentary is not None
    annotations = commentary.findall(f"{TEI}annotation")
    places = [unit[a.get("target", "").rpartition("#")[2]] for a in annotations]

    assert 40 <= len(annotations) <= 60
    assert sorted(places) == places
    assert [f"cn{n:02d}" for n in range(1, len(annotations) + 1)] == [
        a.get(XML_ID) for a in annotations
    ]
