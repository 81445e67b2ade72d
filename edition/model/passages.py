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
from edition.tei.dates import Dating, read_dating
from edition.tei.names import DIVISIONS, STRUCTURE, local_name, tei
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
_APART: Final = frozenset(
    {
        "ab", "castItem", "cell", "entry", "figure", "form", "head", "item", "l", "lg", "list", "p",
        "row", "sense", "sp", "table", "trailer",
    }
)  # fmt: skip
#: Tokens below the word, whose ids are not worth a record each.
_TOKENS: Final = frozenset({"c", "g", "m", "pc", "w"})


@dataclass(frozen=True, slots=True)
class Texts:
    """What was read from the texts of a file, in document order."""

    passages: list[Passage] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: list[DatedExpression] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    words: dict[str, Span] = field(default_factory=dict)


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
        elif name in STRUCTURE or name == "floatingText":
            _read_structure(child, parent, context, texts)
        elif name == "gap":
            _read_gap(child, parent, context, texts)
        elif name == "note" or (name and name not in UNREAD and name not in BREAKS):
            read_block(child, parent, context, texts)


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
    texts.passages.append(Passage(block, kind, "", parent, "", True, 0))  # noqa: FBT003
    walk = _Walk(block, context, texts)
    for part in content or (element,):
        walk.content(part, block)
        walk.builder.space()
    text = walk.builder.text()
    passage = Passage(
        block,
        kind,
        element.get("n", ""),
        parent,
        text,
        context.is_stable(element),
        element.sourceline or 0,
    )
    texts.passages[place] = passage
    for finish in walk.unfinished:
        finish(text)
    if local_name(element) == "note":
        texts.notes.append(
            Note(
                block,
                element.get("type", ""),
                context.targets(element, "target") or ((parent,) if parent else ()),
                text,
                inline=True,
                line=passage.line,
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
        #: What can be recorded only when the text of the block is known, in document order.
        self.unfinished: list[Callable[[str], None]] = []
        self.notes: list[etree._Element] = []

    def content(self, element: etree._Element, passage: str) -> None:
        """Walk what is in *element*; *passage* is the smallest unit around it."""
        builder = self.builder
        builder.add(element.text)
        for child in element:
            name = local_name(child)
            if name in BREAKS:
                add_break(builder, child)
            elif name == "note":
                self.notes.append(child)
            elif name == "choice":
                self.choice(child, passage)
            elif name == "gap":
                self.departure(child, passage, "gap", "", "")
            elif name and name not in UNREAD:
                self.child(child, name, passage)
            builder.add(child.tail)

    def child(self, child: etree._Element, name: str, passage: str) -> None:
        """Walk an element whose words are read."""
        if name in _APART:
            self.builder.space()
        anchor = self.context.anchors.get(child)
        if name in _UNITS and anchor:
            self.unit(child, name, passage)
        elif name in MENTIONS and (child.get("ref") or child.get("key")):
            self.mention(child, name, passage)
        elif name in {"date", "time"} and (dating := read_dating(child)):
            self.date(child, passage, dating)
        elif name in {"supplied", "surplus"}:
            self.departure(child, passage, name, *self.sides(child, name))
        elif anchor and name not in _TOKENS:
            self.spanned(child, passage, lambda _span: None)
        else:
            self.content(child, passage)
        if name in _APART:
            self.builder.space()

    def spanned(self, child: etree._Element, passage: str, record: Callable[[Span], None]) -> None:
        """Walk *child* and let *record* have its words once they are known."""
        context, block, words = self.context, self.block, self.texts.words
        key = context.key_or_none(child)
        mark = self.builder.mark()
        extent: list[int] = []

        def finish(text: str) -> None:
            start, end = extent
            span = Span(block, passage, start, end, text[start:end])
            if key:
                words[key] = span
            record(span)

        self.unfinished.append(finish)
        self.content(child, passage)
        extent.extend(self.builder.since(mark))

    def unit(self, child: etree._Element, name: str, passage: str) -> None:
        """A sentence or line with an id: a passage within the block."""
        context, texts = self.context, self.texts
        kind, prefix = _KINDS[name]
        key = f"{context.file}#{context.number(child, prefix)}"
        place = len(texts.passages)
        texts.passages.append(Passage(key, kind, "", passage, "", True, 0))  # noqa: FBT003

        def record(span: Span) -> None:
            texts.passages[place] = Passage(
                key,
                kind,
                child.get("n", ""),
                passage,
                span.words,
                context.is_stable(child),
                child.sourceline or 0,
            )

        self.spanned(child, key, record)

    def mention(self, child: etree._Element, name: str, passage: str) -> None:
        """An element that says which entity it means."""
        context, mentions = self.context, self.texts.mentions
        keys = context.targets(child, "ref") or tuple(f"?{k}" for k in child.get("key", "").split())

        def record(span: Span) -> None:
            mentions.append(
                Mention(
                    span,
                    name,
                    manner(child),
                    keys,
                    child.get("cert", ""),
                    child.sourceline or 0,
                )
            )

        self.spanned(child, passage, record)

    def date(self, child: etree._Element, passage: str, dating: Dating) -> None:
        """A temporal expression with its meaning."""
        context, dates = self.context, self.texts.dates

        def record(span: Span) -> None:
            dates.append(
                DatedExpression(
                    context.key_or_none(child),
                    span,
                    dating,
                    context.targets(child, "corresp"),
                    context.targets(child, "ana"),
                    child.sourceline or 0,
                )
            )

        self.spanned(child, passage, record)

    def choice(self, choice: etree._Element, passage: str) -> None:
        """Alternatives: the edited reading goes on with one; correction and such are recorded."""
        chosen = preferred(choice)
        if chosen is None:
            return
        names = {local_name(child): child for child in choice}
        for kind, edited, copied in (
            ("correction", "corr", "sic"),
            ("regularisation", "reg", "orig"),
        ):
            if edited in names and copied in names:
                reading, copy = _with_edges(names[edited]), _with_edges(names[copied])
                self.departure(chosen, passage, kind, reading, copy)
                return
        self.content(chosen, passage)

    @staticmethod
    def sides(element: etree._Element, name: str) -> tuple[str, str]:
        """The edited and the copied reading of ``supplied`` and ``surplus``."""
        words = edited_text(element)
        return (words, "") if name == "supplied" else ("", words)

    def departure(
        self, element: etree._Element, passage: str, kind: str, reading: str, copy: str
    ) -> None:
        """A place where the edited text is not the copy."""
        context, departures = self.context, self.texts.departures

        def record(span: Span) -> None:
            departures.append(_departure(element, kind, reading, copy, span, context))

        self.spanned(element, passage, record)
