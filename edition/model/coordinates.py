"""Coordinates as editors write them: with a blank or a comma between, with a point or a comma in."""

from __future__ import annotations

import re
from typing import Final

_POINT: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")
#: Latitude and longitude, and what else there may be (an altitude).
_LEAST, _MOST = 2, 3
_POLE, _HALF_TURN = 90, 180


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in *text*, or None if it is no point on the earth in decimal degrees.

    A comma is between two numbers ("48.2, 16.4", "48.2,16.4") or, where blanks are between them and
    no number has a point, in one, as in German and French ("48,2 16,4").
    """
    words = text.split()
    if _LEAST <= len(words) <= _MOST and "." not in text:
        words = [_with_point(word) for word in words]
    else:
        words = text.replace(",", " ").replace(";", " ").split()
    words = [word.rstrip(",;") for word in words]
    if len(words) == 1:
        words = re.split("[,;]", words[0])
    if not _LEAST <= len(words) <= _MOST or not all(map(_POINT.fullmatch, words[:2])):
        return None
    latitude, longitude = float(words[0]), float(words[1])
    if abs(latitude) > _POLE or abs(longitude) > _HALF_TURN:
        return None
    return latitude, longitude


def _with_point(number: str) -> str:
    """A comma within a number is a decimal one; one at its end is not."""
    within = number.rstrip(",;")
    return within.replace(",", ".") if within.count(",") == 1 else within
