"""What an edition is: works, passages, entities, mentions, claims, notes and sources.

:func:`read` turns one TEI document into a :class:`Part`; :func:`assemble` joins parts into an
:class:`Edition`; :func:`load` does both for a folder.
"""

from edition.model.edition import Edition, assemble, documents, load
from edition.model.read import Reading, read
from edition.model.records import (
    Claim,
    Coordinates,
    DatedEvent,
    DatedExpression,
    Departure,
    Entity,
    EntityKind,
    Evidence,
    Identifier,
    LabelledDate,
    Mention,
    Name,
    Note,
    Part,
    Passage,
    PassageKind,
    Pointer,
    Position,
    Relation,
    Source,
    Span,
)
from edition.model.works import Work

__all__ = [
    "Claim",
    "Coordinates",
    "DatedEvent",
    "DatedExpression",
    "Departure",
    "Edition",
    "Entity",
    "EntityKind",
    "Evidence",
    "Identifier",
    "LabelledDate",
    "Mention",
    "Name",
    "Note",
    "Part",
    "Passage",
    "PassageKind",
    "Pointer",
    "Position",
    "Reading",
    "Relation",
    "Source",
    "Span",
    "Work",
    "assemble",
    "documents",
    "load",
    "read",
]
