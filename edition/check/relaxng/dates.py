"""The date and time types of XML Schema 1.0 (part 2, sections 3.2.6 to 3.2.14)."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

_ZONE: Final = r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_YEAR: Final = r"(?P<year>-?(?:[1-9]\d{3,}|0\d{3}))"
_MONTH: Final = r"(?P<month>0[1-9]|1[0-2])"
_DAY: Final = r"(?P<day>0[1-9]|[12]\d|3[01])"
_TIME: Final = r"(?P<hour>[01]\d|2[0-4]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d(?:\.\d+)?)"
_FORMS: Final = {
    name: re.compile(form + _ZONE, re.ASCII)
    for name, form in {
        "date": f"{_YEAR}-{_MONTH}-{_DAY}",
        "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
        "gDay": f"---{_DAY}",
        "gMonth": f"--{_MONTH}",
        "gMonthDay": f"--{_MONTH}-{_DAY}",
        "gYear": _YEAR,
        "gYearMonth": f"{_YEAR}-{_MONTH}",
        "time": _TIME,
    }.items()
}
_DURATION: Final = re.compile(
    r"-?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: No date is longer; Python refuses to make numbers of more than some thousand digits.
_LONGEST: Final = 200
#: The types of this module, by their names.
NAMES: Final = frozenset({*_FORMS, "duration"})


class Moment(NamedTuple):
    """A value of a date or time type; what the type does not have is 0."""

    year: int
    month: int
    day: int
    #: Since midnight, at the meridian of Greenwich if there is a time zone.
    seconds: Fraction
    has_zone: bool


def moment(name: str, text: str) -> Moment | None:
    """The value that *text* has in the type *name*, or None if it has none."""
    match = _FORMS[name].fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    parts = match.groupdict()
    year, month, day = (int(parts.get(part) or 0) for part in ("year", "month", "day"))
    if "year" in parts and year == 0:
        return None
    if month and day > _DAYS[month - 1]:
        return None
    if month == 2 and day == 29 and "year" in parts and not _is_leap(year):  # noqa: PLR2004
        return None
    seconds = Fraction(0)
    if "hour" in parts:
        hour, minute, second = int(parts["hour"]), int(parts["minute"]), Fraction(parts["second"])
        if hour == 24 and (minute or second):  # noqa: PLR2004 – the end of a day
            return None
        seconds = 3600 * hour + 60 * minute + second
    zone = parts["zone"]
    if zone and zone != "Z":
        offset = 3600 * int(zone[1:3]) + 60 * int(zone[4:6])
        seconds -= offset if zone[0] == "+" else -offset
    return Moment(year, month, day, seconds, zone is not None)


def duration(text: str) -> tuple[int, Fraction] | None:
    """The months and the seconds of a duration, or None if *text* is none."""
    match = _DURATION.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    years, months, days, hours, minutes, seconds = (Fraction(part or 0) for part in match.groups())
    sign = -1 if text.startswith("-") else 1
    spent = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return sign * int(years * 12 + months), sign * spent


def _is_leap(year: int) -> bool:
    """Whether a *year* of the proleptic Gregorian calendar has a 29th of February; there is no year 0."""
    count = year + 1 if year < 0 else year
    return count % 4 == 0 and (count % 100 != 0 or count % 400 == 0)
