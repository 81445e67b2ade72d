"""Notes: called from their place by a number, or by a letter if they are textual.

A note that stands on another page (in a file of notes) is fetched to the page of the words that it is
about, and called behind them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import count
from string import ascii_lowercase
from typing import Final

from docutils import nodes

from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.nodes import GENERATED, annotation, link, mention, note_call
from edition.sphinxext.pages import Page
from edition.sphinxext.resolve.writing import Writing
from edition.tei.pointers import split_key

TEXTUAL: Final = "textual"


def call_notes(
    writing: Writing, page: Page, places: Mapping[str, nodes.Element], doctree: nodes.document
) -> list[tuple[note_call, nodes.Element]]:
    """Call and number the notes of *page*; return each with its first call, in order of the calls.

    :param places: the nodes of *doctree* by their anchors.
    """
    notes = _fetch_standoff_notes(writing, page, places)
    for node in doctree.findall(annotation):
        if not node.get("standoff"):
            notes[node["key"]] = node
    return _number(doctree, notes)


def _fetch_standoff_notes(
    writing: Writing, page: Page, places: Mapping[str, nodes.Element]
) -> dict[str, nodes.Element]:
    """Put a call behind the words that a note of another place is about, and fetch the note."""
    found = {}
    notes_on = writing.edition.notes_on
    for anchor, node in places.items():
        for note in notes_on.get(f"{page.part.file}#{anchor}", ()):
            fetched = _fetch(writing.domain, note.key)
            target = words_of(node)
            if fetched is not None and target is not None:
                target.append(note_call(note=note.key))
                found[note.key] = fetched
    return found


def words_of(node: nodes.Element) -> nodes.Element | None:
    """Where a call to something about *node* stands: at the end of its (last) words."""
    if isinstance(node, (nodes.TextElement, mention)):
        return node
    inner = [
        child for child in node.findall(nodes.TextElement) if isinstance(child, nodes.paragraph)
    ]
    return inner[-1] if inner else None


def _fetch(domain: TEIDomain, key: str) -> nodes.Element | None:
    """A copy of a note that stands on another page."""
    page = domain.page_with(split_key(key)[0])
    node = page.standoff.get(key) if page else None
    if node is None:
        return None
    fetched = node.deepcopy()
    for inner in fetched.findall(nodes.Element):
        inner["ids"] = []
    fetched["standoff"] = False
    return fetched


def _number(
    doctree: nodes.document, notes: dict[str, nodes.Element]
) -> list[tuple[note_call, nodes.Element]]:
    """Give the notes their numbers, in the order of their calls, and link both ways."""
    numbers, letters = count(1), count(0)
    taken: dict[str, int] = defaultdict(int)
    called = []
    for call in list(doctree.findall(note_call)):
        note = notes.get(call["note"])
        if note is None:
            call.parent.remove(call)
            continue
        textual = note["kind"] == TEXTUAL
        again = taken[call["note"]]
        taken[call["note"]] += 1
        if not again:
            note["label"] = note["label"] or (
                _letter(next(letters)) if textual else str(next(numbers))
            )
            note["ids"] = note["ids"] or [f"note-{split_key(call['note'])[1]}"]
            called.append((call, note))
        anchor = f"call-{split_key(call['note'])[1]}" + (f"-{again}" if again else "")
        call["ids"] = [anchor]
        call["classes"] = [GENERATED, "note-call", *(["textual"] if textual else [])]
        call["says"] = f"{'Textual note' if textual else 'Note'} {note['label']}"
        sign = link("", note["label"], refid=note["ids"][0], internal=True)
        call.append(nodes.superscript("", "", sign))
        if not again:
            back = link("", note["label"], refid=anchor, internal=True)
            _label(note, back)
    return called


def _letter(number: int) -> str:
    """Count in letters: a … z, aa, ab and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters


def _label(note: nodes.Element, back: link) -> None:
    """Begin *note* with its number, which leads back to its call."""
    back["classes"] = ["note-label"]
    first = note.children[0] if note.children else None
    if isinstance(first, nodes.paragraph):
        first.insert(0, [back, nodes.Text(" ")])
    else:
        note.insert(0, nodes.paragraph("", "", back, nodes.Text(" ")))


def label_standoff_notes(writing: Writing, doctree: nodes.document) -> None:
    """On their own page, let notes say what they are about."""
    for node in doctree.findall(annotation):
        if not node.get("standoff"):
            continue
        note = writing.edition.notes.get(node["key"])
        links: list[nodes.Node] = []
        for target in note.targets if note else ():
            span = writing.edition.words_at(target)
            if span is not None:
                links += [writing.passage_link(span), nodes.Text(" ")]
                if span.words:
                    links += [_quoted(span.words), nodes.Text(" ")]
        paragraph = nodes.paragraph("", "", *links, classes=[GENERATED, "note-place"])
        node.insert(0, paragraph)


def _quoted(words: str) -> nodes.inline:
    longest = 80
    short = words if len(words) <= longest else words[: words.rfind(" ", 0, longest)] + "…"
    return nodes.inline("", f"“{short}”", classes=["words"])
