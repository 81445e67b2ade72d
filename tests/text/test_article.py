"""The article: the text is the copy's, and every mention and date of the dossier is tagged."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.text import reading
from tests.text.reading import TEI, XML_ID, from_dossier


@pytest.fixture(scope="module")
def dossier(shared: Path) -> dict[str, Any]:
    """The scholars' list of entities, mentions and dates."""
    data = from_dossier(shared, "entities.json")
    assert isinstance(data, dict)
    return data


def test_reading_sic_for_corr_gives_the_recorded_copy(article: etree._Element) -> None:
    """The SHA-256 of the copy reading is the one that the header records."""
    recorded = article.findtext(f".//{TEI}idno[@type='sha256']")

    digest = hashlib.sha256(reading.copy_reading(article).encode()).hexdigest()

    assert recorded == digest


def test_the_copy_reading_is_the_copy_text(article: etree._Element, shared: Path) -> None:
    """Character for character."""
    copy = (shared / "editorial" / "copy-text.txt").read_bytes().decode("utf-8")

    assert copy == reading.copy_reading(article)


def test_the_edition_mends_three_places_and_no_others(article: etree._Element) -> None:
    """A stray space, a missing word, three tags run together; the first title is left out."""
    changed = {}
    for identifier, element in reading.units(article):
        if identifier:
            copy, edited = reading.unit(element), reading.unit(element, edited=True)
            assert "  " not in edited.text
            if copy.text != edited.text:
                changed[identifier] = (copy.text, edited.text)

    assert set(changed) == {"t1", "k1", "p2", "p4"}
    assert changed["t1"][1] == ""
    assert changed["k1"][1] == changed["k1"][0].replace(
        "RussiaIndiaPakistan", "Russia, India, Pakistan"
    )
    assert changed["p2"][1] == changed["p2"][0].replace("supplier .", "supplier.")
    assert changed["p4"][1] == changed["p4"][0].replace(
        "begins a purportedly", "begins with a purportedly"
    )


def test_the_byline_is_supplied_with_its_witnesses(article: etree._Element) -> None:
    """The copy names no author; three reposts do, and the header has them as witnesses."""
    supplied = article.find(f".//{TEI}byline/{TEI}supplied")
    assert supplied is not None
    witnesses = {f"#{witness.get(XML_ID)}" for witness in article.iter(f"{TEI}witness")}

    assert supplied.text == "Arif Rafiq"
    assert set(supplied.get("source", "").split()) == {"#B", "#C", "#D"} <= witnesses


def test_units_and_sentences_have_their_ids(article: etree._Element) -> None:
    """All 18 units, and within paragraphs sentences numbered from one."""
    expected = [
        "t1",
        "k1",
        "t2",
        "s1",
        "p1",
        "p2",
        "p3",
        "h1",
        "p4",
        "p5",
        "p6",
        "p7",
        "p8",
        "p9",
        "h2",
        "p10",
        "p11",
        "p12",
    ]
    found = [identifier for identifier, _ in reading.units(article) if identifier]

    assert expected == found
    for paragraph in article.iter(f"{TEI}p"):
        identifier = paragraph.get(XML_ID)
        if identifier and article.find(f".//{TEI}body") in list(paragraph.iterancestors()):
            sentences = [s.get(XML_ID) for s in paragraph.iter(f"{TEI}s")]
            assert [f"{identifier}.s{n}" for n in range(1, len(sentences) + 1)] == sentences
            assert sentences


def test_the_whole_text_of_a_paragraph_is_in_sentences(article: etree._Element) -> None:
    """Between sentences there is white space only."""
    for paragraph in article.iterfind(f".//{TEI}body//{TEI}p"):
        assert not (paragraph.text or "").strip()
        assert all(not (sentence.tail or "").strip() for sentence in paragraph)


def _tagged(article: etree._Element) -> Counter[tuple[str, int, int, str]]:
    """Every mention and date of the text as (unit, start, end, what it means)."""
    found: Counter[tuple[str, int, int, str]] = Counter()
    for identifier, element in reading.units(article):
        if not identifier:
            continue
        for marked in reading.unit(element).marked:
            means = _meaning(marked.element)
            if means:
                found[identifier, marked.start, marked.end, means] += 1
    return found


def _meaning(element: etree._Element) -> str:
    if reading.name(element) == "date":
        return element.get(XML_ID, "")
    if element.get("type") == "vehicle" or not element.get("ref"):
        return ""
    return element.get("ref", "").split()[0].rpartition("#")[2]


def test_every_mention_of_the_dossier_is_tagged_and_none_besides(
    article: etree._Element, dossier: dict[str, Any]
) -> None:
    """Precision and recall of the tagging are 100 %: surface, position, entity."""
    expected = Counter(
        (m["unit"], m["start"], m["end"], m["entity"] or m["temporal"]) for m in dossier["mentions"]
    )

    assert expected.total() == 284
    assert expected == _tagged(article)


def test_surfaces_are_those_of_the_dossier(
    article: etree._Element, dossier: dict[str, Any]
) -> None:
    """The words at each place are the words that the dossier quotes."""
    texts = {
        identifier: reading.unit(element).text
        for identifier, element in reading.units(article)
        if identifier
    }

    for mention in dossier["mentions"]:
        words = texts[mention["unit"]][mention["start"] : mention["end"]]
        assert mention["surface"] == words


def test_dates_have_the_values_of_the_dossier(
    article: etree._Element, dossier: dict[str, Any]
) -> None:
    """Each of the 32 temporal expressions has the attributes that the dossier proposes."""
    dates = {date.get(XML_ID): date for date in article.iterfind(f".//{TEI}body//{TEI}date")}

    assert {expression["id"] for expression in dossier["temporal"]} == set(dates)
    for expression in dossier["temporal"]:
        proposed = etree.fromstring(expression["tei"].partition(">")[0].rstrip("/") + "/>")
        tagged = dates[expression["id"]]
        for attribute in ("when", "from", "to", "notBefore", "notAfter", "cert"):
            assert proposed.get(attribute) == tagged.get(attribute), expression["id"]


def test_values_beyond_iso_say_by_which_rule(article: etree._Element) -> None:
    """What is written in EDTF says so, and the rule is in the header."""
    custom = article.xpath("//*[@when-custom]")
    assert isinstance(custom, list)

    assert custom
    for date in custom:
        assert isinstance(date, etree._Element)
        assert date.get("datingMethod") == "#edtf"
    assert article.xpath("//*[local-name() = 'stdVals'][@xml:id = 'edtf']")


def test_the_words_of_a_capital_are_told_from_mentions_of_the_city(
    article: etree._Element, dossier: dict[str, Any]
) -> None:
    """Inside each metonym of the dossier stands its vehicle, the city, marked as such."""
    vehicles = Counter(
        (metonym.get("ref", "").split()[0].rpartition("#")[2], ref.rpartition("#")[2])
        for metonym in article.iterfind(f".//{TEI}body//{TEI}rs[@subtype='metonym']")
        for ref in [metonym[0].get("ref", "")]
        if metonym[0].get("type") == "vehicle"
    )

    assert vehicles == Counter(
        (m["metonymy"]["referent"], m["metonymy"]["vehicle"])
        for m in dossier["mentions"]
        if m.get("metonymy")
    )


def test_the_words_of_every_claim_are_marked(article: etree._Element, shared: Path) -> None:
    """``seg`` has exactly the words that the dossier quotes, at their place."""
    claims = from_dossier(shared, "claims.json")
    marked = {}
    for identifier, element in reading.units(article):
        if not identifier:
            continue
        made = reading.unit(element)
        for m in made.marked:
            if reading.name(m.element) == "seg":
                marked[m.element.get(XML_ID)] = (identifier, m.start, m.end)

    for claim in claims["claims"]:
        expected = (claim["unit"], claim["start"], claim["end"])
        assert expected == marked[f"{claim['id']}.words"]


def test_the_gap_after_the_last_paragraph_is_declared(article: etree._Element) -> None:
    """The copy is incomplete, and says so where it ends."""
    last = article.find(f".//{TEI}div[@n='3']")
    assert last is not None

    assert reading.name(last[-1]) == "gap"
    assert last[-1].get("reason") == "not-in-copy"
