"""Text as it is compared, with the way back to the text itself.

People copy a passage with other quotation marks, other dashes, line breaks and soft hyphens in it, and it
is the same passage. Folding takes such differences away; every offset in the folded text can be asked
for its offset in the text, in code points.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

#: All marks of quotation, and the apostrophe, are one: the quotation within a quotation has others.
_QUOTES: Final = "\"'`´‘’‚‛“”„‟′″‹›«»„＂＇「」『』"
#: Hyphens within words.
_HYPHENS: Final = "‐‑"
_ONE_TO_ONE: Final = str.maketrans({**dict.fromkeys(_QUOTES, "'"), **dict.fromkeys(_HYPHENS, "-")})
#: What is not seen: soft hyphens, spaces of no width, joiners, marks of direction, byte order marks.
_UNSEEN: Final = "\u00ad\u200b-\u200f\u2060\u2066-\u2069\u202a-\u202e\ufeff"
_DASHES: Final = "–—―−⸺⸻"
#: White space other than the space.
_SPACES: Final = "\\t-\\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
#: What is shown otherwise, each with what it becomes: nothing, an ellipsis, a hyphen, one mark, a space.
_SHAPES: Final = (
    (f"[{_UNSEEN}]+", ""),
    (r"\.(?:\s?\.){2,}|…", "…"),
    (rf"(?:[{_DASHES}]|--+)\s*", "-"),
    ("''", "'"),
    (rf"\s+(?![{_DASHES}]|--)", " "),
)
_DASH, _SPACE, _OWN = 3, 5, 6
_SHAPE: Final = "|".join(f"({shape})" for shape, _ in _SHAPES)
_SUSPECTS: Final = f"-….'{_SPACES}{_UNSEEN}{_DASHES}"
_HANGUL_JAMO: Final = range(0x1160, 0x1200)


class _Piece(NamedTuple):
    """A stretch of the text that is another in the folded text."""

    folded: int
    folded_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    :ivar text: the text as it is compared.
    """

    text: str
    _pieces: tuple[_Piece, ...]
    _places: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Where in the text the character at *offset* of the folded text begins."""
        piece = self._before(offset)
        if piece is None:
            return offset
        return piece.start if offset < piece.folded_end else piece.end + offset - piece.folded_end

    def end(self, offset: int) -> int:
        """Where in the text the character before *offset* of the folded text ends."""
        piece = self._before(offset - 1) if offset else None
        if piece is None:
            return offset
        return piece.end if offset <= piece.folded_end else piece.end + offset - piece.folded_end

    def at(self, place: int) -> int:
        """Where in the folded text the *place* of the text is; of one within a piece, its beginning."""
        number = bisect_right(self._pieces, place, key=lambda piece: piece.start) - 1
        if number < 0:
            return min(place, len(self.text))
        piece = self._pieces[number]
        beyond = place - piece.end
        return min(piece.folded_end + beyond if beyond >= 0 else piece.folded, len(self.text))

    def _before(self, offset: int) -> _Piece | None:
        """The last piece that begins at *offset* or before it."""
        number = bisect_right(self._places, offset) - 1
        return self._pieces[number] if number >= 0 else None


def fold(text: str) -> Folded:
    """*text* without what is no difference between a passage and its copy.

    Unicode NFC; one space for any white space; one sign for all quotation marks and apostrophes, one for
    all dashes whatever space is around them; soft hyphens and what else is not seen left out. Case stays.
    """
    marks = _composed_of(text)
    return _rewritten(text.translate(_ONE_TO_ONE), marks, f"[{marks}]+", _compose)


def fold_loosely(text: str) -> Folded:
    """*text* as a browser compares it to a text fragment: folded, without case and accents."""
    text = text.translate(_ONE_TO_ONE)
    bare = {c: _bare(c) for c in set(text) if c.isalpha() or unicodedata.category(c) == "Mn"}
    text = text.translate({ord(c): new for c, new in bare.items() if len(new) == 1})
    longer = re.escape("".join(sorted(c for c, new in bare.items() if len(new) != 1)))
    return _rewritten(text, longer, f"[{longer}]", _lay_bare)


def _rewritten(text: str, own: str, pattern: str, rewrite: _Rewrite) -> Folded:
    """*text* with each of the shapes rewritten.

    :param own: characters that *rewrite* is asked about besides.
    :param pattern: what to give it, beginning with one of them.
    """
    double = " " if "  " in text else ""
    suspects = re.compile(f"[{_SUSPECTS}{own}{double}]")
    shapes = re.compile(f"{_SHAPE}|({pattern})" if own else _SHAPE)
    out: list[str] = []
    pieces: list[_Piece] = []
    done = length = 0
    for suspect in suspects.finditer(text):
        match = shapes.match(text, suspect.start()) if suspect.start() >= done else None
        if match is None:
            continue
        start, end = match.span()
        number = match.lastindex or 0
        if number in {_DASH, _SPACE}:
            start = done + len(text[done:start].rstrip())
            new = _SHAPES[number - 1][1]
        elif number == _OWN:
            start, new = rewrite(text, start, end, done)
        else:
            new = _SHAPES[number - 1][1]
        out += (text[done:start], new)
        length += start - done
        if len(new) != 1 or end - start != 1:
            pieces.append(_Piece(length, length + len(new), start, end))
        length += len(new)
        done = end
    out.append(text[done:])
    return Folded("".join(out), tuple(pieces), tuple(piece.folded for piece in pieces))


#: Given the text, start and end of what is rewritten, and how far it was rewritten: the new start, and
#: what stands there then.
_Rewrite = Callable[[str, int, int, int], tuple[int, str]]


def _compose(text: str, start: int, end: int, done: int) -> tuple[int, str]:
    """Marks with what they stand on, as NFC has it."""
    if start > done and not text[start - 1].isspace():
        start -= 1
    return start, unicodedata.normalize("NFC", text[start:end])


def _lay_bare(text: str, start: int, end: int, done: int) -> tuple[int, str]:  # noqa: ARG001
    return start, _bare(text[start:end])


def _bare(character: str) -> str:
    """*character* in lower case, without marks on it."""
    taken_apart = unicodedata.normalize("NFKD", character.lower())
    return "".join(c for c in taken_apart if unicodedata.category(c) != "Mn")


def _composed_of(text: str) -> str:
    """What NFC joins to the character before, or writes otherwise, as for a set of a regular expression."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return ""
    return "".join(
        re.escape(c)
        for c in sorted(set(text))
        if unicodedata.category(c)[0] == "M"
        or ord(c) in _HANGUL_JAMO
        or not unicodedata.is_normalized("NFC", c)
    )
