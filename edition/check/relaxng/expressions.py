r"""Regular expressions of XML Schema (part 2, appendix F) by those of Python.

They differ in classes (``\p{L}``, ``\i``, ``\c``, subtraction) and in that ``^`` and ``$`` stand for
themselves. Python has no classes by category of Unicode; here such a class lists those characters that
have occurred, by blocks of 256, and grows when a value has others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

#: A value longer than this matches no expression that has more than one part: Python's matching may
#: take time by the square of the length, and no name, number or date is as long.
_LONGEST: Final = 4096
_BLOCK: Final = 256

_NAME_START: Final = (
    r":A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHARACTERS: Final = _NAME_START + r"\-.0-9\xb7\u0300-\u036f\u203f\u2040"
NAME_START_CHARACTERS: Final = _NAME_START
#: Escapes that are sets of characters, as what stands in Python's brackets.
_SETS: Final = {"s": r" \t\n\r", "d": r"\d", "i": NAME_START_CHARACTERS, "c": NAME_CHARACTERS}
_SINGLE: Final = {"n": r"\n", "r": r"\r", "t": r"\t"}
_SIMPLE: Final = re.compile(r"(?:\[[^\]\[]*\]|\\[sSdDwWiIcC]|\.)[+*]?")


class ExpressionError(ValueError):
    """It is no regular expression of XML Schema, or has a class that is not known here."""


@lru_cache(maxsize=256)
def matcher(expression: str) -> Callable[[str], bool]:
    """A function that says whether a value, as a whole, matches *expression*.

    :raises ExpressionError: *expression* cannot be read.
    """
    longest = None if _SIMPLE.fullmatch(expression) else _LONGEST
    first = _Translation(expression, range(_BLOCK))
    compiled = first.compiled()
    blocks = {0}

    def matches(value: str) -> bool:
        nonlocal compiled
        if longest is not None and len(value) > longest:
            return False
        if first.has_categories and not value.isascii():
            new = {ord(character) // _BLOCK for character in value} - blocks
            if new:
                blocks.update(new)
                points = [p for b in sorted(blocks) for p in range(b * _BLOCK, (b + 1) * _BLOCK)]
                compiled = _Translation(expression, points).compiled()
        return compiled.fullmatch(value) is not None

    return matches


class _Translation:
    """One pass over an expression; *points* are the code points that classes are made of."""

    def __init__(self, expression: str, points: range | list[int]) -> None:
        self._source = expression
        self._at = 0
        self._points = points
        self._in_complement = False
        self.has_categories = False

    def compiled(self) -> re.Pattern[str]:
        self._at = 0
        text = self._branches()
        if self._at < len(self._source):
            raise self._error("a bracket that nothing opens")
        try:
            return re.compile(text, re.DOTALL)
        except (re.error, OverflowError) as error:
            raise self._error(str(error)) from None

    def _error(self, what: str) -> ExpressionError:
        return ExpressionError(f"the pattern {self._source!r} has {what}")

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _take(self) -> str:
        character = self._peek()
        if not character:
            raise self._error("no end")
        self._at += 1
        return character

    def _branches(self) -> str:
        out = []
        while (character := self._peek()) and character != ")":
            self._at += 1
            if character == "(":
                out.append(f"(?:{self._branches()})")
                if self._peek() != ")":
                    raise self._error("a bracket that nothing closes")
                self._at += 1
            elif character == "[":
                out.append(self._class())
            elif character == "\\":
                out.append(self._escape())
            elif character == ".":
                out.append(r"[^\n\r]")
            elif character in "|?*+":
                out.append(character)
            elif character == "{":
                out.append(self._quantity())
            else:
                out.append(re.escape(character))
        return "".join(out)

    def _quantity(self) -> str:
        end = self._source.find("}", self._at)
        inside = self._source[self._at : end] if end >= 0 else ""
        if not re.fullmatch(r"\d+(,\d*)?", inside, re.ASCII):
            raise self._error("a { that counts nothing")
        self._at = end + 1
        return f"{{{inside}}}"

    def _escape(self) -> str:
        """What an escape outside brackets matches."""
        inside, negated = self._set()
        return _bracketed(inside, negated=negated)

    def _set(self) -> tuple[str, bool]:
        """The set that the escape at hand stands for, and whether it is the complement of it."""
        letter = self._take()
        if letter in "pP":
            return self._category(), letter == "P"
        if letter in "wW":
            self.has_categories = True
            return self._where(lambda category: category[0] in "PZC"), letter == "w"
        if letter.lower() in _SETS:
            return _SETS[letter.lower()], letter.isupper()
        if letter.isalnum():
            if letter not in _SINGLE:
                raise self._error(f"the escape \\{letter}, which is not known")
            return _SINGLE[letter], False
        return re.escape(letter), False

    def _category(self) -> str:
        if self._take() != "{":
            raise self._error(r"a \p without a category")
        end = self._source.find("}", self._at)
        name = self._source[self._at : end]
        if end < 0 or not re.fullmatch(r"[LMNPZSC][a-z]?", name):
            raise self._error(f"the category {name!r}, which is not known")
        self._at = end + 1
        self.has_categories = True
        if name == "C" and self._in_complement:
            # [^\p{C}]: validators let characters of private use pass, which editions of medieval texts
            # need, and those that are not assigned, which may be so in the next version of Unicode.
            return self._where(lambda category: category in {"Cc", "Cf", "Cs"})
        return self._where(lambda category: category.startswith(name))

    def _where(self, holds: Callable[[str], bool]) -> str:
        """The characters at hand whose category *holds*, as what stands in brackets."""
        found: list[list[int]] = []
        for point in self._points:
            if holds(unicodedata.category(chr(point))):
                if found and found[-1][1] == point - 1:
                    found[-1][1] = point
                else:
                    found.append([point, point])
        return "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in found)

    def _class(self) -> str:
        """What stands in brackets, from behind the first of them."""
        negated = self._peek() == "^"
        self._at += negated
        self._in_complement = negated
        parts: list[str] = []
        complements: list[str] = []
        subtracted = ""
        while (character := self._take()) != "]":
            if character == "\\":
                inside, complement = self._set()
                (complements if complement else parts).append(inside)
            elif character == "-" and self._peek() == "[":
                self._at += 1
                subtracted = self._class()
            elif character == "-" and parts and self._peek() != "]":
                parts.append("-")
            else:
                parts.append(re.escape(character))
        self._in_complement = False
        positive = [_bracketed("".join(parts), negated=False)] if parts else []
        positive += [_bracketed(one, negated=True) for one in complements]
        if len(positive) == 1 and not complements:
            text = _bracketed("".join(parts), negated=negated)
        else:
            text = f"(?:(?!{'|'.join(positive)}).)" if negated else f"(?:{'|'.join(positive)})"
        return f"(?:(?!{subtracted}){text})" if subtracted else text


def _bracketed(inside: str, *, negated: bool) -> str:
    if not inside:
        return "." if negated else "(?!)"
    return f"[{'^' if negated else ''}{inside}]"
