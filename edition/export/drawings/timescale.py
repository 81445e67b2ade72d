"""A scale of time: days as numbers, years to write beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from edition.tei.dates import Dating, Day

_DAYS_BEFORE: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_YEAR: Final = 365.0
_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


def moment(day: Day) -> float:
    """The beginning of *day* in years; a scale of centuries has no need of leap days."""
    year, month, of_month = day
    return year + (_DAYS_BEFORE[month - 1] + min(of_month, 31) - 1) / _YEAR


@dataclass(frozen=True, slots=True)
class Extent:
    """When something was, in years.

    :ivar start: the earliest moment, or the latest if there is no earliest.
    :ivar end: the end of the latest day, or the earliest moment.
    :ivar is_open_before: whether it is not said when it began.
    :ivar is_open_after: whether it is not said when it ended.
    """

    start: float
    end: float
    is_open_before: bool
    is_open_after: bool


def extent(dating: Dating) -> Extent | None:
    """When *dating* is, or None if it has no day at all."""
    earliest, latest = dating.earliest, dating.latest
    first, last = earliest or latest, latest or earliest
    if first is None or last is None:
        return None
    start, end = moment(first), moment(last) + 1 / _YEAR
    if earliest is None:
        start = end
    if latest is None:
        end = start
    return Extent(min(start, end), max(start, end), earliest is None, latest is None)


@dataclass(frozen=True, slots=True)
class Scale:
    """Years on a line.

    :ivar first: the year at its beginning.
    :ivar last: the year at its end.
    :ivar length: its length in units.
    """

    first: float
    last: float
    length: float

    def at(self, moment_: float) -> float:
        """Where a moment is on the line."""
        return (moment_ - self.first) / (self.last - self.first) * self.length

    def years(self, most: int) -> Iterator[int]:
        """Round years on it, at most about *most*."""
        span = self.last - self.first
        step = next((s for s in _STEPS if span / s <= most), _STEPS[-1])
        first = math.ceil(self.first / step)
        yield from (number * step for number in range(first, math.floor(self.last / step) + 1))


def scale_of(extents: list[Extent], length: float) -> Scale:
    """The scale that holds all *extents*: from a round year to a round year.

    :raises ValueError: there are none.
    """
    first = min(extent_.start for extent_ in extents)
    last = max(extent_.end for extent_ in extents)
    step = next((s for s in _STEPS if (last - first) / s <= 20), _STEPS[-1])  # noqa: PLR2004
    # A beginning or an end on the edge would be cut in half.
    low, high = math.floor(first / step) * step, math.ceil(last / step) * step
    return Scale(low, max(high, low + step), length)


def year_in_words(year: int) -> str:
    """An astronomical year as it is written: "1949", "44 BCE"."""
    return f"{1 - year} BCE" if year < 1 else str(year)
