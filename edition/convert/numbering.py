"""How the items of a numbered list are called, when it is not 1, 2, 3."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS: Final = 26
_AROUND: Final = {"OneParen": ("", ")"), "TwoParens": ("(", ")"), "Period": ("", ".")}


def label(number: int, style: str, delimiter: str, first: int) -> str:
    """What the item with this *number* is called; "" where a list that begins with 1 says it by itself.

    :param style: Pandoc's name for the sort of number.
    :param delimiter: Pandoc's name for what stands at it.
    :param first: the number of the first item.
    """
    before, behind = _AROUND.get(delimiter, ("", "."))
    called = _in_style(number, style)
    is_usual = called == str(number) and first == 1 and behind == "."
    return "" if is_usual else f"{before}{called}{behind}"


def _in_style(number: int, style: str) -> str:
    match style:
        case "LowerAlpha":
            return _alphabetic(number)
        case "UpperAlpha":
            return _alphabetic(number).upper()
        case "LowerRoman":
            return _roman(number)
        case "UpperRoman":
            return _roman(number).upper()
        case _:
            return str(number)


def _alphabetic(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + rest) + letters
    return letters or "0"


def _roman(number: int) -> str:
    if not 0 < number < 4 * _ROMAN[0][0]:
        return str(number)
    said = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        said += sign * times
    return said
