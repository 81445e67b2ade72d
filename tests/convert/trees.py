"""Syntax trees as Pandoc makes them, of any shape, for tests that hold for all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Node = dict[str, Any]

NONE: list[Any] = ["", [], []]
_ATTRIBUTES = st.sampled_from(
    [
        NONE,
        ["one", [], []],
        ["", ["mark"], []],
        ["two", [], [["lang", "de"]]],
        ["", [], [["lang", "no language at all"]]],
        ["", [], [["lang", "zh-Hant"], ["dir", "rtl"]]],
    ]
)
_TEXT = st.text(alphabet="abc é中.!?;(“” \u0000\ud800\ufffe<&]>—", min_size=1, max_size=6)
_ADDRESSES = st.one_of(
    st.sampled_from(["#one", "#none", "https://example.org/ä b", "a.md#x", "javascript:alert(1)"]),
    st.text(max_size=8),
)
_WORDS = _TEXT.map(lambda text: {"t": "Str", "c": text})
_SPACES = st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}])
_HIGHLIGHTS = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")


def _around(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.tuples(st.sampled_from(_HIGHLIGHTS), inner).map(lambda c: {"t": c[0], "c": c[1]}),
        inner.map(lambda c: {"t": "Quoted", "c": [{"t": "DoubleQuote"}, c]}),
        inner.map(lambda c: {"t": "Cite", "c": [[], c]}),
        st.tuples(_ATTRIBUTES, inner, _ADDRESSES).map(
            lambda c: {"t": "Link", "c": [c[0], c[1], [c[2], ""]]}
        ),
        st.tuples(_ATTRIBUTES, inner, _ADDRESSES).map(
            lambda c: {"t": "Image", "c": [c[0], c[1], [c[2], ""]]}
        ),
        st.tuples(_ATTRIBUTES, inner).map(lambda c: {"t": "Span", "c": list(c)}),
        inner.map(lambda c: {"t": "Note", "c": [{"t": "Para", "c": c}]}),
    )


_LEAVES = st.one_of(
    _WORDS,
    _SPACES,
    _TEXT.map(lambda text: {"t": "Code", "c": [NONE, text]}),
    _TEXT.map(lambda text: {"t": "Math", "c": [{"t": "InlineMath"}, text]}),
)
INLINES = st.recursive(
    st.lists(_LEAVES, min_size=1, max_size=4),
    lambda inner: st.lists(_around(inner), min_size=1, max_size=3),
    max_leaves=6,
)


def _row(cells: list[list[Node]]) -> list[Any]:
    return [NONE, [[NONE, {"t": "AlignDefault"}, 1, 1, blocks] for blocks in cells]]


def _table(caption: list[Node], cells: list[list[Node]]) -> Node:
    body = [NONE, 1, [], [_row(cells)]]
    head = [NONE, [_row(cells[:1])]]
    return {"t": "Table", "c": [NONE, [None, caption], [], head, [body], [NONE, []]]}


def _holding(inner: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    items = st.lists(inner, min_size=1, max_size=3)
    styles = st.sampled_from(["Decimal", "LowerAlpha", "UpperRoman", "DefaultStyle"])
    return st.one_of(
        inner.map(lambda b: {"t": "BlockQuote", "c": b}),
        items.map(lambda c: {"t": "BulletList", "c": c}),
        st.tuples(st.integers(0, 30), styles, items).map(
            lambda c: {"t": "OrderedList", "c": [[c[0], {"t": c[1]}, {"t": "Period"}], c[2]]}
        ),
        st.tuples(INLINES, items).map(lambda c: {"t": "DefinitionList", "c": [list(c)]}),
        st.tuples(_ATTRIBUTES, inner).map(lambda c: {"t": "Div", "c": list(c)}),
        st.tuples(inner, inner).map(lambda c: {"t": "Figure", "c": [NONE, [None, c[0]], c[1]]}),
        st.tuples(inner, items).map(lambda c: _table(*c)),
    )


BLOCKS = st.recursive(
    st.lists(
        st.one_of(
            INLINES.map(lambda c: {"t": "Para", "c": c}),
            INLINES.map(lambda c: {"t": "Plain", "c": c}),
            st.tuples(st.integers(1, 6), _ATTRIBUTES, INLINES).map(
                lambda c: {"t": "Header", "c": list(c)}
            ),
            st.lists(INLINES, min_size=1, max_size=2).map(lambda c: {"t": "LineBlock", "c": c}),
            _TEXT.map(lambda text: {"t": "CodeBlock", "c": [NONE, text]}),
            st.just({"t": "HorizontalRule"}),
        ),
        min_size=1,
        max_size=4,
    ),
    lambda inner: st.lists(_holding(inner), min_size=1, max_size=3),
    max_leaves=8,
)
#: Kinds of nodes whose content is text, or ends with it.
_WITH_TEXT = frozenset({"Code", "CodeBlock", "Math", "Str"})


def said(tree: object) -> str:
    """The words of a syntax tree, by a walk that knows nothing of what becomes of them."""
    if isinstance(tree, dict) and tree.get("t") in _WITH_TEXT:
        content = tree["c"]
        return content if isinstance(content, str) else str(content[-1])
    if isinstance(tree, dict):
        return said(tree.get("c"))
    return "".join(map(said, tree)) if isinstance(tree, list | tuple) else ""


def has_note_in_picture(tree: object, inside: str = "") -> bool:
    """Whether a note stands in the description of a picture."""
    if isinstance(tree, dict):
        kind = str(tree.get("t"))
        if kind == "Note" and inside == "Image":
            return True
        return has_note_in_picture(tree.get("c"), "Image" if kind == "Image" else inside)
    parts = tree if isinstance(tree, list | tuple) else ()
    return any(has_note_in_picture(part, inside) for part in parts)
