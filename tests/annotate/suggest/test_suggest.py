"""What could be marked up is suggested, and what is marked up already is not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.annotate.suggest import Suggestion, suggest
from edition.annotate.suggest.capitals import names
from edition.annotate.suggest.dates import dates
from edition.model import Edition, assemble, documents, load, read
from edition.tei.parse import parse

_REGISTER = """
<standOff><listPerson>
  <person xml:id="bhutto"><persName>Zulfikar Ali Bhutto</persName><persName type="index">Bhutto, Zulfikar Ali</persName></person>
  <person xml:id="berg"><persName>Anna Berg</persName></person><person xml:id="berg2"><persName>Emil Berg</persName></person>
</listPerson><listPlace>
  <place xml:id="us"><placeName>United States</placeName><placeName type="variant">America</placeName></place>
  <place xml:id="wp"><placeName>West Pakistan</placeName></place><place xml:id="p"><placeName>Pakistan</placeName></place>
</listPlace><listOrg>
  <org xml:id="alliance"><orgName>Northern Alliance (United Front)</orgName></org>
  <org xml:id="pair"><orgName>Pakistan and West Pakistan (pair)</orgName></org>
</listOrg></standOff>"""


def _edition(text: str, language: str = "en") -> Edition:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}"><teiHeader/>{_REGISTER}<text><body><p xml:id="x">{text}</p></body></text></TEI>'
    return assemble([read(parse(tei.encode(), "a.xml")).part])


def _suggested(text: str, language: str = "en") -> list[tuple[str, str, list[str]]]:
    return [
        (s.words, s.element, [c.target.removeprefix("a.xml#") for c in s.candidates])
        for s in suggest(_edition(text, language), "a.xml")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then Zulfikar Ali Bhutto came.", ("Zulfikar Ali Bhutto", "persName", ["bhutto"])),
        ("Then Ali Bhutto came.", ("Ali Bhutto", "persName", ["bhutto"])),
        ("Then Bhutto’s men came.", ("Bhutto", "persName", ["bhutto"])),
        (
            "Then Minister Zulfiqar Ali Bhutto came.",
            ("Zulfiqar Ali Bhutto", "persName", ["bhutto"]),
        ),
        ("Then Berg came.", ("Berg", "persName", ["berg", "berg2"])),
        ("in the U.S. and", ("U.S.", "placeName", ["us"])),
        ("in the US and", ("US", "placeName", ["us"])),
        ("in  West\n Pakistan’s", ("West Pakistan", "placeName", ["wp"])),
        ("the Northern Alliance", ("Northern Alliance", "orgName", ["alliance"])),
        ("on September 27, 2015,", ("September 27, 2015", "date", ["2015-09-27"])),
        ("on 2 June 1949", ("2 June 1949", "date", ["1949-06-02"])),
        ("in the 1950s", ("1950s", "date", ["195X"])),
        ("the Foobar people", ("Foobar", "", [])),
        ("some Northern Aliance", ("Northern Aliance", "", ["alliance"])),
    ],
)
def test_names_and_dates_are_found(text: str, expected: tuple[str, str, list[str]]) -> None:
    """In the forms in which texts have them."""
    assert expected in _suggested(text)


@pytest.mark.parametrize(
    "text",
    [
        '<persName ref="#bhutto">Zulfikar Ali Bhutto</persName>',
        '<persName ref="#bhutto">Zulfikar Ali Bhutto</persName> came; <placeName ref="#wp">West Pakistan</placeName>',
        '<date when="1949">in 1949</date>',
        "Then nobody came on 31 February.",
        "Monday came, and May.",
    ],
)
def test_nothing_is_suggested_twice_or_for_nothing(text: str) -> None:
    """What is marked up, and capitals that mean nothing."""
    assert _suggested(text) == []


def test_names_within_what_is_described_are_suggested() -> None:
    """A place in the words of an event is a place."""
    text = 'after <rs type="event" ref="#e">the fall of West Pakistan</rs>'
    assert ("West Pakistan", "placeName", ["wp"]) in _suggested(text)


def test_a_pair_is_two_names() -> None:
    """Its members are suggested, not the pair."""
    assert [words for words, _, _ in _suggested("between Pakistan and West Pakistan")] == [
        "Pakistan",
        "West Pakistan",
    ]


def test_german_nouns_are_no_names() -> None:
    """All of them have capitals."""
    assert _suggested("Der Mann und das Haus.", "de") == []


@given(st.text(st.sampled_from("Pakistan UW.’'-1949 \u0301é𝄞\n"), max_size=60))
def test_offsets_are_those_of_the_words(text: str) -> None:
    """Whatever stands in a text."""
    for start, end in names(text):
        assert text[start:end].strip() == text[start:end] != ""
    for dated in dates(text):
        assert re.search(r"\d{4}", text[dated.start : dated.end])
    escaped = text.replace("&", "").replace("<", "")
    edition = _edition(f"x {escaped}")
    words = edition.passages["a.xml#x"].text
    assert all(words[s.start : s.end] == s.words for s in suggest(edition, "a.xml"))


def _without(folder: Path, register: str) -> Edition:
    """This edition with no mention of what is in one register."""
    parts = []
    for document in documents(folder):
        data = document.data
        if document.name == "article.xml":
            root = etree.fromstring(data)
            for element in root.iterfind(".//{*}text//*[@ref]"):
                if element.get("ref", "").startswith(register):
                    element.tag = "{http://www.tei-c.org/ns/1.0}gone"
            etree.strip_tags(root, "{http://www.tei-c.org/ns/1.0}gone")
            data = etree.tostring(root)
        parts.append(read(parse(data, document.name)).part)
    return assemble(parts)


@pytest.mark.parametrize(
    ("register", "kinds"),
    [("places.xml", {"place"}), ("persons.xml", {"person"})],
)
def test_mentions_that_were_taken_out_are_found_again(
    sources: Path, shared: Path, register: str, kinds: set[str]
) -> None:
    """Nine names of ten, and nine suggestions of ten are right: measured by the scholars' list."""
    listed = json.loads((shared / "editorial/entities.json").read_text(encoding="utf-8"))[
        "mentions"
    ]
    of_kind = [m for m in listed if m["type"] in kinds]
    every = {(m["unit"], m["surface"], m["entity"]) for m in of_kind}
    named = {(m["unit"], m["surface"], m["entity"]) for m in of_kind if m["kind"] == "name"}

    found = {
        _as_listed(s)
        for s in suggest(_without(sources, register), "article.xml")
        if s.method == "register"
    }

    assert len(named & found) >= 0.9 * len(named)
    assert len(every & found) >= 0.9 * len(found)


def _as_listed(suggestion: Suggestion) -> tuple[str, str, str]:
    return (
        suggestion.passage.partition("#")[2],
        suggestion.words,
        suggestion.candidates[0].target.partition("#")[2],
    )


def test_every_corpus_can_be_asked(shared: Path) -> None:
    """No text, no register and no language is too strange."""
    for name in ("schnitzler-tagebuch", "isicily", "muqtabas", "serafin"):
        edition = load(shared / "corpora" / name)
        for file in edition.texts:
            for suggestion in suggest(edition, file):
                text = edition.passages[suggestion.passage].text
                assert text[suggestion.start : suggestion.end] == suggestion.words
