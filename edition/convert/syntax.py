"""Reading Pandoc's syntax tree: what stands in it, apart from what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

#: A node of the tree: ``{"t": kind, "c": content}``.
Node = dict[str, Any]
#: What Pandoc says of an element: id, classes, pairs of key and value.
Attributes = list[Any]

#: Blocks that are a paragraph's own words.
PARAGRAPHS: Final = frozenset({"Para", "Plain"})
#: The key under which a heading remembers the id of the group that it begins.
ALIAS: Final = "alias"

_QUOTES: Final = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_SPACES: Final = {"LineBreak": "\n", "SoftBreak": " ", "Space": " "}
#: Inlines with text as the last thing in them.
_VERBATIM: Final = frozenset({"Code", "Math"})
#: Inlines with the words as the first thing in them, or as all of it; of others they are the second.
_WORDS_FIRST: Final = frozenset(
    {"Emph", "SmallCaps", "Strikeout", "Strong", "Subscript", "Superscript", "Underline"}
)
_WORDS_SECOND: Final = frozenset({"Cite", "Image", "Link", "Quoted", "Span"})
_INLINES: Final = (
    {"Note", "RawInline", "Str"} | set(_SPACES) | _VERBATIM | _WORDS_FIRST | _WORDS_SECOND
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def quotation_marks(kind: Node) -> tuple[str, str]:
    """The marks around a quotation that the document has as mark-up."""
    return _QUOTES[kind["t"]]


def is_language(tag: str) -> bool:
    """Whether *tag* looks like a language tag (BCP 47)."""
    return _LANGUAGE.fullmatch(tag) is not None


def language(attributes: Attributes) -> str:
    """The language that *attributes* name, or ""."""
    given = next((value for name, value in attributes[2] if name in {"lang", "xml:lang"}), "")
    return given if is_language(given) else ""


def unwrapped(blocks: Iterable[Node], around: Attributes | None = None) -> Iterator[Node]:
    """*blocks* without the groups around them, which HTML is full of: headings stand for themselves.

    What is known of a group (its id, its language) is said of everything in it.
    """
    for number, block in enumerate(blocks):
        if block["t"] == "Div":
            attributes, inner = block["c"]
            yield from unwrapped(inner, _joined(attributes, around, first=number == 0))
        elif block["t"] == "Header" and around is not None:
            level, attributes, words = block["c"]
            joined = _joined(attributes, around, first=number == 0)
            yield {"t": "Header", "c": [level, joined, words]}
        elif around is not None and (around[0] or around[2]):
            kept = around if number == 0 else ["", [], around[2]]
            yield {"t": "Div", "c": [kept, [block]]}
        else:
            yield block


def _joined(own: Attributes, around: Attributes | None, *, first: bool) -> Attributes:
    """*own* attributes with the language of the group *around*, and its ids for the *first* in it."""
    if around is None:
        around = ["", [], []]
    tag = language(own) or language(around)
    ids = [own[0], *(value for key, value in own[2] if key == ALIAS)]
    if first:
        ids += [around[0], *(value for key, value in around[2] if key == ALIAS)]
    names = [name for name in ids if name]
    pairs = [["lang", tag]] if tag else []
    return [names[0] if names else "", own[1], pairs + [[ALIAS, name] for name in names[1:]]]


def title_of(blocks: list[Node]) -> list[Node]:
    """The words of a heading that is the title of all: the first block, and the only one of its rank."""
    whole = list(unwrapped(blocks))
    tops = [block for block in whole if block["t"] == "Header" and block["c"][0] == 1]
    if len(tops) != 1 or tops[0] is not whole[0]:
        return []
    words: list[Node] = tops[0]["c"][2]
    return words


def words_of(block: Node) -> list[Node]:
    """The inlines of a block that stands where only words can; the blocks in it are a space apart."""
    words: list[Node] = []
    stack: list[object] = [block]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack.extend(reversed(top))
        elif isinstance(top, dict) and top.get("t") in _INLINES:
            words.append(top)
        elif isinstance(top, dict):
            if words:
                words.append({"t": "Space"})
            # Text that is no list of inlines: code, and mark-up of another language.
            verbatim = {"CodeBlock": "Code", "RawBlock": "RawInline"}.get(str(top.get("t")))
            stack.append({"t": verbatim, "c": top["c"]} if verbatim else top.get("c"))
    return words


def spoken(inlines: Iterable[Node]) -> str:
    """The plain words of *inlines*, without notes and without mark-up of another language."""
    return "".join(map(_spoken, inlines))


def _spoken(inline: Node) -> str:
    kind, content = inline["t"], inline.get("c")
    if kind == "Str":
        return str(content)
    if kind in _SPACES:
        return _SPACES[kind]
    if kind in _VERBATIM:
        return str((content or [""])[-1])
    if kind == "Quoted":
        before, behind = quotation_marks((content or [])[0])
        return f"{before}{spoken((content or [])[1])}{behind}"
    if kind in _WORDS_SECOND:
        return spoken((content or [])[1])
    return spoken(content or []) if kind in _WORDS_FIRST else ""


def notes_in(inlines: Iterable[Node]) -> Iterator[Node]:
    """The notes in *inlines*, however deep."""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Note":
            yield inline
        elif kind in _WORDS_SECOND:
            yield from notes_in((content or [])[1])
        elif kind in _WORDS_FIRST:
            yield from notes_in(content or [])
