"""The margins of a text: notes, from this page and from others, and claims on its words.

Notes are called from their place by a number, or a letter if they are textual, and stand at the foot
of the page, the two apparatuses apart. Claims mark their words and stand beside the block, with their
status in words.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from string import ascii_lowercase
from typing import Final

from docutils import nodes

from edition.model import Claim
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.nodes import GENERATED, annotation, claimed, marginal, mention, note_call
from edition.sphinxext.pages import Page
from edition.sphinxext.resolve.entries import status_words
from edition.sphinxext.resolve.writing import Writing
from edition.tei.pointers import split_key

_TEXTUAL: Final = "textual"


@dataclass(slots=True)
class _Margin:
    """What goes to the foot of a page, and beside its blocks.

    :ivar notes: the notes by key.
    :ivar called: the notes in the order of their calls.
    :ivar beside: the claims on each block.
    """

    notes: dict[str, nodes.Element] = field(default_factory=dict)
    called: list[nodes.Element] = field(default_factory=list)
    beside: dict[nodes.Element, list[nodes.Element]] = field(
        default_factory=lambda: defaultdict(list)
    )


def fill_margins(writing: Writing, page: Page, doctree: nodes.document) -> None:
    """Call, number and place the notes of *page*, and mark its claims."""
    places = {anchor: node for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
    margin = _Margin()
    _call_standoff_notes(writing, page, places, margin)
    for node in list(doctree.findall(annotation)):
        if not node.get("standoff"):
            margin.notes[node["key"]] = node
    _number(doctree, margin)
    _mark_claims(writing, page, places, margin)
    _label_standoff_notes(writing, doctree)
    for block, beside in margin.beside.items():
        _place_beside(block, beside)
    _place_at_foot(doctree, margin.called)


def _call_standoff_notes(
    writing: Writing, page: Page, places: dict[str, nodes.Element], margin: _Margin
) -> None:
    """Put a call behind the words that a note of another place is about, and fetch the note."""
    notes_on = writing.edition.notes_on
    for anchor, node in places.items():
        for note in notes_on.get(f"{page.part.file}#{anchor}", ()):
            fetched = _fetch(writing.domain, note.key)
            if fetched is None:
                continue
            call = note_call(note=note.key)
            target = _words_of(node)
            if target is not None:
                target.append(call)
                margin.notes[note.key] = fetched


def _words_of(node: nodes.Element) -> nodes.Element | None:
    """Where a call to a note about *node* stands: at the end of its (last) words."""
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


def _number(doctree: nodes.document, margin: _Margin) -> None:
    """Give the notes their numbers, in the order of their calls, and link both ways."""
    numbers, letters = count(1), count(0)
    taken: dict[str, int] = defaultdict(int)
    for call in list(doctree.findall(note_call)):
        note = margin.notes.get(call["note"])
        if note is None:
            call.parent.remove(call)
            continue
        textual = note["kind"] == _TEXTUAL
        again = taken[call["note"]]
        taken[call["note"]] += 1
        if not again:
            note["label"] = note["label"] or (
                _letter(next(letters)) if textual else str(next(numbers))
            )
            note["ids"] = note["ids"] or [f"note-{split_key(call['note'])[1]}"]
            margin.called.append(note)
        anchor = f"call-{split_key(call['note'])[1]}" + (f"-{again}" if again else "")
        call["ids"] = [anchor]
        call["classes"] = [GENERATED, "note-call", *(["textual"] if textual else [])]
        link = nodes.reference("", note["label"], refid=note["ids"][0], internal=True)
        call.append(nodes.superscript("", "", link))
        if not again:
            _label(note, nodes.reference("", note["label"], refid=anchor, internal=True))


def _letter(number: int) -> str:
    """Count in letters: a … z, aa, ab and so on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[rest] + letters
    return letters


def _label(note: nodes.Element, link: nodes.reference) -> None:
    """Begin *note* with its number, which leads back to its call."""
    label = nodes.inline("", "", link, nodes.Text(" "), classes=[GENERATED, "note-label"])
    first = note.children[0] if note.children else None
    if isinstance(first, nodes.paragraph):
        first.insert(0, label)
    else:
        note.insert(0, nodes.paragraph("", "", label))


def _label_standoff_notes(writing: Writing, doctree: nodes.document) -> None:
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


def _mark_claims(
    writing: Writing, page: Page, places: dict[str, nodes.Element], margin: _Margin
) -> None:
    """Mark the words of claims, and set each claim beside its block."""
    claims_on = writing.edition.claims_on
    for anchor, node in places.items():
        claims = claims_on.get(f"{page.part.file}#{anchor}", ())
        if not claims:
            continue
        node["classes"] = [*node["classes"], "claimed"]
        words = _words_of(node)
        for claim in claims:
            identifier = split_key(claim.key)[1]
            beside = _claim_beside(writing, claim, anchor)
            margin.beside[_block_of(node)].append(beside)
            if words is not None:
                link = nodes.reference("", identifier, refid=beside["ids"][0], internal=True)
                mark = claimed("", "", nodes.superscript("", "", link))
                mark["classes"] = [GENERATED, "claim-mark"]
                words.append(mark)


def _claim_beside(writing: Writing, claim: Claim, anchor: str) -> nodes.Element:
    """A claim in the margin: what it is, its status in words, and the way to all of it."""
    identifier = split_key(claim.key)[1]
    statuses = status_words(writing, claim)
    paragraph = nodes.paragraph()
    paragraph += nodes.reference(
        "", identifier, refid=anchor, internal=True, classes=["claim-number"]
    )
    paragraph += nodes.Text(" ")
    paragraph += writing.link(claim.key, claim.title or identifier, "claim-title")
    if statuses:
        paragraph += nodes.inline("", f" ({', '.join(statuses)})", classes=["claim-status"])
    beside = marginal("", paragraph, ids=[f"claim-{identifier}"])
    beside["classes"] = [
        GENERATED,
        "claim-beside",
        *(f"status-{s.replace(' ', '-')}" for s in statuses),
    ]
    return beside


def _block_of(node: nodes.Element) -> nodes.Element:
    """The block of the text that *node* is in: the one that stands directly in its structure."""
    block = node
    while block.parent is not None and not _is_structure(block.parent):
        block = block.parent
    return block


def _is_structure(node: nodes.Node) -> bool:
    if isinstance(node, (nodes.document, nodes.section)):
        return True
    classes = node["classes"] if isinstance(node, nodes.container) else ()
    return any(name.startswith("tei-div") for name in classes)


def _place_beside(block: nodes.Element, beside: list[nodes.Element]) -> None:
    """Set the claims on a block beside it."""
    holder = marginal("", *beside, classes=["margin"])
    parent = block.parent
    if parent is None:
        return
    at = parent.index(block)
    if isinstance(block, nodes.title):
        parent.insert(at + 1, holder)
        return
    pair = nodes.container("", classes=["with-margin"])
    parent[at] = pair
    pair += [block, holder]


def _place_at_foot(doctree: nodes.document, called: list[nodes.Element]) -> None:
    """Set the notes at the foot of the page, in the order of their calls."""
    section = next(doctree.findall(nodes.section), None)
    if section is None:
        return
    for label, kind, textual in (
        ("Textual notes", "textual", True),
        ("Notes", "commentary", False),
    ):
        notes = [note for note in called if (note["kind"] == _TEXTUAL) is textual]
        if not notes:
            continue
        foot = nodes.container("", classes=["notes-foot", f"{kind}-foot"])
        foot += nodes.rubric("", label, classes=[GENERATED], **{"heading-level": 2})
        for note in notes:
            if note.parent is not None:
                note.parent.remove(note)
            foot += note
        section += foot
