"""Dates of TEI as intervals that sort, compare and can be said in words.

Read are the W3C attributes of ``att.datable.w3c`` (``@when``, ``@from``, ``@to``, ``@notBefore``,
``@notAfter``) in the ISO 8601 profile of XML Schema, with years before 1 CE as XML Schema 1.1 counts
them (``-0001`` is 2 BCE). ``@when-custom`` and its like are kept as they are: by convention EDTF.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from edition.tei.names import local_name

_DATE = re.compile(
    r"(?P<year>-?(?:\d{4}|[1-9]\d{4,}))"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)?)?"
    r"(?:Z|[+-]\d\d:\d\d)?"
)
#: What XML Schema allows besides: gMonth, gMonthDay, gDay and time.
_YEARLESS = re.compile(
    r"(?:--(?P<month>\d\d)(?:-(?P<day>\d\d))?|---(?P<only_day>\d\d)"
    r"|(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)?"
)
#: A month of no year may have as many days as it ever has.
_LEAP_YEAR = 2000
#: Elements whose @from and @to are places or pointers (P5: att.citing, and attributes of their own).
_OTHER_RANGES = frozenset(
    {"app", "arc", "biblScope", "citedRange", "locus", "rt", "span", "witDetail"}
)
_ATTRIBUTES = ("when", "from", "to", "notBefore", "notAfter")
#: Attributes whose values are, by convention, Extended Date/Time Format.
CUSTOM: Final = ("when-custom", "from-custom", "to-custom", "notBefore-custom", "notAfter-custom")
SAY_WHEN: Final = frozenset(_ATTRIBUTES + CUSTOM)

#: A day: year (astronomical), month, day.
Day = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """A date given to the year, the month or the day.

    :ivar year: astronomical year (0 is 1 BCE).
    :ivar month: 1–12, or None.
    :ivar day: 1–31, or None.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """As XML Schema writes it: "1949-06-02", "1949-06", "-0044"."""
        year = f"{self.year:04}" if self.year >= 0 else f"-{-self.year:04}"
        return "-".join((year, *(f"{part:02}" for part in (self.month, self.day) if part)))

    @property
    def first(self) -> Day:
        """The first day it covers."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last(self) -> Day:
        """The last day it covers."""
        month = self.month or 12
        return self.year, month, self.day or _days_in(self.year, month)


@dataclass(frozen=True, slots=True)
class Dating:
    """The dating attributes of one element, as they stand and as an interval.

    :ivar when: a date, or None; likewise the other four.
    :ivar custom: the value of ``@when-custom`` (or a like attribute), by convention EDTF.
    :ivar cert: value of ``@cert``, or "".
    :ivar yearless: attributes that give a month, a day or an hour of no year, as ``(name, value)``.
    :ivar malformed: attributes whose value is no date, as ``(name, value)``.
    """

    when: Point | None = None
    start: Point | None = None
    end: Point | None = None
    not_before: Point | None = None
    not_after: Point | None = None
    custom: str = ""
    cert: str = ""
    yearless: tuple[tuple[str, str], ...] = ()
    malformed: tuple[tuple[str, str], ...] = ()

    @property
    def earliest(self) -> Day | None:
        """The earliest day it can mean, or None if open."""
        for point in (self.when, self.start, self.not_before):
            if point:
                return point.first
        return None

    @property
    def latest(self) -> Day | None:
        """The latest day it can mean, or None if open."""
        for point in (self.when, self.end, self.not_after):
            if point:
                return point.last
        return None

    @property
    def sort_key(self) -> tuple[Day, Day]:
        """Order in a chronology: by beginning, open beginnings by their end."""
        latest = self.latest or (9999, 12, 31)
        return self.earliest or latest, latest


def parse_point(value: str) -> Point | None:
    """The date that *value* gives, or None if it is not a date or not a day of the calendar."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    month = int(match["month"]) if match["month"] else None
    day = int(match["day"]) if match["day"] else None
    if month is not None and not 1 <= month <= 12:  # noqa: PLR2004
        return None
    if day is not None and month is not None and not 1 <= day <= _days_in(year, month):
        return None
    return Point(year, month, day)


def _is_yearless(value: str) -> bool:
    """Whether *value* is a month, a day or an hour that comes again (``--12-25``, ``12:30:00``)."""
    match = _YEARLESS.fullmatch(value)
    if match is None:
        return False
    month, day = int(match["month"] or 1), int(match["day"] or match["only_day"] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= _days_in(_LEAP_YEAR, month):  # noqa: PLR2004
        return False
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    return (hour, minute, second) <= (24, 0, 0) and minute < 60 and second < 60  # noqa: PLR2004


def is_dated(element: etree._Element) -> bool:
    """Whether *element* has an attribute that says when."""
    return not SAY_WHEN.isdisjoint(element.keys()) and local_name(element) not in _OTHER_RANGES


def read_dating(element: etree._Element) -> Dating | None:
    """The dating attributes of *element*, or None if it has none."""
    if not is_dated(element):
        return None
    given = tuple((name, value) for name in _ATTRIBUTES if (value := element.get(name)) is not None)
    custom = next((value for name in CUSTOM if (value := element.get(name))), "")
    return _dating(given, custom, element.get("cert", "")) if given or custom else None


@lru_cache(maxsize=4096)
def _dating(given: tuple[tuple[str, str], ...], custom: str, cert: str) -> Dating:
    """What the attributes *given* say. The same dates come often."""
    points = {name: parse_point(value) for name, value in given}
    others = [(name, value) for name, value in given if points[name] is None]
    return Dating(
        when=points.get("when"),
        start=points.get("from"),
        end=points.get("to"),
        not_before=points.get("notBefore"),
        not_after=points.get("notAfter"),
        custom=custom,
        cert=cert,
        yearless=tuple(pair for pair in others if _is_yearless(pair[1])),
        malformed=tuple(pair for pair in others if not _is_yearless(pair[1])),
    )


def _days_in(year: int, month: int) -> int:
    """Days of a month in the proleptic Gregorian calendar, for any year."""
    # The length of months repeats every 400 years; the calendar module knows years 1 to 9999.
    return calendar.monthrange(2000 + year % 400, month)[1]
