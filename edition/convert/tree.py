"""Pandoc's syntax tree into elements of TEI, whole: every word that Pandoc has read is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from edition.convert.pandoc import Node
from edition.tei.names import TEI_NS, XML_LANG, tei
from edition.tei.text import plain_text

#: Characters that XML 1.0 does not have.
_ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_QUOTES: Final = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_HIGHLIGHTS: Final = {
    "Emph": "italic",
    "SmallCaps": "smallcaps",
    "Strikeout": "strikethrough",
    "Strong": "bold",
    "Subscript": "subscript",
    "Superscript": "superscript",
    "Underline": "underline",
}
#: Blocks that are a paragraph's own words.
_PARAGRAPHS: Final = frozenset({"Para", "Plain"})


@dataclass(slots=True)
class Text:
    """The body of a text, and what became of what is no text.

    :ivar body: the element.
    :ivar pictures: the addresses of pictures, in order.
    :ivar dropped: pieces of raw mark-up that have no place in TEI.
    :ivar replaced: how many characters were none of XML; each is U+FFFD now.
    :ivar targets: the elements that the document's own ids name.
    """

    body: etree._Element
    pictures: list[etree._Element] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    replaced: int = 0
    targets: dict[str, etree._Element] = field(default_factory=dict)


def text_of(blocks: list[Node]) -> Text:
    """The TEI body of *blocks*, the blocks of a document."""
    return _Maker().text(blocks)


def title_of(blocks: list[Node]) -> list[Node]:
    """The words of a heading that is the title of all: the first block, and the only one of its rank."""
    tops = [
        block["c"][2]
        for block in _unwrapped(blocks)
        if block["t"] == "Header" and block["c"][0] == 1
    ]
    first = next(_unwrapped(blocks), None)
    is_title = (
        len(tops) == 1 and first is not None and first["t"] == "Header" and first["c"][0] == 1
    )
    return tops[0] if is_title else []


class _Maker:
    """Makes one body; keeps what is noticed on the way."""

    def __init__(self) -> None:
        self.made = Text(_element("body"))

    def text(self, blocks: list[Node]) -> Text:
        rest = list(_unwrapped(blocks))
        if words := title_of(blocks):
            head = _sub(self.made.body, "head", type="main")
            self.named(head, rest.pop(0)["c"][1])
            self.inlines(head, words)
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
                division = _sub(around[-1][1] if around else parent, "div")
                around.append((level, division))
                self.named(division, attributes)
                self.inlines(_sub(division, "head"), words)
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

    def paragraph(self, parent: etree._Element, words: list[Node]) -> None:
        self.inlines(_sub(parent, "p"), words)

    def heading(self, parent: etree._Element, content: list[Any]) -> None:
        """A heading where no division can begin: in a list, a quotation, a cell."""
        paragraph = _sub(parent, "p", rend="heading")
        self.named(paragraph, content[1])
        self.inlines(paragraph, content[2])

    def lines(self, parent: etree._Element, lines: list[list[Node]]) -> None:
        group = _sub(parent, "lg")
        for line in lines:
            self.inlines(_sub(group, "l"), line)

    def code(self, parent: etree._Element, content: list[str]) -> None:
        _sub(parent, "eg").text = self.legal(content[1])

    def quotation(self, parent: etree._Element, blocks: list[Node]) -> None:
        self.inner(_sub(parent, "quote"), blocks)

    def bullets(self, parent: etree._Element, items: list[list[Node]]) -> None:
        self.items(_sub(parent, "list", rend="bulleted"), items)

    def numbered(self, parent: etree._Element, content: list[list[list[Node]]]) -> None:
        self.items(_sub(parent, "list", rend="numbered"), content[1])

    def items(self, parent: etree._Element, items: Iterable[list[Node]]) -> None:
        for item in items:
            self.inner(_sub(parent, "item"), item)

    def glossary(
        self, parent: etree._Element, entries: list[tuple[list[Node], list[list[Node]]]]
    ) -> None:
        made = _sub(parent, "list", type="gloss")
        for term, definitions in entries:
            self.inlines(_sub(made, "label"), term)
            self.inner(_sub(made, "item"), [block for blocks in definitions for block in blocks])

    def rule(self, parent: etree._Element, _content: None) -> None:
        _sub(parent, "milestone", unit="section", rend="rule")

    def raw(self, _parent: etree._Element, content: list[str]) -> None:
        """Mark-up of another language: dropped, and named in the report."""
        self.made.dropped.append(content[1].strip())

    def group(self, parent: etree._Element, content: tuple[list[Any], list[Node]]) -> None:
        """Blocks that belong together: their language is that of each."""
        attributes, blocks = content
        before = len(parent)
        self.blocks(parent, blocks)
        if len(parent) > before:
            self.named(parent[before], attributes)
        language = _language(attributes)
        for made in parent[before:]:
            if language and made.get(XML_LANG) is None:
                made.set(XML_LANG, language)

    def figure(
        self, parent: etree._Element, content: tuple[list[Any], list[list[Node]], list[Node]]
    ) -> None:
        attributes, caption, blocks = content
        made = _sub(parent, "figure")
        self.named(made, attributes)
        self.caption(made, caption)
        for block in blocks:
            if block["t"] in _PARAGRAPHS and all(inline["t"] == "Image" for inline in block["c"]):
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
            self.inner(_sub(parent, "head"), blocks)

    def table(self, parent: etree._Element, content: list[Any]) -> None:
        attributes, caption, _columns, head, bodies, foot = content
        rows: list[tuple[Any, str]] = [(row, "label") for row in head[1]]
        for body in bodies:
            rows += [(row, "label") for row in body[2]] + [(row, "") for row in body[3]]
        rows += [(row, "") for row in foot[1]]
        made = _sub(parent, "table")
        self.named(made, attributes)
        self.caption(made, caption)
        for row, role in rows:
            line = _sub(made, "row", **({"role": role} if role else {}))
            for _attributes, _align, height, width, blocks in row[1]:
                cell = _sub(line, "cell")
                if height > 1:
                    cell.set("rows", str(height))
                if width > 1:
                    cell.set("cols", str(width))
                self.inner(cell, blocks)
        if not rows:
            _sub(_sub(made, "row"), "cell")

    def inner(self, parent: etree._Element, blocks: list[Node]) -> None:
        """The blocks of an item, a cell, a quotation; a single paragraph needs no element."""
        if len(blocks) == 1 and blocks[0]["t"] in _PARAGRAPHS and parent.tag != tei("quote"):
            self.inlines(parent, blocks[0]["c"])
        elif parent.tag == tei("head"):
            for at, block in enumerate(blocks):
                if at:
                    _sub(parent, "lb")
                self.inlines(parent, _words_of(block))
        else:
            for block in blocks:
                if block["t"] == "Plain":
                    self.paragraph(parent, block["c"])
                else:
                    self.block(parent, block)

    # -- words -----------------------------------------------------------------------------

    def inlines(self, parent: etree._Element, inlines: Iterable[Node]) -> None:
        """*inlines* into *parent*."""
        for inline in inlines:
            self.inline(parent, inline)

    def inline(self, parent: etree._Element, inline: Node) -> None:
        """One inline into *parent*."""
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            _say(parent, self.legal(content or ""))
        elif kind in {"Space", "SoftBreak"}:
            _say(parent, " ")
        elif kind == "LineBreak":
            _sub(parent, "lb")
        elif kind in _HIGHLIGHTS:
            self.inlines(_sub(parent, "hi", rend=_HIGHLIGHTS[kind]), content or ())
        else:
            _INLINES[kind](self, parent, content)

    def quoted(self, parent: etree._Element, content: tuple[Node, list[Node]]) -> None:
        before, behind = _QUOTES[content[0]["t"]]
        _say(parent, before)
        self.inlines(parent, content[1])
        _say(parent, behind)

    def cited(self, parent: etree._Element, content: tuple[list[Node], list[Node]]) -> None:
        self.inlines(parent, content[1])

    def literal(self, parent: etree._Element, content: tuple[Node, str]) -> None:
        _sub(parent, "code").text = self.legal(content[1])

    def math(self, parent: etree._Element, content: tuple[Node, str]) -> None:
        made = _sub(parent, "formula", notation="TeX")
        if content[0]["t"] == "DisplayMath":
            made.set("rend", "display")
        made.text = self.legal(content[1])

    def link(
        self, parent: etree._Element, content: tuple[list[Any], list[Node], tuple[str, str]]
    ) -> None:
        attributes, words, (address, _title) = content
        made = _sub(parent, "ref", target=_pointer(self.legal(address)))
        self.named(made, attributes)
        self.inlines(made, words)

    def image(
        self, parent: etree._Element, content: tuple[list[Any], list[Node], tuple[str, str]]
    ) -> None:
        attributes, words, (address, _title) = content
        made = _sub(parent, "graphic", url=_pointer(self.legal(address)))
        self.named(made, attributes)
        self.made.pictures.append(made)
        if words:
            self.inlines(_sub(made, "desc"), words)

    def note(self, parent: etree._Element, blocks: list[Node]) -> None:
        made = _sub(parent, "note", place="foot")
        for block in blocks:
            if block["t"] == "Plain":
                self.paragraph(made, block["c"])
            else:
                self.block(made, block)

    def span(self, parent: etree._Element, content: tuple[list[Any], list[Node]]) -> None:
        attributes, words = content
        language = _language(attributes)
        if not language and not attributes[0]:
            self.inlines(parent, words)
            return
        made = _sub(parent, "foreign") if language else _sub(parent, "seg")
        if language:
            made.set(XML_LANG, language)
        self.named(made, attributes)
        self.inlines(made, words)

    # -- what all share --------------------------------------------------------------------

    def named(self, element: etree._Element, attributes: list[Any]) -> None:
        """Remember *element* by the id that the document gives it."""
        if attributes and attributes[0]:
            self.made.targets.setdefault(attributes[0], element)

    def legal(self, text: str) -> str:
        """*text* with U+FFFD for what XML cannot hold."""
        legal, number = _ILLEGAL.subn("\ufffd", text)
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
    "RawInline": _Maker.raw,
    "Span": _Maker.span,
}


def _unwrapped(blocks: Iterable[Node]) -> Iterator[Node]:
    """*blocks* without the groups around them, which HTML is full of: headings stand for themselves."""
    for block in blocks:
        if block["t"] != "Div":
            yield block
            continue
        attributes, inner = block["c"]
        for child in _unwrapped(inner):
            if child["t"] == "Header" or not (attributes[0] or _language(attributes)):
                yield child
            else:
                yield {"t": "Div", "c": [attributes, [child]]}


def _words_of(block: Node) -> list[Node]:
    """The inlines of a block that stands where only words can."""
    content = block.get("c")
    if block["t"] in _PARAGRAPHS:
        return content or []
    words: list[Node] = []
    stack = [content]
    while stack:
        top = stack.pop()
        if isinstance(top, dict) and top.get("t") in {
            *_INLINES,
            *_HIGHLIGHTS,
            "Str",
            "Space",
            "SoftBreak",
        }:
            words.append(top)
        elif isinstance(top, dict):
            stack.append(top.get("c"))
        elif isinstance(top, list):
            stack.extend(reversed(top))
    return words


def _language(attributes: list[Any]) -> str:
    """The language that the attributes of Pandoc name, if they name one."""
    given = next((value for name, value in attributes[2] if name in {"lang", "xml:lang"}), "")
    return given if _LANGUAGE.fullmatch(given) else ""


def _pointer(address: str) -> str:
    """*address* as a pointer of TEI: without spaces and what else no URI has."""
    return quote(address, safe="#%/:?=&+,;@!$'()*~[]") or "#"


def _element(name: str) -> etree._Element:
    return etree.Element(tei(name), nsmap={None: TEI_NS})


def _sub(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tei(name), attributes)


def _say(parent: etree._Element, words: str) -> None:
    """Add *words* at the end of *parent*."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
