"""How alike two texts are, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

#: From here on a text is an edited form of the other; below, it is another (citation-standards, section 9).
SAME_TEXT: Final = 0.5
#: Beyond so many words, their order is not looked at: that would take time by their square.
_LONG: Final = 3_000


def likeness(one: str, other: str) -> float:
    """The share of words that two normalised texts have in common in the same order, from 0 to 1."""
    if one == other:
        return 1.0
    words, others = one.split(), other.split()
    if not words or not others:
        return 0.0
    if max(len(words), len(others)) > _LONG:
        shared = (Counter(words) & Counter(others)).total()
        return 2 * shared / (len(words) + len(others))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


class Piece(NamedTuple):
    """A run of words of two texts.

    :ivar change: ``same``, ``deleted`` (only the first text has them) or ``inserted`` (only the second).
    """

    change: Literal["same", "deleted", "inserted"]
    words: str


def word_diff(then: str, now: str) -> list[Piece]:
    """*then* and *now* in one, word by word: what is the same, what went and what came."""
    old, new = then.split(), now.split()
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("deleted", " ".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("inserted", " ".join(new[j1:j2])))
    return pieces


def written_diff(pieces: Iterable[Piece]) -> str:
    """*pieces* as plain text, in the manner of wdiff: ``[-went-] {+came+}``."""
    signs = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return " ".join(signs[piece.change].format(piece.words) for piece in pieces)
