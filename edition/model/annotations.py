"""Stand-off annotations: disputed claims and notes (``standOff/listAnnotation/annotation``).

A list of type "claims" holds claims; the annotations of any other list are notes. What a claim
consists of is told by the ``@type`` of its ``note`` elements (architecture, section 5).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.model.context import Context
from edition.model.passages import Texts, is_standoff, read_block
from edition.model.records import Claim, Evidence, Note, Position
from edition.tei.names import NAMESPACES, local_name, tei
from edition.tei.text import BREAKS, TextBuilder, add_break, edited_text

_CLAIMS: Final = "claims"


def read_claims(root: etree._Element, context: Context) -> list[Claim]:
    """The claims of a file, in document order."""
    path = f".//tei:listAnnotation[@type='{_CLAIMS}']//tei:annotation"
    return [_claim(element, context) for element in root.iterfind(path, NAMESPACES)]


def read_notes(root: etree._Element, context: Context, texts: Texts) -> list[Note]:
    """The notes of a file that stand apart from what they are about.

    Their text, and what is marked up in it, is added to *texts*; so is a ``note`` that stands apart
    without an ``annotation`` around it.
    """
    for note in root.iterfind(".//tei:standOff//tei:note[@target]", NAMESPACES):
        if is_standoff(note):
            read_block(note, "", context, texts)
    found = []
    for annotation in root.iterfind(".//tei:listAnnotation//tei:annotation", NAMESPACES):
        listed = next(annotation.iterancestors(tei("listAnnotation")))
        if listed.get("type") == _CLAIMS:
            continue
        notes = annotation.findall("tei:note", NAMESPACES)
        passage = read_block(annotation, "", context, texts, notes)
        found.append(
            Note(
                passage.key,
                next((note.get("type", "") for note in notes), "") or listed.get("type", ""),
                context.targets(annotation, "target"),
                passage.text,
                inline=False,
                line=passage.line,
            )
        )
    return found


def _claim(annotation: etree._Element, context: Context) -> Claim:
    context.number(annotation, "claim")
    notes: dict[str, list[etree._Element]] = {}
    for note in annotation.iterfind("tei:note", NAMESPACES):
        notes.setdefault(note.get("type", ""), []).append(note)
    assessments = notes.get("assessment", [])
    return Claim(
        key=context.key(annotation),
        targets=context.targets(annotation, "target"),
        title=_first(notes, "title"),
        statement=_first(notes, "statement"),
        claimant=_first(notes, "claimant"),
        statuses=context.targets(annotation, "ana"),
        positions=tuple(_position(note, context) for note in notes.get("position", [])),
        evidence=tuple(
            Evidence(source, _words_without_sources(note), note.get("cert", ""))
            for note in notes.get("evidence", [])
            for source in _sources(note, context)
        ),
        assessment=" ".join(edited_text(note) for note in assessments),
        cert=next((note.get("cert", "") for note in assessments), ""),
        open_questions=tuple(edited_text(note) for note in notes.get("open", [])),
        entities=tuple(
            target
            for note in notes.get("entities", [])
            for inner in note.iter(tei("rs"), tei("ptr"), tei("ref"))
            for target in (context.targets(inner, "ref") or context.targets(inner, "target"))
        ),
        line=annotation.sourceline or 0,
    )


def _first(notes: dict[str, list[etree._Element]], kind: str) -> str:
    return next((edited_text(note) for note in notes.get(kind, [])), "")


def _position(note: etree._Element, context: Context) -> Position:
    holder = note.find("tei:name[@type='holder']", NAMESPACES)
    stances = context.targets(note, "ana")
    return Position(
        stance=stances[0] if stances else "",
        holder=edited_text(holder) if holder is not None else "",
        holders=context.targets(holder, "ref") if holder is not None else (),
        summary=_words_without_sources(note),
        evidence=_sources(note, context),
        cert=note.get("cert", ""),
    )


def _sources(note: etree._Element, context: Context) -> tuple[str, ...]:
    return tuple(
        target for bibl in note.iter(tei("bibl")) for target in context.targets(bibl, "corresp")
    )


def _words_without_sources(note: etree._Element) -> str:
    """The text of a note without the name of its holder and without its sources."""
    builder = TextBuilder()
    _add_words(builder, note)
    return builder.text()


def _add_words(builder: TextBuilder, element: etree._Element) -> None:
    builder.add(element.text)
    for child in element:
        name = local_name(child)
        if name in BREAKS:
            add_break(builder, child)
        elif name and name != "bibl" and child.get("type") != "holder":
            _add_words(builder, child)
        builder.add(child.tail)
