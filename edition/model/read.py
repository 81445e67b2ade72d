"""One document into one :class:`Part`: everything the model knows of a file, in one reading."""

from __future__ import annotations

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
from edition.tei.names import NAMESPACES, local_name
from edition.tei.parse import Document
from edition.tei.pointers import POINTER_ATTRIBUTES, targets

_pointing = etree.XPath(
    " | ".join(f"//tei:*/@{attribute}" for attribute in POINTER_ATTRIBUTES),
    namespaces=NAMESPACES,
)
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
        pointers=tuple(_pointers(root, context)),
        ids=context.ids,
        duplicate_ids=tuple((name, tuple(lines)) for name, lines in context.duplicates.items()),
        words=texts.words,
        faults=tuple(read_faults(document, texts.dates)),
    )
    return Reading(document, part, context)


def _pointers(root: etree._Element, context: Context) -> list[Pointer]:
    """Every pointer of the file, with the smallest thing with an anchor that it stands in."""
    found: list[Pointer] = []
    holders: dict[etree._Element | None, str] = {None: context.file}
    for value in _pointing(root):
        element, attribute = value.getparent(), value.attrname
        name = local_name(element)
        if name not in _POINTS_ONLY_ON.get(attribute, {name}):
            continue
        holder = _holder(element, context, holders)
        line = element.sourceline or 0
        found.extend(
            Pointer(holder, name, attribute, target, line)
            for target in targets(value, context.file, context.prefixes)
        )
    return found


def _holder(
    element: etree._Element | None, context: Context, known: dict[etree._Element | None, str]
) -> str:
    """The key of the nearest ancestor-or-self with an anchor; *known* remembers answers."""
    path = []
    up = element
    while up not in known and up is not None:
        path.append(up)
        if up in context.anchors:
            known[up] = context.key(up)
            break
        up = up.getparent()
    holder = known[up]
    known.update(dict.fromkeys(path, holder))
    return holder
