"""What is quoted in a manuscript, in whatever marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.cite.resolve.citations import locators
from edition.cite.verify.manuscript import Block

#: Marks of quotation in pairs. Of single ones only those that cannot be an apostrophe open a quotation.
_PAIRS: Final = (
    r"“(?P<a>[^“”]*(?:“[^“”]*”[^“”]*)*)”",
    r"„(?P<b>[^„“”]*)[“”]",
    r"«(?P<c>[^«»]*)»",
    r"»(?P<d>[^«»]*)«",
    r"(?<!\w)‘(?P<e>(?:[^‘’]|’(?=\w))*)’(?!\w)",
    r"‚(?P<f>[^‚‘’]*)[‘’](?!\w)",
    r"‹(?P<g>[^‹›]*)›",
    r"「(?P<h>[^「」]*)」",
    r"『(?P<i>[^『』]*)』",
    r"(?<![\w\"])\"(?P<j>[^\"]+)\"(?!\w)",
    r"``(?P<k>(?:[^`']|'(?!'))*)''",
    r"(?<![\w'])'(?P<l>(?:[^'\n]|'(?=\w)){1,3000})'(?![\w'])",
)
#: What stands behind a quotation that is a block of its own, to say where it is from.
_ATTRIBUTION: Final = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[—–-]+\s*[^—–\n]+)[.\s]*$")
#: How long that may be, in characters.
_LONGEST: Final = 300
_MARKED: Final = re.compile("|".join(_PAIRS))


class Quoted(NamedTuple):
    """Quoted words.

    :ivar start: where they stand in their block, with their marks.
    :ivar end: where they end.
    :ivar words: the words, without their marks.
    """

    start: int
    end: int
    words: str


def quotations(block: Block) -> Iterator[Quoted]:
    """All quotations in *block*, in order; those within others are not told apart from them."""
    if block.is_quotation:
        attribution = _ATTRIBUTION.search(block.text, max(0, len(block.text) - _LONGEST))
        words = block.text
        if attribution and next(locators(attribution[0]), None) is not None:
            words = block.text[: attribution.start()]
        yield Quoted(0, len(words), _without_marks(words))
        return
    done = -1
    marked = [Quoted(s, e, block.text[s + 1 : e - 1]) for s, e in block.quoted]
    found = [
        Quoted(*match.span(), match[match.lastgroup or 0]) for match in _MARKED.finditer(block.text)
    ]
    for quoted in sorted((*marked, *found), key=lambda quoted: (quoted.start, -quoted.end)):
        if quoted.start >= done and quoted.words.strip():
            yield quoted
            done = quoted.end


def _without_marks(text: str) -> str:
    """*text* without marks around all of it."""
    match = _MARKED.fullmatch(text.strip())
    return match[match.lastgroup or 0] if match else text
