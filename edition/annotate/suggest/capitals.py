"""Names that no register has: words with capitals where a sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from edition.annotate.months import MONTHS

_WORD: Final = r"[^\W\d_a-zß-öø-ÿ][\w’'.-]*\w"
#: Several such words, also with small ones between them.
_NAME: Final = re.compile(
    rf"{_WORD}(?:\s(?:(?:of|the|de|du|da|von|van|der|al|bin|ibn)\s){{0,2}}{_WORD})*"
)
#: What stands before the first word of a sentence.
_BEGINNING: Final = re.compile(r"(?:^|[.!?:]['’”\")\]]*\s+|[“‘\"(]\s*|—\s*)$")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
#: Words that have a capital for another reason.
_NO_NAMES: Final = frozenset(
    {
        *MONTHS,
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "I", "Mr", "Mrs", "Ms", "Dr", "Prof", "The", "A", "An", "In", "On", "At", "It", "He", "She", "We",
        "They", "This", "That", "These", "Those", "But", "And", "Or", "As",
    }
)  # fmt: skip


def names(text: str) -> Iterator[tuple[int, int]]:
    """The places of what look like names in *text*.

    The first word of a sentence counts only with a name that stands elsewhere too.
    """
    found = [match.span() for match in _NAME.finditer(text)]
    within = {text[start:end] for start, end in found if not _begins(text, start)}
    for begin, end in found:
        start = begin
        if _begins(text, begin) and text[begin:end] not in within:
            first, _, rest = text[begin:end].partition(" ")
            if not rest[:1].isupper():
                continue
            start = begin + len(first) + 1
        words = _POSSESSIVE.sub("", text[start:end])
        if words and words not in _NO_NAMES:
            yield start, start + len(words)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence, a quotation or the like begins at *start*."""
    return _BEGINNING.search(text[max(0, start - 6) : start]) is not None
