"""What is built: the article and what is made of it, and the same words in other forms."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from lxml import etree

import edition

REPOSITORY: Final = Path(__file__).parent.parent.parent
TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
#: In reStructuredText labels are unique in a project: each file puts its name here.
_FILE: Final = "FILE-"

type_of_run = Literal["clean", "nothing", "one"]


@dataclass(frozen=True, slots=True)
class Workload:
    """Files, and what happens between two builds of them.

    :ivar files: the TEI by the name of the page.
    :ivar run: built from clean, again with nothing changed, or again with one paragraph changed.
    """

    name: str
    files: dict[str, bytes]
    run: type_of_run = "clean"

    @property
    def megabytes(self) -> float:
        """How much there is to read."""
        return sum(map(len, self.files.values())) / 1e6


def article(divisions: int) -> bytes:
    """The article as TEI, its divisions repeated with ids of their own."""
    root = etree.parse(REPOSITORY / "tei" / "article.xml").getroot()
    body = root.find(f"{TEI}text/{TEI}body")
    assert body is not None
    originals = [etree.tostring(division) for division in body.iterfind(f"{TEI}div")]
    for copy in range(1, divisions):
        for source in originals:
            division = etree.fromstring(source)
            for element in division.iter(etree.Element):
                identifier = element.get(_XML_ID)
                if identifier:
                    element.set(_XML_ID, f"{identifier}-{copy}")
            body.append(division)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def folder_of(number: int) -> dict[str, bytes]:
    """As many files like the article."""
    small = article(1)
    return {f"text{at:04}": small for at in range(number)}


def changed(tei: bytes, number: int) -> bytes:
    """*tei* with other words in its first paragraph."""
    root = etree.fromstring(tei)
    paragraph = root.find(f"{TEI}text/{TEI}body//{TEI}p")
    assert paragraph is not None
    paragraph.text = f"Revision {number}. {paragraph.text or ''}"
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def in_rst(tei: bytes, name: str) -> bytes:
    """The same words as reStructuredText: headings, paragraphs with anchors, mentions as links."""
    known = _rst_of.get(tei)
    if known is None:
        known = _rst_of[tei] = _in_rst(tei)
    return known.replace(_FILE, f"{name}-").encode()


#: Files of a folder are often the same.
_rst_of: Final[dict[bytes, str]] = {}


def _in_rst(tei: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.xml").write_bytes(tei)
        loaded = edition.load(folder)
    mentions: dict[str, list[tuple[int, int]]] = {}
    for mention in loaded.mentions:
        mentions.setdefault(mention.span.block, []).append((mention.span.start, mention.span.end))
    lines = ["The article", "===========", ""]
    for passage in loaded.passages.values():
        if passage.kind == "heading":
            lines += [passage.text, "-" * len(passage.text), ""]
        elif passage.kind == "paragraph":
            text = _linked(passage.text, mentions.get(passage.key, []))
            lines += [f".. _{_FILE}{passage.id}:", "", text, ""]
    return "\n".join(lines)


def _linked(text: str, spans: list[tuple[int, int]]) -> str:
    """*text* with the spans that do not overlap an earlier one as links."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at and end > start:
            pieces += [text[at:start], f"\\ `{text[start:end]} <persons.html>`__\\ "]
            at = end
    return "".join((*pieces, text[at:])).replace("*", "\\*")


def wrapped(tei: bytes) -> bytes:
    """*tei* without mixed content: text beside elements gets an element of its own.

    For a reader that keeps the text only of elements which hold nothing else.
    """
    root = etree.fromstring(tei)
    for element in _in_text(root):
        if len(element) == 0:
            continue
        before = _piece(element.text)
        element.text = None
        for child in list(element):
            after = _piece(child.tail)
            child.tail = None
            if after is not None:
                child.addnext(after)
        if before is not None:
            element.insert(0, before)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _in_text(root: etree._Element) -> list[etree._Element]:
    return [e for text in root.iterfind(f"{TEI}text") for e in text.iter(etree.Element)]


def _piece(text: str | None) -> etree._Element | None:
    if not text or not text.strip():
        return None
    piece = etree.Element(f"{TEI}seg")
    piece.text = text
    return piece
