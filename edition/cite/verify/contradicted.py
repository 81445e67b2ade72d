"""Quoted words that make a claim which the editors mark as contradicted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.cite.matching import SHORTEST
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.outcome import Outcome
from edition.model import Claim
from edition.tei.pointers import split_key

#: What the statuses have in common that say so, whatever else the editors call them.
_CONTRADICTED: Final = "contradicted"
#: Of the quotation or of the claim, whichever is shorter, so much must be of the other.
_SHARE: Final = 0.5


class Contradiction(NamedTuple):
    """A claim whose words are quoted.

    :ivar status: the label of its status.
    """

    key: str
    title: str
    status: str

    @property
    def id(self) -> str:
        """Its anchor."""
        return split_key(self.key)[1]


def contradicted(archive: Archive, outcome: Outcome) -> Iterator[Contradiction]:
    """The contradicted claims that the words of *outcome* make."""
    extent = archive.texts.extent(outcome.block) if outcome.block else None
    if extent is None:
        return
    running, block, _ = extent
    start = block + outcome.start
    end = start + len(outcome.now)
    for claim in archive.edition.claims.values():
        status = _status(archive, claim)
        if not status:
            continue
        for target in claim.targets:
            key = archive.edition.resolve(target)
            words = archive.texts.extent(key) if key else None
            if words is None or words[0] is not running:
                continue
            shared = min(end, words[2]) - max(start, words[1])
            if shared >= min(SHORTEST, _SHARE * min(end - start, words[2] - words[1])) > 0:
                yield Contradiction(claim.key, claim.title, status)
                break


def _status(archive: Archive, claim: Claim) -> str:
    """The label of the status by which *claim* is contradicted, or ""."""
    for status in claim.statuses:
        key = archive.edition.resolve(status) or status
        category = archive.edition.categories.get(key)
        if _CONTRADICTED in split_key(key)[1]:
            return category.label if category else split_key(key)[1]
    return ""
