"""The kinds of things that are to be said of a manuscript, and how they are said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from edition.cite.likeness import word_diff, written_diff
from edition.cite.resolve.outcome import Outcome

Kind = Literal[
    "exact",
    "reference",
    "misquoted",
    "wrong-passage",
    "stale-version",
    "unknown-anchor",
    "contradicted-claim",
    "ambiguous",
    "not-found",
]


def message_of(kind: Kind, outcome: Outcome, quoted: str) -> str:
    """What is to be said, as one sentence without a full stop."""
    return _MESSAGES[kind](outcome, quoted)


def _exact(outcome: Outcome, _quoted: str) -> str:
    return (
        f"these are the words of {outcome.ref}"
        if outcome.ref
        else "several places have these words"
    )


def _reference(outcome: Outcome, _quoted: str) -> str:
    return f"this is {outcome.ref}"


def _misquoted(outcome: Outcome, quoted: str) -> str:
    diff = written_diff(word_diff(quoted or outcome.then, outcome.now))
    return f"{outcome.ref} says it otherwise: {diff}"


def _wrong_passage(outcome: Outcome, _quoted: str) -> str:
    return f"these words stand in {outcome.ref}, not in {outcome.was or 'what is named'}"


def _stale_version(outcome: Outcome, _quoted: str) -> str:
    became = {"moved": f"moved to {outcome.ref}", "gone": "been withdrawn"}
    why = f": {outcome.reason}" if outcome.reason else ""
    return f"{outcome.was or outcome.ref} has {became.get(outcome.status, 'changed')} since{why}"


def _unknown_anchor(outcome: Outcome, _quoted: str) -> str:
    where = f"; the words stand in {outcome.ref}" if outcome.ref else ""
    return f"nothing in the edition has the anchor {outcome.was or outcome.id}{where}"


def _ambiguous(outcome: Outcome, _quoted: str) -> str:
    places = ", ".join(candidate.ref for candidate in outcome.candidates[:3])
    return f"it is not sure what is meant: {places or 'several places'}"


def _not_found(_outcome: Outcome, _quoted: str) -> str:
    return "the edition does not have these words, though they are said to be from it"


_MESSAGES: Final[dict[Kind, Callable[[Outcome, str], str]]] = {
    "exact": _exact,
    "reference": _reference,
    "misquoted": _misquoted,
    "wrong-passage": _wrong_passage,
    "stale-version": _stale_version,
    "unknown-anchor": _unknown_anchor,
    "ambiguous": _ambiguous,
    "not-found": _not_found,
}
