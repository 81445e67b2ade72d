"""Dates in words, as English writes them, and years in figures, which most languages have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.annotate.months import MONTHS
from edition.tei.dates import parse_point

_MONTH: Final = "|".join((*MONTHS, *(rf"{month[:3]}\." for month in MONTHS), r"Sept\."))
_YEAR: Final = r"(?P<{0}>1\d{{3}}|20\d\d)"
_PATTERNS: Final = tuple(
    (re.compile(rf"\b{pattern}(?!\w)"), score)
    for pattern, score in (
        (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH}),?\s{_YEAR.format('year')}",
            0.99,
        ),
        (
            rf"(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s{_YEAR.format('year')}",
            0.99,
        ),
        (rf"(?P<month>{_MONTH}),?\s{_YEAR.format('year')}", 0.95),
        (rf"{_YEAR.format('year')}-(?P<numeral>\d\d)-(?P<day>\d\d)", 0.95),
        (rf"{_YEAR.format('decade')}s", 0.9),
        (_YEAR.format("year"), 0.8),
    )
)


class Dated(NamedTuple):
    """A date in a text: where, and what it means (ISO 8601, or EDTF for a decade)."""

    start: int
    end: int
    value: str
    score: float


def dates(text: str) -> Iterator[Dated]:
    """The dates of *text*, in order; of those that overlap, the one that says most."""
    taken: list[tuple[int, int]] = []
    found = []
    for pattern, score in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            value = _value(match)
            if value and not any(start < until and since < end for since, until in taken):
                taken.append((start, end))
                found.append(Dated(start, end, value, score))
    yield from sorted(found)


def _value(match: re.Match[str]) -> str:
    """What a match means, or "" if it is no day of the calendar."""
    groups = match.groupdict()
    if decade := groups.get("decade"):
        return f"{decade[:3]}X" if decade.endswith("0") else ""
    value = groups["year"] or ""
    if month := groups.get("month"):
        name = month.rstrip(".")
        number = next(n for n, known in enumerate(MONTHS, 1) if known.startswith(name))
        value += f"-{number:02}"
    elif numeral := groups.get("numeral"):
        value += f"-{numeral}"
    if day := groups.get("day"):
        value += f"-{int(day):02}"
    return value if parse_point(value) else ""
