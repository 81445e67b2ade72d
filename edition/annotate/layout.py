"""Whole lines of mark-up, set as their neighbours are: in, and out again."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final

from lxml import etree

from edition.annotate.places import Editable
from edition.annotate.tags import encoded
from edition.tei.source import Node
from edition.tei.splice import Splice, escaped, start_tag

#: Columns that the text of an entry is set in.
WIDTH: Final = 100
_STEP: Final = "  "


def appended(text: Editable, parent: etree._Element, lines: Sequence[str]) -> tuple[Splice, ...]:
    """The splices that write *lines* as the last child of *parent*, indented as the one before.

    :raises EditionError: *parent* stands in an entity, or the file has no character for something in them.
    """
    line_end = "\r\n" if b"\r\n" in text.document.data[:4096] else "\n"
    children = [child for child in parent if isinstance(child.tag, str)]
    if children:
        indent = _indent(children[-1])
        at = text.source.end(children[-1])
        return (_insertion(text, parent, at, "".join(f"{line_end}{indent}{x}" for x in lines)),)
    outer = _indent(parent)
    inner = "".join(f"{line_end}{outer}{_STEP}{line}" for line in lines) + f"{line_end}{outer}"
    tag = start_tag(text.document, parent)
    if tag.text.endswith("/>"):
        name = tag.text[1:].split()[0].rstrip("/>")
        return (tag.splice(len(tag.text) - 2, len(tag.text), f">{inner}</{name}>"),)
    at, end = tag.end, text.source.content_end(parent)
    if len(parent) or (parent.text or "").strip():  # comments stay before it
        at = end
        return (_insertion(text, parent, at, inner.removeprefix(line_end)),)
    return (Splice(at, end, encoded(text, parent, inner)),)


def indent_below(parent: etree._Element) -> int:
    """Columns by which children of *parent* are indented."""
    children = [child for child in parent if isinstance(child.tag, str)]
    return len(_indent(children[-1])) if children else len(_indent(parent)) + len(_STEP)


def removed(text: Editable, element: etree._Element) -> Splice:
    """The splice that takes *element* out with the white space before it.

    :raises EditionError: it stands in an entity.
    """
    previous, parent = element.getprevious(), element.getparent()
    assert parent is not None, "the root is not taken out"
    node = Node(parent if previous is None else previous, tail=previous is not None)
    words = node.text.rstrip()
    start = text.source.start(element)
    if len(words) < len(node.text):
        start = text.source.before(node, len(words)).byte
    return Splice(start, text.source.end(element), b"")


def paragraph(written: str, indent: int) -> list[str]:
    """Mark-up in lines of at most :data:`WIDTH` columns, *indent* of which are white space before it.

    Lines end between words only, never within a tag.
    """
    kept = _protected(written)
    lines = textwrap.wrap(
        kept, max(WIDTH - indent, 20), break_long_words=False, break_on_hyphens=False
    )
    return [line.replace("\0", " ") for line in lines]


def attribute(name: str, value: str) -> str:
    """An attribute with its space before it, or "" if it has no value."""
    return f' {name}="{escaped(value)}"' if value else ""


def _protected(written: str) -> str:
    """Mark-up with the spaces within tags marked, so that no line ends there."""
    pieces, inside = [], False
    for sign in written:
        inside = sign == "<" or (inside and sign != ">")
        pieces.append("\0" if inside and sign == " " else sign)
    return "".join(pieces)


def _insertion(text: Editable, parent: etree._Element, at: int, written: str) -> Splice:
    return Splice(at, at, encoded(text, parent, written))


def _indent(element: etree._Element) -> str:
    """The white space before *element* on its line; of what follows something on its line, that of it."""
    previous, parent = element.getprevious(), element.getparent()
    if parent is None:
        return ""
    before = Node(parent if previous is None else previous, tail=previous is not None).text
    space = before[len(before.rstrip()) :]
    if "\n" in space:
        return space.rpartition("\n")[2]
    return _indent(previous) if previous is not None else _indent(parent)
