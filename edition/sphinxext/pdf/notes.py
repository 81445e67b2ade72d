"""Notes where they are called, for the printer to set them at the foot of the page."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from edition.sphinxext.books.nodes import footnote_text, noteref
from edition.sphinxext.books.notes import Call, foot_of_notes, part_neighbours, take_notes

#: Characters of the longest note that is sure to fit the foot of a page, which cannot go over to the next.
_LONGEST: Final = 1_800


def set_notes(doctree: nodes.document) -> None:
    """Put every note of *doctree* into its call, or, if no foot of a page can hold it, at the end."""
    part_neighbours(doctree)
    apart = []
    for call in take_notes(doctree):
        call.node.children = []
        if call.is_first and _fits(call):
            call.node.append(_footnote(call))
            continue
        call.node.append(
            noteref("", call.label, refid=call.note["ids"][0], textual=call.is_textual)
        )
        if call.is_first:
            apart.append(call)
    section = next(doctree.findall(nodes.section), None)
    if section is not None:
        section.extend(foot_of_notes(apart))


def _fits(call: Call) -> bool:
    """Whether a note is short, and nothing but paragraphs."""
    plain = all(isinstance(child, nodes.paragraph) for child in call.note.children)
    return plain and len(call.note.astext()) <= _LONGEST


def _footnote(call: Call) -> footnote_text:
    note = call.note
    return footnote_text(
        "",
        "",
        *note.children,
        ids=note["ids"],
        classes=note["classes"],
        label=call.label,
        textual=call.is_textual,
    )
