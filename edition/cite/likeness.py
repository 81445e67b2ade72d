"""How alike two texts are, word by word."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import Final

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
