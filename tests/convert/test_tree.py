"""What Pandoc has read is in the TEI, whole, with ids."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from edition.convert.document import document
from edition.convert.elements import legal
from edition.convert.header import About
from edition.convert.identify import identify, resolve
from edition.convert.tree import Text, text_of
from edition.tei.parse import parse
from tests.convert.trees import BLOCKS, NONE, Node, has_note_in_picture, said


def _everything(text: Text) -> str:
    return "".join(str(piece) for piece in text.body.itertext())


def _bare(words: str) -> str:
    """Words without space and without the quotation marks that are ours."""
    return "".join(words.split()).translate({ord("“"): None, ord("”"): None})


@given(BLOCKS)
def test_every_word_is_in_the_text(blocks: list[Node]) -> None:
    """In the order of the document, whatever its nesting; what XML does not have is U+FFFD.

    Only a note in the description of a picture stands behind the description.
    """
    found, expected = _bare(_everything(text_of(blocks))), _bare(legal(said(blocks)))

    assert found == expected or (has_note_in_picture(blocks) and sorted(found) == sorted(expected))


@given(BLOCKS)
def test_sentences_and_ids_change_no_character(blocks: list[Node]) -> None:
    """All sentences and the space between them are the paragraph, character for character."""
    text = text_of(blocks)
    before = _everything(text)

    identify(text)

    assert _everything(text) == before
    for sentence in text.body.iter("{*}s"):
        assert "".join(sentence.itertext()).strip() or len(sentence)
        assert not any(local == "s" for local in _names_above(sentence))


def _names_above(element: etree._Element) -> list[str]:
    return [etree.QName(up).localname for up in element.iterancestors()]


@given(BLOCKS)
def test_what_can_be_cited_has_an_id_of_its_own(blocks: list[Node]) -> None:
    """Divisions, headings, paragraphs, notes, sentences; pointers lead to one of them or elsewhere."""
    text = text_of(blocks)
    identify(text)
    resolve(text)

    ids = [str(name) for name in text.body.xpath(".//@xml:id")]
    assert len(ids) == len(set(ids))
    for name in ("div", "head", "note", "p", "s"):
        for element in text.body.iter(f"{{*}}{name}"):
            assert element.get("{http://www.w3.org/XML/1998/namespace}id")
    for link in text.body.iter("{*}ref"):
        target = link.get("target", "")
        assert not target.startswith("#") or target[1:] in ids


@pytest.fixture(scope="session")
def schema(shared: Path) -> etree.RelaxNG:
    """TEI All."""
    return etree.RelaxNG(etree.parse(shared / "schema" / "tei_all.rng"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(BLOCKS)
def test_any_document_becomes_valid_tei(schema: etree.RelaxNG, blocks: list[Node]) -> None:
    """Against TEI All, however its parts are in each other."""
    text = text_of(blocks)
    identify(text)
    resolve(text)

    made = parse(document(text, About("T"), Path(__file__)), "made.xml").root

    assert schema.validate(made), schema.error_log.last_error


def test_a_document_is_the_same_whenever_it_is_made() -> None:
    """No clock, no chance."""
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": "Words."}]}]

    made = {document(text_of(blocks), About("T"), Path(__file__)) for _ in range(2)}

    assert len(made) == 1
    assert etree.fromstring(made.pop()).findtext(".//{*}body/{*}p") == "Words."


def test_a_figure_is_described_once() -> None:
    """Pandoc gives the caption of a picture that stands alone as its description too."""
    words = [{"t": "Str", "c": "View"}]
    image = {"t": "Image", "c": [NONE, words, ["a.png", ""]]}
    plain = [{"t": "Plain", "c": words}]
    figure = {"t": "Figure", "c": [NONE, [None, plain], [{"t": "Plain", "c": [image]}]]}

    text = text_of([figure])

    assert "".join(text.body.itertext()) == "View"
