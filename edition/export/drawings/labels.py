"""Words in a drawing: how much room they take, where they break, where they go without overlap.

What face a reader has is not known when a drawing is made: widths are estimates on the large side.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from edition.export.drawings.svg import XY

#: Widths in parts of the size of the face, for the sans faces that browsers have.
_WIDE, _NARROW, _USUAL, _CAPITAL = 1.0, 0.37, 0.615, 0.76
_NARROW_LETTERS: Final = frozenset(" .,:;'’‘ijlI|!()[]-ft")
#: Points along a leader at which it is looked for in the way of others.
_STEPS: Final = 6


class Box(NamedTuple):
    """A rectangle, sides parallel to the axes."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies in *other*."""
        return (
            other.left <= self.left
            and other.top <= self.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def holds(self, point: XY) -> bool:
        """Whether *point* is in it."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    @property
    def centre(self) -> XY:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a label could go.

    :ivar box: the room it would take.
    :ivar leader: from what it names to the label, if it would stand apart; or None.
    """

    box: Box
    leader: tuple[XY, XY] | None = None


def text_width(text: str, size: float) -> float:
    """About how wide *text* is in a sans face of *size*."""
    return size * sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _WIDE
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter.isupper() or letter in "mwMW—…%@":
        return _CAPITAL + (letter in "MW@") * 0.2
    return _USUAL


def shortened(text: str, width: float, size: float) -> str:
    """*text*, cut with an ellipsis if it is wider than *width*."""
    if text_width(text, size) <= width:
        return text
    room = width - text_width("…", size)
    kept = 0
    for letter in text:
        room -= _letter_width(letter) * size
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, width: float, size: float, most: int) -> list[str]:
    """*text* in at most *most* lines of *width*; the last is cut if there is more."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and text_width(" ".join(words[: count + 1]), size) <= width:
            count += 1
        if count == len(words):
            break
        lines.append(shortened(" ".join(words[:count]), width, size))
        words = words[count:]
    if words:
        lines.append(shortened(" ".join(words), width, size))
    return lines


def place(
    wanted: Iterable[Sequence[Candidate]], room: Box, taken: Iterable[Box] = ()
) -> Iterator[Candidate | None]:
    """For each label the first of its candidates that is in *room* and in nobody's way, or None.

    Who comes first has the choice: the caller's order says who matters most.
    """
    boxes = list(taken)
    leaders: list[XY] = []
    for candidates in wanted:
        chosen = next((c for c in candidates if _is_free(c, room, boxes, leaders)), None)
        if chosen is not None:
            boxes.append(chosen.box)
            if chosen.leader is not None:
                leaders.extend(_along(*chosen.leader))
        yield chosen


def _is_free(candidate: Candidate, room: Box, boxes: list[Box], leaders: list[XY]) -> bool:
    box = candidate.box
    if not box.within(room) or any(box.overlaps(other) for other in boxes):
        return False
    if any(box.holds(point) for point in leaders):
        return False
    if candidate.leader is None:
        return True
    # Its first and last points are what it leads from and to.
    inner = _along(*candidate.leader)[1:-1]
    return not any(other.holds(point) for point in inner for other in boxes)


def _along(start: XY, end: XY) -> list[XY]:
    return [
        (
            start[0] + (end[0] - start[0]) * step / _STEPS,
            start[1] + (end[1] - start[1]) * step / _STEPS,
        )
        for step in range(_STEPS + 1)
    ]


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Tops of labels below each other, each as near to where it is *wanted* as the others allow.

    The labels come in order; those that collide become a block, which stands in the middle of what its
    members want.
    """
    blocks: list[tuple[list[int], float, float]] = []
    for at, top in enumerate(wanted):
        members, start, height = [at], top, heights[at]
        while blocks and blocks[-1][1] + blocks[-1][2] > start:
            before, _, before_height = blocks.pop()
            members, height = [*before, *members], before_height + height
            start = _best_top(members, wanted, heights)
        blocks.append((members, start, height))
    tops = [0.0] * len(wanted)
    for members, block_top, _ in blocks:
        top = block_top
        for member in members:
            tops[member] = top
            top += heights[member]
    return tops


def _best_top(members: list[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    offset = 0.0
    total = 0.0
    for member in members:
        total += wanted[member] - offset
        offset += heights[member]
    return total / len(members)
