"""Names that look alike."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

#: How alike two names must be, from 0 to 1, that one may be a slip for the other …
_ALIKE: Final = 0.75
#: … and by how much more than any other, that it must be.
_CLEARLY: Final = 0.06
_MOST: Final = 3


def near(word: str, words: Iterable[str]) -> list[str]:
    """Those of *words* that look like *word*, the nearest first, no more than three."""
    return [name for _, name in _ranked(word, tuple(words))][:_MOST]


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of *words* that *word* is a slip for, or "" if there is none or more than one."""
    ranked = _ranked(word, tuple(words))
    if not ranked:
        return ""
    if len(ranked) > 1 and ranked[0][0] + _CLEARLY > ranked[1][0]:
        return ""
    return ranked[0][1]


@lru_cache(maxsize=1024)  # a slip is often made again, in a place like the first
def _ranked(word: str, words: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    found = []
    folded = word.casefold()
    matcher = SequenceMatcher(b=folded, autojunk=False)
    for name in words:
        other = name.casefold()
        if other == folded:
            found.append((2.0, name))
            continue
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            ratio = matcher.ratio()
            if ratio >= _ALIKE:
                found.append((ratio, name))
    return tuple(sorted(found, key=lambda pair: (-pair[0], pair[1])))
