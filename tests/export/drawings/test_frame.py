"""The frame of a map holds what it is made for, wherever in the world that is."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.export.drawings.frame import Frame, degrees, frame_of, graticule
from edition.export.drawings.outlines import lines_in, outlines, rings_in

_LONGITUDES = st.floats(-180, 180, allow_nan=False)
_LATITUDES = st.floats(-90, 90, allow_nan=False)
_POINTS = st.lists(st.tuples(_LONGITUDES, _LATITUDES), min_size=1, max_size=20)


@given(_POINTS, st.sampled_from([0.05, 1.0, 10.0]))
def test_the_frame_holds_its_points(points: list[tuple[float, float]], least: float) -> None:
    """In a drawing of a size for the page, with room on all sides but at the poles."""
    frame = frame_of(points, least)
    width, height = frame.size

    assert width == pytest.approx(720)
    assert 330 < height < 630
    assert -180 <= frame.west < 180
    assert frame.east - frame.west <= 360 + 1e-9
    assert -90 - 1e-9 <= frame.south < frame.north <= 90 + 1e-9
    for point in points:
        x, y = frame.project(frame.turned(point))
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= height + 0.01


@given(_POINTS, st.floats(0, 720), st.floats(0, 340))
def test_to_the_drawing_and_back(points: list[tuple[float, float]], x: float, y: float) -> None:
    """A place of the drawing is one point of the world."""
    frame = frame_of(points)

    assert frame.project(frame.locate((x, y))) == pytest.approx((x, y), abs=1e-6)


@given(_POINTS)
def test_what_is_drawn_of_the_world_is_within_the_frame(points: list[tuple[float, float]]) -> None:
    """Coasts and borders are cut at its edge."""
    frame = frame_of(points)
    west, south, east, north = frame.bounds
    world = outlines()

    drawn = [*rings_in(world.land, frame.bounds), *lines_in(world.borders, frame.bounds)]

    for line in drawn:
        for longitude, latitude in line:
            assert west - 1e-6 <= longitude <= east + 1e-6
            assert south - 1e-6 <= latitude <= north + 1e-6


def test_places_on_both_sides_of_the_antimeridian_are_near_each_other() -> None:
    """Fiji and Samoa; the map is of the Pacific, not of the whole world."""
    frame = frame_of([(178.4, -18.1), (-171.8, -13.8)])

    assert frame.east > 180
    assert frame.east - frame.west < 40
    fiji, samoa = (frame.project(frame.turned(p)) for p in [(178.4, -18.1), (-171.8, -13.8)])
    assert 0 < fiji[0] < samoa[0] < 720


def test_both_sides_of_the_bering_strait_are_drawn() -> None:
    """Land to the left and to the right of the antimeridian."""
    frame = frame_of([(177.5, 64.7), (-165.4, 64.5)])

    land = list(rings_in(outlines().land, frame.bounds))

    assert _is_land(frame, (177.0, 65.5), land)
    assert _is_land(frame, (-164.0, 65.5), land)
    assert not _is_land(frame, (-170.0, 65.0), land)


@pytest.mark.parametrize("latitude", [90.0, -90.0])
def test_a_pole_is_at_the_edge(latitude: float) -> None:
    """It does not lie in infinity."""
    frame = frame_of([(0.0, latitude)])

    assert frame.holds((0.0, latitude))
    assert all(map(math.isfinite, frame.bounds))


def test_cities_are_on_land_and_oceans_are_not() -> None:
    """The outlines are those of this world."""
    frame = frame_of([(-179, -90), (-90, 0), (0, 0), (90, 0), (179, 90)])
    land = list(rings_in(outlines().land, frame.bounds))

    for city in [(77.2, 28.6), (37.6, 55.75), (-100.0, 40.0), (134.0, -25.0), (0.0, -85.0)]:
        assert _is_land(frame, city, land), city
    for sea in [(-30.0, 0.0), (88.0, 12.0), (-150.0, 20.0), (50.5, 41.5)]:  # the last: the Caspian
        assert not _is_land(frame, sea, land), sea


def test_the_outlines_are_small_and_say_whence_they_are(repository: Path) -> None:
    """They are read for every map."""
    path = repository / "edition/export/drawings/data/outlines.json"

    assert path.stat().st_size < 60_000
    assert "Natural Earth" in path.read_text(encoding="utf-8")
    assert "public domain" in path.read_text(encoding="utf-8")


@given(st.floats(-180, 500), st.floats(0.05, 360))
def test_the_graticule_has_a_few_round_lines(low: float, span: float) -> None:
    """Never so many that they hide the map."""
    lines = list(graticule(low, low + span))

    assert len(lines) <= 8
    assert all(low <= line <= low + span for line in lines)


@pytest.mark.parametrize(
    ("value", "directions", "said"),
    [
        (30.0, "NS", "30° N"),
        (-30.5, "NS", "30.5° S"),
        (0.0, "EW", "0°"),
        (190.0, "EW", "170° W"),
        (-180.0, "EW", "180°"),
    ],
)
def test_degrees_in_words(value: float, directions: str, said: str) -> None:
    """As an atlas has them."""
    assert degrees(value, directions) == said


def _is_land(
    frame: Frame, point: tuple[float, float], rings: list[list[tuple[float, float]]]
) -> bool:
    """Whether a ray from *point* to the east crosses coasts an odd number of times."""
    x, y = frame.turned(point)
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                crossed += 1
    return crossed % 2 == 1
