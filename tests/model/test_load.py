"""The model of this edition, and of small ones."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

import edition
from edition.model import Edition, assemble, read
from edition.tei.parse import parse


@pytest.fixture(scope="module")
def article(sources: Path) -> Edition:
    """This edition."""
    return edition.load(sources)


def _one(body: str, header: str = "", name: str = "x.xml") -> Edition:
    data = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>'
        f"<text><body>{body}</body></text></TEI>"
    )
    return assemble([read(parse(data.encode(), name)).part])


def test_everything_of_the_edition_is_there(article: Edition) -> None:
    """As many as the dossier counts."""
    mentions = [
        m
        for m in article.mentions
        if m.span.block.startswith("article.xml#") and m.subtype != "vehicle"
    ]
    dates = [d for d in article.dates if d.span.block.startswith("article.xml#")]

    assert len(mentions) + len(dates) == 284
    assert len(dates) == 32
    assert len(article.claims) == 45
    assert len(article.sources) == 133
    assert len([e for e in article.entities.values() if e.subtype != "context"]) == 101
    assert len(article.events) == 45
    assert article.dangling == ()


def test_a_passage_is_found_by_its_key(article: Edition) -> None:
    """With its words, its kind, its number and what it stands in."""
    sentence = article.passages["article.xml#p4.s2"]
    paragraph = article.passages["article.xml#p4"]

    assert sentence.kind == "sentence"
    assert sentence.parent == "article.xml#p4"
    assert sentence.text.startswith("That year, Pakistan’s first prime minister, Liaquat")
    assert sentence.text in paragraph.text
    assert (paragraph.n, paragraph.parent, paragraph.stable) == ("4", "article.xml#d2", True)


def test_mentions_know_their_words_and_context(article: Edition) -> None:
    """Offsets count in the text of the block."""
    for mention in article.mentions:
        block = article.passages[mention.span.block]
        assert mention.span.words == block.text[mention.span.start : mention.span.end]
    (diplomat,) = article.mentions_of["persons.xml#unnamed-senior-diplomat"][:1]
    before, after = article.context(diplomat.span, 40)
    assert before == ""
    assert after.startswith(" disputes that account as inaccurate")


def test_the_account_of_1949_and_back(article: Edition) -> None:
    """From the words to the claim, its positions, evidence, and the uses of a source."""
    (claim,) = article.claims_on["article.xml#c03.words"]

    assert claim.title == "The cancellation story"
    assert len(claim.positions) == 8
    assert claim.positions[0].stance == "article.xml#asserts"
    assert "bibliography.xml#fatemi-2012" in claim.positions[2].evidence
    assert "claims.xml#c03" in article.uses_of["bibliography.xml#fatemi-2012"]
    span = article.words_at(claim.targets[0])
    assert span is not None
    assert span.words.startswith("upon receiving an invitation from Washington")
    (relation,) = article.relations_of["persons.xml#unnamed-senior-diplomat"]
    assert (relation.name, relation.cert) == ("possiblyIdenticalWith", "medium")


def test_the_copy_is_what_the_header_says(article: Edition, sources: Path) -> None:
    """The model's own copy reading has the recorded digest too."""
    from edition.tei.names import NAMESPACES  # noqa: PLC0415
    from edition.tei.parse import parse_file  # noqa: PLC0415
    from edition.tei.text import copy_text  # noqa: PLC0415

    document = parse_file(sources / "article.xml", sources)
    text = document.root.find("tei:text", NAMESPACES)

    assert text is not None
    digest = hashlib.sha256(copy_text(text).encode()).hexdigest()
    assert article.works["article.xml"].copy_digest == digest


def test_departures_are_recorded(article: Edition) -> None:
    """What the edition changed, with what the copy has."""
    found = {(d.kind, d.reading, d.copy) for d in article.departures}

    assert ("correction", ".", " .") in found
    assert ("supplied", "with", "") in found
    assert ("regularisation", "Russia, India, Pakistan", "RussiaIndiaPakistan") in found
    assert any(kind == "gap" for kind, _, _ in found)


def test_an_edition_can_be_stored(article: Edition) -> None:
    """Parts are plain data."""
    parts = pickle.loads(pickle.dumps(list(article.parts.values())))  # noqa: S301 – our own

    assert list(article.parts.values()) == parts


def test_ids_given_twice_are_reported_and_the_first_is_taken() -> None:
    """With the lines of both."""
    made = _one('<p xml:id="a">one</p>\n<p xml:id="a">two</p>')

    (part,) = made.parts.values()
    assert part.duplicate_ids == (("a", (1, 2)),)
    assert made.passages["x.xml#a"].text == "one"
    assert made.passages["x.xml#p2"].text == "two"


def test_a_title_is_found_whatever_the_header_has() -> None:
    """The header's, the first heading, or the name of the file."""
    header = "<fileDesc><titleStmt><title>Of the header</title></titleStmt></fileDesc>"

    assert _one("<p/>", header).works["x.xml"].title == "Of the header"
    assert _one("<head>Of the text</head><p/>").works["x.xml"].title == "Of the text"
    assert _one("<p/>").works["x.xml"].title == "x"


def test_a_bare_or_local_pointer_reaches_a_register_elsewhere() -> None:
    """As real editions write them: #id of another file, id without #, @key."""
    text = read(
        parse(
            b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>'
            b'<persName ref="#a">A</persName> <persName ref="a">A</persName> '
            b'<persName key="a">A</persName></p></body></text></TEI>',
            "text.xml",
        )
    )
    register = read(
        parse(
            b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>'
            b'<person xml:id="a"><persName>Anna</persName></person></listPerson></standOff></TEI>',
            "persons.xml",
        )
    )

    made = assemble([text.part, register.part])

    assert len(made.mentions_of["persons.xml#a"]) == 3


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(edition.UnreadableError, match="no such folder"):
        edition.load(tmp_path / "nowhere")
