"""Annotations of other programs arrive as tags, or it is said why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.edit import proven
from edition.annotate.exchange.importing import Imported, imported
from edition.annotate.exchange.items import Item, items_of
from edition.annotate.exchange.tables import read_csv, read_recogito, written_csv, written_recogito
from edition.annotate.exchange.w3c import (
    names,
    read_hypothesis,
    read_w3c,
    written_hypothesis,
    written_w3c,
)
from edition.annotate.exchange.webanno import read_tsv, written_tsv
from edition.annotate.places import Editable
from edition.annotate.tags import Markup, opened
from edition.cite.offsets import from_utf16, to_utf16
from edition.errors import UnreadableError
from edition.tei.names import local_name
from edition.tei.parse import parse
from edition.tei.splice import Splice, spliced
from tests.annotate.texts import again, editable

_TWO = '<p xml:id="p1">Ali met Bob 𝄞 and Ali.</p><p xml:id="p2">Bob left.</p>'


@pytest.fixture(scope="module")
def article(sources: Path) -> Editable:
    """The article."""
    return Editable(parse((sources / "article.xml").read_bytes(), "article.xml"))


@pytest.fixture(scope="module")
def bare(article: Editable) -> Editable:
    """The article without the tags that are names, dates and titles."""
    splices: list[Splice] = []
    for passage in article.reading.part.passages:
        if not passage.text or passage.key in article.reading.part.words:
            continue
        trace = article.trace(passage.id)
        for element, (start, end) in trace.extents.items():
            if _is_name(local_name(element)) and start < end and element.attrib:
                splices += opened(article, element)
    return again(article, spliced(article.document.data, splices))


def _is_name(name: str) -> bool:
    return name in {"persName", "placeName", "orgName", "rs", "date", "title", "term", "quote"}


def _said(items: list[Item], *, all_attributes: bool = True) -> list[tuple[object, ...]]:
    """What annotations say, without their numbers and the ids of elements."""
    rows = []
    for item in items:
        if _is_name(item.markup.name):
            known = {k: v for k, v in item.markup.attributes.items() if k != "xml:id"}
            said = known if all_attributes else {k: v for k, v in known.items() if k == "ref"}
            rows.append(
                (item.anchor, item.start, item.end, item.markup.name, str(sorted(said.items())))
            )
    return sorted(rows)


def _apply(text: Editable, items: list[Item]) -> tuple[Editable, Imported]:
    made = imported(text, items)
    assert made.edit is not None
    assert len(made.outcomes) == len(items)
    return again(text, proven(text.reading, made.edit)), made


@pytest.mark.parametrize("form", ["w3c", "csv", "hypothesis"])
def test_all_tags_of_the_article_go_out_and_come_back(
    article: Editable, bare: Editable, form: str
) -> None:
    """With all that they say, nested as they were."""
    items = [item for item in items_of(article) if _is_name(item.markup.name)]
    texts = {"article.xml": article}
    back = {
        "w3c": lambda: read_w3c(written_w3c(items).encode(), "a"),
        "csv": lambda: read_csv(written_csv(items).encode(), "a"),
        "hypothesis": lambda: read_hypothesis(
            written_hypothesis(items, texts).encode(), "a", texts
        ),
    }[form]()

    marked, made = _apply(bare, back)

    assert [outcome.reason for outcome in made.outcomes if outcome.status != "applied"] == []
    assert len(items) > 290
    assert _said(list(items_of(marked))) == _said(items)


def test_webanno_has_elements_and_entities(article: Editable, bare: Editable) -> None:
    """Which are what its layer has; the words and their order are those of the text."""
    items = [item for item in items_of(article) if _is_name(item.markup.name)]
    back = read_tsv(written_tsv(article, items).encode(), "a", bare)

    assert len(back) == len(items)
    marked, made = _apply(bare, back)
    applied = [outcome for outcome in made.outcomes if outcome.status == "applied"]
    assert len(applied) == len(items)
    words = sorted((item.exact, item.markup.name, item.markup.get("ref")) for item in items)
    found = [item for item in items_of(marked) if _is_name(item.markup.name)]
    bare_dates = [
        i
        for i in items
        if not i.markup.get("ref") and i.markup.name in {"date", "quote", "term", "title"}
    ]
    assert len(found) == len(items) - len(bare_dates)
    assert set(words) >= {(i.exact, i.markup.name, i.markup.get("ref")) for i in found}


def test_recogito_has_persons_places_and_events(article: Editable, bare: Editable) -> None:
    """At their places."""
    items = list(items_of(article))
    back = read_recogito(written_recogito(items).encode(), "a")

    _, made = _apply(bare, back)
    assert {outcome.status for outcome in made.outcomes} == {"applied"}
    assert len(back) > 150


def test_what_is_not_certain_is_queued_and_what_is_not_there_refused() -> None:
    """Never guessed; the rest is applied all the same."""
    rows = "passage,quote,prefix,as,ref\np1,Ali,,persName,#a\np1,Ali,and,persName,#a\n,left,,rs,#l\n,Eve,,rs,#e\np9,Bob,,rs,#b\np1,Bob,,,#b\n"
    text = editable(_TWO)
    made = imported(text, read_csv(rows.encode(), "a.csv"))

    assert [(o.item.number, o.status) for o in made.outcomes] == [
        (1, "queued"), (2, "applied"), (3, "applied"), (4, "refused"), (5, "refused"), (6, "refused")
    ]  # fmt: skip
    assert made.outcomes[0].choices == (("p1", 0, 3), ("p1", 18, 21))
    assert "p9" in made.outcomes[4].reason
    assert made.edit is not None
    data = proven(text.reading, made.edit)
    assert b'and <persName ref="#a">Ali</persName>.' in data


def test_what_would_overlap_is_queued() -> None:
    """The first is applied, the second needs a decision."""
    rows = "passage,quote,as\np1,Ali met Bob,rs\np1,Bob 𝄞,rs\n"

    made = imported(editable(_TWO), read_csv(rows.encode(), "a.csv"))

    assert [outcome.status for outcome in made.outcomes] == ["applied", "queued"]
    assert "would overlap" in made.outcomes[1].reason


def test_hypothesis_counts_in_utf16() -> None:
    """A sign outside the first plane is two of its units."""
    text = editable(_TWO)
    row = {
        "uri": "https://edition.example/a.html#p1",
        "tags": ["persName", "persons.xml#ali"],
        "target": [{"selector": [
            {"type": "TextQuoteSelector", "exact": "Ali", "prefix": "", "suffix": ""},
            {"type": "TextPositionSelector", "start": 19, "end": 22},
        ]}],
    }  # fmt: skip
    (item,) = read_hypothesis(json.dumps({"rows": [row]}).encode(), "h", {"a.xml": text})

    assert (item.anchor, item.start, item.end) == ("p1", 18, 21)
    marked, _ = _apply(text, [item])
    assert b"and <persName" in marked.document.data


@given(st.text("a𝄞é", max_size=12), st.data())
def test_offsets_in_utf16_and_back(text: str, draw: st.DataObject) -> None:
    """For every place of every text."""
    offset = draw.draw(st.integers(0, len(text)))

    assert from_utf16(text, to_utf16(text, offset)) == offset


def test_annotations_of_recogito_and_others_name_their_words_only() -> None:
    """Then the words must stand once; bodies may be addresses, targets may be strings."""
    made = [
        {"type": "Annotation", "body": [{"purpose": "tagging", "value": "persName"}, "persons.xml#l"],
         "target": {"source": {"id": "a.xml"}, "selector": {"type": "TextQuoteSelector", "exact": "left"}}},
        {"body": {"value": "rs"}, "target": "a.xml#p2"},
    ]  # fmt: skip
    items = read_recogito(json.dumps(made).encode(), "r")

    assert [(i.anchor, i.exact, i.markup.name) for i in items] == [
        ("", "left", "persName"),
        ("p2", "", "rs"),
    ]
    marked, _ = _apply(editable(_TWO), items)
    assert b'<rs>Bob <persName ref="persons.xml#l">left</persName>.</rs>' in marked.document.data


@pytest.mark.parametrize("data", [b"{", b"\xff", b"[" * 100_000])
def test_what_cannot_be_read_is_said(data: bytes) -> None:
    """With the name of the file, whatever is in it."""
    for read in (read_w3c, read_csv, read_recogito):
        try:
            assert read(data, "x.json") == []
        except UnreadableError as error:
            assert error.file == "x.json"  # noqa: PT017
    with pytest.raises(UnreadableError):
        read_tsv(data, "x.tsv", editable(_TWO))


def test_cells_are_no_formulas() -> None:
    """And come back as they were."""
    item = Item(1, "a.xml", "p1", "=1+1", "-x", "@y", 0, 0, 4, Markup("rs", {"ref": "#x"}))
    written = written_csv([item])

    assert ",'=1+1,'-x,'@y," in written
    assert read_csv(written.encode(), "a") == [item]


def test_a_text_is_named_by_path_page_or_address() -> None:
    """Of whatever site."""
    for written in ("a.xml", "tei/a.xml", "a", "https://x.example/e/a.html", "", "a.html"):
        assert names(written, "a.xml"), written
    for written in ("b.xml", "ba.xml", "https://x.example/b.html"):
        assert not names(written, "a.xml"), written


def test_words_that_were_edited_since_are_queued_with_their_place() -> None:
    """Near is not certain: an editor looks at it."""
    paragraph = "The envoy who served twice in Moscow disputes that account as inaccurate."
    text = editable(f'<p xml:id="p1">Something else.</p><p xml:id="p2">{paragraph}</p>')
    rows = "quote,as\nwho served twice at Moscow disputes this account,rs\nwords of which nobody has ever heard anything here,rs\n"
    (near, absent) = imported(text, read_csv(rows.encode(), "a.csv")).outcomes

    assert (near.status, absent.status) == ("queued", "refused")
    ((anchor, start, end),) = near.choices
    assert anchor == "p2"
    assert paragraph[start:end] == "who served twice in Moscow disputes that account"
