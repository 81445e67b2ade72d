"""The edit distance of a short text to any part of a longer one, by bits (Myers 1999, Hyyrö 2003).

The column of the matrix is held as two integers, one bit for each character of the pattern; Python's
integers have as many bits as are wanted. One character of the text costs some ten operations on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

#: What it costs to leave out the text before the part: nothing, when a part is looked for; one for
#: each character, when both must begin together.
ANYWHERE: Final = 0
FROM_THE_START: Final = 1


class Part(NamedTuple):
    """The part of a text that a pattern is most like.

    :ivar distance: insertions, deletions and substitutions between them.
    """

    start: int
    end: int
    distance: int


def distances(pattern: str, text: str, lead: int = ANYWHERE) -> Iterator[int]:
    """The least distance of *pattern* to a part of *text* that ends behind each of its characters.

    :param lead: :data:`ANYWHERE` or :data:`FROM_THE_START`.
    """
    size = len(pattern)
    if not size:
        yield from (position * lead for position in range(1, len(text) + 1))
        return
    all_bits, top = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for number, character in enumerate(pattern):
        places[character] = places.get(character, 0) | 1 << number
    plus, minus, distance = all_bits, 0, size
    for character in text:
        equal = places.get(character, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up = minus | (all_bits & ~(horizontal | plus))
        down = plus & horizontal
        if up & top:
            distance += 1
        elif down & top:
            distance -= 1
        up = (up << 1 | lead) & all_bits
        down = down << 1 & all_bits
        plus = down | (all_bits & ~(vertical | up))
        minus = up & vertical
        yield distance


def distance(one: str, other: str) -> int:
    """The edit distance of two texts."""
    last = len(one)
    for last in distances(one, other, FROM_THE_START):  # noqa: B007 – only the last counts
        pass
    return last


def closest(pattern: str, text: str) -> Part:
    """The part of *text* that *pattern* is most like.

    Of parts equally like, one whose last and first characters are those of the pattern.
    """
    end = _edge(pattern, text, ANYWHERE)
    back = _edge(pattern[::-1], text[:end][::-1], FROM_THE_START)
    start = end - back
    return Part(start, end, distance(pattern, text[start:end]))


def _edge(pattern: str, text: str, lead: int) -> int:
    """Where in *text* the part ends that *pattern* is most like."""
    if not pattern or not text:
        return 0
    best, edge = len(pattern), 0
    last = pattern[-1]
    settled = False
    for position, found in enumerate(distances(pattern, text, lead), 1):
        same = text[position - 1] == last
        if found < best or (found == best and same and not settled):
            best, edge, settled = found, position, same
    return edge
