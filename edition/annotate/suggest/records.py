"""Suggestions: what a machine thinks could be marked up, and nobody has judged yet."""

from __future__ import annotations

from typing import NamedTuple


class Candidate(NamedTuple):
    """What some words could mean.

    :ivar target: key of a register entry, or for a date its value in ISO 8601 or EDTF.
    :ivar score: how likely, from 0 to 1.
    """

    target: str
    score: float


class Suggestion(NamedTuple):
    """Words that could be marked up.

    :ivar passage: key of the block they stand in.
    :ivar start: offset of the first character, in code points of the block's edited reading.
    :ivar end: offset behind the last.
    :ivar element: what to mark them up as (``persName``, ``date`` …); "" if that is not known.
    :ivar candidates: what they could mean, the likeliest first; none for a name that is not registered.
    :ivar method: how they were found: ``register``, ``date``, ``capitals``, or the name of a plug-in.
    """

    passage: str
    start: int
    end: int
    words: str
    element: str
    candidates: tuple[Candidate, ...]
    method: str

    @property
    def score(self) -> float:
        """How likely the likeliest candidate is."""
        return self.candidates[0].score if self.candidates else 0.0
