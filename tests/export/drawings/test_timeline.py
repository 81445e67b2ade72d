"""Every dated event is on the line, where its date is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.export.drawings.svg import Picture
from edition.export.drawings.timeline import legend, strip, timeline
from edition.export.drawings.timescale import Scale, extent, moment, scale_of
from edition.model import Edition
from edition.sphinxext.wording import dating
from edition.tei.dates import Dating, Point
from tests.export.drawings.conftest import SVG, links, of_events, tree


def _address(key: str) -> str:
    return f"#{key.partition('#')[2]}"


def _drawn(edition: Edition) -> Picture:
    (line,) = timeline(edition, _address, dating)
    return line


def test_every_event_of_this_edition_is_on_the_line(
    article: Edition, address: Callable[[str], str]
) -> None:
    """In order of time, as a link to its entry."""
    pieces = timeline(article, address, dating)

    linked = [link for piece in pieces for link in links(piece)]
    assert linked == [address(event.key) for event in article.events]
    words = " ".join(text for piece in pieces for text in tree(piece).itertext())
    assert "12 February 1998" in words
    assert "BrahMos agreement" in words


def test_names_do_not_overlap(article: Edition) -> None:
    """And each is high enough for a finger."""
    rows = [
        (float(str(rect.get("y"))), float(str(rect.get("height"))))
        for piece in timeline(article, _address, dating)
        for rect in tree(piece).iter(f"{SVG}rect")
        if rect.get("class") == "hit"
    ]

    assert len(rows) == len(article.events)
    assert all(height >= 24 for _, height in rows)
    assert all(top + height <= following for (top, height), (following, _) in pairwise(rows))


def test_no_name_is_cut_where_the_line_is(article: Edition) -> None:
    """The pieces follow each other without a gap, each on half a page, each with whole names."""
    end = 0.0
    for piece in timeline(article, _address, dating):
        root = tree(piece)
        _, start, _, height = (float(number) for number in str(root.get("viewBox")).split())
        assert start == pytest.approx(end, abs=0.11)
        assert height < 600
        end = start + height
        for rect in root.iter(f"{SVG}rect"):
            if rect.get("class") == "hit":
                top = float(str(rect.get("y")))
                assert start - 0.11 <= top
                assert top + float(str(rect.get("height"))) <= end + 0.11


def test_the_strip_marks_every_event(article: Edition) -> None:
    """Without links, which would be too small."""
    drawn = strip(article)

    assert drawn is not None
    marks = [rect for rect in tree(drawn).iter(f"{SVG}rect") if "event" in str(rect.get("class"))]
    assert len(marks) == 45
    assert links(drawn) == []
    assert drawn.title == "45 events between 1945 and 2020"


@pytest.mark.parametrize(
    ("attributes", "mark"),
    [
        ('when="1971-12-16"', "circle"),
        ('when="1971"', "rect"),
        ('from="1971-01-01" to="1971-06-01"', "rect"),
        ('notBefore="1971" notAfter="1974"', "rect"),
        ('from="1971"', "path"),
        ('notAfter="1971"', "path"),
    ],
)
def test_what_a_date_is_can_be_seen(attributes: str, mark: str) -> None:
    """A day is a dot, a span a bar, an open one an arrow."""
    edition = of_events([(attributes, "It"), ('when="1970-01-01"', "Before")])

    marks = [
        str(element.tag).removeprefix(SVG)
        for element in tree(_drawn(edition)).iter(f"{SVG}*")
        if element.get("class") == "extent"
    ]

    assert mark in marks


def test_what_is_uncertain_is_broken() -> None:
    """Without colour."""
    sure, unsure = (
        tree(_drawn(of_events([(f'when="1971-12-16" {cert}', "It")])))
        for cert in ("", 'cert="low"')
    )

    assert "stroke-dasharray" not in {name for e in sure.iter() for name in e.keys()}  # noqa: SIM118
    assert "stroke-dasharray" in {name for e in unsure.iter() for name in e.keys()}  # noqa: SIM118


def test_statuses_have_signs_of_their_own(article: Edition) -> None:
    """And the legend names them."""
    assert legend(article) == "● resolved, ◆ context, ■ explicit"


def test_a_thousand_events_are_a_strip_and_a_list(address: Callable[[str], str]) -> None:
    """A line with a thousand names is no help."""
    edition = of_events((f'when="{1000 + at}"', f"Event {at}") for at in range(1000))

    drawn = strip(edition)

    assert timeline(edition, address, dating) == ()
    assert drawn is not None
    assert drawn.title == "1000 events between 1000 and 2000"


def test_nothing_dated_nothing_drawn(address: Callable[[str], str]) -> None:
    """Dates that are none do not count."""
    edition = of_events([('when="soon"', "It")])

    assert timeline(edition, address, dating) == ()
    assert strip(edition) is None


_YEARS = st.integers(-3000, 9999)


def _attribute(name: str, year: int) -> str:
    return f'{name}="{"-" if year < 0 else ""}{abs(year):04}"'


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.sampled_from(["when", "from", "to", "notBefore", "notAfter"]), _YEARS),
                min_size=1,
                max_size=5,
                unique_by=lambda given: given[0],
            ),
            st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40),
        ),
        max_size=20,
    )
)
def test_any_events_can_be_drawn(events: list[tuple[list[tuple[str, int]], str]]) -> None:
    """In any year, in any order, even ending before they begin."""
    edition = of_events(
        (" ".join(_attribute(*a) for a in given_), label) for given_, label in events
    )

    pictures = timeline(edition, _address, dating)

    assert len([link for piece in pictures for link in links(piece)]) == len(events)
    drawn = strip(edition)
    assert (drawn is None) is not bool(events)
    if drawn is not None:
        tree(drawn)


@given(st.integers(-5000, 5000), st.integers(1, 12), st.integers(1, 28))
def test_later_is_further_on(year: int, month: int, day: int) -> None:
    """Day by day."""
    here = moment((year, month, day))

    assert here < moment((year, month, day + 1)) < moment((year + 1, 1, 1)) + 1


@given(st.lists(st.tuples(_YEARS, _YEARS), min_size=1, max_size=10))
def test_a_scale_holds_what_it_is_made_for(years: list[tuple[int, int]]) -> None:
    """From its first year to its last."""
    extents = [
        found
        for start, end in years
        if (found := extent(Dating(start=Point(start), end=Point(end)))) is not None
    ]
    scale = scale_of(extents, 500)

    for each in extents:
        assert 0 <= scale.at(each.start) <= scale.at(each.end) <= 500 + 1e-6
    assert len(list(scale.years(10))) <= 12


def test_an_open_span_begins_where_it_is_known() -> None:
    """It has no length of its own."""
    found = extent(Dating(start=Point(1991, 12, 26)))

    assert found is not None
    assert found.is_open_after
    assert found.start == found.end == moment((1991, 12, 26))
    assert Scale(1990, 2000, 100).at(1995) == 50
