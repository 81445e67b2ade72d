"""Make the outlines of the map from Natural Earth, as the package ``world-atlas`` has them.

``python outlines.py countries-110m.json ../../edition/export/drawings/data/outlines.json``
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Steps in a degree: a twentieth is finer than the lines are drawn.
STEPS = 20
ABOUT = (
    "Coastlines and borders: Natural Earth, 1:110m (naturalearthdata.com), in the public domain."
    " Made by tools/outlines. Pairs of longitude and latitude in steps of 1/20 degree, each the"
    " difference from the one before. 'disputed' are borders of what has no code in ISO 3166-1."
)

Point = tuple[float, float]


def main(source: Path, target: Path) -> None:
    """Read the TopoJSON *source* and write *target*."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [list(_decoded(arc, topology["transform"])) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    uses: Counter[int] = Counter()
    owners: dict[int, set[bool]] = defaultdict(set)
    for country in countries:
        for ring in _rings(country):
            for arc in ring:
                index = arc if arc >= 0 else ~arc
                uses[index] += 1
                owners[index].add("id" in country)
    shared = [index for index, count in sorted(uses.items()) if count > 1]
    outlines = {
        "about": ABOUT,
        "steps": STEPS,
        "land": [
            _packed(_joined(ring, arcs))
            for land in topology["objects"]["land"]["geometries"]
            for ring in _rings(land)
        ],
        "borders": [_packed(arcs[index]) for index in shared if owners[index] == {True}],
        "disputed": [_packed(arcs[index]) for index in shared if False in owners[index]],
    }
    # A line for each sort keeps the file short and its differences legible.
    lines = (f'"{name}":{json.dumps(value, separators=(",", ":"))}' for name, value in outlines.items())  # fmt: skip
    target.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    print(f"{target.name}: {target.stat().st_size} bytes")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """The points of an arc: TopoJSON stores differences of whole numbers."""
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield (
            x * transform["scale"][0] + transform["translate"][0],
            y * transform["scale"][1] + transform["translate"][1],
        )


def _rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a polygon or of several, each a list of arcs."""
    match geometry["type"]:
        case "Polygon":
            yield from geometry["arcs"]
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; an arc whose number is negative runs backwards."""
    points: list[Point] = []
    for arc in ring:
        run = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points.extend(run[1:] if points else run)
    return points


def _packed(points: list[Point]) -> list[int]:
    """Differences in steps; a line that crosses the antimeridian goes on beyond 180 degrees."""
    packed: list[int] = []
    last = (0, 0)
    for longitude, latitude in points:
        here = (round(longitude * STEPS), round(latitude * STEPS))
        if packed and here == last:
            continue
        east, north = here[0] - last[0], here[1] - last[1]
        if packed and abs(east) > 180 * STEPS:
            east -= 360 * STEPS if east > 0 else -360 * STEPS
        if (east, north) == (0, 0):
            continue
        packed += (east, north)
        last = (last[0] + east, last[1] + north)
    return packed


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
