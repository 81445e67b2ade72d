"""The texts of a file: its citable units, and what is marked up in their words.

A *block* is what stands directly in the structure of a text (a paragraph, a heading, a stanza, a
list, a table). Offsets of mentions, dates and departures count in the edited reading of their
block. A *passage* is a block, a division around blocks, or a sentence or line within one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.model.context import Context
from edition.model.records import (
    DatedExpression,
    Departure,
    Mention,
    Note,
    Passage,
    PassageKind,
    Span,
)
from edition.tei.dates import is_dated, read_dating
from edition.tei.names import DIVISIONS, LISTS, STRUCTURE, local_name, tei
from edition.tei.pointers import key
from edition.tei.text import BREAKS, UNREAD, TextBuilder, add_break, edited_text, preferred

#: Elements that mention an entity if they say which (P5, class model.nameLike and its kin).
MENTIONS: Final = frozenset(
    {
        "country",
        "eventName",
        "geogName",
        "name",
        "objectName",
        "orgName",
        "persName",
        "placeName",
        "region",
        "rs",
        "settlement",
        "term",
        "title",
    }
)

_KINDS: Final[dict[str, tuple[PassageKind, str]]] = {
    "ab": ("paragraph", "p"),
    "annotation": ("note", "note"),
    "head": ("heading", "h"),
    "item": ("block", "item"),
    "l": ("line", "l"),
    "lg": ("stanza", "lg"),
    "note": ("note", "note"),
    "p": ("paragraph", "p"),
    "s": ("sentence", "s"),
}
#: Units within a block that are passages of their own if they have an id.
_UNITS: Final = frozenset({"ab", "item", "l", "lg", "p", "s"})
#: Elements within a block at whose edges words end. (A quotation or a label can stand in words.)
APART: Final = frozenset(
    {
        "ab", "castItem", "cell", "entry", "figure", "form", "head", "item", "l", "lg", "list", "p",
        "row", "sense", "sp", "table", "trailer",
    }
)  # fmt: skip
#: Tokens below the word, whose ids are not worth a record each.
_TOKENS: Final = frozenset({"c", "g", "m", "pc", "w"})
#: What holds notes that stand apart from the text, within ``standOff``.
_APART_FROM_TEXT: Final = frozenset({"listAnnotation", "noteGrp", "standOff"})
_DATES: Final = frozenset({"date", "time"})


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read from the texts of a file, in document order."""

    passages: list[Passage] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: list[DatedExpression] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    words: dict[str, Span] = field(default_factory=dict)


def is_standoff(note: etree._Element) -> bool:
    """Whether a ``note`` stands apart from the text, and points at what it is about."""
    parent = note.getparent()
    apart = parent is not None and local_name(parent) in _APART_FROM_TEXT
    return (
        apart
        and bool(note.get("target"))
        and next(note.iterancestors(tei("standOff")), None) is not None
    )


def manner(element: etree._Element) -> str:
    """How a name refers ("metonym", "pronoun", "vehicle"): ``@subtype``, or what ``@type`` adds.

    The ``@type`` of ``rs`` says the class of what it means, which the register knows.
    """
    subtype = element.get("subtype", "")
    return subtype or ("" if local_name(element) == "rs" else element.get("type", ""))


def read_texts(root: etree._Element, context: Context) -> Texts:
    """Read every ``text`` below *root* (a bare division counts as one)."""
    texts = Texts()
    if local_name(root) in STRUCTURE:
        _read_structure(root, "", context, texts)
    for element in root.iter(tei("text")):
        if not any(local_name(up) == "text" for up in element.iterancestors()):
            _read_structure(element, "", context, texts)
    return texts


def _read_structure(element: etree._Element, parent: str, context: Context, texts: Texts) -> None:
    for child in element:
        name = local_name(child)
        if name in DIVISIONS:
            anchor = context.number(child, "d")
            division = key(context.file, anchor)
            texts.passages.append(
                Passage(
                    division,
                    "division",
                    child.get("n", ""),
                    parent,
                    "",
                    context.is_stable(child),
                    child.sourceline or 0,
                )
            )
            _read_structure(child, division, context, texts)
        elif name in STRUCTURE or name in LISTS or name == "floatingText":
            _read_structure(child, parent, context, texts)
        elif name == "gap":
            _read_gap(child, parent, context, texts)
        elif name == "pb":
            _read_page(child, parent, context, texts)
        elif name == "note" or (name and name not in UNREAD and name not in BREAKS):
            read_block(child, parent, context, texts)


def _read_page(element: etree._Element, parent: str, context: Context, texts: Texts) -> None:
    """A page of the source, cited by the place where it begins; it holds no words of its own."""
    page = key(context.file, context.number(element, "pb"))
    number, stable = element.get("n", ""), context.is_stable(element)
    line = element.sourceline or 0
    texts.passages.append(Passage(page, "page", number, parent, "", stable, line))


def _read_gap(element: etree._Element, parent: str, context: Context, texts: Texts) -> None:
    """A gap between blocks: a place that can be cited, with no words."""
    gap = key(context.file, context.number(element, "gap"))
    line = element.sourceline or 0
    stable = context.is_stable(element)
    texts.passages.append(Passage(gap, "block", element.get("n", ""), parent, "", stable, line))
    span = Span(gap, gap, 0, 0, "")
    texts.departures.append(_departure(element, "gap", "", "", span, context))


def _departure(
    element: etree._Element, kind: str, reading: str, copy: str, span: Span, context: Context
) -> Departure:
    return Departure(
        context.key_or_none(element),
        span,
        kind,
        reading,
        copy,
        context.targets(element, "resp"),
        context.targets(element, "source"),
        element.get("reason", ""),
        element.get("cert", ""),
        element.sourceline or 0,
    )


def read_block(
    element: etree._Element,
    parent: str,
    context: Context,
    texts: Texts,
    content: Iterable[etree._Element] | None = None,
) -> Passage:
    """Read one block with all that is marked up in it, and the notes that stand in it.

    :param content: whose content the block has, if not that of *element* itself.
    """
    kind, prefix = _KINDS.get(local_name(element), ("block", local_name(element)))
    block = key(context.file, context.number(element, prefix))
    # The block stands before its sentences: keep its place, its text is known at the end.
    place = len(texts.passages)
    number, stable = element.get("n", ""), context.is_stable(element)
    line = element.sourceline or 0
    texts.passages.append(Passage(block, kind, number, parent, "", stable, line))
    walk = _Walk(block, context, texts)
    for part in content or (element,):
        walk.content(part, block)
        walk.builder.space()
    text = walk.builder.text()
    passage = texts.passages[place]._replace(text=text)
    texts.passages[place] = passage
    walk.finish(text)
    if local_name(element) == "note":
        texts.notes.append(
            Note(
                block,
                element.get("type", ""),
                context.targets(element, "target") or ((parent,) if parent else ()),
                text,
                inline=not is_standoff(element),
                line=line,
            )
        )
    for note in walk.notes:
        read_block(note, block, context, texts)
    return passage


def _with_edges(element: etree._Element) -> str:
    """The words of one side of a ``choice``; a space at its edge may be all the difference."""
    text = "".join(element.itertext(etree.Element))
    words = edited_text(element)
    return f"{' ' if text[:1].isspace() else ''}{words}{' ' if text[-1:].isspace() else ''}"


class _Walk:
    """One walk through a block, building its text and noting what starts and ends where."""

    def __init__(self, block: str, context: Context, texts: Texts) -> None:
        self.block = block
        self.context = context
        self.texts = texts
        self.builder = TextBuilder()
        #: What can be recorded only when the text of the block is known, in document order: the
        #: element, the unit around it, its extent (filled in at its end) and what records it.
        self.spans: list[tuple[etree._Element, str, list[int], _Record | None]] = []
        self.notes: list[etree._Element] = []

    def finish(self, text: str) -> None:
        """Record everything, now that the *text* of the block is known."""
        anchors, file = self.context.anchors, self.context.file
        block, words = self.block, self.texts.words
        for element, passage, (start, end), record in self.spans:
            span = Span(block, passage, start, end, text[start:end])
            anchor = anchors.get(element)
            if anchor:
                words[f"{file}#{anchor}"] = span
            if record is not None:
                record(self, element, span)

    def content(self, element: etree._Element, passage: str) -> None:
        """Walk what is in *element*; *passage* is the smallest unit around it."""
        add = self.builder.add
        if element.text:
            add(element.text)
        for child in element:
            name = local_name(child)
            if name in BREAKS:
                if name == "pb":
                    _read_page(child, passage, self.context, self.texts)
                add_break(self.builder, child)
            elif name == "note":
                self.notes.append(child)
            elif name == "choice":
                self.choice(child, passage)
            elif name == "gap":
                self.spanned(child, passage, _record_gap)
            elif name and name not in UNREAD:
                self.child(child, name, passage)
            if child.tail:
                add(child.tail)

    def child(self, child: etree._Element, name: str, passage: str) -> None:
        """Walk an element whose words are read."""
        apart = name in APART
        if apart:
            self.builder.space()
        if name in _UNITS and child in self.context.anchors:
            self.unit(child, name, passage)
        elif name in MENTIONS and (child.get("ref") or child.get("key")):
            self.spanned(child, passage, _record_mention)
        elif name in _DATES and is_dated(child):
            self.spanned(child, passage, _record_date)
        elif name in _DEPARTURES:
            self.spanned(child, passage, _DEPARTURES[name])
        elif name not in _TOKENS and child in self.context.anchors:
            self.spanned(child, passage, None)
        else:
            self.content(child, passage)
        if apart:
            self.builder.space()

    def spanned(self, child: etree._Element, passage: str, record: _Record | None) -> None:
        """Walk *child* and have its words recorded once they are known."""
        extent: list[int] = []
        self.spans.append((child, passage, extent, record))
        mark = self.builder.mark()
        self.content(child, passage)
        extent += self.builder.since(mark)

    def unit(self, child: etree._Element, name: str, passage: str) -> None:
        """A sentence or line with an id: a passage within the block."""
        kind, prefix = _KINDS[name]
        key = f"{self.context.file}#{self.context.number(child, prefix)}"
        passages = self.texts.passages
        place = len(passages)
        number, stable = child.get("n", ""), self.context.is_stable(child)
        passages.append(Passage(key, kind, number, passage, "", stable, child.sourceline or 0))

        def record(_walk: _Walk, _element: etree._Element, span: Span) -> None:
            passages[place] = passages[place]._replace(text=span.words)

        self.spanned(child, key, record)

    def choice(self, choice: etree._Element, passage: str) -> None:
        """Alternatives: the edited reading goes on with one; correction and such are recorded."""
        chosen = preferred(choice)
        if chosen is None:
            return
        names = {local_name(child) for child in choice}
        for edited, copied, record in _ALTERNATIVES:
            if edited in names and copied in names:
                self.spanned(chosen, passage, record)
                return
        self.content(chosen, passage)


_Record = Callable[[_Walk, etree._Element, Span], None]


def _record_mention(walk: _Walk, element: etree._Element, span: Span) -> None:
    """An element that says which entity it means."""
    keys = walk.context.targets(element, "ref") or tuple(
        f"?{key}" for key in element.get("key", "").split()
    )
    name, cert = local_name(element), element.get("cert", "")
    found = Mention(span, name, manner(element), keys, cert, element.sourceline or 0)
    walk.texts.mentions.append(found)


def _record_date(walk: _Walk, element: etree._Element, span: Span) -> None:
    """A temporal expression with its meaning."""
    dating = read_dating(element)
    if dating is None:
        return
    context = walk.context
    walk.texts.dates.append(
        DatedExpression(
            context.key_or_none(element),
            span,
            dating,
            context.targets(element, "corresp"),
            context.targets(element, "ana"),
            element.sourceline or 0,
        )
    )


def _record_gap(walk: _Walk, element: etree._Element, span: Span) -> None:
    walk.texts.departures.append(_departure(element, "gap", "", "", span, walk.context))


def _record_supplied(walk: _Walk, element: etree._Element, span: Span) -> None:
    words = edited_text(element)
    walk.texts.departures.append(_departure(element, "supplied", words, "", span, walk.context))


def _record_surplus(walk: _Walk, element: etree._Element, span: Span) -> None:
    words = edited_text(element)
    walk.texts.departures.append(_departure(element, "surplus", "", words, span, walk.context))


def _record_correction(walk: _Walk, element: etree._Element, span: Span) -> None:
    _record_alternative(walk, element, span, "correction", "sic")


def _record_regularisation(walk: _Walk, element: etree._Element, span: Span) -> None:
    _record_alternative(walk, element, span, "regularisation", "orig")


def _record_alternative(
    walk: _Walk, chosen: etree._Element, span: Span, kind: str, copied: str
) -> None:
    """A ``choice`` of which *chosen* is read and the copy has the child called *copied*."""
    copies = [child for child in _siblings(chosen) if local_name(child) == copied]
    reading, copy = _with_edges(chosen), _with_edges(copies[-1])
    walk.texts.departures.append(_departure(chosen, kind, reading, copy, span, walk.context))


def _siblings(element: etree._Element) -> Iterable[etree._Element]:
    parent = element.getparent()
    return () if parent is None else parent


#: Editorial alternatives that are recorded: what is read, what the copy has, who records it.
_ALTERNATIVES: Final = (
    ("corr", "sic", _record_correction),
    ("reg", "orig", _record_regularisation),
)
_DEPARTURES: Final[dict[str, _Record]] = {
    "supplied": _record_supplied,
    "surplus": _record_surplus,
}
