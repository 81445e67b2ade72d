"""What the environment remembers of each file between builds.

It remembers much, and most builds need little of it: what is not asked for stays packed.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from docutils import nodes

from edition.model.records import Part, Passage
from edition.sphinxext.ledger import Balance
from edition.sphinxext.nodes import GENERATED, annotation, note_call, register_entry
from edition.tei.pointers import split_key

_OPENING: Final = 40
#: What ends a block while words are gathered: no character of XML.
_BLOCK: Final = "\0"
#: The part of the edition, notes about other places, places of anchors, words of entries.
_Content = tuple[Part, dict[str, nodes.Element], dict[str, str], dict[str, str]]


class Counts(NamedTuple):
    """How many records of each sort a file contributes."""

    passages: int
    entities: int
    mentions: int
    claims: int
    notes: int
    sources: int


@dataclass(frozen=True, eq=False)
class Page:
    """One TEI file as a page, or as several. Made by :func:`page_of`.

    :ivar docname: its name in Sphinx; if it is cut up, that of the page that has its contents.
    :ivar file: its path below the source folder.
    :ivar kind: "text", or what sort of register it is.
    :ivar docnames: all its pages.
    :ivar balance: its ledger.
    """

    docname: str
    file: str
    kind: str
    docnames: frozenset[str]
    balance: Balance
    counts: Counts
    _packed: bytes
    _objects: bytes

    @cached_property
    def _content(self) -> _Content:
        content: _Content
        content = pickle.loads(self._packed)  # noqa: S301 – what page_of() packed
        return content

    @property
    def part(self) -> Part:
        """What it contributes to the edition."""
        return self._content[0]

    @property
    def standoff(self) -> Mapping[str, nodes.Element]:
        """The notes it holds that are about other places, by key, as nodes."""
        return self._content[1]

    @property
    def places(self) -> Mapping[str, str]:
        """The docname of the page on which each anchor is."""
        return self._content[2]

    @property
    def entries(self) -> Mapping[str, str]:
        """The words of each entry of a register, claim and source on it, by key."""
        return self._content[3]

    @property
    def objects(self) -> list[tuple[str, str, str]]:
        """Kind, anchor and human name of everything on it that can be linked to."""
        objects: list[tuple[str, str, str]] = pickle.loads(self._objects)  # noqa: S301
        return objects

    def __getstate__(self) -> dict[str, object]:
        """Packed, for the environment."""
        return {name: value for name, value in self.__dict__.items() if name != "_content"}


def page_of(
    docname: str,
    part: Part,
    balance: Balance,
    standoff: dict[str, nodes.Element],
    places: dict[str, str],
    entries: dict[str, str],
) -> Page:
    """The page of a file with its *part* of the edition; *places* say where its anchors are."""
    objects = [(kind, split_key(key)[1], label) for kind, key, label in objects_of(part)]
    records = (part.passages, part.entities, part.mentions, part.claims, part.notes, part.sources)
    page = Page(
        docname,
        part.file,
        part.works[0].kind if part.works else "text",
        frozenset({docname, *places.values()}),
        balance,
        Counts(*map(len, records)),
        pickle.dumps((part, standoff, places, entries), pickle.HIGHEST_PROTOCOL),
        pickle.dumps(objects, pickle.HIGHEST_PROTOCOL),
    )
    page.__dict__["_content"] = (part, standoff, places, entries)
    return page


def standoff_notes(section: nodes.Element) -> dict[str, nodes.Element]:
    """Copies of the notes in *section* that are about other places, by key."""
    return {
        node["key"]: node.deepcopy() for node in section.findall(annotation) if node.get("standoff")
    }


def words_of_entries(node: nodes.Element) -> dict[str, str]:
    """The words of each entry below *node*, by key: those of the source, without entries within it."""
    found: dict[str, list[str]] = {}
    for child in node.children:
        _add_words(child, None, found)
    return {key: _joined("".join(words)) for key, words in found.items()}


def _joined(words: str) -> str:
    """The blocks of *words* on one line."""
    # What remains of a block whose source is named before a colon begins with it.
    blocks = (" ".join(block.split()).lstrip(":;, ") for block in words.split(_BLOCK))
    return " · ".join(filter(None, blocks))


def _add_words(node: nodes.Node, words: list[str] | None, found: dict[str, list[str]]) -> None:
    if isinstance(node, nodes.Text):
        if words is not None:
            words.append(str(node))
        return
    assert isinstance(node, nodes.Element)
    if GENERATED in node["classes"] or isinstance(node, annotation | note_call):
        if words is not None:
            words.append(" ")
        return
    if isinstance(node, register_entry):
        words = found.setdefault(node["key"], [])
    for child in node.children:
        _add_words(child, words, found)
    if words is not None and not isinstance(node, nodes.Inline):
        words.append(_BLOCK)


def anchors_of(node: nodes.Element) -> frozenset[str]:
    """All ids in and below *node*."""
    return frozenset(
        anchor for inner in node.findall(nodes.Element) for anchor in inner.attributes["ids"]
    )


def objects_of(part: Part) -> Iterator[tuple[str, str, str]]:
    """Kind, key and human name of everything in *part* that can be linked to."""
    # An entry that stands in a text is a block of it, and more than that.
    entries = {record.key for records in (part.entities, part.sources) for record in records}
    for passage in part.passages:
        if passage.kind != "note" and passage.key not in entries:
            yield "passage", passage.key, passage_name(passage)
    for entity in part.entities:
        yield entity.kind, entity.key, entity.name
    for claim in part.claims:
        yield "claim", claim.key, claim.title or claim.key
    for note in part.notes:
        yield "note", note.key, _opening(note.text) or note.key
    for source in part.sources:
        yield "source", source.key, source.label
    for date in part.dates:
        if date.key:
            yield "date", date.key, date.span.words


def passage_name(passage: Passage) -> str:
    """A passage as a list of links calls it: kind, anchor and how it begins."""
    if passage.kind == "page":
        return f"page {passage.n or passage.id}"
    opening = _opening(passage.text)
    name = f"{passage.kind} {passage.id}"
    return f"{name}: {opening}" if opening else name


def _opening(text: str) -> str:
    if len(text) <= _OPENING:
        return text
    return text[: text.rfind(" ", 0, _OPENING) or _OPENING].rstrip() + "…"
