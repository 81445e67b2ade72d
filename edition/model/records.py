"""The things an edition consists of, as plain frozen records.

Each is named by its *key*, ``file#id``: the path of the file below the source folder and the
``xml:id`` (or the computed id of what has none). Records hold keys, never other records, so that
a file can be read, stored and replaced without touching the rest.

What comes by the ten thousand is a ``NamedTuple``: as frozen as a dataclass, made and stored in a
third of the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from edition.model.works import Work
from edition.tei.dates import Dating
from edition.tei.pointers import split_key

PassageKind = Literal[
    "division",
    "heading",
    "paragraph",
    "stanza",
    "line",
    "speech",
    "sentence",
    "block",
    "page",
    "note",
]
EntityKind = Literal["person", "place", "organisation", "event", "work", "object"]


class Passage(NamedTuple):
    """A citable unit of a text.

    :ivar kind: division, heading, paragraph, sentence, page of the source …
    :ivar n: its number as displayed (``@n``), or "".
    :ivar parent: key of the passage around it, or "".
    :ivar text: its edited reading; "" for divisions, whose text is that of their parts.
    :ivar stable: whether the id is the editor's; a computed one may change with the text.
    :ivar line: 1-based line of its start tag.
    """

    key: str
    kind: PassageKind
    n: str
    parent: str
    text: str
    stable: bool
    line: int

    @property
    def id(self) -> str:
        """The anchor."""
        return split_key(self.key)[1]

    @property
    def file(self) -> str:
        """The file it stands in."""
        return split_key(self.key)[0]


class Span(NamedTuple):
    """Some words of a block of text.

    :ivar block: key of the block (paragraph, heading, note …) whose text the offsets count in.
    :ivar passage: key of the smallest citable unit around the words (a sentence, or the block).
    :ivar start: offset of the first character, in code points of the block's edited reading.
    :ivar end: offset behind the last.
    :ivar words: the words.
    """

    block: str
    passage: str
    start: int
    end: int
    words: str


class Mention(NamedTuple):
    """A place in the text where entities are named or meant.

    :ivar span: the words.
    :ivar element: the TEI element (``persName``, ``rs`` …).
    :ivar subtype: how it refers (``metonym``, ``pronoun``, ``vehicle`` …), or "".
    :ivar targets: keys of the entities, several if the editors leave the choice open or the
        expression means several.
    :ivar cert: ``@cert`` of the identification, or "".
    :ivar line: 1-based line.
    """

    span: Span
    element: str
    subtype: str
    targets: tuple[str, ...]
    cert: str
    line: int


class DatedExpression(NamedTuple):
    """A temporal expression of the text with what it means.

    :ivar key: its key, or "" if it has no ``xml:id``.
    :ivar anchors: keys of the dates it is relative to.
    :ivar statuses: keys of the categories in ``@ana``.
    """

    key: str
    span: Span
    dating: Dating
    anchors: tuple[str, ...]
    statuses: tuple[str, ...]
    line: int


class Departure(NamedTuple):
    """A place where the edited text is not the copy.

    :ivar kind: ``correction``, ``regularisation``, ``supplied``, ``surplus``, ``gap``, ``space``.
    :ivar reading: the edited reading, "" for none.
    :ivar copy: what the copy has, "" for nothing.
    :ivar responsible: keys of ``@resp``.
    :ivar sources: keys of ``@source``.
    :ivar reason: ``@reason``.
    """

    key: str
    span: Span
    kind: str
    reading: str
    copy: str
    responsible: tuple[str, ...]
    sources: tuple[str, ...]
    reason: str
    cert: str
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity.

    :ivar type: ``main``, ``variant`` or whatever ``@type`` says.
    :ivar sort: explicit sort key (``@sortKey``), or "".
    """

    text: str
    type: str
    language: str
    sort: str


@dataclass(frozen=True, slots=True)
class LabelledDate:
    """A date in the life of an entity.

    :ivar label: what happened (``birth``, ``founded`` …).
    :ivar text: words of the register, or "".
    :ivar sources: keys of the sources.
    """

    label: str
    text: str
    dating: Dating
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier that an authority file gives (``wikidata``, ``geonames``, ``viaf`` …)."""

    type: str
    value: str
    cert: str


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point on the WGS 84 ellipsoid, in decimal degrees."""

    latitude: float
    longitude: float
    cert: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One entry of a register.

    :ivar kind: which register.
    :ivar subtype: ``@type`` or ``@subtype`` of the entry ("group", "vessel" …), or "".
    :ivar names: the first is the heading.
    :ivar description: one line that says who or what it is, or "".
    :ivar parent: key of the entry around it, or "".
    """

    key: str
    kind: EntityKind
    subtype: str
    names: tuple[Name, ...]
    description: str
    dates: tuple[LabelledDate, ...]
    identifiers: tuple[Identifier, ...]
    coordinates: Coordinates | None
    cert: str
    parent: str
    line: int

    @property
    def name(self) -> str:
        """Its main name, the heading of its entry."""
        return self.names[0].text if self.names else split_key(self.key)[1]

    @property
    def heading(self) -> str:
        """How an index heads it ("Bhutto, Zulfikar Ali"): the name of type "index", or the name."""
        return next((name.text for name in self.names if name.type == "index"), self.name)

    @property
    def sort(self) -> str:
        """What it is sorted by: the explicit sort key, or the heading of the index."""
        return next((name.sort for name in self.names if name.sort), self.heading)


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """One line of a chronology (``listEvent[@type='chronology']/event``).

    :ivar status: how the date is known from the text (``explicit``, ``resolved``, ``context`` …).
    :ivar subjects: keys of the entities and passages it belongs to.
    """

    key: str
    label: str
    dating: Dating
    status: str
    subjects: tuple[str, ...]
    sources: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between entities or between claims (``relation``)."""

    name: str
    active: tuple[str, ...]
    passive: tuple[str, ...]
    mutual: tuple[str, ...]
    cert: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody holds about a claim.

    :ivar stance: key of the category (``asserts``, ``disputes`` …).
    :ivar holder: who, in words.
    :ivar holders: keys of the holders that are registered.
    :ivar summary: what they hold.
    :ivar evidence: keys of the sources.
    """

    stance: str
    holder: str
    holders: tuple[str, ...]
    summary: str
    evidence: tuple[str, ...]
    cert: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source and what it bears on."""

    source: str
    bears_on: str
    cert: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the text that is, or may be, disputed.

    :ivar targets: keys of the passages or words that make it.
    :ivar title: a name for it.
    :ivar statement: what is claimed, as one proposition.
    :ivar claimant: whose statement it is, in words.
    :ivar statuses: keys of its categories.
    :ivar assessment: what the editors think.
    :ivar cert: how sure they are.
    :ivar open_questions: what they could not settle.
    :ivar entities: keys of the entities concerned.
    """

    key: str
    targets: tuple[str, ...]
    title: str
    statement: str
    claimant: str
    statuses: tuple[str, ...]
    positions: tuple[Position, ...]
    evidence: tuple[Evidence, ...]
    assessment: str
    cert: str
    open_questions: tuple[str, ...]
    entities: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note, standing in the text or pointing at it.

    :ivar kind: ``@type`` ("commentary", "textual" …), or "".
    :ivar targets: keys of what it is about; for a note in the text, the passage it stands in.
    :ivar inline: whether it stands in the text.
    """

    key: str
    kind: str
    targets: tuple[str, ...]
    text: str
    inline: bool
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """One item of the bibliography.

    :ivar label: how it is cited in short ("Fatemi 2012").
    :ivar genre: ``@type``, by convention a type of CSL.
    :ivar text: the item as one line of text.
    """

    key: str
    label: str
    genre: str
    title: str
    authors: tuple[str, ...]
    date: str
    url: str
    text: str
    cert: str
    line: int


class Pointer(NamedTuple):
    """One pointer of the mark-up.

    :ivar holder: key of the passage, entity, claim, note or source it stands in, or the file.
    :ivar element: name of the element.
    :ivar attribute: name of the attribute.
    :ivar target: as :func:`edition.tei.pointers.targets` gives it.
    """

    holder: str
    element: str
    attribute: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of the source that is read all the same, but that its editor should mend.

    :ivar kind: ``invalid_id``, ``prefix``, ``bidi``, ``structure`` or ``date``.
    :ivar message: what is wrong and what to do.
    """

    kind: str
    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """What one file contributes to an edition.

    :ivar file: its path below the source folder.
    :ivar ids: every ``xml:id`` of the file with its line.
    :ivar duplicate_ids: ids given more than once, with the lines of all their places.
    :ivar faults: what its editor should mend.
    :ivar words: the words of elements inside blocks that have an ``xml:id``, by key.
    """

    file: str
    works: tuple[Work, ...] = ()
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DatedExpression, ...] = ()
    departures: tuple[Departure, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[DatedEvent, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    ids: dict[str, int] = field(default_factory=dict)
    duplicate_ids: tuple[tuple[str, tuple[int, ...]], ...] = ()
    words: dict[str, Span] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
