"""Holding a manuscript against the edition: what it quotes, and where it says it is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from edition.cite.folding import fold
from edition.cite.matching import SHORTEST, exact_hits, size_of
from edition.cite.quotations import EDGES, Quotation
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked
from edition.cite.resolve.outcome import Outcome, as_data
from edition.cite.resolve.quoted import of_quotation
from edition.cite.resolve.resolving import answer
from edition.cite.verify.contradicted import contradicted
from edition.cite.verify.kinds import Kind, message_of
from edition.cite.verify.manuscript import Manuscript
from edition.cite.verify.mentions import Finder, Reference
from edition.cite.verify.quoting import Quoted, quotations

#: Kinds of which nothing is to be said.
FINE: Final = frozenset({"exact", "reference"})
#: So far from a quotation its reference stands, in characters.
_NEAR: Final = 160


@dataclass(frozen=True, slots=True)
class Item:
    """A quotation or a reference of a manuscript, and what is to be said of it.

    :ivar file: the manuscript.
    :ivar line: 1-based line; in a format without lines, the number of the paragraph.
    :ivar quoted: the words as they are quoted, or "".
    :ivar reference: the reference as it is written, or "".
    :ivar outcome: where it leads.
    :ivar message: what is to be said, as one sentence without a full stop.
    :ivar claim: key of the claim whose words are quoted, or "".
    :ivar claim_title: its title.
    :ivar claim_status: the editors' verdict on it.
    """

    file: Path
    line: int
    kind: Kind
    quoted: str
    reference: str
    outcome: Outcome
    message: str
    claim: str = ""
    claim_title: str = ""
    claim_status: str = ""

    @property
    def is_fine(self) -> bool:
        """Whether there is nothing to mend."""
        return self.kind in FINE


def data_of(item: Item) -> dict[str, object]:
    """*item* as it is written in JSON."""
    return as_data(item.outcome) | {
        "file": str(item.file),
        "line": item.line,
        "kind": item.kind,
        "quoted": item.quoted,
        "reference": item.reference,
        "message": item.message,
        "claim": item.claim,
        "claim_title": item.claim_title,
        "claim_status": item.claim_status,
    }


def verify(archive: Archive, manuscript: Manuscript) -> Iterator[Item]:
    """All that *manuscript* quotes from the edition and says of it, in its order.

    A quotation that refers to nothing and is not in the edition is of something else, and passed over.

    :raises UsageError: rapidfuzz is not installed, and a quotation is not found exactly.
    """
    finder = Finder(archive)
    referred = [finder.references(block) for block in manuscript.blocks]
    used: set[int] = set()
    for number, block in enumerate(manuscript.blocks):
        references = [*referred[number], *_in_notes(manuscript, referred, number)]
        references.sort(key=lambda reference: reference.start)
        quoted = list(quotations(block))
        for place in range(len(quoted)):
            reference = _reference_of(quoted, place, references)
            at = Spot(manuscript.path, manuscript.line(number, quoted[place].start))
            items = list(_of_quotation(archive, at, quoted[place].words, reference))
            if reference is not None and items:
                used.add(reference.number)
            yield from items
        for reference in referred[number]:
            if reference.asked is not None and reference.number not in used:
                at = Spot(manuscript.path, manuscript.line(number, reference.start))
                yield _of_reference(archive, at, reference, reference.asked)


class Spot(NamedTuple):
    """A line of a manuscript."""

    file: Path
    line: int


# -- which reference a quotation has ----------------------------------------------------------------


def _in_notes(
    manuscript: Manuscript, referred: list[list[Reference]], number: int
) -> Iterator[Reference]:
    """The references in the notes of block *number*, as if they stood where the notes are called."""
    for other in range(number + 1, len(manuscript.blocks)):
        call = manuscript.blocks[other].call
        if call is None:
            return
        if call.block == number:
            yield from (replace(r, start=call.offset, end=call.offset) for r in referred[other])


def _reference_of(
    quoted: list[Quoted], place: int, references: list[Reference]
) -> Reference | None:
    """The reference that belongs to a quotation: around it, the next behind it, or the last before it.

    Between them stands no other quotation; and a reference to another work is that of its quotation.
    """
    words = quoted[place]
    around = [r for r in references if r.start <= words.start and words.end <= r.end]
    inside = [r for r in references if words.start <= r.start and r.end <= words.end]
    behind_limit = quoted[place + 1].start if place + 1 < len(quoted) else words.end + _NEAR
    behind = [r for r in references if words.end <= r.start <= min(behind_limit, words.end + _NEAR)]
    before_limit = quoted[place - 1].end if place else 0
    before = [
        r for r in references if max(before_limit, words.start - _NEAR) <= r.end <= words.start
    ]
    chosen = (around or inside[-1:] or behind[:1] or before[-1:])[:1]
    return chosen[0] if chosen and chosen[0].asked is not None else None


# -- what is to be said of it -----------------------------------------------------------------------


def _of_quotation(
    archive: Archive, at: Spot, words: str, reference: Reference | None
) -> Iterator[Item]:
    if _is_title(archive, words):
        return
    quotation = Quotation(words)
    short = size_of(quotation) < SHORTEST
    if reference is not None and reference.asked is not None:
        judged = _with_reference(archive, quotation, reference.asked, short=short)
    else:
        judged = None if short else _without_reference(archive, quotation)
    if judged is None:
        return
    kind, outcome = judged
    written = reference.written if reference else ""
    yield Item(*at, kind, words, written, outcome, message_of(kind, outcome, words))
    for claim in (
        contradicted(archive, outcome) if kind in {"exact", "misquoted", "wrong-passage"} else ()
    ):
        message = f"these are the words of a claim that the edition marks {claim.status}: {claim.title} ({claim.id})"
        yield Item(
            *at, "contradicted-claim", words, written, outcome, message,
            claim.key, claim.title, claim.status,
        )  # fmt: skip


def _is_title(archive: Archive, words: str) -> bool:
    """Whether *words* are in marks because they are the title of a work of the edition."""
    said = fold(words).text.strip(EDGES).casefold()
    titles = (archive.edition.works[file].title for file in archive.edition.texts)
    return any(said == fold(title).text.strip(EDGES).casefold() for title in titles)


def _with_reference(
    archive: Archive, quotation: Quotation, asked: Asked, *, short: bool
) -> tuple[Kind, Outcome] | None:
    passage = answer(archive, replace(asked, quotation=None, directive=None))
    outcome = answer(archive, replace(asked, quotation=quotation, directive=None))
    if passage.status == "gone":
        kind: Kind = "stale-version" if _was_published(archive, asked) else "unknown-anchor"
        return kind, outcome if outcome.ref else passage
    exact = _has(outcome.now, quotation)
    if short and not (exact and outcome.status == "same"):
        return None
    if outcome.status == "changed":
        then = passage.then
        stale = then != passage.now and _has(then, quotation)
        kind = "stale-version" if stale else "misquoted" if outcome.score else "not-found"
    elif outcome.status == "moved" and passage.status != "moved":
        kind = "wrong-passage"
    elif outcome.status in {"same", "moved"}:
        kind = ("exact" if outcome.status == "same" else "stale-version") if exact else "misquoted"
    else:
        kind = "ambiguous" if outcome.status == "ambiguous" else "not-found"
    return kind, outcome


def _has(text: str, quotation: Quotation) -> bool:
    """Whether *text* has the words as they are quoted."""
    return bool(text) and bool(exact_hits(fold(text), quotation))


def _without_reference(archive: Archive, quotation: Quotation) -> tuple[Kind, Outcome] | None:
    outcome = of_quotation(archive, quotation)
    exact = _has(outcome.now, quotation)
    match outcome.status:
        case "same" | "moved":
            return ("exact" if exact else "misquoted"), outcome
        case "changed":
            return ("misquoted" if outcome.score else "stale-version"), outcome
        case "gone" if outcome.was:
            return "stale-version", outcome
        case "ambiguous" if outcome.candidates and outcome.candidates[0].score == 1:
            return "exact", outcome
    return None


def _of_reference(archive: Archive, at: Spot, reference: Reference, asked: Asked) -> Item:
    outcome = answer(archive, asked)
    kind: Kind = "reference"
    if outcome.status == "ambiguous":
        kind = "ambiguous"
    elif outcome.status == "gone":
        kind = "stale-version" if _was_published(archive, asked) else "unknown-anchor"
    elif outcome.status != "same":
        passage = answer(archive, replace(asked, directive=None)) if asked.start else outcome
        kind = "wrong-passage" if passage.status == "same" else "stale-version"
    message = message_of(kind, outcome, "")
    return Item(*at, kind, "", reference.written, outcome, message)


def _was_published(archive: Archive, asked: Asked) -> bool:
    keys = [key for end in (asked.start, asked.end) if end for key in end.keys]
    return any(archive.record(key) is not None for key in keys)
