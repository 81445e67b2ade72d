"""Offsets in the two units that programs count text in.

Python and the W3C's Web Annotations count Unicode code points; browsers, and with them Hypothesis and the
selections of scripts, count UTF-16 code units, of which a character beyond U+FFFF is two. This is the one
place where the one becomes the other (citation-standards, section 4).
"""

from __future__ import annotations

import re
from typing import Final

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")


def to_utf16(text: str, offset: int) -> int:
    """The *offset* in code points of *text* as one in UTF-16 code units."""
    return offset + sum(1 for _ in _ASTRAL.finditer(text, 0, offset))


def from_utf16(text: str, offset: int) -> int:
    """The *offset* in UTF-16 code units as one in code points of *text*.

    An offset between the two units of one character means the place before it; one behind the end
    means the end.
    """
    units = offset
    for before, match in enumerate(_ASTRAL.finditer(text)):
        if match.start() + before >= offset:
            break
        units = offset - before - 1
        if match.start() + before + 1 == offset:
            return match.start()
    return max(0, min(units, len(text)))
