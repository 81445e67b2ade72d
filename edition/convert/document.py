"""One TEI document, as bytes that a person can edit."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from lxml import etree

from edition.convert.elements import add, element
from edition.convert.header import About, header
from edition.convert.tree import Text
from edition.tei.names import XML_LANG, local_name

#: Elements that hold elements, each of which gets a line of its own.
_STRUCTURE: Final = frozenset(
    {
        "TEI", "availability", "body", "citeStructure", "div", "editorialDecl", "encodingDesc", "figure",
        "fileDesc", "front", "keywords", "langUsage", "lg", "list", "profileDesc", "publicationStmt", "quote",
        "refsDecl", "revisionDesc", "row", "segmentation", "sourceDesc", "table", "teiHeader", "text",
        "textClass", "titleStmt",
    }
)  # fmt: skip
#: What makes no body by itself.
_NO_CONTENT: Final = frozenset({"figure", "head", "milestone"})
_INDENT: Final = "  "


def document(text: Text, known: About, source: Path) -> bytes:
    """The TEI document of *text*, which was made of the file *source*."""
    root = element("TEI")
    if known.language:
        root.set(XML_LANG, known.language)
    root.append(header(known, source))
    holder = add(root, "text")
    if text.front is not None:
        holder.append(text.front)
    if all(local_name(child) in _NO_CONTENT for child in text.body):
        add(text.body, "p")
    holder.append(text.body)
    return serialise(root)


def serialise(root: etree._Element) -> bytes:
    """*root* as bytes: one line for each block, white space in text left as it is."""
    _indent(root, 0)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _indent(parent: etree._Element, depth: int) -> None:
    """Set out the children of *parent*, if they are blocks and no text stands between them."""
    children = list(parent)
    if local_name(parent) not in _STRUCTURE or not children or _has_text(parent):
        return
    inner = "\n" + _INDENT * (depth + 1)
    parent.text = inner
    for child in children:
        _indent(child, depth + 1)
        child.tail = inner
    children[-1].tail = "\n" + _INDENT * depth


def _has_text(parent: etree._Element) -> bool:
    return any(text and text.strip() for text in (parent.text, *(child.tail for child in parent)))
