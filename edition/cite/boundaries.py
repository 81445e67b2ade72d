"""Where words begin and end, so that a part of a word is not taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.cite.quotations import EDGES

#: Letters of scripts that put no space between words: Thai, Lao, Myanmar, Khmer, and those of China and Japan.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]"
)

#: An edit at the edge of words may have taken one letter less than so many.
_MISSING: Final = 4


def occurrences(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Where *words* stand in *text* from *start* on, not as a part of a longer word."""
    at = text.find(words, start)
    while at >= 0:
        if not (parts_a_word(text, at) or parts_a_word(text, at + len(words))):
            yield at
        at = text.find(words, at + 1)


def parts_a_word(text: str, at: int) -> bool:
    """Whether a word of *text* goes on across the place *at*."""
    if not 0 < at < len(text):
        return False
    around = text[at - 1 : at + 1]
    return around[0].isalnum() and around[1].isalnum() and not _UNSPACED.search(around)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """*start* and *end* moved so that they part no word, and have no space or stop at their edges.

    What is a longer part of a word was meant to be one, and stays.
    """
    start = next(
        (at for at in range(start, start - _MISSING, -1) if not parts_a_word(text, at)), start
    )
    end = next((at for at in range(end, end + _MISSING) if not parts_a_word(text, at)), end)
    kept = text[start:end]
    stripped = kept.strip(EDGES)
    if not stripped:
        return start, end
    start += kept.index(stripped)
    return start, start + len(stripped)
