"""The answer to a citation, once it is understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from edition.cite import fragments
from edition.cite.likeness import likeness
from edition.cite.quotations import Quotation
from edition.cite.references import Point, offset
from edition.cite.resolve.anchored import of_key
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, End
from edition.cite.resolve.outcome import Candidate, Outcome, candidates, worst
from edition.cite.resolve.quoted import of_quotation, of_quotation_at
from edition.cite.resolve.understanding import understood
from edition.cite.running import Place
from edition.errors import UsageError
from edition.tei.pointers import split_key

#: So much around words tells their occurrences apart, as in the selectors of Hypothesis.
_CONTEXT: Final = 32


def resolve(archive: Archive, what: str, version: str = "", quotation: str = "") -> Outcome:
    """What the citation *what* leads to, and what became of it.

    :param what: an address, an anchor or reference, a citation in words, a DTS address, a CTS URN, a text
        fragment, an annotation as JSON, or a quotation.
    :param version: the release it was made from; without one, that which it names, or the last.
    :param quotation: words that were quoted from there.
    :raises UsageError: it cannot be understood, or there was no such release.
    """
    archive.check(version)
    asked = understood(archive, what)
    if quotation.strip():
        asked = replace(asked, quotation=Quotation(quotation))
    return answer(archive, replace(asked, version=version or asked.version))


def answer(archive: Archive, asked: Asked) -> Outcome:
    """What became of what is *asked* for.

    :raises UsageError: there was no such release.
    """
    archive.check(asked.version)
    if asked.directive is not None:
        return _of_directive(archive, asked, asked.directive)
    if asked.start is None:
        if asked.quotation is None:
            raise UsageError("this names neither a passage nor words")
        return of_quotation(archive, asked.quotation, asked.version)
    if asked.end is not None and asked.end.keys != asked.start.keys:
        return _of_range(archive, asked, asked.start, asked.end)
    return _of_end(archive, asked.start, asked)


def _of_end(archive: Archive, end: End, asked: Asked) -> Outcome:
    """The answer for one anchor, with words in it or quoted from it."""
    if len(end.keys) > 1:
        several = [replace(asked, start=End((key,), end.words, end.occurrence)) for key in end.keys]
        return _apart([_of_end(archive, one.start, one) for one in several if one.start])
    key = end.keys[0]
    if "#" not in key:
        title = archive.edition.label(key)
        whole = Outcome("same", "", key, archive.version, title, title, 1.0)
        if asked.quotation is None:
            return whole
        return of_quotation(archive, asked.quotation, asked.version)
    quotation = asked.quotation or (_words_of(archive, key, end, asked) if end.words else None)
    if quotation is None:
        return of_key(archive, key, asked.version)
    return of_quotation_at(archive, key, quotation, asked.version)


def _words_of(archive: Archive, key: str, end: End, asked: Asked) -> Quotation:
    """The words of *end* with what stood around that occurrence of them which is meant."""
    record = archive.record(key)
    then = archive.words_then(record, asked.version) if record else archive.words_now(key)
    at = offset(then, Point("", end.words, end.occurrence))
    if at < 0:
        return Quotation(end.words)
    before, behind = then[max(0, at - _CONTEXT) : at], then[at + len(end.words) :][:_CONTEXT]
    return Quotation(end.words, before, behind)


def _apart(outcomes: list[Outcome]) -> Outcome:
    """The answer if one of several passages is meant: the only one that has what is asked for."""
    there = [outcome for outcome in outcomes if outcome.status in {"same", "moved"}]
    if len(there) == 1 and len({o.ref for o in outcomes}) > 1 and there[0].then != there[0].now:
        return there[0]
    if len(there) == 1:
        return there[0]
    named = tuple(Candidate(o.ref, o.now, o.score) for o in outcomes if o.ref)
    return Outcome("ambiguous" if named else "gone", outcomes[0].id, candidates=named)


def _of_range(archive: Archive, asked: Asked, start: End, end: End) -> Outcome:
    """The answer for a run of passages: the worst of those for its ends and for what is between."""
    if asked.quotation is not None:
        return _quoted_in_range(archive, asked, asked.quotation, start, end)
    first, last = _of_end(archive, start, asked), _of_end(archive, end, asked)
    both = (first, last)
    status = worst(both)
    then, now = (
        " ".join(filter(None, texts))
        for texts in zip(*((o.then, o.now) for o in both), strict=True)
    )
    ref = ""
    if first.ref and last.ref:
        ref = f"{first.ref}-{split_key(last.ref)[1]}"
        extent = archive.extent(ref)
        if extent is not None:
            now = archive.texts.place(*extent).words
            then = now if status in {"same", "moved"} else then
    return replace(
        first,
        status=status,
        ref=ref or first.ref or last.ref,
        then=then,
        now=now,
        score=likeness(then, now),
        candidates=(*first.candidates, *last.candidates),
        end=last.end,
        reason=first.reason or last.reason,
        date=first.date or last.date,
    )


def _quoted_in_range(
    archive: Archive, asked: Asked, quotation: Quotation, start: End, end: End
) -> Outcome:
    """The answer for words quoted from a run of passages: they are in it, or have moved."""
    first = _of_end(archive, start, asked)
    if first.status == "same":
        return first
    outcome = of_quotation(archive, quotation, asked.version)
    ref = f"{start.keys[0]}-{split_key(end.keys[0])[1]}"
    extent, words = archive.extent(ref), archive.extent(outcome.block)
    if outcome.status != "same" or extent is None or words is None:
        return outcome
    at = words[1] + outcome.start
    is_in = words[0] is extent[0] and extent[1] <= at and at + len(outcome.now) <= extent[2]
    return outcome if is_in else replace(outcome, status="moved", was=ref)


# -- text fragments --------------------------------------------------------------------------------


def _of_directive(archive: Archive, asked: Asked, directive: fragments.TextDirective) -> Outcome:
    """The answer for words in the form of a text fragment: as a browser finds them, or as a quotation."""
    found = list(_found_by_browsers(archive, asked, directive))
    places = [place for place, _ in found]
    keys = asked.start.keys if asked.start else ()
    inside = [(p, q) for p, q in found if _is_within(archive, p, keys)]
    if inside or len(found) == 1:
        place, quotation = (inside or found)[0]
        if asked.start and inside:
            return _of_end(archive, asked.start, replace(asked, quotation=quotation))
        outcome = of_quotation_at(archive, place.first, quotation, asked.version)
        moved = bool(keys) and outcome.status == "same" and not inside
        return replace(outcome, status="moved", was=keys[0]) if moved else outcome
    if places:
        named = candidates((place, 1.0) for place in places)
        return Outcome("ambiguous", version=archive.version, then=directive.start, candidates=named)
    words = f"{directive.start} … {directive.end}" if directive.end else directive.start
    quotation = Quotation(words, directive.prefix, directive.suffix)
    return answer(archive, replace(asked, directive=None, quotation=quotation))


def _found_by_browsers(
    archive: Archive, asked: Asked, directive: fragments.TextDirective
) -> Iterator[tuple[Place, Quotation]]:
    """The places that a browser finds, each as a quotation with what stands around it."""
    for running in archive.texts.all:
        if not asked.file or running.file == asked.file:
            for start, end in fragments.find(directive, running.loose):
                before = running.text[max(0, start - _CONTEXT) : start]
                words, behind = running.text[start:end], running.text[end : end + _CONTEXT]
                yield archive.texts.place(running, start, end), Quotation(words, before, behind)


def _is_within(archive: Archive, place: Place, keys: tuple[str, ...]) -> bool:
    """Whether *place* is in one of the passages that *keys* name."""
    for key in keys:
        around = {place.first, *archive.texts.around(place.first)}
        if key in around or key == place.start or archive.texts.block_of(key) == place.first:
            return True
    return False
