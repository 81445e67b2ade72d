"""What can be found: the passages of the texts, notes, claims, entries of the registers, and other pages.

Each is an *item*. Items are in the order in which they are shown: texts first, in the order of the
contents of the edition, then notes, claims, entries, sources, and pages that are not TEI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from docutils import nodes
from sphinx import addnodes

from edition.model import Claim, Edition, Entity
from edition.model.records import Part, Passage
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.pages import Page
from edition.tei.pointers import split_key

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The groups of items, in their order.
GROUPS: Final = ("text", "note", "claim", "entry", "source", "page")

#: Units that are parts of a block, or hold no words of their own.
_NO_BLOCKS: Final = frozenset({"division", "page", "sentence"})
_PARAGRAPH: Final = re.compile(r"p\d+")


class Item(NamedTuple):
    """Something that can be found.

    :ivar key: its key in the edition; "" on a page that is not TEI.
    :ivar group: one of :data:`GROUPS`.
    :ivar kind: what a reader calls it ("paragraph", "person" …).
    :ivar name: its number or name; "" if it has none but its anchor.
    :ivar docname: the page it is on.
    :ivar anchor: where on the page.
    """

    key: str
    group: str
    kind: str
    name: str
    text: str
    docname: str
    anchor: str
    language: str


class Place(NamedTuple):
    """What an anchor leads to.

    :ivar name: what is typed: an anchor in lower case, "¶6" or "p. 6".
    :ivar item: the number of the item that is, or has, the place.
    :ivar start: where in the text of the item it begins.
    :ivar docname: the page it is on.
    """

    name: str
    item: int
    start: int
    docname: str
    anchor: str


@dataclass(frozen=True)
class Items:
    """All items of an edition.

    :ivar domain: knows the edition and where its things are.
    :ivar all: in their order.
    """

    domain: TEIDomain
    all: tuple[Item, ...]

    @cached_property
    def by_key(self) -> Mapping[str, int]:
        """The number of each item of the edition, by its key."""
        return {item.key: number for number, item in enumerate(self.all) if item.key}

    def of_words(self, target: str) -> int | None:
        """The number of the item in which the words that *target* names stand."""
        span = self.domain.edition.words_at(target)
        return None if span is None else self.by_key.get(span.block, self._around(span.passage))

    def _around(self, key: str) -> int | None:
        passages = self.domain.edition.passages
        while key and key not in self.by_key:
            passage = passages.get(key)
            key = passage.parent if passage else ""
        return self.by_key.get(key)

    def places(self) -> Iterator[Place]:
        """All that can be typed to go somewhere."""
        for page in self.domain.pages.values():
            homes = self._homes(page.part)
            for anchor, docname in page.places.items():
                key = f"{page.file}#{anchor}"
                if key in homes:
                    start = self._start(page.part, key, homes[key])
                    yield Place(anchor.lower(), homes[key], start, docname, anchor)
            for passage in page.part.passages:
                name = _numbered(passage)
                docname = page.places.get(passage.id, page.docname)
                if name and passage.key in homes:
                    yield Place(name, homes[passage.key], 0, docname, passage.id)

    def _start(self, part: Part, key: str, number: int) -> int:
        """Where the words of *key* begin in the text of item *number*."""
        span = part.words.get(key)
        return span.start if span and span.block == self.all[number].key else 0

    def _homes(self, part: Part) -> dict[str, int]:
        """The item that each key of *part* is, is in, or stands before."""
        homes: dict[str, int] = {}
        waiting: list[str] = []
        last: int | None = None
        for passage in part.passages:
            number = self._around(passage.key)
            if number is None:
                waiting.append(passage.key)
                continue
            # A division, or a page of the source, is shown by what it begins with.
            homes.update(dict.fromkeys(waiting, number))
            waiting.clear()
            homes[passage.key] = last = number
        if last is not None:
            homes.update(dict.fromkeys(waiting, last))
        for key, span in part.words.items():
            if key not in homes and (number := self.by_key.get(span.block)) is not None:
                homes[key] = number
        records: Iterable[Iterable[Entity | Claim]] = (part.entities, part.claims)
        keys = [record.key for of_one_sort in records for record in of_one_sort]
        for key in (*keys, *(source.key for source in part.sources)):
            if key in self.by_key:
                homes[key] = self.by_key[key]
        return homes


def items_of(env: BuildEnvironment) -> Items:
    """All items of the project of *env*."""
    domain = TEIDomain.of(env)
    order = _reading_order(env)
    pages = sorted(domain.pages.values(), key=lambda page: (order[page.docname], page.file))
    found: dict[str, list[Item]] = {group: [] for group in GROUPS}
    for page in pages:
        for item in _of_page(domain, page):
            found[item.group].append(item)
    tei = {docname for page in pages for docname in page.docnames}
    others = sorted(env.found_docs - tei, key=lambda docname: (order[docname], docname))
    for docname in others:
        found["page"].extend(_of_other_page(domain, docname))
    return Items(domain, tuple(item for group in GROUPS for item in found[group]))


def _reading_order(env: BuildEnvironment) -> dict[str, int]:
    """The rank of every page in the contents of the whole; what they do not have comes last."""
    ranks: dict[str, int] = {}
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname not in ranks:
            ranks[docname] = len(ranks)
            waiting.extend(reversed(env.toctree_includes.get(docname, [])))
    return {docname: ranks.get(docname, len(ranks)) for docname in env.found_docs | ranks.keys()}


def _of_page(domain: TEIDomain, page: Page) -> Iterator[Item]:
    part, edition = page.part, domain.edition
    language = part.works[0].language if part.works else ""
    records = {entity.key for entity in part.entities} | {source.key for source in part.sources}
    texts = dict(page.entries)

    def item(key: str, group: str, kind: str, name: str, text: str) -> Item:
        anchor = split_key(key)[1]
        docname = page.places.get(anchor)
        return Item(
            key,
            group,
            kind,
            name,
            text,
            docname or page.docname,
            anchor if docname else "",
            language,
        )

    for passage in part.passages:
        if not passage.text or not _is_block(passage, edition):
            continue
        if passage.key in records:
            texts.setdefault(passage.key, passage.text)
        else:
            group = "note" if passage.kind == "note" else "text"
            yield item(passage.key, group, passage.kind, passage.n, passage.text)
    for claim in part.claims:
        text = texts.get(claim.key) or _text_of_claim(claim)
        yield item(claim.key, "claim", "claim", claim.title, text)
    for entity in part.entities:
        text = texts.get(entity.key) or _text_of_entity(entity)
        yield item(entity.key, "entry", entity.kind, entity.name, text)
    for source in part.sources:
        if source.key not in edition.entities:
            text = texts.get(source.key) or source.text
            yield item(source.key, "source", "source", source.label, text)


def _is_block(passage: Passage, edition: Edition) -> bool:
    """Whether the words of *passage* are in no other one."""
    if passage.kind in _NO_BLOCKS:
        return False
    around = edition.passages.get(passage.parent)
    return around is None or around.kind == "division" or passage.kind == "note"


def _text_of_claim(claim: Claim) -> str:
    positions = (f"{position.holder}: {position.summary}" for position in claim.positions)
    pieces = (claim.title, claim.statement, claim.claimant, *positions, claim.assessment)
    return _sentences((*pieces, *claim.open_questions))


def _text_of_entity(entity: Entity) -> str:
    names = "; ".join(dict.fromkeys(name.text for name in entity.names))
    said = (date.text for date in entity.dates)
    return _sentences((names, entity.description, *said))


def _sentences(pieces: Iterable[str]) -> str:
    """*pieces* one after another, each with a mark at its end."""
    return " ".join(piece if piece[-1] in ".?!…" else f"{piece}." for piece in pieces if piece)


def _numbered(passage: Passage) -> str:
    """What is typed to find *passage* by its number, if its anchor does not say it."""
    if passage.kind == "page" and passage.n:
        return f"p. {passage.n}".lower()
    is_numbered = passage.kind == "paragraph" and passage.n and not _PARAGRAPH.fullmatch(passage.id)
    return f"¶{passage.n}".lower() if is_numbered else ""


def _of_other_page(domain: TEIDomain, docname: str) -> Iterator[Item]:
    """The paragraphs of a page that is not TEI, each with the anchor of its section."""
    doctree = domain.env.get_doctree(docname)
    for reference in doctree.findall(addnodes.pending_xref):
        key = domain.find(reference["reftype"], reference["reftarget"])
        if reference["refdomain"] == "tei" and not reference["refexplicit"] and key:
            reference.children = [nodes.Text(domain.edition.label(key))]
    for node in doctree.findall(_is_prose):
        text = " ".join(node.astext().split())
        if not text:
            continue
        section: nodes.Node | None = node
        while section is not None and not (isinstance(section, nodes.section) and section["ids"]):
            section = section.parent
        anchor = str(section["ids"][0]) if isinstance(section, nodes.section) else ""
        kind = "heading" if isinstance(node, nodes.title) else "paragraph"
        yield Item("", "page", kind, "", text, docname, anchor, "")


def _is_prose(node: nodes.Node) -> bool:
    """Whether *node* is a block of words that a reader sees on the page."""
    if isinstance(node, nodes.title | nodes.term | nodes.paragraph | nodes.literal_block):
        up = node.parent
        while up is not None:
            if isinstance(up, addnodes.toctree | addnodes.only | nodes.system_message):
                return False
            up = up.parent
        return True
    return False
