"""Looking for words in the whole edition, and saying how sure the place is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from edition.cite.folding import fold
from edition.cite.matching import (
    NEAR,
    SHORTEST,
    Hit,
    accepted,
    close_hits,
    exact_hits,
    needed,
    size_of,
)
from edition.cite.quotations import Quotation
from edition.cite.running import Place, Running, Texts

#: By so much less than is needed words may be like, and are worth a look.
_WORTH_A_LOOK = 0.08


@dataclass(frozen=True, slots=True)
class Found:
    """A place with the hit that led to it."""

    place: Place
    hit: Hit
    running: Running


@dataclass(frozen=True, slots=True)
class Search:
    """What was found.

    :ivar verdict: ``one`` place that is sure; ``several`` that are not told apart; ``doubtful``: the
        best is not sure; ``none``.
    :ivar found: the places, the best first.
    """

    verdict: Literal["one", "several", "doubtful", "none"]
    found: tuple[Found, ...] = field(default=())

    @property
    def best(self) -> Found:
        """The best place."""
        return self.found[0]

    @property
    def scored(self) -> list[tuple[Place, float]]:
        """All places with their scores."""
        return [(found.place, found.hit.score) for found in self.found]


def search(
    texts: Texts,
    quotation: Quotation,
    *,
    wanted: Callable[[Found], bool] = lambda found: True,  # noqa: ARG005
    first: Iterable[tuple[Running, int, int]] = (),
) -> Search:
    """Look for *quotation* in all *texts*.

    Words that stand there exactly count before any that are like them.

    :param wanted: which of the places can be meant.
    :param first: stretches in which they are looked for before all others: the passage that was
        cited, what is around it. The first that has them sure and alone is taken.
    :raises UsageError: they are not found exactly, and rapidfuzz is not installed.
    """
    for hits in (exact_hits, close_hits):
        found = [
            f for running in texts.all for f in _found(texts, running, hits, quotation) if wanted(f)
        ]
        found.sort(key=lambda f: -f.hit.score)
        for running, start, end in first:
            inside = [f for f in found if f.running is running and _is_in(f, start, end)]
            judged = _judged(inside, quotation)
            if judged.verdict == "one":
                return judged
        judged = _judged(found, quotation)
        if judged.verdict != "none":
            return judged
    return Search("none")


def _found(
    texts: Texts,
    running: Running,
    hits: Callable[..., list[Hit]],
    quotation: Quotation,
) -> Iterable[Found]:
    for hit in hits(running.folded, quotation):
        yield Found(texts.place(running, hit.start, hit.end), hit, running)


def _is_in(found: Found, start: int, end: int) -> bool:
    return start <= found.hit.start and found.hit.end <= end


def _judged(found: list[Found], quotation: Quotation) -> Search:
    if not found:
        return Search("none")
    best = found[0].hit
    near = [f for f in found if f.hit.score >= best.score - NEAR]
    if not accepted(best, quotation):
        size = size_of(quotation)
        close = best.exact or (size >= SHORTEST and best.likeness >= needed(size) - _WORTH_A_LOOK)
        return Search("doubtful", tuple(near)) if close else Search("none")
    apart = [f for f in near[1:] if not _overlap(near[0], f)]
    return Search("several" if apart else "one", (near[0], *apart))


def _overlap(one: Found, other: Found) -> bool:
    return (
        one.running is other.running
        and one.hit.start < other.hit.end
        and other.hit.start < one.hit.end
    )


def had(text: str, quotation: Quotation, like: Hit) -> bool:
    """Whether *text* has the words of *quotation* as well as the place of the hit *like* has them."""
    folded = fold(text)
    if exact_hits(folded, quotation):
        return True
    if like.exact:
        return False
    return any(hit.likeness >= like.likeness - NEAR for hit in close_hits(folded, quotation))
