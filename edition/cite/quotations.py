"""What a quotation says that its source may say otherwise.

Whoever quotes may leave out words (``…``, ``[…]``), change the case of a letter (``[W]e``), put words of
their own in brackets, and close with a point or comma of their own sentence. A quotation is therefore read
as parts that follow each other in the source, and sometimes in several ways.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.cite.folding import fold

#: What belongs to the sentence around a quotation as often as to the quotation.
EDGES: Final = " .,;:!?'-–…()"
_OMISSION: Final = re.compile(r"\s*(?:\[\s*…\s*\]|\(\s*…\s*\)|…)\s*")
_LETTER: Final = re.compile(r"\[(\w)\]")
_INSERTED: Final = re.compile(r"\s*\[([^\[\]]{1,120})\]")
_REMARK: Final = re.compile(
    r"\s*\[\s*(?:sic|recte|emphasis [^\]]*|Hervorhebung[^\]]*)\s*!?\s*\]", re.IGNORECASE
)
#: So many letters in brackets are tried in both cases.
_MOST_LETTERS: Final = 3


class Quotation(NamedTuple):
    """Words that are said to stand in a text.

    :ivar exact: the words.
    :ivar prefix: what stands before them, as far as it is known.
    :ivar suffix: what stands behind them, likewise.
    :ivar position: where they began once, in code points of the text, or -1.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    position: int = -1


def readings(words: str) -> Iterator[tuple[str, ...]]:
    """The ways to read the quoted *words*, each as the parts that must follow each other, folded.

    First as they stand, then without signs of change, then with words left out, then in the other
    case of the first letter.
    """
    seen = set()
    for reading in _readings(fold(words).text):
        parts = tuple(part for piece in reading if (part := piece.strip(EDGES)))
        if parts and parts not in seen:
            seen.add(parts)
            yield parts


def plain(words: str) -> tuple[str, ...]:
    """The parts of the quoted *words* as they are looked for when none of their readings is found."""
    text = _LETTER.sub(r"\1", _REMARK.sub("", fold(words).text))
    pieces = (_INSERTED.sub(r" \1", piece) for piece in _OMISSION.split(text))
    return tuple(part for piece in pieces if (part := piece.strip(EDGES)))


def _readings(text: str) -> Iterator[list[str]]:
    yield [text]
    text = _REMARK.sub("", text)
    whole = list(_cases(text))
    yield from ([_INSERTED.sub(r" \1", form)] for form in whole)
    for form in whole:
        pieces = _OMISSION.split(form)
        kept = [_INSERTED.sub(r" \1", piece) for piece in pieces]
        yield kept
        yield _INSERTED.sub("…", form).split("…")
        yield [_other_case(kept[0].lstrip(EDGES)), *kept[1:]]


def _cases(text: str) -> Iterator[str]:
    """*text* with each letter in brackets in either case."""
    letters = _LETTER.findall(text)
    if not letters or len(letters) > _MOST_LETTERS:
        yield _LETTER.sub(r"\1", text)
        return
    between = _LETTER.split(text)[::2]
    for choice in itertools.product(*((letter, _other_case(letter)) for letter in letters)):
        yield "".join(itertools.chain(*itertools.zip_longest(between, choice, fillvalue="")))


def _other_case(text: str) -> str:
    """*text* with its first letter in the other case, if that is one letter too."""
    swapped = text[:1].swapcase()
    return (swapped if len(swapped) == 1 else text[:1]) + text[1:]
