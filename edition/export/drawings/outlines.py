"""Coastlines and borders of the world, and the part of them that a frame of a map shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

#: Longitude and latitude, in degrees. A line that crosses the antimeridian goes on beyond 180.
LonLat = tuple[float, float]
#: A rectangle of degrees: west, south, east, north.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of the world.

    :ivar land: rings to be filled.
    :ivar borders: borders of states.
    :ivar disputed: borders of what the source knows without a code of ISO 3166-1.
    """

    land: tuple[tuple[LonLat, ...], ...]
    borders: tuple[tuple[LonLat, ...], ...]
    disputed: tuple[tuple[LonLat, ...], ...]


@cache
def outlines() -> Outlines:
    """The outlines that come with the package (``data/README.md`` says whence)."""
    data = json.loads((files(__package__) / "data" / "outlines.json").read_text(encoding="utf-8"))
    sorts = {
        name: tuple(tuple(_unpacked(packed, data["steps"])) for packed in data[name])
        for name in ("land", "borders", "disputed")
    }
    return Outlines(
        land=tuple(map(_filled, sorts["land"])),
        borders=sorts["borders"],
        disputed=sorts["disputed"],
    )


def _unpacked(packed: list[int], steps: int) -> Iterator[LonLat]:
    longitude = latitude = 0
    for east, north in zip(packed[::2], packed[1::2], strict=True):
        longitude, latitude = longitude + east, latitude + north
        yield longitude / steps, latitude / steps


def _filled(ring: tuple[LonLat, ...]) -> tuple[LonLat, ...]:
    """A coast that goes round the world has land down to the pole."""
    if abs(ring[-1][0] - ring[0][0]) < 180:  # noqa: PLR2004 – half a turn
        return ring
    pole = -90.0 if ring[0][1] < 0 else 90.0
    return (*ring, (ring[-1][0], pole), (ring[0][0], pole))


def rings_in(rings: Iterable[tuple[LonLat, ...]], bounds: Bounds) -> Iterator[list[LonLat]]:
    """The parts of filled *rings* that are within *bounds*, wherever they are repeated."""
    for ring in _repeated(rings, bounds):
        clipped = _clipped(ring, bounds)
        if len(clipped) > 2:  # noqa: PLR2004 – less is no area
            yield clipped


def lines_in(lines: Iterable[tuple[LonLat, ...]], bounds: Bounds) -> Iterator[list[LonLat]]:
    """The parts of *lines* that are within *bounds*."""
    for line in _repeated(lines, bounds):
        run: list[LonLat] = []
        for start, end in pairwise(line):
            piece = _segment(start, end, bounds)
            if piece is None:
                continue
            if run and run[-1] != piece[0]:
                yield run
                run = []
            run.extend(piece if not run else piece[1:])
        if run:
            yield run


def _repeated(lines: Iterable[tuple[LonLat, ...]], bounds: Bounds) -> Iterator[list[LonLat]]:
    """*lines*, once for every turn of the world in which they come near *bounds*."""
    west, south, east, north = bounds
    for line in lines:
        longitudes = [point[0] for point in line]
        latitudes = [point[1] for point in line]
        if max(latitudes) < south or min(latitudes) > north:
            continue
        for turn in (-720, -360, 0, 360, 720):
            if max(longitudes) + turn >= west and min(longitudes) + turn <= east:
                yield [(longitude + turn, latitude) for longitude, latitude in line]


def _clipped(ring: list[LonLat], bounds: Bounds) -> list[LonLat]:
    """A ring cut at the four sides, one after the other (Sutherland and Hodgman)."""
    west, south, east, north = bounds
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, west, float.__ge__),
        (0, east, float.__le__),
        (1, south, float.__ge__),
        (1, north, float.__le__),
    )
    for axis, limit, is_inside in sides:
        kept: list[LonLat] = []
        for before, point in zip([ring[-1], *ring], ring, strict=False):
            inside = is_inside(float(point[axis]), float(limit))
            if inside != is_inside(float(before[axis]), float(limit)):
                kept.append(_crossing(before, point, axis, limit))
            if inside:
                kept.append(point)
        ring = kept
        if not ring:
            break
    return ring


def _crossing(start: LonLat, end: LonLat, axis: int, limit: float) -> LonLat:
    part = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + part * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def _segment(start: LonLat, end: LonLat, bounds: Bounds) -> tuple[LonLat, LonLat] | None:
    """The part of a segment that is within *bounds* (Liang and Barsky)."""
    west, south, east, north = bounds
    dx, dy = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in (
        (-dx, start[0] - west),
        (dx, east - start[0]),
        (-dy, start[1] - south),
        (dy, north - start[1]),
    ):
        if step == 0:
            if room < 0:
                return None
            continue
        part = room / step
        if step < 0:
            first = max(first, part)
        else:
            last = min(last, part)
    if first > last:
        return None
    return (
        start if first == 0 else (start[0] + first * dx, start[1] + first * dy),
        end if last == 1 else (start[0] + last * dx, start[1] + last * dy),
    )
