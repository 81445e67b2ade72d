"""The whole edition: the parts of all files, joined, with what each thing is used for."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeVar

from edition.errors import UnreadableError
from edition.model.read import read
from edition.model.records import (
    Claim,
    DatedEvent,
    DatedExpression,
    Departure,
    Entity,
    Mention,
    Note,
    Part,
    Passage,
    Pointer,
    Relation,
    Source,
    Span,
)
from edition.model.works import Category, Work
from edition.tei.files import is_of_others, tei_paths
from edition.tei.parse import Document, is_tei, parse
from edition.tei.pointers import is_internal, split_key

_T = TypeVar("_T")


class Edition:
    """An edition, read-only.

    Made by :func:`assemble` or :func:`load`. Tuples are in the order of the files by name, and
    of the text within a file; mappings go from keys (``file#id``) to records.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        """Join *parts*; nothing is computed before it is asked for."""
        self.parts: dict[str, Part] = {
            part.file: part for part in sorted(parts, key=lambda part: part.file)
        }

    # -- what there is ---------------------------------------------------------------------

    @cached_property
    def works(self) -> Mapping[str, Work]:
        """The files, by path."""
        return {work.key: work for part in self.parts.values() for work in part.works}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The files that hold a text to read."""
        return tuple(key for key, work in self.works.items() if work.kind == "text")

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """All citable units."""
        return {p.key: p for part in self.parts.values() for p in part.passages}

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """All register entries."""
        return {e.key: e for part in self.parts.values() for e in part.entities}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """All claims."""
        return {c.key: c for part in self.parts.values() for c in part.claims}

    @cached_property
    def notes(self) -> Mapping[str, Note]:
        """All notes, in the text and apart from it."""
        return {n.key: n for part in self.parts.values() for n in part.notes}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All items of the bibliography."""
        return {s.key: s for part in self.parts.values() for s in part.sources}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """All categories of all taxonomies."""
        return {c.key: c for work in self.works.values() for c in work.categories}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions of entities."""
        return tuple(m for part in self.parts.values() for m in part.mentions)

    @cached_property
    def dates(self) -> tuple[DatedExpression, ...]:
        """All temporal expressions."""
        return tuple(d for part in self.parts.values() for d in part.dates)

    @cached_property
    def dates_by_key(self) -> Mapping[str, DatedExpression]:
        """The temporal expressions that have an id."""
        return {date.key: date for date in self.dates if date.key}

    @cached_property
    def departures(self) -> tuple[Departure, ...]:
        """All places where the edited text is not the copy."""
        return tuple(d for part in self.parts.values() for d in part.departures)

    @cached_property
    def events(self) -> tuple[DatedEvent, ...]:
        """The chronology, in order of time."""
        events = (e for part in self.parts.values() for e in part.events)
        return tuple(sorted(events, key=lambda event: event.dating.sort_key))

    @cached_property
    def events_by_key(self) -> Mapping[str, DatedEvent]:
        """The lines of the chronology by key."""
        return {event.key: event for event in self.events}

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations between entities and between claims."""
        return tuple(r for part in self.parts.values() for r in part.relations)

    # -- pointers --------------------------------------------------------------------------

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[str, ...]]:
        """The keys under which each id occurs, register entries first."""
        # Dictionaries for their order: the same ids come in every file of a series.
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for part in self.parts.values():
            for identifier in part.ids:
                found[identifier][f"{part.file}#{identifier}"] = None
        for key in self.passages:
            found[split_key(key)[1]][key] = None
        return {
            identifier: tuple(sorted(keys, key=lambda key: key not in self.entities))
            for identifier, keys in found.items()
        }

    def resolve(self, target: str) -> str | None:
        """The key that a *target* leads to, or None if nothing in the edition answers to it.

        :param target: as :func:`edition.tei.pointers.targets` gives it. ``file#id`` is looked up
            in its file first; an id that is not there, or a bare word, is looked up in the whole
            edition, as ``#id`` often means a register of the same project.
        """
        known = self._resolved
        if target not in known:
            known[target] = self._key_of(target)
        return known[target]

    @cached_property
    def _resolved(self) -> dict[str, str | None]:
        """Where targets lead, as far as somebody has asked: the same come often."""
        return {}

    def _key_of(self, target: str) -> str | None:
        if target in self.parts:
            return target
        file, identifier = split_key(target)
        if file in self.parts and identifier in self.parts[file].ids:
            return target
        if target in self.passages or target in self.entities:
            return target
        keys = self._by_id.get(identifier or target.removeprefix("?"), ())
        same_file_or_bare = file in self.parts or target.startswith("?")
        return keys[0] if keys and same_file_or_bare else None

    @cached_property
    def dangling(self) -> tuple[tuple[str, Pointer], ...]:
        """Pointers into the edition that lead nowhere, each with the file it stands in.

        Pictures and other files that are no TEI are not of the edition.
        """
        targets = {pointer.target for part in self.parts.values() for pointer in part.pointers}
        lost = {target for target in targets if _is_ours(target) and not self.resolve(target)}
        return tuple(
            (part.file, pointer)
            for part in self.parts.values()
            for pointer in part.pointers
            if pointer.target in lost
        )

    @cached_property
    def cycles(self) -> tuple[tuple[str, Pointer], ...]:
        """Pointers that close a circle of ``@next``, ``@prev``, ``@sameAs`` or ``@copyOf``.

        Nothing follows these pointers without looking where it has been; an editor should know.
        """
        found = []
        for attribute in ("next", "prev", "sameAs", "copyOf"):
            onward: dict[str, tuple[str, str, Pointer]] = {}
            for part in self.parts.values():
                for pointer in part.pointers:
                    target = (
                        self.resolve(pointer.target) if pointer.attribute == attribute else None
                    )
                    if target:
                        onward[pointer.holder] = (target, part.file, pointer)
            done: set[str] = set()
            for start in onward:
                path: set[str] = set()
                key = start
                while key in onward and key not in done:
                    done.add(key)
                    path.add(key)
                    key, file, pointer = onward[key]
                    if key in path:
                        found.append((file, pointer))
        return tuple(found)

    # -- what is used where ----------------------------------------------------------------

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each entity, by its key."""
        return _grouped(
            (key, mention)
            for mention in self.mentions
            for target in mention.targets
            if (key := self.resolve(target))
        )

    @cached_property
    def claims_on(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims about each passage, its words included, by the key that they target."""
        return _grouped(
            (key, claim)
            for claim in self.claims.values()
            for target in claim.targets
            if (key := self.resolve(target))
        )

    @cached_property
    def claims_about(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims that concern each entity."""
        return _grouped(
            (key, claim)
            for claim in self.claims.values()
            for target in claim.entities
            if (key := self.resolve(target))
        )

    @cached_property
    def notes_on(self) -> Mapping[str, tuple[Note, ...]]:
        """The notes that stand apart from what they are about, by the key they target."""
        return _grouped(
            (key, note)
            for note in self.notes.values()
            if not note.inline
            for target in note.targets
            if (key := self.resolve(target))
        )

    @cached_property
    def uses_of(self) -> Mapping[str, tuple[str, ...]]:
        """For each key, the keys of what points at it, in order and without repetition."""
        uses: dict[str, dict[str, None]] = defaultdict(dict)
        for part in self.parts.values():
            for pointer in part.pointers:
                key = self.resolve(pointer.target)
                if key and key != pointer.holder:
                    uses[key][pointer.holder] = None
        return {key: tuple(holders) for key, holders in uses.items()}

    @cached_property
    def relations_of(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations in which each key takes part."""
        return _grouped(
            (key, relation)
            for relation in self.relations
            for key in dict.fromkeys(
                self.resolve(target)
                for target in (*relation.active, *relation.passive, *relation.mutual)
            )
            if key
        )

    def words_at(self, target: str) -> Span | None:
        """The words that *target* covers: an element within a block, a sentence, or a block."""
        key = self.resolve(target)
        if key is None:
            return None
        file = split_key(key)[0]
        span = self.parts[file].words.get(key)
        if span is None and (passage := self.passages.get(key)):
            span = Span(key, key, 0, len(passage.text), passage.text)
        return span

    def context(self, span: Span, width: int = 60) -> tuple[str, str]:
        """The text before and after *span* in its block, at most *width* characters, whole words."""
        text = self.passages[span.block].text if span.block in self.passages else span.words
        before = text[max(0, span.start - width - 1) : span.start]
        after = text[span.end : span.end + width + 1]
        if len(before) > width:
            cut = before.find(" ", 1)
            before = "…" + before[cut if cut >= 0 else 1 :]
        if len(after) > width:
            cut = after.rfind(" ", 0, width)
            after = after[: cut if cut >= 0 else width] + "…"
        return before, after

    def label(self, key: str) -> str:
        """A human name for anything that has a key."""
        for records in (self.entities, self.sources, self.claims, self.categories, self.works):
            if key in records:
                return _label(records[key])
        if key in self.events_by_key:
            return self.events_by_key[key].label
        if key in self.dates_by_key:
            return self.dates_by_key[key].span.words
        return split_key(key)[1] or key


def _label(record: object) -> str:
    match record:
        case Entity():
            return record.name
        case Source() | Category():
            return record.label
        case Claim() | Work():
            return record.title
    message = f"no label for {type(record).__name__}"
    raise TypeError(message)


def assemble(parts: Iterable[Part]) -> Edition:
    """Join the *parts* of an edition."""
    return Edition(parts)


def load(folder: str | Path) -> Edition:
    """Read all TEI files below *folder*.

    Files ending in ``.xml`` or ``.tei`` that do not claim to be TEI P5 are passed over.

    :raises UnreadableError: the folder is not there, or one of the files cannot be read.
    """
    with nothing_is_waste():
        return assemble(read(document).part for document in documents(folder))


def documents(folder: str | Path) -> Iterator[Document]:
    """The TEI files below *folder*, in the order of their paths, as :func:`load` reads them.

    :raises UnreadableError: as :func:`load`.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise UnreadableError(
            "there is no such folder", file=str(folder), hint="Name the folder of the TEI files."
        )
    for path in tei_paths(folder):
        data = path.read_bytes()
        if is_tei(data):
            yield parse(data, path.relative_to(folder).as_posix())


@contextmanager
def nothing_is_waste() -> Iterator[None]:
    """While an edition is read all that is made is kept: the collector would look through it in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_ours(target: str) -> bool:
    """Whether *target* lies in the edition, if it exists at all."""
    return is_internal(target) and not is_of_others(PurePosixPath(split_key(target)[0]))


def _grouped(pairs: Iterable[tuple[str, _T]]) -> Mapping[str, tuple[_T, ...]]:
    groups: dict[str, list[_T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}
