"""The map: places with coordinates, over coastlines and borders, with their names.

Where names would crowd, the map has a second one that enlarges the crowd; where even that does not help,
a number of the list stands for a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from edition.export.drawings import svg
from edition.export.drawings.frame import Frame, degrees, graticule
from edition.export.drawings.names import (
    FOOT,
    LEADING,
    MOST_LINKS,
    TOP,
    WIDTH_OF_DEGREES,
    Label,
    radius,
)
from edition.export.drawings.outlines import lines_in, outlines, rings_in
from edition.export.drawings.sheets import ENLARGED, Sheet, sheets, window_words
from edition.export.drawings.spots import Spot, spots
from edition.export.drawings.svg import XY, Address, Markup, Picture
from edition.model import Edition

#: Points of a coast nearer to each other than this are one.
_FINEST: Final = 0.9


def maps(edition: Edition, address: Address) -> tuple[Picture, ...]:
    """The map of the places of *edition*, and the maps that enlarge a part; none without places."""
    shown = tuple(sheets(spots(edition)))
    return tuple(
        _picture(sheet, address, number, len(shown)) for number, sheet in enumerate(shown, 1)
    )


def _picture(sheet: Sheet, address: Address, number: int, of: int) -> Picture:
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
        if x < width - WIDTH_OF_DEGREES:
            text = degrees(longitude, "EW")
            yield svg.element("text", {"x": x + 3, "y": height - 4, "fill-opacity": "0.7"}, text)
    for latitude in graticule(frame.south, frame.north):
        y = frame.project((0, latitude))[1]
        yield svg.line((0, y), (width, y), **faint)
        if TOP < y < height - FOOT:
            text = degrees(latitude, "NS")
            yield svg.element("text", {"x": 4, "y": y - 3, "fill-opacity": "0.7"}, text)


def _window(sheet: Sheet) -> Markup:
    """The part that another map enlarges: its outline, and its places as dots without names."""
    if sheet.window is None:
        return Markup("")
    box = sheet.window
    largest = max(spot.mentions for spot in (*sheet.spots, *sheet.enlarged))
    dots = (
        _dot(sheet.frame, spot, largest) for spot in sheet.enlarged[:MOST_LINKS] if not spot.is_area
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
        {"x": box.left + 3, "y": window_words(box).bottom - 5, "font-size": "12"},
        ENLARGED,
    )
    return svg.group("window", svg.group("dots", *dots, fill_opacity="0.55"), frame, words)


def _places(sheet: Sheet, address: Address) -> Iterator[Markup]:
    largest = max((spot.mentions for spot in (*sheet.spots, *sheet.enlarged)), default=0)
    for spot, label in list(zip(sheet.spots, sheet.labels, strict=True))[:MOST_LINKS]:
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
        linked = svg.link(address(spot.key), _description(spot), *pieces)
        yield svg.group(" ".join(classes), linked, **style)
    rest = "".join(
        f"M{svg.number(x)} {svg.number(y)}h0"
        for x, y in (
            sheet.frame.project(sheet.frame.turned(s.at)) for s in sheet.spots[MOST_LINKS:]
        )
    )
    if rest:
        yield _path("rest", rest, stroke_width="4", stroke_linecap="round", stroke_opacity="0.5")


def _dot(frame: Frame, spot: Spot, largest: int) -> Markup:
    """A place: full; a ring if it is no more, a broken ring if the editors are not sure."""
    x, y = frame.project(frame.turned(spot.at))
    given: dict[str, str | float] = {"cx": x, "cy": y, "r": radius(spot, largest), "class": "dot"}
    if spot.is_former or spot.is_unsure:
        given |= {"class": "dot open", "fill-opacity": "0.15", "stroke": "currentColor"}
        given["stroke-width"] = "1.5"
    else:
        given["fill-opacity"] = "0.75"
    if spot.is_unsure:
        given["stroke-dasharray"] = "3 2"
    return svg.element("circle", given)


def _written(label: Label) -> list[Markup]:
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
    first = y + 4.5 - (len(label.lines) - 1) * LEADING / 2
    written = svg.lines_of_text(label.lines, x, first, LEADING)
    pieces.append(svg.element("g", {"text-anchor": "middle"}, written))
    return pieces


def _description(spot: Spot) -> str:
    """A spot in words: name, sort, certainty, number of mentions."""
    pieces = [spot.name, spot.sort] if spot.sort else [spot.name]
    pieces.append("1 mention" if spot.mentions == 1 else f"{spot.mentions} mentions")
    if spot.is_unsure:
        pieces.append("uncertain" if spot.cert == "low" else f"certainty: {spot.cert}")
    return ", ".join(pieces)
