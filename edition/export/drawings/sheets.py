"""What each map of an edition shows: all, then the crowd in it, then the crowd in that."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from edition.export.drawings.frame import Frame, frame_of
from edition.export.drawings.labels import Box, text_width
from edition.export.drawings.names import HEIGHT, Label, labels_of, name_of
from edition.export.drawings.spots import Spot

#: What is written at the part that the next map enlarges.
ENLARGED: Final = "enlarged below"
_MOST_SHEETS: Final = 3
#: A crowd is enlarged if its frame is at most this part of the larger one, in width.
_WORTH: Final = 0.3
_SHARES: Final = (0.85, 0.75, 0.65, 0.55, 0.45)
#: Sides in degrees of the smallest first map, and of the smallest that enlarges another.
_LEAST, _LEAST_ENLARGED = 10.0, 0.05


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map: its frame, what it names, and what it leaves to the one that enlarges it."""

    frame: Frame
    spots: tuple[Spot, ...]
    labels: tuple[Label | None, ...]
    enlarged: tuple[Spot, ...] = ()
    window: Box | None = None


def sheets(shown: tuple[Spot, ...]) -> Iterator[Sheet]:
    """The maps of the places *shown*, each of which enlarges a part of the one before."""
    least = _LEAST
    for last in range(_MOST_SHEETS - 1, -1, -1):
        if not shown:
            return
        frame = frame_of([spot.at for spot in shown], least)
        least = _LEAST_ENLARGED
        labels = labels_of(frame, shown, ())
        window = _crowd(frame, shown) if last and not _all_named(shown, labels) else None
        if window is None:
            yield Sheet(frame, shown, labels)
            return
        inside = tuple(spot for spot in shown if window.holds(spot.at))
        outside = tuple(spot for spot in shown if not window.holds(spot.at))
        box = _window_box(frame, window)
        yield Sheet(
            frame, outside, labels_of(frame, outside, (box, window_words(box)), inside), inside, box
        )
        shown = inside


def _all_named(shown: Sequence[Spot], labels: Sequence[Label | None]) -> bool:
    return all(
        label is not None and label.lines == name_of(spot)
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


def window_words(box: Box) -> Box:
    """Where it is said that a part is enlarged: above it, or below if it is at the upper edge."""
    top = box.top - HEIGHT + 4 if box.top > HEIGHT else box.bottom
    return Box(box.left, top, box.left + text_width(ENLARGED, 12) + 6, top + HEIGHT - 4)
