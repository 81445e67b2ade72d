"""The notes of a page, wherever they stand on it: beside a block, or at the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

from edition.sphinxext.nodes import GENERATED, annotation, marginal, note_call
from edition.sphinxext.resolve.notes import TEXTUAL


@dataclass(frozen=True, slots=True)
class Call:
    """A place in the text that calls a note.

    :ivar node: the place.
    :ivar note: the note.
    :ivar label: its number or letter.
    :ivar is_first: whether the note was not called before on this page.
    """

    node: nodes.Element
    note: annotation
    label: str
    is_first: bool

    @property
    def is_textual(self) -> bool:
        """Whether the note belongs to the textual apparatus."""
        return bool(self.note["kind"] == TEXTUAL)


def take_notes(doctree: nodes.document) -> list[Call]:
    """Take the called notes of *doctree* out of it, with the places that held nothing else.

    Gives the calls in the order of the text. A note begins with its words, without its label.
    """
    notes = {node["key"]: node for node in doctree.findall(annotation) if not node.get("standoff")}
    # A note in a note is called after the note around it: first all calls of the text, then theirs.
    calls = sorted(doctree.findall(note_call), key=_is_in_note)
    called = []
    seen: set[str] = set()
    for node in calls:
        key = node["note"]
        note = notes.get(key)
        if note is None or not note.get("label"):
            continue
        called.append(Call(node, note, note["label"], is_first=key not in seen))
        seen.add(key)
    for key in seen:
        note = notes[key]
        _remove(note)
        _remove_label(note)
    return called


def part_neighbours(doctree: nodes.document) -> None:
    """Mark every sign of *doctree* that follows another with nothing between (class ``after-sign``)."""
    after_sign = False
    for node in doctree.findall():
        if isinstance(node, nodes.Text):
            after_sign = after_sign and (not node.strip() or any(map(_is_sign, _above(node))))
        elif isinstance(node, nodes.Element) and _is_sign(node):
            if after_sign:
                node["classes"] = [*node["classes"], "after-sign"]
            after_sign = True
        elif not isinstance(node, nodes.Inline):
            after_sign = False


def _is_sign(node: nodes.Element) -> bool:
    return isinstance(node, note_call) or "claim-mark" in node.get("classes", ())


def _is_in_note(node: nodes.Element) -> bool:
    return any(isinstance(up, annotation) for up in _above(node))


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    up = node.parent
    while up is not None:
        yield up
        up = up.parent


def _remove(note: nodes.Element) -> None:
    """Take *note* out, and the margin or the foot that was there for it."""
    holder = note.parent
    if holder is None:
        return
    holder.remove(note)
    while holder.parent is not None and _is_empty_place(holder):
        outer = holder.parent
        outer.remove(holder)
        holder = outer


def _is_empty_place(holder: nodes.Element) -> bool:
    is_place = isinstance(holder, marginal) or "notes-foot" in holder.get("classes", ())
    return is_place and all(isinstance(child, nodes.rubric) for child in holder.children)


def _remove_label(note: nodes.Element) -> None:
    """Take away the label that leads back to the call, and what parts it from the words."""
    label = next((e for e in note.findall(nodes.Element) if "note-label" in e["classes"]), None)
    holder = label.parent if label is not None else None
    if label is None or holder is None:
        return
    at = holder.index(label)
    if not "".join(child.astext() for child in holder.children[at + 1 : at + 2]).strip():
        del holder.children[at + 1 : at + 2]
    holder.remove(label)
    if not holder.children and holder.parent is not None:
        holder.parent.remove(holder)


def foot_of_notes(calls: list[Call]) -> list[nodes.Element]:
    """The notes that *calls* call, as the two apparatuses at the end of a chapter."""
    feet: list[nodes.Element] = []
    for title, kind, textual in (
        ("Textual notes", "textual", True),
        ("Notes", "commentary", False),
    ):
        notes = [call.note for call in calls if call.is_first and call.is_textual is textual]
        if notes:
            heading = nodes.rubric("", title, classes=[GENERATED], **{"heading-level": 2})
            feet.append(
                nodes.container("", heading, *notes, classes=["notes-foot", f"{kind}-foot"])
            )
    return feet
