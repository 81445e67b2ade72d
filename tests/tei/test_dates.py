"""Dates sort, and are what the calendar allows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.tei.dates import Point, parse_point, read_dating


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day: dt.date) -> None:
    """Of years 1 to 9999."""
    point = parse_point(day.isoformat())

    assert Point(day.year, day.month, day.day) == point
    assert point is not None
    assert point.first == point.last == (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("1949", (1949, 1, 1), (1949, 12, 31)),
        ("1972-02", (1972, 2, 1), (1972, 2, 29)),
        ("-0043-03-15", (-43, 3, 15), (-43, 3, 15)),
        ("0000", (0, 1, 1), (0, 12, 31)),
        ("2015-09-27Z", (2015, 9, 27), (2015, 9, 27)),
        ("2015-09-27T10:30:00+01:00", (2015, 9, 27), (2015, 9, 27)),
    ],
)
def test_partial_and_old_dates(
    value: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    """A year or a month is the span of its days."""
    point = parse_point(value)

    assert point is not None
    assert (first, last) == (point.first, point.last)


@pytest.mark.parametrize(
    "value",
    ["", "1914-06-31", "1888-07-00", "9999-99-99", "-53", "yyyy-mm-dd", "1900-2-3", " 1900"],
)
def test_what_is_no_day_is_no_date(value: str) -> None:
    """As such values occur in real editions."""
    assert parse_point(value) is None


def test_a_malformed_attribute_is_kept_for_the_report() -> None:
    """The others count."""
    dating = read_dating(etree.fromstring('<date from="1914-06-31" to="1915"/>'))

    assert dating is not None
    assert dating.malformed == (("from", "1914-06-31"),)
    assert dating.latest == (1915, 12, 31)


def test_open_ends_sort_by_the_end_they_have() -> None:
    """From, to, around."""
    values = ['when="1950"', 'to="1949"', 'from="1948"', 'notBefore="1947" notAfter="1962"']
    datings = [read_dating(etree.fromstring(f"<date {value}/>")) for value in values]

    keys = [dating.sort_key for dating in datings if dating]

    assert sorted(range(4), key=lambda n: keys[n]) == [3, 2, 1, 0]
