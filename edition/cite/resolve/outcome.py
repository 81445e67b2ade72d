"""What a citation leads to, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from edition.cite.running import Place
from edition.tei.pointers import split_key

Status = Literal["same", "moved", "changed", "gone", "ambiguous"]

#: From the best answer to the worst.
ORDER: Final[tuple[Status, ...]] = ("same", "moved", "changed", "ambiguous", "gone")
#: So many candidates are named.
MOST_CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant, or that has a part of what is meant.

    :ivar ref: reference to it.
    :ivar words: its words.
    :ivar score: how sure it is, from 0 to 1.
    """

    ref: str
    words: str
    score: float

    @property
    def id(self) -> str:
        """Its anchor."""
        return _anchor(self.ref)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a citation leads to.

    :ivar status: ``same``: what was cited is there; ``moved``: its words are the same, elsewhere;
        ``changed``: its words are others now; ``gone``: they are nowhere; ``ambiguous``: there are
        several places, or one that is not sure.
    :ivar id: the anchor of what is there now; of what is gone, the anchor that it had.
    :ivar ref: the reference to it (``article.xml#p6.s2``, ``article.xml#p6-p7``), or "".
    :ivar version: the release that it was compared with, or "".
    :ivar then: the words that were cited, as far as they are known.
    :ivar now: the words that are there now, or "".
    :ivar score: how like the words are, from 0 to 1; 0 if nothing was found.
    :ivar candidates: other places, the best first.
    :ivar block: key of the block in which the words begin, or "".
    :ivar start: where the words begin in it, in code points; -1 if they are in no text.
    :ivar end: where they end, in the block in which they end.
    :ivar was: the reference that was cited, if what it names now is elsewhere.
    :ivar reason: why it is gone, in the words of the editors.
    :ivar date: since when, ISO 8601.
    """

    status: Status
    id: str = ""
    ref: str = ""
    version: str = ""
    then: str = ""
    now: str = ""
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    block: str = ""
    start: int = -1
    end: int = -1
    was: str = ""
    reason: str = ""
    date: str = ""

    @property
    def file(self) -> str:
        """The file of what is there now, or was."""
        return split_key(self.ref or self.was)[0]


def as_data(outcome: Outcome) -> dict[str, object]:
    """*outcome* as it is written in JSON."""
    return {
        "status": outcome.status,
        "id": outcome.id,
        "ref": outcome.ref,
        "version": outcome.version,
        "then": outcome.then,
        "now": outcome.now,
        "score": round(outcome.score, 3),
        "candidates": [
            {"id": c.id, "ref": c.ref, "score": round(c.score, 3), "now": c.words}
            for c in outcome.candidates
        ],
        "file": outcome.file,
        "block": outcome.block,
        "start": outcome.start,
        "end": outcome.end,
        "was": outcome.was,
        "reason": outcome.reason,
        "date": outcome.date,
    }


def candidates(places: Iterable[tuple[Place, float]]) -> tuple[Candidate, ...]:
    """*places*, each with its score, as candidates."""
    found = [Candidate(place.reference, place.words, score) for place, score in places]
    return tuple(dict.fromkeys(found))[:MOST_CANDIDATES]


def worst(outcomes: Iterable[Outcome]) -> Status:
    """The worst status of *outcomes*."""
    return max((outcome.status for outcome in outcomes), key=ORDER.index)


def _anchor(reference: str) -> str:
    """The anchor that a *reference* begins with."""
    return split_key(reference)[1]
