"""Words of a text as the search compares them: accents, case and typography folded.

The tables here are the only ones: they go into the index, and the browser makes its own expressions of
them (``search-words.js``). They are written as the inside of a character class, which Python and
ECMAScript read alike.

Three sorts of words are told apart:

- a *run* is letters, figures and marks side by side;
- a *compound* is runs joined by an apostrophe or a hyphen ("Russia’s", "Indo-Pakistani", "l’homme"). It is
  found by each of its parts, and by any of them written together ("russias", "indopakistani"), so that it
  does not matter which apostrophe or hyphen is typed, or whether any is;
- in scripts that do not part their words (Chinese, Japanese, Thai …) each character is a word, and so is
  each pair of neighbours, which makes a longer search precise.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

#: Marks that are dropped: accents, and the points of Hebrew, Arabic and Syriac. Not the vowels of Indic
#: scripts, which are marks too, but part what is written.
ACCENTS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a"
    "\u08d3-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
#: What stands in words and is not compared: soft hyphens, joiners, signs of direction, the Arabic
#: stroke that lengthens, and letters that stand for ayin, hamza and the like in transliteration.
UNSEEN: Final = (
    "\u00ad\u02b9-\u02bf\u02c8\u02ca-\u02cc\u02ee\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ua78b\ua78c\ufeff"
)
#: Apostrophes and hyphens of all sorts.
JOINERS: Final = (
    "'\\-`\u00b4\u05be\u05f3\u05f4\u2010-\u2013\u2018\u2019\u201b\u2032\ufe63\uff07\uff0d"
)
#: Scripts that do not part words: Han, Kana, Thai, Lao, Myanmar, Khmer.
UNSPACED: Final = (
    "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u109f\u1780-\u17d3\u2e80-\u2fdf\u3005\u3007\u3041-\u3096\u309d-\u30fa"
    "\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003fffd"
)
#: Marks of voice, which belong to the kana before them.
VOICED: Final = "\u3099\u309a\uff9e\uff9f"
#: Letters that no decomposition takes apart, and letters that are written in more than one way.
LETTERS: Final[dict[str, str]] = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ħ": "h", "ς": "σ", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}  # fmt: skip
#: Characters of a word that are compared; what a word has more of is no word of a language.
LONGEST: Final = 64
#: Parts of a compound that may be written together.
TOGETHER: Final = 4

#: Words that are remembered: more than a language has common ones.
_REMEMBERED: Final = 200_000
#: Where marks are looked for; there are none behind it but the selectors of variants.
_LAST_MARK: Final = 0x1F000

_letters: Final = str.maketrans(LETTERS)


class Token(NamedTuple):
    """One word.

    :ivar fold: the word as it is compared.
    :ivar joined: whether a hyphen or an apostrophe joins it to the one before.
    :ivar next_to: whether it is a character that follows immediately on another, both of a script that
        does not part words.
    """

    fold: str
    joined: bool
    next_to: bool


def fold(word: str) -> str:
    """*word* as it is compared."""
    if word.isascii():
        return word.lower()[:LONGEST]
    letters = unicodedata.normalize("NFKD", word).lower().translate(_letters)
    return "".join(_dropped().sub("", letters).split())[:LONGEST]


def compounds(text: str) -> list[str]:
    """The words of *text* as they are written, compounds in one."""
    return _compound().findall(text)


@lru_cache(_REMEMBERED)
def terms(compound: str) -> tuple[str, ...]:
    """All the words by which *compound* is found, without repetition."""
    if compound.isascii() and compound.isalnum():
        return (fold(compound),)
    words = tokens(compound)
    found = dict.fromkeys(word.fold for word in words)
    for at, word in enumerate(words):
        together = word.fold
        for other in words[at + 1 : at + TOGETHER]:
            if not other.joined:
                break
            together += other.fold
            found[together] = None
    for one, other in pairwise(words):
        if other.next_to:
            found[one.fold + other.fold] = None
    return tuple(found)


def tokens(compound: str) -> list[Token]:
    """The words of which *compound* consists."""
    found: list[Token] = []
    for at, run in enumerate(_run().findall(compound)):
        before_unspaced = False
        for place, unit in enumerate(_unit().findall(run)):
            if not (folded := fold(unit)):
                continue
            unspaced = bool(_is_unspaced().match(unit))
            joined = at > 0 and place == 0 and not unspaced and bool(found)
            found.append(Token(folded, joined, unspaced and before_unspaced))
            before_unspaced = unspaced
    return found


@cache
def _marks() -> str:
    """All marks of Unicode as ranges: ``re`` has no name for them."""
    found: list[list[int]] = []
    for code in range(0x300, _LAST_MARK):
        if unicodedata.category(chr(code))[0] == "M":
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)


@cache
def _run() -> re.Pattern[str]:
    # Letters and figures are what \w has besides the low line.
    # Possessive: nothing that follows could make a word give back a letter.
    return re.compile(f"(?:[^\\W_]++|[{_marks()}{UNSEEN}]++)++")


@cache
def _compound() -> re.Pattern[str]:
    run = _run().pattern
    return re.compile(f"{run}(?:[{JOINERS}]{run})*+")


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}][{VOICED}]*|[^{UNSPACED}]+")


@cache
def _is_unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


@cache
def _dropped() -> re.Pattern[str]:
    return re.compile(f"[{ACCENTS}{UNSEEN}]")
