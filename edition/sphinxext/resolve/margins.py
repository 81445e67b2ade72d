"""The margins of a text: notes, from this page and from others, and claims on its words.

Where a theme has margins, notes and claims stand beside the block that calls them; elsewhere claims
stand behind the block and notes at the foot of the page. The two apparatuses, textual notes and
commentary, are kept apart in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from docutils import nodes

from edition.model import Claim
from edition.sphinxext.nodes import GENERATED, claim_call, link, marginal
from edition.sphinxext.pages import Page
from edition.sphinxext.resolve.entries import status_words
from edition.sphinxext.resolve.fit import lines_for
from edition.sphinxext.resolve.notes import TEXTUAL, call_notes, label_standoff_notes, words_of
from edition.sphinxext.resolve.writing import Writing
from edition.tei.pointers import split_key


@dataclass(slots=True)
class _Beside:
    """What stands beside one block."""

    claims: list[nodes.Element] = field(default_factory=list)
    commentary: list[nodes.Element] = field(default_factory=list)
    textual: list[nodes.Element] = field(default_factory=list)


def fill_margins(writing: Writing, page: Page, doctree: nodes.document) -> None:
    """Call, number and place the notes of *page*, and mark its claims."""
    places = {anchor: node for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
    called = call_notes(writing, page, places, doctree)
    beside: dict[nodes.Element, _Beside] = defaultdict(_Beside)
    for block, claim in _mark_claims(writing, page, places):
        beside[block].claims.append(claim)
    label_standoff_notes(writing, doctree)
    if writing.has_margins:
        for call, note in called:
            if note.parent is not None:
                note.parent.remove(note)
            margin = beside[_block_of(call)]
            (margin.textual if note["kind"] == TEXTUAL else margin.commentary).append(note)
    else:
        _place_at_foot(doctree, [note for _, note in called])
    for block, margin in beside.items():
        _place_beside(block, margin)


def _mark_claims(
    writing: Writing, page: Page, places: Mapping[str, nodes.Element]
) -> list[tuple[nodes.Element, nodes.Element]]:
    """Mark the words of claims; return each block with the claim to be set beside it."""
    claims_on = writing.edition.claims_on
    found = []
    for anchor, node in places.items():
        claims = claims_on.get(f"{page.part.file}#{anchor}", ())
        if not claims:
            continue
        # A segment is there for the claim: nothing else is to be said of it.
        node["classes"] = [*(name for name in node["classes"] if name != "tei-seg"), "claimed"]
        words = words_of(node)
        for claim in claims:
            beside = _claim_beside(writing, claim, anchor)
            found.append((_block_of(node), beside))
            if words is not None:
                words.append(_claim_call(claim, beside["ids"][0]))
    return found


def _claim_call(claim: Claim, anchor: str) -> claim_call:
    identifier = split_key(claim.key)[1]
    sign = link("", identifier, refid=anchor, internal=True)
    call = claim_call("", "", nodes.superscript("", "", sign))
    call["classes"] = [GENERATED, "claim-mark"]
    call["says"] = f"Claim {identifier}"
    return call


def _claim_beside(writing: Writing, claim: Claim, anchor: str) -> nodes.Element:
    """A claim in the margin: what it is, its status in words, and the way to all of it."""
    identifier = split_key(claim.key)[1]
    statuses = status_words(writing, claim)
    paragraph = nodes.paragraph()
    paragraph += link("", identifier, refid=anchor, internal=True, classes=["claim-number"])
    paragraph += nodes.Text(" ")
    if statuses:
        paragraph += nodes.inline("", ", ".join(statuses), classes=["claim-status"])
        paragraph += nodes.Text(": ")
    paragraph += writing.link(claim.key, claim.title or identifier)
    beside = marginal("", paragraph, ids=[f"claim-{identifier}"])
    beside["classes"] = ["claim-beside"]
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


def _place_beside(block: nodes.Element, margin: _Beside) -> None:
    """Set what is said of a block beside it."""
    parent = block.parent
    if parent is None:
        return
    items = [*margin.claims, *margin.commentary, *margin.textual]
    room = lines_for(len(block.astext()), [len(item.astext()) for item in items])
    for item, lines in zip(items, room, strict=True):
        item["lines"] = lines
    holder = marginal("", *items, classes=["margin"])
    at = parent.index(block)
    if isinstance(block, nodes.title):
        holder["classes"].append("of-heading")
        parent.insert(at + 1, holder)
        return
    pair = nodes.container("", classes=["with-margin"])
    parent[at] = pair
    pair += [block, holder]


def _place_at_foot(doctree: nodes.document, called: Sequence[nodes.Element]) -> None:
    """Set the notes at the foot of the page, in the order of their calls."""
    section = next(doctree.findall(nodes.section), None)
    if section is None:
        return
    for label, kind, textual in (
        ("Textual notes", "textual", True),
        ("Notes", "commentary", False),
    ):
        notes = [note for note in called if (note["kind"] == TEXTUAL) is textual]
        if not notes:
            continue
        foot = nodes.container("", classes=["notes-foot", f"{kind}-foot"])
        foot += nodes.rubric("", label, classes=[GENERATED], **{"heading-level": 2})
        for note in notes:
            if note.parent is not None:
                note.parent.remove(note)
            foot += note
        section += foot
