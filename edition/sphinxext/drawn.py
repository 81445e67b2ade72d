"""What drawings and the lists beside them show of the edition: if it changes, they are made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.export.drawings.graph import edges_of
from edition.model import Claim
from edition.model.statuses import status_labels
from edition.sphinxext.domain import TEIDomain


def what_a_drawing_shows(domain: TEIDomain, kind: str) -> Iterator[object]:
    """Everything of other pages that the list *kind* shows, and where its links lead."""
    match kind:
        case "map":
            yield from _places(domain)
        case "timeline":
            yield from _times(domain)
        case "claim-relations":
            yield from _relations(domain)
        case _:
            raise AssertionError(f"no list of the kind {kind!r} is known")


def what_is_next_to(domain: TEIDomain, claims: Iterable[Claim]) -> Iterator[object]:
    """What the drawings in the entries of *claims* show of other claims."""
    edition = domain.edition
    for claim in claims:
        for edge in edges_of(edition, claim.key):
            for key in (edge.start, edge.end):
                other = edition.claims[key]
                yield edge, other.title, other.statement, status_labels(edition, other)


def _places(domain: TEIDomain) -> Iterator[object]:
    mentions_of = domain.edition.mentions_of
    for entity in domain.edition.entities.values():
        if entity.coordinates is not None:
            yield entity, len(mentions_of.get(entity.key, ())), domain.page_of(entity.key)


def _times(domain: TEIDomain) -> Iterator[object]:
    edition = domain.edition
    for event in edition.events:
        yield event, domain.page_of(event.key)
        yield from (_named(domain, subject) for subject in event.subjects)
    for date in edition.dates:
        if date.anchors:
            yield date, [_named(domain, anchor) for anchor in date.anchors]
            yield [note.key for note in edition.notes_on.get(date.key, ())]


def _relations(domain: TEIDomain) -> Iterator[object]:
    yield domain.edition.relations
    for claim in domain.edition.claims.values():
        yield claim.key, claim.title, claim.statement, domain.page_of(claim.key)
        yield status_labels(domain.edition, claim)


def _named(domain: TEIDomain, target: str) -> object:
    """What a pointer leads to, as a link shows it."""
    key = domain.edition.resolve(target)
    return key and (key, domain.edition.label(key), domain.page_of(key))
