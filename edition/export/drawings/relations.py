"""The relations between claims: who contradicts, supports, qualifies or supersedes whom.

Claims that have to do with each other are one drawing. A few are boxes with title and status, in rows;
many are their numbers on a circle. Claims without relations are in no drawing: the list has them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from edition.export.drawings import svg
from edition.export.drawings.graph import Edge, components, edges, edges_of, layers
from edition.export.drawings.labels import Box, Candidate, place, shortened, text_width, wrapped
from edition.export.drawings.svg import XY, Address, Markup, Picture
from edition.model import Claim, Edition
from edition.model.statuses import status_labels
from edition.tei.pointers import split_key

_BOX_WIDTH, _PADDING, _SIZE, _LEADING = 196.0, 8.0, 12.0, 15.0
_TITLE_LINES, _STATUS_LINES = 3, 2
_ACROSS, _DOWN, _EDGE = 24.0, 62.0, 6.0
#: What does not go into rows of boxes is numbers on a circle; more than can be told apart, nothing.
_MOST_IN_ROW, _MOST_ON_CIRCLE = 3, 60
_CHIP_HEIGHT, _CHIP_GAP = 26.0, 14.0
_LABEL_HEIGHT: Final = 17.0
#: How lines differ without colour; what is not named here is dotted.
_DASHES: Final = {
    "contradicts": "7 4",
    "qualifies": "2 3",
    "supersedes": "9 3 2 3",
    "supports": "",
}
_OTHER_DASHES: Final = "1 3"
_PLACES_ALONG: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)


@dataclass(frozen=True, slots=True)
class _Node:
    """A claim in a drawing: its room and its words."""

    claim: Claim
    number: str
    title: tuple[str, ...]
    status: tuple[str, ...]
    box: Box


def relations(edition: Edition, address: Address) -> tuple[Picture, ...]:
    """A drawing for each group of connected claims; none if no claim has to do with another."""
    found = edges(edition)
    order = {key: at for at, key in enumerate(edition.claims)}
    return tuple(
        _picture(edition, address, keys, [edge for edge in found if edge.start in keys])
        for keys in components(found, order)
        if len(keys) <= _MOST_ON_CIRCLE
    )


def relations_of(edition: Edition, key: str, address: Address) -> Picture | None:
    """The claim *key* and those next to it; None if there are none, or more than can be drawn."""
    found = edges_of(edition, key)
    named = {end for edge in found for end in (edge.start, edge.end)}
    keys = sorted(named, key=lambda each: (split_key(each)[0], edition.claims[each].line, each))
    if not keys or len(keys) > _MOST_ON_CIRCLE:
        return None
    return _picture(edition, address, keys, found, key)


def _picture(
    edition: Edition, address: Address, keys: Sequence[str], found: Sequence[Edge], first: str = ""
) -> Picture:
    rows = layers(keys, found, first)
    if _are_clear(rows, found):
        placed = dict(_in_rows(edition, rows, found))
    else:
        placed = dict(_on_circle(edition, keys))
    size = (
        max(node.box.right for node in placed.values()) + _EDGE,
        max(node.box.bottom for node in placed.values()) + _EDGE,
    )
    numbers = ", ".join(_number(key) for key in keys)
    told = "; ".join(
        f"{_number(e.start)} {e.name} {_number(e.end)}"
        + (" and the other way round" if e.is_mutual else "")
        for e in found
    )
    return svg.picture(
        "relations",
        size,
        f"Relations of the claims {numbers}",
        f"{told}. The list has the same.",
        svg.group("edges", *_edges(placed, found, size)),
        svg.group(
            "claims",
            *(_claim(node, address, _is_first(key, first)) for key, node in placed.items()),
        ),
    )


def _is_first(key: str, first: str) -> str:
    return "claim itself" if key == first else "claim"


def _number(key: str) -> str:
    """What a claim is called in short: its id."""
    return shortened(split_key(key)[1], _BOX_WIDTH - 2 * _PADDING, _SIZE)


# -- where claims stand --------------------------------------------------------------------


def _are_clear(rows: list[list[str]], found: Sequence[Edge]) -> bool:
    """Whether no line would run behind a box: rows are short, and in a row only neighbours relate."""
    places = {key: (down, at) for down, row in enumerate(rows) for at, key in enumerate(row)}
    return max(map(len, rows)) <= _MOST_IN_ROW and all(
        places[edge.start][0] != places[edge.end][0]
        or abs(places[edge.start][1] - places[edge.end][1]) == 1
        for edge in found
    )


def _in_rows(
    edition: Edition, rows: list[list[str]], found: Sequence[Edge]
) -> Iterator[tuple[str, _Node]]:
    """Boxes with number, title and status; those of a row are equally high."""
    in_row = {key: down for down, row in enumerate(rows) for key in row}
    beside = [edge for edge in found if in_row[edge.start] == in_row[edge.end]]
    across = max((text_width(edge.name, _SIZE) + 44 for edge in beside), default=_ACROSS)
    widest = max(map(len, rows))
    whole = widest * _BOX_WIDTH + (widest - 1) * across
    top = _EDGE
    for row in rows:
        left = _EDGE + (whole - len(row) * _BOX_WIDTH - (len(row) - 1) * across) / 2
        said = [_said(edition, edition.claims[key]) for key in row]
        bottom = top + max(1 + len(title) + len(status) for title, status in said) * _LEADING
        bottom += 2 * _PADDING - 3
        for key, (title, status) in zip(row, said, strict=True):
            box = Box(left, top, left + _BOX_WIDTH, bottom)
            yield key, _Node(edition.claims[key], _number(key), title, status, box)
            left += _BOX_WIDTH + across
        top = bottom + _DOWN


def _said(edition: Edition, claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Title and status of a claim, in lines."""
    room = _BOX_WIDTH - 2 * _PADDING
    title = wrapped(claim.title or claim.statement, room, _SIZE, _TITLE_LINES)
    status = wrapped(", ".join(status_labels(edition, claim)), room, _SIZE, _STATUS_LINES)
    return tuple(title), tuple(status)


def _on_circle(edition: Edition, keys: Sequence[str]) -> Iterator[tuple[str, _Node]]:
    """Numbers on a circle that is large enough for all."""
    widths = [text_width(_number(key), _SIZE) + 2 * _PADDING for key in keys]
    around = len(keys) * (max(*widths, _CHIP_HEIGHT) + _CHIP_GAP)
    radius = max(around / (2 * math.pi), 110.0)
    centre = radius + max(widths) / 2 + _EDGE
    for at, (key, width) in enumerate(zip(keys, widths, strict=True)):
        turn = 2 * math.pi * at / len(keys) - math.pi / 2
        x = centre + radius * math.cos(turn)
        y = radius + _CHIP_HEIGHT / 2 + _EDGE + radius * math.sin(turn)
        room = Box(x - width / 2, y - _CHIP_HEIGHT / 2, x + width / 2, y + _CHIP_HEIGHT / 2)
        yield key, _Node(edition.claims[key], _number(key), (), (), room)


# -- lines ---------------------------------------------------------------------------------


def _edges(placed: Mapping[str, _Node], found: Sequence[Edge], size: XY) -> Iterator[Markup]:
    ends = [_ends(placed[edge.start].box, placed[edge.end].box) for edge in found]
    wanted = [
        [_label_at(edge, start, end, part) for part in _PLACES_ALONG]
        for edge, (start, end) in zip(found, ends, strict=True)
    ]
    room = Box(0.0, 0.0, *size)
    labels = place(wanted, room, [node.box for node in placed.values()])
    for edge, (start, end), label in zip(found, ends, labels, strict=True):
        yield _edge(edge, start, end, label)


def _label_at(edge: Edge, start: XY, end: XY, part: float) -> Candidate:
    x = start[0] + (end[0] - start[0]) * part
    y = start[1] + (end[1] - start[1]) * part
    half = text_width(edge.name, _SIZE) / 2 + 4
    return Candidate(Box(x - half, y - _LABEL_HEIGHT / 2, x + half, y + _LABEL_HEIGHT / 2))


def _ends(one: Box, other: Box) -> tuple[XY, XY]:
    """Where the line between two boxes leaves the one and meets the other."""
    if one.top >= other.bottom + _DOWN:
        end, start = _ends(other, one)
        return start, end
    if one.bottom + _DOWN <= other.top and one.right - one.left == _BOX_WIDTH:
        # From row to row, through the space between them; lines that part at a box part at once.
        aside = (other.centre[0] - one.centre[0]) * 0.2
        return (one.centre[0] + aside, one.bottom + 3), (other.centre[0] - aside, other.top - 3)
    return _edge_point(one, other.centre), _edge_point(other, one.centre)


def _edge_point(box: Box, towards: XY) -> XY:
    x, y = box.centre
    dx, dy = towards[0] - x, towards[1] - y
    half_width, half_height = (box.right - box.left) / 2 + 3, (box.bottom - box.top) / 2 + 3
    parts = [half_width / abs(dx)] if dx else []
    parts += [half_height / abs(dy)] if dy else []
    part = min(parts, default=0.0)
    return x + dx * part, y + dy * part


def _edge(edge: Edge, start: XY, end: XY, label: Candidate | None) -> Markup:
    """A line with its name; the arrow points at what is supported, qualified, superseded."""
    said = f"{_number(edge.start)} {edge.name} {_number(edge.end)}"
    dashes = _DASHES.get(edge.name, _OTHER_DASHES)
    style = {"stroke_dasharray": dashes} if dashes else {}
    pieces = [
        svg.element("title", {}, said),
        svg.line(start, end, stroke="currentColor", stroke_width="1.5", **style),
        _arrow(start, end),
    ]
    if edge.is_mutual:
        pieces.append(_arrow(end, start))
    if label is not None:
        x, y = label.box.centre
        ground: dict[str, str | float] = {
            "class": "behind",
            "x": label.box.left,
            "y": label.box.top,
            "width": label.box.right - label.box.left,
            "height": label.box.bottom - label.box.top,
            "fill": "var(--paper, Canvas)",
        }
        pieces.append(svg.element("rect", ground))
        at: dict[str, str | float] = {"x": x, "y": y + 4, "text-anchor": "middle"}
        at |= {"font-size": _SIZE, "font-style": "italic"}
        pieces.append(svg.element("text", at, edge.name))
    return svg.group(f"edge {_css(edge.name)}", *pieces)


def _arrow(start: XY, end: XY) -> Markup:
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    corners = [
        (end[0] - 9 * math.cos(turn + bend), end[1] - 9 * math.sin(turn + bend))
        for bend in (0.42, -0.42)
    ]
    return svg.element("path", {"d": svg.path([end, *corners]) + "Z"})


def _css(name: str) -> str:
    """A class for a relation; only letters, digits and hyphens of ASCII."""
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())


# -- claims --------------------------------------------------------------------------------


def _claim(node: _Node, address: Address, class_: str) -> Markup:
    box = node.box
    outline: dict[str, str | float] = {
        "class": "hit",
        "x": box.left,
        "y": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
        "rx": 3,
        "fill": "var(--raised, Canvas)",
        "stroke": "currentColor",
        "stroke-opacity": "0.5",
        "stroke-width": "2" if class_ != "claim" else "1",
    }
    full = node.claim.title or node.claim.statement
    title = f"{node.number}: {full}" if full else node.number
    if not node.title:
        x, y = box.centre
        words = [_text(x, y + 4, node.number, "number", "middle")]
    else:
        left, top = box.left + _PADDING, box.top + _PADDING + _SIZE - 2
        below = top + _LEADING
        words = [
            _text(left, top, node.number, "number", "start"),
            svg.lines_of_text(node.title, left, below, _LEADING),
            svg.group(
                "status",
                svg.lines_of_text(node.status, left, below + len(node.title) * _LEADING, _LEADING),
                font_style="italic",
                fill_opacity="0.8",
            ),
        ]
    linked = svg.link(address(node.claim.key), title, svg.element("rect", outline), *words)
    return svg.group(class_, linked, font_size=_SIZE)


def _text(x: float, y: float, text: str, class_: str, anchor: str) -> Markup:
    given: dict[str, str | float] = {"class": class_, "x": x, "y": y, "text-anchor": anchor}
    given["font-weight"] = "bold"
    return svg.element("text", given, text)
