"""Indices: of all entities or of one class, sorted as the language sorts, good enough to print.

Locators are paragraphs, headings and the like. Below an entry stand the notes that mention it, the
claims that concern it and what is part of it; variant names refer to the entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from docutils import nodes

from edition.model import Edition, Entity
from edition.model.collation import initial, sort_key
from edition.sphinxext.resolve.writing import Writing, joined
from edition.tei.pointers import split_key

#: Relations by which an entity is part of another.
_PARTS = frozenset({"comprises"})


class _Heading(NamedTuple):
    """A line of the index: an entry, or the reference from another name of it."""

    sort: str
    words: str
    entity: Entity
    refers: bool


def index(writing: Writing, argument: str) -> Iterator[nodes.Node]:
    """The index of one class of entities, or of all: each with the passages that mention it."""
    edition = writing.edition
    entities = [
        entity
        for entity in edition.entities.values()
        if argument in {"", "all", entity.kind} and edition.mentions_of.get(entity.key)
    ]
    language = writing.builder.config.language
    headings = _headings(entities, language)
    letters = nodes.container(classes=["index-letters"])
    for letter, group in groupby(headings, key=lambda heading: initial(heading.sort, language)):
        section = nodes.container(classes=["index-letter"])
        section += nodes.rubric("", letter, **{"heading-level": 2})
        items = nodes.bullet_list(classes=["index"])
        for heading in group:
            items += _reference(writing, heading) if heading.refers else _entry(writing, heading)
        section += items
        letters += section
    if letters.children:
        yield letters


def _headings(entities: list[Entity], language: str) -> list[_Heading]:
    """Headings and references from variant names, in the order of the language."""
    found = []
    for entity in entities:
        found.append(_Heading(entity.sort, entity.heading, entity, refers=False))
        found.extend(
            _Heading(name.text, name.text, entity, refers=True)
            for name in entity.names[1:]
            if name.type != "index" and name.text not in {entity.name, entity.heading}
        )
    return sorted(found, key=lambda heading: (sort_key(heading.sort, language), heading.refers))


def _reference(writing: Writing, heading: _Heading) -> nodes.list_item:
    see = nodes.emphasis("", "see ")
    to = writing.link(heading.entity.key, heading.entity.heading)
    return nodes.list_item("", nodes.paragraph("", "", nodes.Text(f"{heading.words}, "), see, to))


def _entry(writing: Writing, heading: _Heading) -> nodes.list_item:
    """An entry: its places in the texts, and below them where else it has to do with."""
    edition, entity = writing.edition, heading.entity
    by_file: dict[str, dict[str, str]] = defaultdict(dict)
    for mention in edition.mentions_of[entity.key]:
        file = split_key(mention.span.block)[0]
        by_file[file].setdefault(mention.span.block, mention.span.passage)
    line: list[nodes.Node] = [writing.link(entity.key, heading.words)]
    several = len(edition.texts) > 1
    for file in edition.texts:
        if file in by_file:
            name = f"{writing.work_name(file)} " if several else ""
            line += [nodes.Text(f", {name}"), *joined(_locators(writing, by_file[file]))]
    below = [
        [nodes.Text(f"{writing.work_name(file)} "), *joined(_locators(writing, places))]
        for file, places in by_file.items()
        if file not in edition.texts
    ]
    claims = edition.claims_about.get(entity.key, ())
    if claims:
        links = [
            writing.link(claim.key, split_key(claim.key)[1], "passage-ref") for claim in claims
        ]
        below.append([nodes.Text("claims "), *joined(links)])
    parts = [writing.link(part.key, part.heading) for part in _parts(edition, entity)]
    if parts:
        below.append([nodes.emphasis("", "see also "), *joined(parts, "; ")])
    item = nodes.list_item("", nodes.paragraph("", "", *line))
    if below:
        item += nodes.bullet_list(
            "",
            *(nodes.list_item("", nodes.paragraph("", "", *entry)) for entry in below),
            classes=["index-below"],
        )
    return item


def _locators(writing: Writing, places: dict[str, str]) -> list[nodes.Node]:
    """The blocks of *places*, each linked to the smallest passage in it that comes first."""
    return [
        writing.link(passage, split_key(block)[1], "passage-ref")
        for block, passage in places.items()
    ]


def _parts(edition: Edition, entity: Entity) -> list[Entity]:
    """The entities that are part of *entity* and are mentioned themselves, in the order of the registers."""
    keys = [inner.key for inner in edition.entities.values() if inner.parent == entity.key]
    for relation in edition.relations_of.get(entity.key, ()):
        if relation.name in _PARTS and entity.key in map(edition.resolve, relation.active):
            keys += [key for target in relation.passive if (key := edition.resolve(target))]
    return [
        edition.entities[key]
        for key in dict.fromkeys(keys)
        if key in edition.entities and edition.mentions_of.get(key)
    ]
