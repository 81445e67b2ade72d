"""Finding quoted words in a text, though they are not quite what the text says.

Exact words first. What is not found so is located by rapidfuzz and measured by an alignment of our own
(:mod:`edition.cite.alignment`); and it is accepted only if absent words are not that like anything
(citation-standards, section 5). The nearest words are never taken for the right ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Final, NamedTuple

from edition.cite.alignment import closest, distance
from edition.cite.boundaries import occurrences, whole_words
from edition.cite.folding import Folded, fold
from edition.cite.quotations import Quotation, plain, readings
from edition.errors import UsageError

#: From this score on a hit with its context is accepted, and from this one on it is worth a look.
ACCEPT: Final = 0.75
REVIEW: Final = 0.60
#: Two hits whose scores are so near are not told apart.
NEAR: Final = 0.05
#: Shorter words are found only as they stand.
SHORTEST: Final = 20
#: From this length on exact words are proof enough, whatever stands around them now.
LONG: Final = 40
#: Weights of words, what stands before, what stands behind, and the place.
_WEIGHTS: Final = (50, 20, 20, 2)
#: How like the words must be if nothing is known of what stands around them, by their length: absent
#: words were never found more like than this less some hundredths (see tools/bench).
_WITHOUT_CONTEXT: Final = ((20, 0.96), (30, 0.86), (40, 0.75), (80, 0.70), (200, 0.66))
#: rapidfuzz looks at every place for words of this length; of longer ones it looks for pieces.
_PIECE: Final = 64
_MOST_PIECES: Final = 4
#: How much of the text is looked through at once, and how many places in all are measured.
_CHUNK: Final = 8_192
_MOST_PLACES: Final = 20
#: By so much rapidfuzz may think less of a hit than the alignment will.
_DOUBT: Final = 10
#: Below this, rapidfuzz finds something everywhere.
_LEAST: Final = 62
#: So far apart the parts of a quotation may stand that leaves out words, in characters.
_OMITTED: Final = 4_000
#: So many places with the same words are looked at.
_MOST_EXACT: Final = 200


class Hit(NamedTuple):
    """Where words stand in a text.

    :ivar start: offset of the first character, in code points of the text.
    :ivar end: offset behind the last.
    :ivar likeness: how like the words are, from 0 to 1.
    :ivar score: likeness of words, context and place together.
    :ivar exact: whether they are the words as quoted.
    """

    start: int
    end: int
    likeness: float
    score: float
    exact: bool


def accepted(hit: Hit, quotation: Quotation) -> bool:
    """Whether *hit* is sure enough to be called the place of the *quotation*."""
    size = size_of(quotation)
    with_context = bool(quotation.prefix or quotation.suffix)
    if hit.exact and (size >= LONG or not with_context):
        return True
    if size < SHORTEST and not hit.exact:
        return False
    if with_context:
        return hit.score >= ACCEPT and (hit.exact or hit.likeness >= needed(size) - 0.1)
    return hit.likeness >= needed(size)


def size_of(quotation: Quotation) -> int:
    """The length of the quoted words, as far as they are compared."""
    return sum(map(len, plain(quotation.exact)))


def needed(size: int) -> float:
    """How like words of this *size* must be to be accepted without context."""
    below, *rest = _WITHOUT_CONTEXT
    for above in rest:
        if size < above[0]:
            share = max(0, size - below[0]) / (above[0] - below[0])
            return below[1] + share * (above[1] - below[1])
        below = above
    return below[1]


def exact_hits(text: Folded, quotation: Quotation) -> list[Hit]:
    """Where the words of *quotation* stand in *text* as they are quoted, the best first."""
    for parts in readings(quotation.exact):
        spans = list(_spans(text.text, parts))
        if spans:
            return _ranked(_hit(text, _Place(*span, 1.0), quotation, exact=True) for span in spans)
    return []


def close_hits(text: Folded, quotation: Quotation) -> list[Hit]:
    """Where in *text* words stand that are like those of *quotation*, the best first.

    :raises UsageError: rapidfuzz is not installed.
    """
    parts = plain(quotation.exact)
    size = sum(map(len, parts))
    if size < SHORTEST:
        return []
    # The text can have an ellipsis of its own.
    places = _aligned(text.text, "…".join(parts))
    if len(parts) > 1 and not any(place.likeness >= needed(size) for place in places):
        number = max(range(len(parts)), key=lambda number: len(parts[number]))
        if len(parts[number]) >= SHORTEST:
            around = _aligned(text.text, parts[number])
            places += [_with_others(text.text, place, parts, number) for place in around]
    hits = (_hit(text, place, quotation, exact=False) for place in places)
    return _ranked(hit for hit in hits if hit.likeness >= REVIEW)


def _ranked(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(set(hits), key=lambda hit: (-hit.score, hit.start))


# -- exact words ---------------------------------------------------------------------------------


def _spans(text: str, parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where *parts* follow each other in *text*, each beginning and ending with a word.

    Of several places where the first part could stand before the others the nearest is meant.
    """
    nearest: dict[int, int] = {}
    for number, start in enumerate(occurrences(text, parts[0])):
        end = start + len(parts[0])
        for part in parts[1:]:
            following = occurrences(text[: end + _OMITTED + len(part)], part, end)
            begin = next(following, -1)
            if begin < 0:
                break
            end = begin + len(part)
        else:
            nearest[end] = start
        if number >= _MOST_EXACT:
            break
    yield from ((start, end) for end, start in nearest.items())


# -- words that are like them --------------------------------------------------------------------


class _Place(NamedTuple):
    """A part of a text that is like something."""

    start: int
    end: int
    likeness: float


def _aligned(text: str, words: str) -> list[_Place]:
    """The parts of *text* that are like *words*."""
    found: set[_Place] = set()
    for offset, piece in _pieces(words):
        for place in _located(text, words, offset, piece):
            found.add(place)
        if any(place.likeness >= needed(len(words)) for place in found):
            break
    return [place for place in found if place.likeness >= REVIEW]


def _pieces(words: str) -> Iterator[tuple[int, str]]:
    """*words*, or pieces of them from everywhere with their offsets, those of the middle first."""
    if len(words) <= _PIECE:
        yield 0, words
        return
    number = min(_MOST_PIECES, -(-len(words) // _PIECE))
    room = len(words) - _PIECE
    offsets = [room * place // (number - 1) for place in range(number)]
    for offset in sorted(offsets, key=lambda offset: abs(offset - room // 2)):
        yield offset, words[offset : offset + _PIECE]


def _located(text: str, words: str, offset: int, piece: str) -> Iterator[_Place]:
    """The parts of *text* that may be like *words*, by a *piece* that stands at *offset* in them."""
    fuzz, process = _rapidfuzz()
    overlap = 2 * len(piece)
    chunks = {
        start: text[start : start + _CHUNK]
        for start in range(0, max(1, len(text) - overlap), _CHUNK - overlap)
    }
    cutoff = max(_LEAST, 100 * needed(len(words)) - _DOUBT)
    best = process.extract(
        piece, chunks, scorer=fuzz.partial_ratio, score_cutoff=cutoff, limit=_MOST_PLACES
    )
    good = 0.0
    for chunk, score, start in best:
        if score < good - _DOUBT:
            break
        stretches = [(0, len(chunk))]
        while stretches:
            begin, end = stretches.pop()
            match = fuzz.partial_ratio_alignment(piece, chunk[begin:end], score_cutoff=cutoff)
            if match is None or end - begin < len(piece):
                continue
            place = _measured(text, words, start + begin + match.dest_start - offset)
            yield place
            if place.likeness >= needed(len(words)) - NEAR:
                # What is told apart from it may stand in the same stretch.
                good = max(good, match.score)
                stretches += [(begin, begin + match.dest_start), (begin + match.dest_end, end)]


def _measured(text: str, words: str, place: int) -> _Place:
    """What of *text* around *place* is most like *words*, and how like it is."""
    slack = max(16, len(words) // 3)
    begin = max(0, place - slack)
    part = closest(words, text[begin : max(0, place) + len(words) + slack])
    likeness = 1 - part.distance / max(len(words), part.end - part.start)
    return _Place(*whole_words(text, begin + part.start, begin + part.end), likeness)


def _with_others(text: str, place: _Place, parts: tuple[str, ...], number: int) -> _Place:
    """*place*, where part *number* of a quotation stands, and what stands around it of the others."""
    start, end, likeness = place
    total = likeness * len(parts[number])
    for part in reversed(parts[:number]):
        stretch = text[max(0, start - _OMITTED) : start]
        _, back, like = _nearest(stretch[::-1], part[::-1])
        start, total = start - back, total + like * len(part)
    for part in parts[number + 1 :]:
        _, to, like = _nearest(text[end : end + _OMITTED], part)
        end, total = end + to, total + like * len(part)
    return _Place(start, end, total / sum(map(len, parts)))


def _nearest(text: str, part: str) -> _Place:
    """Where in *text* a *part* stands first, or what is most like it there."""
    at = next(occurrences(text, part), -1)
    if at >= 0:
        return _Place(at, at + len(part), 1.0)
    found = closest(part, text)
    likeness = 1 - found.distance / max(len(part), found.end - found.start)
    return _Place(*whole_words(text, found.start, found.end), likeness)


def _rapidfuzz() -> tuple[ModuleType, ModuleType]:
    """Its modules of scorers and of searches."""
    try:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 – an extra
    except ImportError:
        raise UsageError(
            "words that are not exactly those of the text are found with rapidfuzz, which is not installed",
            hint="pip install 'tei-edition[verify]'; exact words are found without it.",
        ) from None
    return fuzz, process


# -- scores --------------------------------------------------------------------------------------


def _hit(text: Folded, place: _Place, quotation: Quotation, *, exact: bool) -> Hit:
    start, end, likeness = place
    score = _score(text, start, end, likeness, quotation)
    return Hit(text.start(start), text.end(end), likeness, score, exact)


def _score(text: Folded, start: int, end: int, likeness: float, quotation: Quotation) -> float:
    """The likeness of what is known: words, what stands before and behind, the place."""
    parts: list[float | None] = [likeness, None, None, None]
    if quotation.prefix:
        prefix = fold(quotation.prefix).text.strip()
        before = text.text[:start].rstrip()[-len(prefix) :] if prefix else ""
        parts[1] = _alike(prefix, before) if prefix else None
    if quotation.suffix:
        suffix = fold(quotation.suffix).text.strip()
        behind = text.text[end : end + len(suffix) + 1].lstrip()[: len(suffix)]
        parts[2] = _alike(suffix, behind) if suffix else None
    if quotation.position >= 0:
        away = abs(text.start(start) - quotation.position)
        parts[3] = max(0.0, 1 - away / max(len(text.text), 1))
    known = [
        (weight, part) for weight, part in zip(_WEIGHTS, parts, strict=True) if part is not None
    ]
    return sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)


def _alike(one: str, other: str) -> float:
    return 1 - distance(one, other) / max(len(one), len(other), 1)
