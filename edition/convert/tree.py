"""Pandoc's syntax tree into elements of TEI, whole: every word that Pandoc has read is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from edition.convert.elements import ILLEGAL, add, element, pointer, say
from edition.convert.numbering import label
from edition.convert.syntax import (
    ALIAS,
    PARAGRAPHS,
    Attributes,
    Node,
    language,
    notes_in,
    quotation_marks,
    spoken,
    title_of,
    unwrapped,
    words_of,
)
from edition.tei.names import XML_LANG, tei
from edition.tei.text import plain_text

_HIGHLIGHTS: Final = {
    "Emph": "italic",
    "SmallCaps": "smallcaps",
    "Strikeout": "strikethrough",
    "Strong": "bold",
    "Subscript": "subscript",
    "Superscript": "superscript",
    "Underline": "underline",
}
_SPACES: Final = frozenset({"SoftBreak", "Space"})
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
#: What Word keeps beside the text: passages that were struck out, and comments.
_BESIDE_THE_TEXT: Final = frozenset({"comment-start", "deletion"})


@dataclass(slots=True)
class Text:
    """The body of a text, and what became of what is no text.

    :ivar body: the element.
    :ivar front: the abstract, if there is one.
    :ivar pictures: the addresses of pictures, in order.
    :ivar dropped: pieces of raw mark-up that have no place in TEI.
    :ivar replaced: how many characters were none of XML; each is U+FFFD now.
    :ivar targets: the elements that the document's own ids name.
    :ivar anchors: how many ids were made for pointers alone.
    """

    body: etree._Element
    front: etree._Element | None = None
    pictures: list[etree._Element] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    replaced: int = 0
    targets: dict[str, etree._Element] = field(default_factory=dict)
    anchors: int = 0


def text_of(blocks: list[Node], abstract: list[Node] | None = None) -> Text:
    """The TEI of *blocks*, the blocks of a document, and of its *abstract*."""
    return _Maker().text(blocks, abstract or [])


class _Maker:
    """Makes one body; keeps what is noticed on the way."""

    def __init__(self) -> None:
        self.made = Text(element("body"))

    def text(self, blocks: list[Node], abstract: list[Node]) -> Text:
        if abstract:
            self.made.front = element("front")
            division = add(self.made.front, "div", type="abstract")
            for block in abstract:
                self.block(division, block)
        rest = list(unwrapped(blocks))
        if words := title_of(blocks):
            self.head(add(self.made.body, "head", type="main"), rest.pop(0)["c"][1], words)
        self.blocks(self.made.body, rest)
        return self.made

    # -- blocks ----------------------------------------------------------------------------

    def blocks(self, parent: etree._Element, blocks: Iterable[Node]) -> None:
        """*blocks* into *parent*; a heading begins a division, which the blocks after it are in."""
        #: The divisions that are open, with the levels of their headings.
        around: list[tuple[int, etree._Element]] = []
        top = parent.tag == tei("body")
        for block in blocks:
            if block["t"] == "Header" and top:
                level, attributes, words = block["c"]
                while around and around[-1][0] >= level:
                    around.pop()
                division = add(around[-1][1] if around else parent, "div")
                around.append((level, division))
                self.named(division, attributes)
                self.head(add(division, "head"), ["", [], attributes[2]], words)
            else:
                self.block(around[-1][1] if around else parent, block)

    def block(self, parent: etree._Element, block: Node) -> None:
        """One block into *parent*."""
        kind, content = block["t"], block.get("c")
        make = _BLOCKS.get(kind)
        if make is not None:
            make(self, parent, content)
        elif kind != "Null":
            message = f"Pandoc knows a block {kind!r} that is not known here"
            raise AssertionError(message)

    def head(self, head: etree._Element, attributes: Attributes, words: list[Node]) -> None:
        self.named(head, attributes)
        if tag := language(attributes):
            head.set(XML_LANG, tag)
        self.inlines(head, words)

    def paragraph(self, parent: etree._Element, words: list[Node]) -> None:
        self.inlines(add(parent, "p"), words)

    def heading(self, parent: etree._Element, content: list[Any]) -> None:
        """A heading where no division can begin: in a list, a quotation, a cell."""
        paragraph = add(parent, "p", rend="heading")
        self.named(paragraph, content[1])
        self.inlines(paragraph, content[2])

    def lines(self, parent: etree._Element, lines: list[list[Node]]) -> None:
        group = add(parent, "lg")
        for line in lines:
            self.inlines(add(group, "l"), line)

    def code(self, parent: etree._Element, content: list[str]) -> None:
        add(parent, "eg").text = self.legal(content[1])

    def quotation(self, parent: etree._Element, blocks: list[Node]) -> None:
        self.inner(add(parent, "quote"), blocks)

    def bullets(self, parent: etree._Element, items: list[list[Node]]) -> None:
        self.items(add(parent, "list", rend="bulleted"), items)

    def numbered(self, parent: etree._Element, content: tuple[list[Any], list[list[Node]]]) -> None:
        """A numbered list; if its items count otherwise than 1, 2, 3, each says how it is called."""
        (first, style, delimiter), items = content
        made = add(parent, "list", rend="numbered")
        self.items(made, items)
        for number, item in enumerate(made, first):
            if called := label(number, style["t"], delimiter["t"], first):
                item.set("n", called)

    def items(self, parent: etree._Element, items: Iterable[list[Node]]) -> None:
        for item in items:
            self.inner(add(parent, "item"), item)

    def glossary(
        self, parent: etree._Element, entries: list[tuple[list[Node], list[list[Node]]]]
    ) -> None:
        made = add(parent, "list", type="gloss")
        for term, definitions in entries:
            self.inlines(add(made, "label"), term)
            self.inner(add(made, "item"), [block for blocks in definitions for block in blocks])

    def rule(self, parent: etree._Element, _content: None) -> None:
        add(parent, "milestone", unit="section", rend="rule")

    def raw(self, _parent: etree._Element, content: list[str]) -> None:
        """Mark-up of another language: dropped, and named in the report."""
        if content[1].strip():
            self.made.dropped.append(content[1].strip())

    def raw_words(self, parent: etree._Element, content: list[str]) -> None:
        """The same among words, where the end of a line keeps two of them apart."""
        if _BREAK.fullmatch(content[1].strip()):
            add(parent, "lb")
        else:
            self.raw(parent, content)

    def group(self, parent: etree._Element, content: tuple[list[Any], list[Node]]) -> None:
        """Blocks that belong together: their language is that of each."""
        attributes, blocks = content
        before = len(parent)
        self.blocks(parent, blocks)
        if len(parent) > before:
            self.named(parent[before], attributes)
        tag = language(attributes)
        for made in parent[before:]:
            if tag and made.get(XML_LANG) is None:
                made.set(XML_LANG, tag)

    def figure(
        self, parent: etree._Element, content: tuple[list[Any], list[list[Node]], list[Node]]
    ) -> None:
        attributes, caption, blocks = content
        made = add(parent, "figure")
        self.named(made, attributes)
        self.caption(made, caption)
        for block in blocks:
            if block["t"] in PARAGRAPHS and all(inline["t"] == "Image" for inline in block["c"]):
                self.inlines(made, block["c"])
            else:
                self.block(made, block)
        # Markdown says the same words twice of a picture that stands alone.
        head = made.find(tei("head"))
        for graphic in made.iterchildren(tei("graphic")):
            if head is not None and plain_text(graphic) == plain_text(head):
                del graphic[:]

    def caption(self, parent: etree._Element, caption: list[list[Node]]) -> None:
        """A caption, which Pandoc gives as a short form and blocks, as a heading."""
        blocks = caption[1] or []
        if blocks:
            self.inner(add(parent, "head"), blocks)

    def table(self, parent: etree._Element, content: list[Any]) -> None:
        attributes, caption, _columns, head, bodies, foot = content
        #: Each row with its role, and how many of its cells are headings of the row.
        rows: list[tuple[Any, str, int]] = [(row, "label", 0) for row in head[1]]
        for body in bodies:
            rows += [(row, "label", 0) for row in body[2]] + [(row, "", body[1]) for row in body[3]]
        rows += [(row, "", 0) for row in foot[1]]
        made = add(parent, "table")
        self.named(made, attributes)
        self.caption(made, caption)
        for row, role, headings in rows:
            line = add(made, "row", **({"role": role} if role else {}))
            for column, (_attributes, _align, height, width, blocks) in enumerate(row[1]):
                cell = add(line, "cell", **({"role": "label"} if column < headings else {}))
                if height > 1:
                    cell.set("rows", str(height))
                if width > 1:
                    cell.set("cols", str(width))
                self.inner(cell, blocks)
        if not rows:
            add(add(made, "row"), "cell")

    def inner(self, parent: etree._Element, blocks: list[Node]) -> None:
        """The blocks of an item, a cell, a quotation; a single paragraph needs no element."""
        if len(blocks) == 1 and blocks[0]["t"] in PARAGRAPHS and parent.tag != tei("quote"):
            self.inlines(parent, blocks[0]["c"])
        elif parent.tag == tei("head"):
            for at, block in enumerate(blocks):
                if at:
                    add(parent, "lb")
                self.inlines(parent, words_of(block))
        else:
            for block in blocks:
                if block["t"] == "Plain":
                    self.paragraph(parent, block["c"])
                else:
                    self.block(parent, block)

    # -- words -----------------------------------------------------------------------------

    def inlines(self, parent: etree._Element, inlines: Iterable[Node]) -> None:
        """*inlines* into *parent*; words that follow each other are said at once."""
        words: list[str] = []
        for inline in inlines:
            if inline["t"] == "Str":
                words.append(self.legal(inline["c"]))
            elif inline["t"] in _SPACES:
                words.append(" ")
            else:
                say(parent, "".join(words))
                words.clear()
                self.inline(parent, inline)
        say(parent, "".join(words))

    def inline(self, parent: etree._Element, inline: Node) -> None:
        """One inline that is more than a word into *parent*."""
        kind, content = inline["t"], inline.get("c")
        if kind == "LineBreak":
            add(parent, "lb")
        elif kind in _HIGHLIGHTS:
            self.inlines(add(parent, "hi", rend=_HIGHLIGHTS[kind]), content or ())
        else:
            _INLINES[kind](self, parent, content)

    def quoted(self, parent: etree._Element, content: tuple[Node, list[Node]]) -> None:
        before, behind = quotation_marks(content[0])
        say(parent, before)
        self.inlines(parent, content[1])
        say(parent, behind)

    def cited(self, parent: etree._Element, content: tuple[list[Node], list[Node]]) -> None:
        self.inlines(parent, content[1])

    def literal(self, parent: etree._Element, content: tuple[Node, str]) -> None:
        add(parent, "code").text = self.legal(content[1])

    def math(self, parent: etree._Element, content: tuple[Node, str]) -> None:
        made = add(parent, "formula", notation="TeX")
        if content[0]["t"] == "DisplayMath":
            made.set("rend", "display")
        made.text = self.legal(content[1])

    def link(
        self, parent: etree._Element, content: tuple[list[Any], list[Node], tuple[str, str]]
    ) -> None:
        attributes, words, (address, _title) = content
        made = add(parent, "ref", target=pointer(self.legal(address)))
        self.named(made, attributes)
        self.inlines(made, words)

    def image(
        self, parent: etree._Element, content: tuple[list[Any], list[Node], tuple[str, str]]
    ) -> None:
        """A picture; its description is plain words, so a note in it stands behind the picture."""
        attributes, words, (address, _title) = content
        made = add(parent, "graphic", url=pointer(self.legal(address)))
        self.named(made, attributes)
        self.made.pictures.append(made)
        if said := spoken(words).strip():
            add(made, "desc").text = self.legal(said)
        self.inlines(parent, notes_in(words))

    def note(self, parent: etree._Element, blocks: list[Node]) -> None:
        made = add(parent, "note", place="foot")
        for block in blocks:
            if block["t"] == "Plain":
                self.paragraph(made, block["c"])
            else:
                self.block(made, block)

    def span(self, parent: etree._Element, content: tuple[Attributes, list[Node]]) -> None:
        attributes, words = content
        classes = set(attributes[1])
        if beside := classes & _BESIDE_THE_TEXT:
            if said := spoken(words).strip():
                self.made.dropped.append(f"{beside.pop().removesuffix('-start')}: {said}")
            return
        tag = language(attributes)
        if tag:
            parent = add(parent, "foreign")
            parent.set(XML_LANG, tag)
        elif "mark" in classes:
            parent = add(parent, "hi", rend="highlight")
        elif attributes[0]:
            parent = add(parent, "seg")
        self.named(parent, attributes)
        self.inlines(parent, words)

    # -- what all share --------------------------------------------------------------------

    def named(self, element: etree._Element, attributes: list[Any]) -> None:
        """Remember *element* by the ids that the document gives it."""
        if attributes:
            for name in (attributes[0], *(value for key, value in attributes[2] if key == ALIAS)):
                if name:
                    self.made.targets.setdefault(name, element)

    def legal(self, text: str) -> str:
        """*text* with U+FFFD for what XML cannot hold."""
        legal, number = ILLEGAL.subn("\ufffd", text)
        self.made.replaced += number
        return legal


_BLOCKS: Final[dict[str, Callable[..., None]]] = {
    "BlockQuote": _Maker.quotation,
    "BulletList": _Maker.bullets,
    "CodeBlock": _Maker.code,
    "DefinitionList": _Maker.glossary,
    "Div": _Maker.group,
    "Figure": _Maker.figure,
    "Header": _Maker.heading,
    "HorizontalRule": _Maker.rule,
    "LineBlock": _Maker.lines,
    "OrderedList": _Maker.numbered,
    "Para": _Maker.paragraph,
    "Plain": _Maker.paragraph,
    "RawBlock": _Maker.raw,
    "Table": _Maker.table,
}
_INLINES: Final[dict[str, Callable[..., None]]] = {
    "Cite": _Maker.cited,
    "Code": _Maker.literal,
    "Image": _Maker.image,
    "Link": _Maker.link,
    "Math": _Maker.math,
    "Note": _Maker.note,
    "Quoted": _Maker.quoted,
    "RawInline": _Maker.raw_words,
    "Span": _Maker.span,
}
