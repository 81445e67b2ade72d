"""The map: places with coordinates, over coastlines and borders, with their names.

Where names would crowd, the map has a second one that enlarges the crowd; where even that does not help,
a number of the list stands for a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from edition.export.drawings import svg
from edition.export.drawings.frame import Frame, degrees, frame_of, graticule
from edition.export.drawings.labels import Box, Candidate, place, text_width, wrapped
from edition.export.drawings.outlines import lines_in, outlines, rings_in
from edition.export.drawings.spots import Spot, spots
from edition.export.drawings.svg import XY, Address, Markup, Picture
from edition.model import Edition

#: A target for a finger is 24 pixels high.
_SIZE, _LEADING, _HEIGHT, _PADDING = 13.0, 14.0, 24.0, 4.0
_SMALLEST, _LARGEST = 3.0, 10.0
#: A name has two lines of this width at the most.
_LINE, _MOST_LINES = 165.0, 2
#: Names and links that one map can have at the most; what is beyond is drawn, and is in the list.
_MOST_NAMES, _MOST_LINKS = 120, 400
#: Distances of a name from its point, and directions, the best first.
_DISTANCES: Final = (28.0, 46.0, 68.0, 95.0, 125.0)
_DIRECTIONS: Final = tuple(
    (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    for angle in (-20, 20, 200, 160, -50, 50, 230, 130, -80, 80, 260, 100, 0, 180)
)
_MOST_PICTURES: Final = 3
_ENLARGED: Final = "enlarged below"
#: A crowd is enlarged if its frame is at most this part of the larger one, in width.
_WORTH: Final = 0.3
_SHARES: Final = (0.85, 0.75, 0.65, 0.55, 0.45)
#: Room that degrees of the graticule need: below the upper edge, at the foot, to the right.
_TOP, _FOOT, _WIDTH_OF_DEGREES = 14.0, 16.0, 46.0
#: Points of a coast nearer to each other than this are one.
_FINEST: Final = 0.9
#: Sides in degrees of the smallest first map, and of the smallest that enlarges another.
_LEAST, _LEAST_ENLARGED = 10.0, 0.05


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written at a spot, and where."""

    lines: tuple[str, ...]
    at: Candidate


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One map: its frame, what it names, and what it leaves to the one that enlarges it."""

    frame: Frame
    spots: tuple[Spot, ...]
    labels: tuple[_Label | None, ...]
    enlarged: tuple[Spot, ...] = ()
    window: Box | None = None


def maps(edition: Edition, address: Address) -> tuple[Picture, ...]:
    """The map of the places of *edition*, and the maps that enlarge a part; none without places."""
    sheets = tuple(_sheets(spots(edition)))
    return tuple(
        _picture(sheet, address, number, len(sheets)) for number, sheet in enumerate(sheets, 1)
    )


def _sheets(shown: tuple[Spot, ...]) -> Iterator[_Sheet]:
    least = _LEAST
    for last in range(_MOST_PICTURES - 1, -1, -1):
        if not shown:
            return
        frame = frame_of([spot.at for spot in shown], least)
        least = _LEAST_ENLARGED
        labels = _labels(frame, shown, ())
        window = _crowd(frame, shown) if last and not _all_named(shown, labels) else None
        if window is None:
            yield _Sheet(frame, shown, labels)
            return
        inside = tuple(spot for spot in shown if window.holds(spot.at))
        outside = tuple(spot for spot in shown if not window.holds(spot.at))
        box = _window_box(frame, window)
        yield _Sheet(
            frame, outside, _labels(frame, outside, (box, _window_words(box)), inside), inside, box
        )
        shown = inside


def _all_named(shown: Sequence[Spot], labels: Sequence[_Label | None]) -> bool:
    return all(
        label is not None and label.lines == _name(spot)
        for spot, label in zip(shown, labels, strict=True)
    )


def _crowd(frame: Frame, shown: tuple[Spot, ...]) -> Frame | None:
    """The frame around those that crowd, if there is one that is much smaller than *frame*."""
    turned = [frame.turned(spot.at) for spot in shown]
    middle = (_median([at[0] for at in turned]), _median([at[1] for at in turned]))
    by_distance = sorted(
        turned,
        key=lambda at: (
            math.hypot((at[0] - middle[0]) * frame.stretch, (at[1] - middle[1]) * frame.rise),
            at,
        ),
    )
    for share in _SHARES:
        nearest = by_distance[: round(len(shown) * share)]
        if len(nearest) < 2:  # noqa: PLR2004 – one alone is no crowd
            return None
        window = frame_of(nearest, _LEAST_ENLARGED)
        if window.east - window.west <= _WORTH * (frame.east - frame.west):
            return window
    return None


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _window_box(frame: Frame, window: Frame) -> Box:
    left, top = frame.project(frame.turned((window.west, window.north)))
    width = (window.east - window.west) * frame.stretch
    height = (window.north - window.south) * frame.rise
    right, bottom = frame.size
    return Box(
        max(left, 1.0), max(top, 1.0), min(left + width, right - 1), min(top + height, bottom - 1)
    )


def _window_words(box: Box) -> Box:
    """Where it is said that a part is enlarged: above it, or below if it is at the upper edge."""
    top = box.top - _HEIGHT + 4 if box.top > _HEIGHT else box.bottom
    return Box(box.left, top, box.left + text_width(_ENLARGED, 12) + 6, top + _HEIGHT - 4)


# -- names ---------------------------------------------------------------------------------


def _labels(
    frame: Frame,
    shown: tuple[Spot, ...],
    obstacles: tuple[Box, ...],
    others: tuple[Spot, ...] = (),
) -> tuple[_Label | None, ...]:
    """What is written at each spot: its name, its number, or nothing."""
    largest = max((spot.mentions for spot in (*shown, *others)), default=0)
    taken = [_dot_box(frame, spot, largest) for spot in shown[:_MOST_LINKS] if not spot.is_area]
    taken += [*obstacles, *_margin_labels(frame)]
    # A dot has fewer places for its name than an area has.
    named = sorted(shown[:_MOST_NAMES], key=lambda spot: spot.is_area)
    room = Box(2, 2, frame.size[0] - 2, frame.size[1] - 2)
    names = list(place((_candidates(frame, s, _name(s), largest) for s in named), room, taken))
    taken += [found.box for found in names if found is not None]
    missing = [spot for spot, found in zip(named, names, strict=True) if found is None]
    instead = place((_candidates(frame, s, _number(s), largest) for s in missing), room, taken)
    numbers = dict(zip([spot.number for spot in missing], instead, strict=True))
    labels: dict[int, _Label] = {}
    for spot, found in zip(named, names, strict=True):
        lines, at = _name(spot), found
        if at is None:
            lines, at = _number(spot), numbers[spot.number]
        if at is not None:
            labels[spot.number] = _Label(lines, at)
    return tuple(labels.get(spot.number) for spot in shown)


def _name(spot: Spot) -> tuple[str, ...]:
    lines = wrapped(spot.name, _LINE, _SIZE, _MOST_LINES)
    if lines and lines[-1].endswith("…"):
        # What stands in brackets explains a name; the list has all of it.
        lines = wrapped(spot.name.partition(" (")[0], _LINE, _SIZE, _MOST_LINES)
    return tuple(lines) or _number(spot)


def _number(spot: Spot) -> tuple[str, ...]:
    """Its number in the list."""
    return (str(spot.number),)


def _margin_labels(frame: Frame) -> Iterator[Box]:
    """Where the degrees of the graticule stand."""
    width, height = frame.size
    for longitude in graticule(frame.west, frame.east):
        x = frame.project((longitude, 0))[0]
        yield Box(x, height - _FOOT, min(x + _WIDTH_OF_DEGREES, width), height)
    for latitude in graticule(frame.south, frame.north):
        y = frame.project((0, latitude))[1]
        yield Box(0, y - _TOP, _WIDTH_OF_DEGREES, y)


def _radius(spot: Spot, largest: int) -> float:
    """Radius of a dot whose area tells the number of mentions."""
    return max(_SMALLEST, _LARGEST * math.sqrt(spot.mentions / max(largest, 1)))


def _dot_box(frame: Frame, spot: Spot, largest: int) -> Box:
    x, y = frame.project(frame.turned(spot.at))
    radius = _radius(spot, largest)
    return Box(x - radius, y - radius, x + radius, y + radius)


def _candidates(frame: Frame, spot: Spot, lines: tuple[str, ...], largest: int) -> list[Candidate]:
    """Where *lines* could stand at *spot*: at it, or apart with a line to it."""
    x, y = frame.project(frame.turned(spot.at))
    width = max(text_width(line, _SIZE) for line in lines) + 2 * _PADDING
    height = _HEIGHT + (len(lines) - 1) * _LEADING
    near = 0.0 if spot.is_area else _radius(spot, largest) + 1
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


# -- drawing -------------------------------------------------------------------------------


def _picture(sheet: _Sheet, address: Address, number: int, of: int) -> Picture:
    count = len(sheet.spots) + len(sheet.enlarged)
    title = f"Map of {count} {'place' if count == 1 else 'places'}"
    if of > 1:
        title += f" ({number} of {of})"
    description = (
        "Dots are places, the larger the more often they are mentioned; names without a dot are areas. "
        "The list beside the map has the same."
    )
    if sheet.window is not None:
        description += " The part in the rectangle is enlarged in the next map."
    width, height = sheet.frame.size
    return svg.picture(
        "map",
        (width, height),
        title,
        description,
        _ground(sheet.frame),
        _window(sheet),
        svg.group("places", *_places(sheet, address)),
        svg.element(
            "rect",
            {
                "class": "sheet",
                "x": 0.5,
                "y": 0.5,
                "width": width - 1,
                "height": height - 1,
                "fill": "none",
                "stroke": "currentColor",
                "stroke-opacity": "0.4",
            },
        ),
    )


def _ground(frame: Frame) -> Markup:
    """Land, borders and graticule."""
    world = outlines()
    bounds = frame.bounds
    land = "".join(_outline(frame, ring) + "Z" for ring in rings_in(world.land, bounds))
    borders = "".join(_outline(frame, line) for line in lines_in(world.borders, bounds))
    disputed = "".join(_outline(frame, line) for line in lines_in(world.disputed, bounds))
    return svg.joined(
        [
            _path("land", land, fill_opacity="0.08", stroke_opacity="0.45", fill_rule="evenodd"),
            _path("borders", borders, fill="none", stroke_opacity="0.22"),
            _path("disputed", disputed, fill="none", stroke_opacity="0.3", stroke_dasharray="2 3"),
            svg.group("graticule", *_graticule(frame), font_size="10"),
        ]
    )


def _path(class_: str, data: str, **attributes: str) -> Markup:
    if not data:
        return Markup("")
    given = {"class": class_, "d": data, "stroke": "currentColor", "stroke-width": "0.7"}
    given.update({name.replace("_", "-"): value for name, value in attributes.items()})
    return svg.element("path", given)


def _outline(frame: Frame, points: Sequence[tuple[float, float]]) -> str:
    """A coast or border in the drawing, as fine as it can be seen."""
    kept: list[XY] = []
    for at, point in enumerate(points):
        x, y = frame.project(point)
        is_end = at in {0, len(points) - 1}
        if is_end or not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _FINEST:
            kept.append((x, y))
    return svg.path(kept)


def _graticule(frame: Frame) -> Iterator[Markup]:
    """Meridians and parallels with their degrees."""
    width, height = frame.size
    faint = {"stroke": "currentColor", "stroke_opacity": "0.12"}
    for longitude in graticule(frame.west, frame.east):
        x = frame.project((longitude, 0))[0]
        yield svg.line((x, 0), (x, height), **faint)
        if x < width - _WIDTH_OF_DEGREES:
            text = degrees(longitude, "EW")
            yield svg.element("text", {"x": x + 3, "y": height - 4, "fill-opacity": "0.7"}, text)
    for latitude in graticule(frame.south, frame.north):
        y = frame.project((0, latitude))[1]
        yield svg.line((0, y), (width, y), **faint)
        if _TOP < y < height - _FOOT:
            text = degrees(latitude, "NS")
            yield svg.element("text", {"x": 4, "y": y - 3, "fill-opacity": "0.7"}, text)


def _window(sheet: _Sheet) -> Markup:
    """The part that another map enlarges: its outline, and its places as dots without names."""
    if sheet.window is None:
        return Markup("")
    box = sheet.window
    largest = max(spot.mentions for spot in (*sheet.spots, *sheet.enlarged))
    dots = (
        _dot(sheet.frame, spot, largest)
        for spot in sheet.enlarged[:_MOST_LINKS]
        if not spot.is_area
    )
    frame = svg.element(
        "rect",
        {
            "x": box.left,
            "y": box.top,
            "width": box.right - box.left,
            "height": box.bottom - box.top,
            "fill": "none",
            "stroke": "currentColor",
            "stroke-dasharray": "6 3",
        },
    )
    words = svg.element(
        "text",
        {"x": box.left + 3, "y": _window_words(box).bottom - 5, "font-size": "12"},
        _ENLARGED,
    )
    return svg.group("window", svg.group("dots", *dots, fill_opacity="0.55"), frame, words)


def _places(sheet: _Sheet, address: Address) -> Iterator[Markup]:
    largest = max((spot.mentions for spot in (*sheet.spots, *sheet.enlarged)), default=0)
    for spot, label in list(zip(sheet.spots, sheet.labels, strict=True))[:_MOST_LINKS]:
        pieces = [] if spot.is_area else [_dot(sheet.frame, spot, largest)]
        if label is not None:
            pieces += _written(label)
        elif spot.is_area:
            continue  # there is no room for it; the list has it
        classes = ["spot"]
        classes += [
            name
            for name, is_so in (
                ("area", spot.is_area),
                ("former", spot.is_former),
                ("unsure", spot.is_unsure),
            )
            if is_so
        ]
        style = {"font_style": "italic"} if spot.is_former or spot.is_unsure else {}
        linked = svg.link(address(spot.key), description_of(spot), *pieces)
        yield svg.group(" ".join(classes), linked, **style)
    rest = "".join(
        f"M{svg.number(x)} {svg.number(y)}h0"
        for x, y in (
            sheet.frame.project(sheet.frame.turned(s.at)) for s in sheet.spots[_MOST_LINKS:]
        )
    )
    if rest:
        yield _path("rest", rest, stroke_width="4", stroke_linecap="round", stroke_opacity="0.5")


def _dot(frame: Frame, spot: Spot, largest: int) -> Markup:
    """A place: full; a ring if it is no more, a broken ring if the editors are not sure."""
    x, y = frame.project(frame.turned(spot.at))
    given: dict[str, str | float] = {"cx": x, "cy": y, "r": _radius(spot, largest), "class": "dot"}
    if spot.is_former or spot.is_unsure:
        given |= {"class": "dot open", "fill-opacity": "0.15", "stroke": "currentColor"}
        given["stroke-width"] = "1.5"
    else:
        given["fill-opacity"] = "0.75"
    if spot.is_unsure:
        given["stroke-dasharray"] = "3 2"
    return svg.element("circle", given)


def _written(label: _Label) -> list[Markup]:
    """A name with its line; the rectangle around it is what a finger meets."""
    box = label.at.box
    pieces = []
    if label.at.leader is not None:
        pieces.append(
            svg.line(*label.at.leader, class_="leader", stroke="currentColor", stroke_opacity="0.6")
        )
    pieces.append(
        svg.element(
            "rect",
            {
                "class": "hit",
                "x": box.left,
                "y": box.top,
                "width": box.right - box.left,
                "height": box.bottom - box.top,
                "fill-opacity": "0",
            },
        )
    )
    x, y = box.centre
    first = y + 4.5 - (len(label.lines) - 1) * _LEADING / 2
    written = svg.lines_of_text(label.lines, x, first, _LEADING)
    pieces.append(svg.element("g", {"text-anchor": "middle"}, written))
    return pieces


def description_of(spot: Spot) -> str:
    """A spot in words: name, sort, certainty, number of mentions."""
    pieces = [spot.name, spot.sort] if spot.sort else [spot.name]
    pieces.append("1 mention" if spot.mentions == 1 else f"{spot.mentions} mentions")
    if spot.is_unsure:
        pieces.append("uncertain" if spot.cert == "low" else f"certainty: {spot.cert}")
    return ", ".join(pieces)
