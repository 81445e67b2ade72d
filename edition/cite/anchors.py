"""What of an edition can be cited by an anchor, and the words that each anchor stands for."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from edition.cite.references import words_of
from edition.model import Claim, Edition, Entity, Part, Passage
from edition.tei.dates import Dating
from edition.tei.pointers import split_key

#: How words are normalised before they are compared: Unicode NFC, runs of white space one space,
#: notes and their calls left out, case kept.
NORMALISATION: Final = "nfc-one-space"


class Anchor(NamedTuple):
    """Something that can be cited.

    :ivar key: its key.
    :ivar kind: "paragraph", "sentence", "division", "person", "claim", "words" …
    :ivar n: its number as displayed, or "".
    :ivar parent: the id of what is around it, or "".
    :ivar text: its words, normalised; of a register entry or a claim, all that is said in it.
    :ivar line: 1-based line of its start tag.
    """

    key: str
    kind: str
    n: str
    parent: str
    text: str
    line: int

    @property
    def file(self) -> str:
        """The file it stands in."""
        return split_key(self.key)[0]

    @property
    def id(self) -> str:
        """The anchor itself."""
        return split_key(self.key)[1]


def anchors(edition: Edition) -> Iterator[Anchor]:
    """Everything that can be cited and whose id is the editor's own, in the order of files and texts."""
    for part in edition.parts.values():
        seen: set[str] = set()
        for anchor in _of(edition, part):
            if anchor.id in part.ids and anchor.key not in seen:
                seen.add(anchor.key)
                yield anchor


def unstable(passages: Iterable[Passage]) -> list[Passage]:
    """Those *passages* that can be cited but whose ids are computed, so that they may change with the text.

    What has no words (a gap, a space) is no matter, unless it is a division or a page of the source.
    """
    return [
        passage
        for passage in passages
        if not passage.stable and (passage.text or passage.kind in {"division", "page"})
    ]


def digest(text: str) -> str:
    """SHA-256 of normalised *text*, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def normalised(text: str) -> str:
    """*text* as it is compared: see :data:`NORMALISATION`."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _of(edition: Edition, part: Part) -> Iterator[Anchor]:
    """What is in one file; an entry that stands in a text is an entry first."""
    for entity in part.entities:
        yield _anchor(entity.key, entity.kind, entity.parent, _entity_words(entity), entity.line)
    for claim in part.claims:
        yield _anchor(claim.key, "claim", "", _claim_words(claim), claim.line)
    for source in part.sources:
        yield _anchor(source.key, "source", "", source.text, source.line)
    for event in part.events:
        said = _lines((event.label, _dating_words(event.dating)))
        yield _anchor(event.key, "event", "", said, event.line)
    for passage in part.passages:
        text = words_of(edition, passage)
        yield _anchor(passage.key, passage.kind, passage.parent, text, passage.line, passage.n)
    for note in part.notes:
        yield _anchor(note.key, "note", "", note.text, note.line)
    for key, span in part.words.items():
        line = part.ids.get(split_key(key)[1], 0)
        yield _anchor(key, "words", span.passage, span.words, line)


def _anchor(key: str, kind: str, parent: str, text: str, line: int, n: str = "") -> Anchor:
    return Anchor(key, kind, n, split_key(parent)[1], normalised(text), line)


def _entity_words(entity: Entity) -> str:
    names = (name.text for name in entity.names)
    dates = (f"{date.label}: {date.text or _dating_words(date.dating)}" for date in entity.dates)
    identifiers = (f"{found.type}: {found.value}" for found in entity.identifiers)
    return _lines((*names, entity.description, *dates, *identifiers))


def _claim_words(claim: Claim) -> str:
    statuses = ", ".join(split_key(status)[1] for status in claim.statuses)
    positions = (
        f"{split_key(position.stance)[1]} {position.holder}: {position.summary}"
        for position in claim.positions
    )
    return _lines((claim.statement, f"[{statuses}]", *positions, claim.assessment))


def _dating_words(dating: Dating) -> str:
    points = (dating.when, dating.start, dating.end, dating.not_before, dating.not_after)
    return dating.custom or "/".join(str(point) for point in points if point)


def _lines(said: tuple[str, ...]) -> str:
    return " · ".join(filter(None, said))
