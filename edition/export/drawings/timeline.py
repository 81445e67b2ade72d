"""The timeline: what happened when, from top to bottom, with names beside the line.

It runs downwards because names are words: on a telephone there is room below, but none to the right. Above
it stands a strip that shows the whole span at once, and when much happened. Where there are too many
events to name each, the strip is all, and the list names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from edition.export.drawings import svg
from edition.export.drawings.labels import spread, wrapped
from edition.export.drawings.svg import Address, Markup, Picture
from edition.export.drawings.timescale import Extent, Scale, extent, scale_of, year_in_words
from edition.model import DatedEvent, Edition
from edition.tei.dates import Dating

#: Says a dating in words.
Say = Callable[[Dating], str]

_WIDTH: Final = 440.0
_YEARS, _LINE, _NAMES = 46.0, 56.0, 128.0
_SIZE, _LEADING, _MOST_LINES = 13.0, 16.0, 3
#: Distance of overlapping spans from each other, and how many of them stand side by side.
_LANE, _LANES = 8.0, 5
_LEAST_BAR, _ARROW = 8.0, 14.0
_LEAST_ROW: Final = 30.0
_GAP, _EDGE = 6.0, 24.0
#: With more events than this a drawing that names each is longer than anybody looks at.
_MOST_NAMED: Final = 150
#: Height of a piece of the line, so that two are a page of paper.
_PIECE: Final = 420.0
_STRIP_LANE, _STRIP_MOST = 7.0, 24
_UNSURE: Final = frozenset({"low", "medium", "unknown"})
#: Marks of the ways in which dates are known, so that they differ without colour.
_SHAPES: Final = ("disc", "diamond", "square", "triangle")


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the chronology that can be drawn.

    :ivar shape: how its status is marked.
    """

    event: DatedEvent
    extent: Extent
    shape: str

    @property
    def is_unsure(self) -> bool:
        """Whether the editors are not sure of its date."""
        return self.event.dating.cert in _UNSURE

    @property
    def is_within(self) -> bool:
        """Whether it was some time within its extent, not all the time."""
        dating = self.event.dating
        if dating.when is not None:
            return dating.when.day is None
        return dating.start is None and dating.end is None


def timeline(edition: Edition, address: Address, say: Say) -> tuple[Picture, ...]:
    """The line of the chronology of *edition*, in pieces that belong below each other.

    Nothing if nothing is dated, or too much. Paper breaks pages between the pieces.
    """
    events = list(_events(edition))
    return tuple(_line(events, address, say)) if 0 < len(events) <= _MOST_NAMED else ()


def strip(edition: Edition) -> Picture | None:
    """All events of *edition* on one line of time; None if nothing is dated."""
    events = list(_events(edition))
    if not events:
        return None
    return _strip(events, scale_of([event.extent for event in events], _WIDTH - 2 * _EDGE))


def statuses(edition: Edition) -> tuple[str, ...]:
    """The ways in which the dates of the chronology are known, the most frequent first."""
    counts: dict[str, int] = {}
    for event in edition.events:
        counts[event.status] = counts.get(event.status, 0) + 1
    return tuple(sorted(counts, key=lambda status: (-counts[status], status)))


def _events(edition: Edition) -> Iterator[Event]:
    known = statuses(edition)
    for event in edition.events:
        when = extent(event.dating)
        if when is not None:
            yield Event(event, when, _SHAPES[known.index(event.status) % len(_SHAPES)])


# -- the strip -----------------------------------------------------------------------------


def _strip(events: Sequence[Event], scale: Scale) -> Picture:
    """All events on one line of time, those of the same time above each other."""
    ends: list[float] = []
    marks = []
    for event in events:
        left = _EDGE + scale.at(event.extent.start)
        right = max(_EDGE + scale.at(event.extent.end), left + _STRIP_LANE - 2)
        lane = next((n for n, end in enumerate(ends) if end + 1 <= left), len(ends))
        # More than can be seen is as much as can be seen.
        lane = min(lane, _STRIP_MOST - 1)
        if lane == len(ends):
            ends.append(right)
        ends[lane] = max(ends[lane], right)
        marks.append((event, lane, left, right))
    height = len(ends) * _STRIP_LANE + 34
    base = height - 22
    bars = []
    for event, lane, left, right in marks:
        top = base - 5 - (lane + 1) * _STRIP_LANE + 2
        given = {"x": left, "y": top, "width": right - left, "height": _STRIP_LANE - 2}
        bars.append(svg.element("rect", {"class": _classes(event), **given, "rx": 2}))
    years = []
    for year in scale.years(8):
        x = _EDGE + scale.at(year)
        years.append(svg.line((x, base), (x, base + 5), stroke="currentColor"))
        years.append(svg.element("text", {"x": x, "y": base + 18}, year_in_words(year)))
    axis = svg.line((0, base), (_WIDTH, base), stroke="currentColor")
    first, last = year_in_words(int(scale.first)), year_in_words(int(scale.last))
    return svg.picture(
        "strip",
        (_WIDTH, height),
        f"{len(events)} {'event' if len(events) == 1 else 'events'} between {first} and {last}",
        "Every event is a mark at its time; marks of the same time stand above each other. The list "
        "below names them.",
        svg.group("marks", *bars, fill_opacity="0.7"),
        svg.group("scale", axis, *years, text_anchor="middle", font_size="12"),
    )


# -- the line ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Row:
    """The words of an event: its date on the first lines, its name below."""

    event: Event
    date: tuple[str, ...]
    name: tuple[str, ...]

    @property
    def height(self) -> float:
        """The room it needs; enough for a finger."""
        return max(_LEAST_ROW, (len(self.date) + len(self.name)) * _LEADING + _GAP)


def _line(events: Sequence[Event], address: Address, say: Say) -> Iterator[Picture]:
    room = _WIDTH - _NAMES - 18
    rows = [
        _Row(
            event,
            tuple(wrapped(say(event.event.dating), room, _SIZE, _MOST_LINES)),
            tuple(wrapped(event.event.label, room, _SIZE, _MOST_LINES)),
        )
        for event in events
    ]
    heights = [row.height for row in rows]
    # Events that are spread evenly would just fit.
    scale = scale_of([event.extent for event in events], max(sum(heights), 120.0))
    tops = spread([_EDGE + scale.at(row.event.extent.start) - _LEADING for row in rows], heights)
    # What stands above the beginning of the scale moves all down.
    axis = _Axis(scale, _EDGE + max(0.0, 4 - tops[0]))
    tops = [top + axis.top - _EDGE for top in tops]
    bottom = max(tops[-1] + heights[-1], axis.top + scale.length + _EDGE)
    lanes = _lanes([row.event for row in rows], scale)
    words = [_words(row, top, address) for row, top in zip(rows, tops, strict=True)]
    marks = [
        _marked(row.event, top, lane, axis)
        for row, top, lane in zip(rows, tops, lanes, strict=True)
    ]
    count = f"{len(rows)} {'event' if len(rows) == 1 else 'events'}"
    pieces = list(_pieces(tops, bottom))
    for number, (start, end) in enumerate(pieces, 1):
        part = f", part {number} of {len(pieces)}" if len(pieces) > 1 else ""
        yield svg.picture(
            "timeline",
            (_WIDTH, end - start),
            f"Timeline of {count}{part}",
            "Time runs downwards. Full bars are spans and full dots are days; hollow ones mean some "
            "time within; broken outlines are uncertain; an arrow has no end. The list has the same.",
            _years(axis, start, end),
            svg.group("marks", *(m.markup for m in marks if m.top <= end and m.bottom >= start)),
            svg.group(
                "events",
                *(word for word, top in zip(words, tops, strict=True) if start <= top < end),
            ),
            top=start,
        )


def _pieces(tops: Sequence[float], bottom: float) -> Iterator[tuple[float, float]]:
    """Where the line can be cut without cutting a name, into pieces that fit on paper."""
    start, last = 0.0, 0.0
    for top in tops:
        if top - start > _PIECE and last > start:
            yield start, last
            start = last
        last = top
    if bottom - start > _PIECE and last > start:
        yield start, last
        start = last
    yield start, bottom


@dataclass(frozen=True, slots=True)
class _Axis:
    """The scale, and where in the drawing it begins."""

    scale: Scale
    top: float

    def at(self, moment: float) -> float:
        """How far down a moment is."""
        return self.top + self.scale.at(moment)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of an event with the line to its name, and from where to where it reaches."""

    markup: Markup
    top: float
    bottom: float


def _years(axis: _Axis, start: float, end: float) -> Markup:
    """The line and the years beside it, as far as they are between *start* and *end*."""
    top, bottom = max(axis.top, start), min(axis.top + axis.scale.length, end)
    pieces = []
    if top < bottom:
        ends = ((_LINE, top), (_LINE, bottom))
        pieces.append(svg.line(*ends, stroke="currentColor", stroke_opacity="0.5"))
    for year in axis.scale.years(int(min(max(axis.scale.length / 60, 4), 24))):
        y = axis.at(year)
        if start - _LEADING <= y <= end + _LEADING:
            pieces.append(svg.line((_LINE - 5, y), (_LINE, y), stroke="currentColor"))
            pieces.append(svg.element("text", {"x": _YEARS, "y": y + 4}, year_in_words(year)))
    return svg.group("scale", *pieces, text_anchor="end", font_size="12")


def _lanes(events: Sequence[Event], scale: Scale) -> list[int]:
    """Which events that overlap stand how far from the line."""
    ends: list[float] = []
    lanes = []
    for event in events:
        start = scale.at(event.extent.start)
        lane = next((n for n, end in enumerate(ends) if end <= start), len(ends)) % _LANES
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = max(ends[lane], scale.at(event.extent.end), start + _LEAST_BAR + 2)
        lanes.append(lane)
    return lanes


def _words(row: _Row, top: float, address: Address) -> Markup:
    """Date and name of an event, as a link."""
    event = row.event
    first = top + _LEADING - 3
    told = " ".join(row.date)
    if event.is_unsure:
        told += f" (certainty: {event.event.dating.cert})"
    status = event.event.status.replace("-", " ")
    title = f"{told}: {event.event.label}" + (f" ({status})" if status else "")
    date = svg.lines_of_text(row.date, _NAMES + 16, first, _LEADING)
    below = first + len(row.date) * _LEADING
    words = svg.link(
        address(event.event.key),
        title,
        svg.element(
            "rect",
            {
                "class": "hit",
                "x": _NAMES,
                "y": top,
                "width": _WIDTH - _NAMES,
                "height": row.height - 2,
                "fill-opacity": "0",
            },
        ),
        _shape(event.shape, _NAMES + 7, first - 4),
        svg.group("date", date, fill_opacity="0.8"),
        svg.lines_of_text(row.name, _NAMES + 16, below, _LEADING),
    )
    return svg.group(_classes(event), words)


def _marked(event: Event, top: float, lane: int, axis: _Axis) -> _Mark:
    """The mark of an event beside the scale, with the line to its name at *top*."""
    x = _LINE + 10 + lane * _LANE
    begin, end = axis.at(event.extent.start), axis.at(event.extent.end)
    at_name = top + _LEADING - 7
    leader = svg.path([(x + 5, begin), (_NAMES - 14, at_name), (_NAMES - 4, at_name)])
    line = svg.element(
        "path",
        {
            "class": "leader",
            "d": leader,
            "fill": "none",
            "stroke": "currentColor",
            "stroke-opacity": "0.35",
        },
    )
    markup = svg.group(_classes(event), line, _mark(event, x, begin, end))
    return _Mark(markup, min(begin, at_name) - _ARROW - 2, max(end, at_name) + _ARROW + 2)


def _mark(event: Event, x: float, begin: float, end: float) -> Markup:
    """How long it was, how exactly that is known, how sure the editors are."""
    given: dict[str, str | float] = {"stroke": "currentColor", "stroke-width": "1.5"}
    given["fill-opacity"] = "0.12" if event.is_within or event.is_unsure else "0.85"
    if event.is_unsure:
        given["stroke-dasharray"] = "3 2"
    if event.extent.is_open_before or event.extent.is_open_after:
        # An arrow from what is known to what is not said.
        tip = begin + _ARROW if event.extent.is_open_after else begin - _ARROW
        back = tip - 5 if event.extent.is_open_after else tip + 5
        shaft = svg.path([(x, begin), (x, tip)])
        head = svg.path([(x - 3, back), (x, tip), (x + 3, back)])
        given["fill"] = "none"
        return svg.element("path", {"class": "extent", "d": shaft + head, **given})
    if end - begin < _LEAST_BAR:
        middle = (begin + end) / 2
        return svg.element("circle", {"class": "extent", "cx": x, "cy": middle, "r": 3.5, **given})
    box = {"x": x - 3, "y": begin, "width": 6.0, "height": end - begin}
    return svg.element("rect", {"class": "extent", **box, "rx": 2, **given})


def _shape(shape: str, x: float, y: float) -> Markup:
    """The mark of a status."""
    if shape == "disc":
        return svg.element("circle", {"class": "shape", "cx": x, "cy": y, "r": 4})
    points = {
        "diamond": [(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)],
        "square": [(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)],
        "triangle": [(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)],
    }[shape]
    return svg.element("path", {"class": "shape", "d": svg.path(points) + "Z"})


def _classes(event: Event) -> str:
    names = ["event", f"as-{event.shape}"]
    names += ["unsure"] if event.is_unsure else []
    return " ".join(names)


def legend(edition: Edition) -> str:
    """What the marks of the statuses mean, in one line; "" if there is but one."""
    known = [status for status in statuses(edition) if status]
    if not known or len(known) > len(_SHAPES):
        return ""
    signs = dict(zip(_SHAPES, "●◆■▲", strict=True))
    every = statuses(edition)
    said = (f"{signs[_SHAPES[every.index(s) % len(_SHAPES)]]} {s.replace('-', ' ')}" for s in known)
    return ", ".join(said)
