"""One document into one :class:`Part`: everything the model knows of a file, in one reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model.annotations import read_claims, read_notes
from edition.model.bibliography import read_sources
from edition.model.context import Context, context_of
from edition.model.faults import read_faults
from edition.model.header import read_work
from edition.model.passages import read_texts
from edition.model.records import Part, Pointer
from edition.model.registers import read_entities, read_events, read_relations
from edition.tei.names import is_tei_name, local_name
from edition.tei.parse import Document

#: Attributes of one name that are no pointers on some elements (dates have @from and @to).
_POINTS_ONLY_ON = {"from": {"span", "app", "witDetail"}, "to": {"span", "app"}}


@dataclass(frozen=True, eq=False)
class Reading:
    """A document with its part of the model.

    :ivar document: the file.
    :ivar part: what it contributes.
    :ivar context: its anchors and pointer schemes, for whoever walks the tree next.
    """

    document: Document
    part: Part
    context: Context


def read(document: Document) -> Reading:
    """Read all that the model knows of *document*."""
    root = document.root
    context = context_of(document)
    entities = read_entities(root, context)
    events = read_events(root, context)
    claims = read_claims(root, context)
    sources = read_sources(root, context)
    texts = read_texts(root, context)
    notes = texts.notes + read_notes(root, context, texts)
    part = Part(
        file=document.name,
        works=(read_work(root, context),),
        passages=tuple(texts.passages),
        mentions=tuple(texts.mentions),
        dates=tuple(texts.dates),
        departures=tuple(texts.departures),
        entities=tuple(entities),
        events=tuple(events),
        relations=tuple(read_relations(root, context)),
        claims=tuple(claims),
        notes=tuple(notes),
        sources=tuple(sources),
        pointers=tuple(_pointers(context)),
        ids=context.ids,
        duplicate_ids=tuple((name, tuple(lines)) for name, lines in context.duplicates.items()),
        words=texts.words,
        faults=tuple(read_faults(root, context, texts.dates)),
    )
    return Reading(document, part, context)


def _pointers(context: Context) -> Iterator[Pointer]:
    """Every pointer of the file, with the smallest thing with an anchor that it stands in."""
    holders: dict[etree._Element, str] = {}
    for element, attribute, value in context.pointing:
        name = local_name(element)
        if not is_tei_name(name) or name not in _POINTS_ONLY_ON.get(attribute, (name,)):
            continue
        holder = _holder(element, context, holders)
        line = element.sourceline or 0
        for target in context.expand(value):
            yield Pointer(holder, name, attribute, target, line)


def _holder(element: etree._Element, context: Context, known: dict[etree._Element, str]) -> str:
    """The key of the nearest ancestor-or-self with an anchor; *known* remembers answers."""
    holder = known.get(element)
    if holder is None:
        anchor = context.anchors.get(element)
        if anchor is not None:
            holder = f"{context.file}#{anchor}"
        else:
            up = element.getparent()
            holder = context.file if up is None else _holder(up, context, known)
        known[element] = holder
    return holder
