"""What the editors say of words of the texts, one by one: who is meant, when it was, what is disputed.

This is what Web Annotation and Hypothesis are written from. Each annotation has targets and bodies, named by
keys; addresses are not known here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from edition.model import Claim, DatedExpression, Departure, Edition, Mention, Note, Span
from edition.tei.dates import Dating, Point
from edition.tei.pointers import split_key


class Body(NamedTuple):
    """One thing that is said.

    :ivar purpose: a motivation of the Web Annotation Data Model (section 3.3.5).
    :ivar text: words, or "".
    :ivar key: what is pointed at instead, or "".
    """

    purpose: str
    text: str = ""
    key: str = ""


class Target(NamedTuple):
    """What something is said of.

    :ivar key: the key that is named.
    :ivar span: the words, if it has any.
    """

    key: str
    span: Span | None


class Annotated(NamedTuple):
    """One annotation.

    :ivar name: no other of the edition has the same.
    :ivar kind: mention, date, note, claim or departure.
    :ivar file: the file that says so.
    :ivar cert: how sure the editors are, or "".
    """

    name: str
    kind: str
    motivation: str
    file: str
    targets: tuple[Target, ...]
    bodies: tuple[Body, ...]
    cert: str


def annotated(edition: Edition) -> Iterator[Annotated]:
    """All annotations, file by file, in the order of the text."""
    taken: Counter[str] = Counter()
    for one in _all(edition):
        taken[one.name] += 1
        number = taken[one.name]
        yield one if number == 1 else one._replace(name=f"{one.name}-{number}")


def _all(edition: Edition) -> Iterator[Annotated]:
    for file, part in edition.parts.items():
        yield from (_mention(edition, file, mention) for mention in part.mentions)
        yield from (_date(edition, file, date) for date in part.dates)
        yield from (_departure(file, departure) for departure in part.departures)
        yield from (_note(edition, file, note) for note in part.notes)
        yield from (_claim(edition, file, claim) for claim in part.claims)


def _mention(edition: Edition, file: str, mention: Mention) -> Annotated:
    keys = [key for target in mention.targets if (key := edition.resolve(target))]
    bodies = [
        body
        for key in keys
        for body in (Body("identifying", key=key), Body("tagging", edition.label(key)))
    ]
    if not bodies:
        bodies = [Body("tagging", target.lstrip("?")) for target in mention.targets]
    return Annotated(
        _name("mention", mention.span),
        "mention",
        "identifying",
        file,
        (_words(mention.span),),
        tuple(bodies),
        mention.cert,
    )


def _date(edition: Edition, file: str, date: DatedExpression) -> Annotated:
    bodies = [Body("describing", said(date.dating))]
    bodies += [
        Body("linking", key=key) for anchor in date.anchors if (key := edition.resolve(anchor))
    ]
    return Annotated(
        _name("date", date.span),
        "date",
        "describing",
        file,
        (_words(date.span),),
        tuple(bodies),
        date.dating.cert,
    )


def _departure(file: str, departure: Departure) -> Annotated:
    has = f"“{departure.copy}”" if departure.copy else "nothing"
    said_of_copy = f"{departure.kind}: the copy has {has}"
    if departure.reason:
        said_of_copy += f" ({departure.reason})"
    return Annotated(
        _name(departure.kind, departure.span),
        "departure",
        "editing",
        file,
        (_words(departure.span),),
        (Body("editing", said_of_copy),),
        departure.cert,
    )


def _note(edition: Edition, file: str, note: Note) -> Annotated:
    return Annotated(
        _name_of("note", note.key),
        "note",
        "commenting",
        file,
        _targets(edition, note.targets),
        (Body("commenting", note.text),),
        "",
    )


def _claim(edition: Edition, file: str, claim: Claim) -> Annotated:
    bodies = [Body("describing", claim.statement or claim.title)]
    bodies += [Body("classifying", _label(edition, status)) for status in claim.statuses]
    for position in claim.positions:
        stance = _label(edition, position.stance)
        bodies.append(Body("assessing", f"{position.holder} {stance}: {position.summary}".strip()))
    if claim.assessment:
        bodies.append(Body("assessing", claim.assessment))
    sources = [source for position in claim.positions for source in position.evidence]
    sources += [evidence.source for evidence in claim.evidence]
    keys = dict.fromkeys(key for source in sources if (key := edition.resolve(source)))
    bodies += [Body("linking", key=key) for key in keys]
    return Annotated(
        _name_of("claim", claim.key),
        "claim",
        "assessing",
        file,
        _targets(edition, claim.targets),
        tuple(bodies),
        claim.cert,
    )


def said(dating: Dating) -> str:
    """What a date means, in the form of EDTF: the value that the editors gave, or that of the attributes."""
    if dating.custom:
        return dating.custom
    if dating.when:
        return _edtf(dating.when)
    start, end = dating.start or dating.not_before, dating.end or dating.not_after
    return f"{_edtf(start) if start else '..'}/{_edtf(end) if end else '..'}"


def _edtf(point: Point) -> str:
    year = f"{'-' if point.year < 0 else ''}{abs(point.year):04}"
    parts = [year, *(f"{part:02}" for part in (point.month, point.day) if part)]
    return "-".join(parts)


def _label(edition: Edition, target: str) -> str:
    return edition.label(edition.resolve(target) or target)


def _words(span: Span) -> Target:
    return Target(span.passage, span)


def _targets(edition: Edition, targets: tuple[str, ...]) -> tuple[Target, ...]:
    found = []
    for target in targets:
        key = edition.resolve(target)
        if key is not None:
            span = edition.words_at(key)
            found.append(Target(key, span if span and span.words else None))
    return tuple(found)


def _name(kind: str, span: Span) -> str:
    return f"{_name_of(kind, span.block)}.{span.start}-{span.end}"


def _name_of(kind: str, key: str) -> str:
    file, anchor = split_key(key)
    return f"{kind}.{file.rpartition('.')[0].replace('/', '.')}.{anchor}"
