"""Where sentences end: rules that hold for most languages, and exceptions that a reader would make.

Sentences are only a proposal that an editor mends. It is better to leave two together than to cut one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: A full stop or its like, whatever closes behind it, and a space; no space is needed in Chinese and Japanese.
_END: Final = re.compile(r"""(?:[.!?…؟۔]+['"”’»›“‘)\]]*(?P<space>\s+)|[。！？]+[」』”’）]*\s*)""")
#: What can stand before the first letter of a sentence.
_OPENING: Final = "'\"“‘„‚«‹([¿¡—–- "
#: Words before a full stop that does not end a sentence; compared without case.
_ABBREVIATIONS: Final = frozenset(
    [
        "a.d",
        "al",
        "anm",
        "apr",
        "aug",
        "b.c",
        "bd",
        "bde",
        "bl",
        "bzw",
        "ca",
        "capt",
        "cf",
        "ch",
        "chap",
        "cit",
        "cm",
        "co",
        "col",
        "corp",
        "d.h",
        "dec",
        "dept",
        "diss",
        "dr",
        "ders",
        "ebd",
        "ed",
        "eds",
        "e.g",
        "e.v",
        "esp",
        "est",
        "etc",
        "f.b",
        "feb",
        "ff",
        "fig",
        "figs",
        "fn",
        "fol",
        "fr",
        "gen",
        "gov",
        "hg",
        "hr",
        "hrsg",
        "i.e",
        "ibid",
        "id",
        "inc",
        "inv",
        "jan",
        "jg",
        "jh",
        "jr",
        "jul",
        "jun",
        "kap",
        "kg",
        "km",
        "lat",
        "lit",
        "loc",
        "lt",
        "ltd",
        "m.e",
        "maj",
        "max",
        "min",
        "mlle",
        "mme",
        "mr",
        "mrs",
        "ms",
        "mt",
        "n.b",
        "n.chr",
        "no",
        "nos",
        "nov",
        "nr",
        "nrn",
        "o.ä",
        "obs",
        "oct",
        "op",
        "p",
        "pag",
        "par",
        "pl",
        "pp",
        "prof",
        "ps",
        "pt",
        "r.i.p",
        "red",
        "rev",
        "s.o",
        "s.u",
        "sc",
        "sen",
        "sep",
        "sept",
        "ser",
        "sg",
        "sgt",
        "sog",
        "sq",
        "sqq",
        "sr",
        "sra",
        "st",
        "str",
        "sv",
        "tab",
        "tel",
        "u.a",
        "u.s",
        "u.s.a",
        "übers",
        "univ",
        "usw",
        "v",
        "v.chr",
        "verf",
        "vgl",
        "viz",
        "vol",
        "vols",
        "vs",
        "z.b",
        "zit",
        "zt",
    ]
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of *text*, in code points, without the space between them."""
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        end = match.start("space") if match["space"] else match.start() + len(match[0].rstrip())
        if end > start and match.end() < len(text) and _is_end(text, match):
            yield start, end
            start = match.end()
    end = len(text.rstrip())
    if end > start:
        yield start, end


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends at *match*."""
    following = text[match.end() :].lstrip(_OPENING)
    if following[:1].islower():
        return False
    if text[match.start()] != "." or match[0].startswith(".."):
        return True
    word = re.split(r"[\s(\[“„«\"'‘]", text[: match.start()])[-1]
    if word.isdecimal() and len(word) <= 2:  # noqa: PLR2004 – an ordinal, a day
        return False
    is_initial = len(word) == 1 and word.isalpha() and word != "I"
    return not is_initial and word.lower().strip(".") not in _ABBREVIATIONS
