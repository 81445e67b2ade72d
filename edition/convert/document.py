"""One TEI document: a header that says what is known, the body, and bytes that a person can edit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from edition.convert.pandoc import Node
from edition.convert.tree import text_of, title_of
from edition.tei.names import TEI_NS, XML_LANG, local_name, tei
from edition.tei.text import plain_text

#: Elements that hold elements, each of which gets a line of its own.
_STRUCTURE: Final = frozenset(
    {
        "TEI", "availability", "body", "citeStructure", "div", "encodingDesc", "figure", "fileDesc", "langUsage",
        "lg", "list", "profileDesc", "projectDesc", "publicationStmt", "quote", "refsDecl", "row",
        "sourceDesc", "table", "teiHeader", "text", "titleStmt",
    }
)  # fmt: skip
_INDENT: Final = "  "


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a text.

    :ivar language: BCP 47, or "".
    """

    title: str
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""


def about(tree: Node, fallback: str) -> About:
    """What the metadata of a syntax tree say; a single first heading is a title too.

    :param fallback: the title if there is none.
    """
    meta = tree["meta"]
    title = _words(meta.get("title")) or _words(_heading(tree)) or fallback
    authors = meta.get("author", {})
    listed = authors["c"] if authors.get("t") == "MetaList" else [authors] if authors else []
    names = tuple(name for author in listed if (name := _words(author)))
    return About(title, names, _words(meta.get("date")), _words(meta.get("lang")))


def _heading(tree: Node) -> Node:
    return {"t": "MetaInlines", "c": title_of(tree["blocks"])}


def _words(value: Node | None) -> str:
    """The words of a value of metadata."""
    if not value:
        return ""
    if value["t"] in {"MetaString", "MetaBool"}:
        return " ".join(str(value["c"]).split())
    blocks = [{"t": "Para", "c": value["c"]}] if value["t"] == "MetaInlines" else value["c"]
    if value["t"] in {"MetaMap", "MetaList"}:
        return ""
    return plain_text(text_of(blocks).body)


def document(body: etree._Element, known: About, source: Path) -> bytes:
    """The TEI document with *body*, which was made of the file *source*."""
    root: etree._Element = etree.Element(tei("TEI"), nsmap={None: TEI_NS})
    if known.language:
        root.set(XML_LANG, known.language)
    root.append(_header(known, source))
    if not len(body):
        etree.SubElement(body, tei("p"))
    etree.SubElement(root, tei("text")).append(body)
    return serialise(root)


def _header(known: About, source: Path) -> etree._Element:
    header: etree._Element = etree.Element(tei("teiHeader"), nsmap={None: TEI_NS})
    description = etree.SubElement(header, tei("fileDesc"))
    titles = etree.SubElement(description, tei("titleStmt"))
    etree.SubElement(titles, tei("title")).text = known.title
    for author in known.authors:
        etree.SubElement(titles, tei("author")).text = author
    publication = etree.SubElement(description, tei("publicationStmt"))
    etree.SubElement(publication, tei("publisher")).text = "to be stated by the editor"
    rights = etree.SubElement(publication, tei("availability"))
    etree.SubElement(rights, tei("p")).text = "To be stated by the editor."
    made_of = etree.SubElement(etree.SubElement(description, tei("sourceDesc")), tei("bibl"))
    made_of.text = "Converted from "
    name = etree.SubElement(made_of, tei("title"))
    name.text, name.tail = source.name, ", SHA-256 "
    digest = etree.SubElement(made_of, tei("idno"), type="file-sha256")
    digest.text, digest.tail = hashlib.sha256(source.read_bytes()).hexdigest(), "."
    if known.date:
        digest.tail = "; dated "
        date = etree.SubElement(made_of, tei("date"))
        date.text, date.tail = known.date, "."
    header.append(_references())
    if known.language:
        profile = etree.SubElement(header, tei("profileDesc"))
        usage = etree.SubElement(profile, tei("langUsage"))
        etree.SubElement(usage, tei("language"), ident=known.language).text = known.language
    return header


def _references() -> etree._Element:
    """What can be cited: paragraphs, wherever they stand, and their sentences."""
    encoding: etree._Element = etree.Element(tei("encodingDesc"), nsmap={None: TEI_NS})
    declared = etree.SubElement(encoding, tei("refsDecl"))
    paragraph = etree.SubElement(
        declared,
        tei("citeStructure"),
        unit="paragraph",
        match="//tei:body//tei:p[@n]",
        use="@xml:id",
    )
    etree.SubElement(
        paragraph, tei("citeStructure"), unit="sentence", match="tei:s", use="@xml:id", delim="/"
    )
    return encoding


def serialise(root: etree._Element) -> bytes:
    """*root* as bytes: one line for each block, white space in text left as it is."""
    _indent(root, 0)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _indent(element: etree._Element, depth: int) -> None:
    """Set out the children of *element*, if they are blocks and no text stands between them."""
    children = list(element)
    if local_name(element) not in _STRUCTURE or not children or _has_text(element):
        return
    inner = "\n" + _INDENT * (depth + 1)
    element.text = inner
    for child in children:
        _indent(child, depth + 1)
        child.tail = inner
    children[-1].tail = "\n" + _INDENT * depth


def _has_text(element: etree._Element) -> bool:
    return any(text and text.strip() for text in (element.text, *(child.tail for child in element)))
