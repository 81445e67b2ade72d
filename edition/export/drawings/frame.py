"""The frame of a map: which part of the world it shows, and how degrees become units.

The projection is equirectangular, with the middle of the places as standard parallel. A map of an edition
is for finding places, not for measuring: meridians and parallels are straight, so that a place can be found
by the coordinates that the list gives; distances are true near the middle, where the places are; and the
poles, which Mercator cannot show, are at an edge like any other. A conic projection would be truer for
one continent, but could not show a register that spans the world.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from edition.export.drawings.labels import Box
from edition.export.drawings.outlines import Bounds, LonLat
from edition.export.drawings.svg import XY

#: Units from left to right; a unit is about a pixel.
WIDTH: Final = 720.0
_LOWEST, _HIGHEST = 340.0, 620.0
#: Free space around the places, as a part of what they span.
_MARGIN: Final = 0.16
#: Near a pole, meridians would come too close to each other to be drawn.
_LEAST_COSINE: Final = 0.2
_FULL_TURN, _HALF_TURN, _POLE = 360.0, 180.0, 90.0
_STEPS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45)
_MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the world and its size in a drawing.

    :ivar west: longitude of the left edge, from -180 on.
    :ivar east: longitude of the right edge; beyond 180 if the frame holds the antimeridian.
    :ivar stretch: units per degree of longitude.
    :ivar rise: units per degree of latitude.
    """

    west: float
    south: float
    east: float
    north: float
    stretch: float
    rise: float

    @property
    def bounds(self) -> Bounds:
        """Its sides in degrees."""
        return self.west, self.south, self.east, self.north

    @property
    def size(self) -> XY:
        """Its width and height in units."""
        return (self.east - self.west) * self.stretch, (self.north - self.south) * self.rise

    @property
    def box(self) -> Box:
        """All of it in units."""
        return Box(0.0, 0.0, *self.size)

    def project(self, point: LonLat) -> XY:
        """Where a point of the world is in the drawing; its longitude is taken as it is."""
        return (point[0] - self.west) * self.stretch, (self.north - point[1]) * self.rise

    def locate(self, point: XY) -> LonLat:
        """What point of the world is at a place of the drawing."""
        return self.west + point[0] / self.stretch, self.north - point[1] / self.rise

    def turned(self, point: LonLat) -> LonLat:
        """*point* with its longitude counted on from the left edge."""
        return self.west + (point[0] - self.west) % _FULL_TURN, point[1]

    def holds(self, point: LonLat) -> bool:
        """Whether *point* is in it."""
        longitude, latitude = self.turned(point)
        return longitude <= self.east and self.south <= latitude <= self.north


def frame_of(points: Sequence[LonLat], least: float = 10.0) -> Frame:
    """The frame around *points*, with a margin; it spans *least* degrees at the least.

    :raises ValueError: there are no points.
    """
    latitudes = [latitude for _, latitude in points]
    south, north = _widened(min(latitudes), max(latitudes), least)
    south, north = max(south, -_POLE), min(north, _POLE)
    cosine = max(_LEAST_COSINE, math.cos(math.radians((south + north) / 2)))
    west, east = _widened(*_longitudes([longitude for longitude, _ in points]), least)
    if east - west >= _FULL_TURN:
        west, east = -_HALF_TURN, _HALF_TURN
    # Height in units for one degree of latitude, if the width stays as it is.
    per_degree = WIDTH / ((east - west) * cosine)
    height = min(max((north - south) * per_degree, _LOWEST), _HIGHEST)
    if height > (north - south) * per_degree:
        south, north = _raised(south, north, height / per_degree)
    else:
        middle = (west + east) / 2
        span = min(_FULL_TURN, WIDTH * (north - south) / (height * cosine))
        west, east = middle - span / 2, middle + span / 2
    turn = math.floor((west + _HALF_TURN) / _FULL_TURN) * _FULL_TURN
    west, east = west - turn, east - turn
    return Frame(west, south, east, north, WIDTH / (east - west), height / (north - south))


def _longitudes(longitudes: list[float]) -> tuple[float, float]:
    """The shortest arc that holds all *longitudes*: what is left is the widest gap between two.

    The arc as an atlas has it, without the antimeridian, is preferred if it is not much longer.
    """
    around = sorted({longitude % _FULL_TURN for longitude in longitudes})
    gaps = [
        (following - longitude, at)
        for at, (longitude, following) in enumerate(
            zip(around, [*around[1:], around[0] + _FULL_TURN], strict=True)
        )
    ]
    widest, at = max(gaps)
    plain = (min(longitudes), max(longitudes))
    if plain[1] - plain[0] <= (_FULL_TURN - widest) * 1.2:
        return plain
    west = around[(at + 1) % len(around)]
    return west, west + _FULL_TURN - widest


def _widened(low: float, high: float, least: float) -> tuple[float, float]:
    margin = max((high - low) * _MARGIN, (least - (high - low)) / 2)
    return low - margin, high + margin


def _raised(south: float, north: float, span: float) -> tuple[float, float]:
    """As much as *span* from south to north, within the poles, around the same middle if possible."""
    span = min(span, 2 * _POLE)
    south = min(max((south + north - span) / 2, -_POLE), _POLE - span)
    return south, south + span


def graticule(low: float, high: float) -> Iterator[float]:
    """Round degrees between *low* and *high*, not too many."""
    step = next((s for s in _STEPS if (high - low) / s <= _MOST_LINES), 60)
    first, last = math.floor(low / step), math.ceil(high / step)
    # Whether a line is within is asked of the line: a product of floats can miss by a hair.
    lines = (number * step for number in range(first, last + 1))
    yield from (line for line in lines if low <= line <= high)


def degrees(value: float, directions: str) -> str:
    """*value* in words: "30° N"; *directions* are the letters for more and for less than nothing."""
    if directions[0] == "E":
        value = (value + _HALF_TURN) % _FULL_TURN - _HALF_TURN
    rounded = round(abs(value), 2)
    letter = "" if rounded in {0, _HALF_TURN} else f" {directions[value < 0]}"
    return f"{rounded:g}°{letter}"
