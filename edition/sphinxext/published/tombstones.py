"""What stands on a page for published anchors that are gone: a note with the old id.

Where the words have another anchor now, the note stands before it and shows only to those who come with
the old address; where they were withdrawn, it stands where they stood, for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from docutils import nodes

from edition.cite.lock import Lock, Record
from edition.cite.recording import targets
from edition.sphinxext.nodes import generated, tombstone
from edition.sphinxext.pages import Page
from edition.sphinxext.resolve.writing import Writing, joined
from edition.tei.pointers import split_key

#: What a paragraph can stand in.
_HOLDERS: Final = (
    nodes.section,
    nodes.document,
    nodes.container,
    nodes.block_quote,
    nodes.list_item,
)
_BECAME: Final = {"moved": "is now", "merged": "is now in", "split": "is now in"}


@dataclass(frozen=True, slots=True)
class Grave:
    """An anchor that is gone, with what was within it and went with it.

    :ivar record: the anchor.
    :ivar inner: the ids of what was within it.
    """

    record: Record
    inner: tuple[str, ...]


def graves(lock: Lock, file: str) -> list[Grave]:
    """What is gone of *file*, in its old order."""
    gone = [r for r in lock.records.values() if r.file == file and r.status != "live"]
    gone.sort(key=lambda record: record.order)
    by_id = {record.id: record for record in gone}
    inner: dict[str, list[str]] = {record.id: [] for record in gone}
    for record in gone:
        outer = _outermost(record, by_id)
        if outer is not record:
            inner[outer.id].append(record.id)
    return [
        Grave(record, tuple(inner[record.id]))
        for record in gone
        if _outermost(record, by_id) is record
    ]


def page_of_grave(grave: Grave, page: Page, lock: Lock) -> tuple[str, str]:
    """The document on which *grave* is, and the anchor before which it stands ("" for the end)."""
    record = grave.record
    here = [split_key(key)[1] for key in targets(record) if split_key(key)[0] == page.file]
    after = (r for r in _living(lock, page.file) if r.order > record.order)
    for anchor in (*here, *(r.id for r in after)):
        if anchor in page.places:
            return page.places[anchor], anchor
    before = [r.id for r in _living(lock, page.file) if r.id in page.places]
    return (page.places[before[-1]], "") if before else (page.docname, "")


def add_tombstones(writing: Writing, page: Page, lock: Lock, doctree: nodes.document) -> None:
    """Put the notes of the graves that are on this page of *page* into *doctree*."""
    found = graves(lock, page.file)
    if not found:
        return
    places = {anchor: node for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
    for grave in found:
        docname, anchor = page_of_grave(grave, page, lock)
        if docname == writing.docname and grave.record.id not in places:
            _insert(doctree, places.get(anchor), note_of(writing, grave))


def note_of(writing: Writing, grave: Grave) -> tombstone:
    """The note of a grave, with its ids."""
    record = grave.record
    name = f"{record.kind.capitalize()} {record.id}"
    made = tombstone(ids=[record.id], classes=["tombstone", record.status])
    made.extend(nodes.inline(ids=[anchor]) for anchor in grave.inner)
    if record.status == "withdrawn":
        when = f" on {record.date}" if record.date else ""
        made += nodes.Text(f"{name} was withdrawn{when}")
    else:
        made += nodes.Text(f"{name} {_BECAME[record.status]} ")
        links = [writing.link(key, _name_of(key, record)) for key in targets(record)]
        made.extend(joined(links))
    made += nodes.Text(f": {record.reason.rstrip('.')}." if record.reason else ".")
    generated(made)
    return made


def facts(lock: Lock, file: str) -> Iterator[object]:
    """What a page shows of the lock, for knowing when to write it again."""
    yield from (
        record
        for record in lock.records.values()
        if record.file == file and record.status != "live"
    )


def _outermost(record: Record, gone: Mapping[str, Record]) -> Record:
    """The outermost of what is around *record* that went the same way."""
    while (above := gone.get(record.parent)) and (above.status, above.to) == (
        record.status,
        record.to,
    ):
        record = above
    return record


def _living(lock: Lock, file: str) -> Iterable[Record]:
    records = (r for r in lock.records.values() if r.file == file and r.status == "live")
    return sorted(records, key=lambda record: record.order)


def _name_of(key: str, record: Record) -> str:
    file, anchor = split_key(key)
    return anchor if file == record.file else key


def _insert(doctree: nodes.document, node: nodes.Element | None, note: tombstone) -> None:
    """Put *note* before the block of *node*, or at the end of the page."""
    if node is None:
        sections = [child for child in doctree.children if isinstance(child, nodes.section)]
        (sections[-1] if sections else doctree).append(note)
        return
    while node.parent is not None and not isinstance(node.parent, _HOLDERS):
        node = node.parent
    holder = node.parent
    if isinstance(node, nodes.section) and (holder is None or isinstance(holder, nodes.document)):
        # The page as a whole: behind its heading, since nothing stands before a page.
        holder, node = node, next((c for c in node.children if isinstance(c, nodes.title)), None)
    assert holder is not None
    at = holder.index(node) if node is not None else 0
    holder.insert(at + isinstance(node, nodes.title), note)
