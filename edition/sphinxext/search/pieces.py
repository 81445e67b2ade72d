"""The format of the index: numbers in few characters, terms in order, cut into pieces.

A *piece* is what the browser loads at once. There are five sorts of them, each cut by size:

``items``
    the items from a number on: ``[pages, items]``, where a page is ``[title, address, language]`` and an
    item ``[page, kind, anchor, name, text]``;
``terms``
    lines of a term and the numbers of its items, in order of the terms;
``places``
    lines of what is typed and the places it leads to: the numbers of the item, of its page in the piece
    of the item, and of the character at which it begins; and the anchor, if it is not what is typed;
``mentions``
    lines of the numbers of the items that mention an entity, in the order of the entities;
``entities``, ``statuses``, ``dates``
    what the filters offer, each one piece.

Numbers that rise are written as their differences, each in digits of five bits (:func:`packed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

_T = TypeVar("_T")

#: Raised with every change of the format.
FORMAT: Final = 1
#: Characters of a piece.
PIECE: Final = 60_000

#: The digits: the lower half ends a number, the upper half goes on.
DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BITS: Final = 5
_MORE: Final = 32


def number(value: int) -> str:
    """*value*, which is not negative, in digits, the lowest first."""
    if value < _MORE:
        return DIGITS[value]
    digits = []
    while value >= _MORE:
        digits.append(DIGITS[value % _MORE + _MORE])
        value >>= _BITS
    return "".join(digits) + DIGITS[value]


def packed(rising: Iterable[int]) -> str:
    """Numbers that rise, as what each adds to the one before."""
    before = 0
    digits = []
    for value in rising:
        digits.append(number(value - before))
        before = value
    return "".join(digits)


def signed(value: int) -> int:
    """A number that may be negative as one that is not."""
    return value * 2 if value >= 0 else -value * 2 - 1


def order(term: str) -> bytes:
    """The key by which terms are in order for ECMAScript, which compares UTF-16."""
    return term.encode("utf-16-be", "surrogatepass")


def cut(things: Iterable[tuple[_T, int]], limit: int = PIECE) -> Iterator[list[_T]]:
    """Pieces of *things*, each with its size; one that is larger than *limit* is a piece of its own."""
    piece: list[_T] = []
    size = 0
    for thing, weight in things:
        if piece and size + weight > limit:
            yield piece
            piece, size = [], 0
        piece.append(thing)
        size += weight
    if piece:
        yield piece
