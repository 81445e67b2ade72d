"""How many lines of each note there is room for beside a block of text.

The page is laid out without scripts, so this is reckoned when it is written, from the measures that
the theme keeps: what is short stands whole beside its words; where there is more to say than text to
say it about, the longest notes show their beginnings and open when they are asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

#: Characters in a line of the text and of the margin, and heights of lines, in rem (edition.css).
_TEXT: Final = 64
_TEXT_LINE: Final = 1.76
_BETWEEN_BLOCKS: Final = 1.1
_MARGIN: Final = 52
_MARGIN_LINE: Final = 1.12
_BETWEEN_NOTES: Final = 0.25


def lines_for(text: int, notes: Sequence[int]) -> list[int]:
    """The lines that each of *notes* may take beside a block of *text*; never less than one.

    :param text: length of the block in characters.
    :param notes: lengths of what stands beside it, in characters.
    """
    wanted = [max(1, ceil(length / _MARGIN)) for length in notes]
    height = ceil(text / _TEXT) * _TEXT_LINE + _BETWEEN_BLOCKS - len(notes) * _BETWEEN_NOTES
    spare = int(height / _MARGIN_LINE) - len(notes)
    given = [1] * len(notes)
    # The shortest first, a line to each in turn: as many as can be are shown whole.
    while spare > 0 and given != wanted:
        for place in sorted(range(len(notes)), key=lambda place: (wanted[place], place)):
            if spare > 0 and given[place] < wanted[place]:
                given[place] += 1
                spare -= 1
    return given
