"""What Pandoc has read is in the TEI, whole, with ids."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.convert.document import About, document
from edition.convert.identify import identify
from edition.convert.tree import text_of

Node = dict[str, Any]
_ATTRIBUTES: list[Any] = ["", [], []]
_words = st.text(alphabet="abc é中.", min_size=1, max_size=6).map(lambda w: {"t": "Str", "c": w})


def _around(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(lambda c: {"t": "Emph", "c": c}),
        inner.map(lambda c: {"t": "Quoted", "c": [{"t": "DoubleQuote"}, c]}),
        inner.map(lambda c: {"t": "Link", "c": [_ATTRIBUTES, c, ["https://example.org/ä b", ""]]}),
        inner.map(lambda c: {"t": "Span", "c": [["", [], [["lang", "de"]]], c]}),
        inner.map(lambda c: {"t": "Note", "c": [{"t": "Para", "c": c}]}),
    )


_inlines = st.recursive(
    st.lists(
        st.one_of(_words, st.just({"t": "Space"}), st.just({"t": "LineBreak"})),
        min_size=1,
        max_size=4,
    ),
    lambda inner: st.lists(_around(inner), min_size=1, max_size=3),
    max_leaves=6,
)


def _holding(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    return st.one_of(
        inner.map(lambda b: {"t": "BlockQuote", "c": b}),
        st.lists(inner, min_size=1, max_size=3).map(lambda c: {"t": "BulletList", "c": c}),
        st.tuples(_inlines, inner).map(lambda c: {"t": "DefinitionList", "c": [[c[0], [c[1]]]]}),
        inner.map(lambda b: {"t": "Div", "c": [["id", [], [["lang", "fr"]]], b]}),
        inner.map(lambda b: {"t": "Figure", "c": [_ATTRIBUTES, [None, b], b]}),
    )


_blocks = st.recursive(
    st.lists(
        st.one_of(
            _inlines.map(lambda c: {"t": "Para", "c": c}),
            st.tuples(st.integers(1, 6), _inlines).map(
                lambda c: {"t": "Header", "c": [c[0], _ATTRIBUTES, c[1]]}
            ),
            st.lists(_inlines, min_size=1, max_size=2).map(lambda c: {"t": "LineBlock", "c": c}),
        ),
        min_size=1,
        max_size=4,
    ),
    lambda inner: st.lists(_holding(inner), min_size=1, max_size=3),
    max_leaves=8,
)


def _said(tree: object) -> str:
    """The words of a syntax tree, by a walk that knows nothing of its kinds."""
    if isinstance(tree, dict):
        return str(tree["c"]) if tree.get("t") == "Str" else _said(tree.get("c"))
    return "".join(map(_said, tree)) if isinstance(tree, list) else ""


@given(_blocks)
def test_every_word_is_in_the_text(blocks: list[Node]) -> None:
    """In their order, whatever the nesting; quotation marks are ours."""
    text = text_of(blocks)
    before = "".join("".join(text.body.itertext()).split())

    identify(text)

    after = "".join("".join(text.body.itertext()).split())
    assert after == before
    assert after.replace("“", "").replace("”", "") == "".join(_said(blocks).split())


@given(_blocks)
def test_ids_are_given_once_and_sentences_are_whole(blocks: list[Node]) -> None:
    """No sentence is empty, none cuts an element."""
    text = text_of(blocks)

    identify(text)

    ids = text.body.xpath(".//@xml:id")
    assert len(ids) == len(set(ids))
    for sentence in text.body.iter("{*}s"):
        assert "".join(sentence.itertext()).strip() or len(sentence)


def test_a_document_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    """No clock, no chance."""
    source = tmp_path / "a.txt"
    source.write_text("x")
    blocks: list[Node] = [{"t": "Para", "c": [{"t": "Str", "c": "Words."}]}]

    made = {document(text_of(blocks).body, About("T"), source) for _ in range(2)}

    assert len(made) == 1
    assert etree.fromstring(made.pop()).findtext(".//{*}p[1]")


def test_a_figure_is_described_once() -> None:
    """Pandoc gives the caption of a picture that stands alone as its description too."""
    words = [{"t": "Str", "c": "View"}]
    image = {"t": "Image", "c": [_ATTRIBUTES, words, ["a.png", ""]]}
    plain = [{"t": "Plain", "c": words}]
    figure = {"t": "Figure", "c": [_ATTRIBUTES, [None, plain], [{"t": "Plain", "c": [image]}]]}

    text = text_of([figure])

    assert "".join(text.body.itertext()) == "View"
