"""The names on a map: which of them find room, and where.

A name stands at its place, or apart with a line to it; where there is no room for it, the number of the
place in the list does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from edition.export.drawings.frame import Frame, graticule
from edition.export.drawings.labels import Box, Candidate, place, text_width, wrapped
from edition.export.drawings.spots import Spot
from edition.export.drawings.svg import XY

#: Distance of two lines of a name; height of a name: a target for a finger is 24 pixels high.
LEADING, HEIGHT = 14.0, 24.0
#: Places that one map can name, and link to, at the most; what is beyond is drawn, and is in the list.
_MOST_NAMES, MOST_LINKS = 120, 400
#: Room that degrees of the graticule need: below the upper edge, at the foot, to the right.
TOP, FOOT, WIDTH_OF_DEGREES = 14.0, 16.0, 46.0
_SIZE, _PADDING = 13.0, 4.0
_SMALLEST, _LARGEST = 3.0, 10.0
#: A name has two lines of this width at the most.
_LINE, _MOST_LINES = 165.0, 2
#: Distances of a name from its point, and directions, the best first.
_DISTANCES: Final = (28.0, 46.0, 68.0, 95.0, 125.0)
_DIRECTIONS: Final = tuple(
    (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    for angle in (-20, 20, 200, 160, -50, 50, 230, 130, -80, 80, 260, 100, 0, 180)
)


@dataclass(frozen=True, slots=True)
class Label:
    """What is written at a spot, and where."""

    lines: tuple[str, ...]
    at: Candidate


def labels_of(
    frame: Frame,
    shown: tuple[Spot, ...],
    obstacles: tuple[Box, ...],
    others: tuple[Spot, ...] = (),
) -> tuple[Label | None, ...]:
    """What is written at each spot: its name, its number, or nothing."""
    largest = max((spot.mentions for spot in (*shown, *others)), default=0)
    taken = [_dot_box(frame, spot, largest) for spot in shown[:MOST_LINKS] if not spot.is_area]
    taken += [*obstacles, *_marginlabels_of(frame)]
    # A dot has fewer places for its name than an area has.
    named = sorted(shown[:_MOST_NAMES], key=lambda spot: spot.is_area)
    room = Box(2, 2, frame.size[0] - 2, frame.size[1] - 2)
    names = list(place((_candidates(frame, s, name_of(s), largest) for s in named), room, taken))
    taken += [found.box for found in names if found is not None]
    missing = [spot for spot, found in zip(named, names, strict=True) if found is None]
    instead = place((_candidates(frame, s, _number(s), largest) for s in missing), room, taken)
    numbers = dict(zip([spot.number for spot in missing], instead, strict=True))
    labels: dict[int, Label] = {}
    for spot, found in zip(named, names, strict=True):
        lines, at = name_of(spot), found
        if at is None:
            lines, at = _number(spot), numbers[spot.number]
        if at is not None:
            labels[spot.number] = Label(lines, at)
    return tuple(labels.get(spot.number) for spot in shown)


def name_of(spot: Spot) -> tuple[str, ...]:
    """Its name in lines, as a map writes it."""
    lines = wrapped(spot.name, _LINE, _SIZE, _MOST_LINES)
    if lines and lines[-1].endswith("…"):
        # What stands in brackets explains a name; the list has all of it.
        lines = wrapped(spot.name.partition(" (")[0], _LINE, _SIZE, _MOST_LINES)
    return tuple(lines) or _number(spot)


def _number(spot: Spot) -> tuple[str, ...]:
    """Its number in the list."""
    return (str(spot.number),)


def _marginlabels_of(frame: Frame) -> Iterator[Box]:
    """Where the degrees of the graticule stand."""
    width, height = frame.size
    for longitude in graticule(frame.west, frame.east):
        x = frame.project((longitude, 0))[0]
        yield Box(x, height - FOOT, min(x + WIDTH_OF_DEGREES, width), height)
    for latitude in graticule(frame.south, frame.north):
        y = frame.project((0, latitude))[1]
        yield Box(0, y - TOP, WIDTH_OF_DEGREES, y)


def radius(spot: Spot, largest: int) -> float:
    """Radius of a dot whose area tells the number of mentions."""
    return max(_SMALLEST, _LARGEST * math.sqrt(spot.mentions / max(largest, 1)))


def _dot_box(frame: Frame, spot: Spot, largest: int) -> Box:
    x, y = frame.project(frame.turned(spot.at))
    size = radius(spot, largest)
    return Box(x - size, y - size, x + size, y + size)


def _candidates(frame: Frame, spot: Spot, lines: tuple[str, ...], largest: int) -> list[Candidate]:
    """Where *lines* could stand at *spot*: at it, or apart with a line to it."""
    x, y = frame.project(frame.turned(spot.at))
    width = max(text_width(line, _SIZE) for line in lines) + 2 * _PADDING
    height = HEIGHT + (len(lines) - 1) * LEADING
    near = 0.0 if spot.is_area else radius(spot, largest) + 1
    if spot.is_area:
        # On its point, or near it: the point of an area is nowhere in particular.
        shifts = [
            (dx * width / 2, dy * height / 2)
            for dy in (0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0)
            for dx in (0.0, -0.5, 0.5, -1.0, 1.0)
        ]
    else:
        aside, above = near + width / 2, near + height / 2 - 3
        shifts = [(aside, 0.0), (-aside, 0.0), (0.0, -above), (0.0, above)]
        shifts += [(sx * (aside - 4), sy * height / 2) for sx in (1, -1) for sy in (-1, 1)]
    found = [Candidate(_box((x + dx, y + dy), width, height)) for dx, dy in shifts]
    for distance in _DISTANCES:
        for cosine, sine in _DIRECTIONS:
            end = (x + distance * cosine, y + distance * sine)
            side = 1 if cosine > 0 else -1
            box = _box((end[0] + side * width / 2, end[1]), width, height)
            start = (x + near * cosine, y + near * sine)
            found.append(Candidate(box, (start, end)))
    return found


def _box(centre: XY, width: float, height: float) -> Box:
    x, y = centre
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
