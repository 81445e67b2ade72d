"""Where sentences end: rules that hold for most languages, and exceptions that a reader would make.

Sentences are only a proposal that an editor mends. It is better to leave two together than to cut one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from edition.convert.abbreviations import Habits, habits

#: Full stops and their like, behind which there is a space: of the Latin script, Arabic, Urdu, the scripts
#: of India, Armenian, Ethiopic, Burmese, Khmer.
_STOPS: Final = ".!?…‽؟۔।॥։።။។"
#: Those behind which no space is needed: Chinese and Japanese.
_FULL_WIDTH: Final = "。！？｡"
#: A mark that stands at a word without a space closes, whichever way it points.
_CLOSING: Final = "'\"”’»›«‹“‘)\\]}"
_CLOSING_WIDE: Final = "」』】》）”’"
#: What can stand before the first letter of a sentence.
_OPENING: Final = "'\"“‘„‚«»‹›([{¿¡—–- \u00a0\u202f"
#: Letters with full stops between them: "z.B", "U.S.A".
_LETTERS: Final = re.compile(r"(?:\w\.)+\w")
#: Where the word before a full stop begins.
_WORD: Final = re.compile(r"[^\s(\[“„«»\"'‘’/—–]*\Z")
#: A sentence says something.
_WORDS: Final = re.compile(r"\w")
_LONGEST_WORD: Final = 40
#: A day, a chapter, a century: numbers of more digits are years.
_LONGEST_ORDINAL: Final = 2
#: A number, also a Roman one.
_NUMBER: Final = re.compile(r"\d|[IVXLCDM]+\b|[ivxlcdm]+\b")


def sentences(text: str, language: str = "") -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of *text*, in code points, without the space between them.

    :param language: BCP 47; without it the rules are those that hold anywhere.
    """
    habit = habits(language)
    start = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for match in _ends(habit.ends, habit.spaced_closing).finditer(text):
        end = match.end("sentence")
        if start < end < last and _is_end(text, match, habit) and _WORDS.search(text, start, end):
            yield start, end
            start = match.end()
    if last > start:
        yield start, last


@cache
def _ends(more: str, spaced_closing: bool) -> re.Pattern[str]:  # noqa: FBT001 – a part of the key
    """Full stops, whatever closes behind them, and the space before the next sentence."""
    closing = f"[{_CLOSING}]*"
    if spaced_closing:
        closing = rf"(?:[{_CLOSING}]|[ \u00a0\u202f](?=[»›])[»›])*"
    signs = f"[{_STOPS}{re.escape(more)}]"
    # A run of signs is looked at once, as a whole; an ellipsis may be set with spaces between its points.
    stops = rf"(?<!{signs})(?:{signs}|(?<=\.)[ \u00a0](?=\.))++"
    spaced = rf"{stops}{closing}(?=\s)"
    wide = rf"[{_FULL_WIDTH}]+[{_CLOSING_WIDE}]*"
    return re.compile(rf"(?P<sentence>{spaced}|{wide})\s*")


def _is_end(text: str, match: re.Match[str], habit: Habits) -> bool:
    """Whether a sentence ends at *match*."""
    at = match.end()
    while at < len(text) and text[at] in _OPENING:
        at += 1
    if text[at : at + 1].islower():
        return False
    said = match["sentence"]
    if said[0] != "." or said[1:2] in {".", " ", "\u00a0"}:
        return True
    word = _word_before(text, match.start())
    if word.isdecimal():
        return len(word) > _LONGEST_ORDINAL or not habit.has_ordinals
    if _is_initial(word) or _LETTERS.fullmatch(word) or word.casefold() in habit.before_words:
        return False
    return word.casefold() not in habit.before_numbers or not _NUMBER.match(text, match.end())


def _word_before(text: str, end: int) -> str:
    found = _WORD.search(text[max(0, end - _LONGEST_WORD) : end])
    return found[0] if found else ""


def _is_initial(word: str) -> bool:
    """Whether *word* is one letter; "I" is a word, and so is any sign of a script without cases."""
    return len(word) == 1 and word.upper() != word.lower() and word != "I"
