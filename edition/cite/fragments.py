"""URL text fragments: links that lead to words (WICG, Scroll to text fragment).

``#p6:~:text=[prefix-,]start[,end][,-suffix]``, several joined with ``&``. The id comes first, so that a
browser which knows no text fragments, or does not find the words, still shows the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from edition.cite.boundaries import occurrences
from edition.cite.folding import Folded, fold_loosely

#: Between the fragment and what only the browser sees of it.
DELIMITER: Final = ":~:"
#: From this length on only the first and the last words are named, in code points.
LONG: Final = 300
#: So few words always have their context.
FEW: Final = 3
#: With so many words a range begins and ends at first, and so many are tried.
_FIRST, _MOST = 5, 24
#: So much white space may be before and behind words.
_SPACE: Final = 4
#: Between blocks: a term does not go across it.
_BREAK: Final = "\x00"
_WORDS: Final = re.compile(r"\S+")
#: What joins letters to one word for browsers (UAX 29): apostrophes, points and the like within it.
_WORD: Final = re.compile(r"\w+(?:[’'.:·,;_]\w+)*")


@dataclass(frozen=True, slots=True)
class TextDirective:
    """Words to find on a page.

    :ivar start: the words, or the first of them if there is an *end*.
    :ivar end: the last words, or "".
    :ivar prefix: what stands directly before, or "".
    :ivar suffix: what stands directly behind, or "".
    """

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """As it is written in an address."""
        terms = [_encoded(self.start)]
        if self.prefix:
            terms.insert(0, f"{_encoded(self.prefix)}-")
        if self.end:
            terms.append(_encoded(self.end))
        if self.suffix:
            terms.append(f"-{_encoded(self.suffix)}")
        return f"text={','.join(terms)}"


class Point(NamedTuple):
    """A place on a page: an offset, in code points, into one of its blocks."""

    block: int
    offset: int


@dataclass(frozen=True)
class Page:
    """The words of a page, as far as they can be taken for others.

    :ivar blocks: the text of each block, in the order of the page.
    """

    blocks: Sequence[str]

    @cached_property
    def folded(self) -> Folded:
        """All of it, as browsers compare it."""
        return fold_loosely(_BREAK.join(self.blocks))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each block begins in the joined text."""
        starts = [0]
        for block in self.blocks:
            starts.append(starts[-1] + len(block) + 1)
        return starts

    def at(self, point: Point) -> int:
        """The offset of *point* in the folded text."""
        return self.folded.at(self._starts[point.block] + point.offset)


def with_directives(anchor: str, directives: Sequence[TextDirective]) -> str:
    """A fragment, without ``#``, that leads to the *anchor* and to words on its page."""
    if not directives:
        return anchor
    return f"{anchor}{DELIMITER}{'&'.join(map(str, directives))}"


def parse(fragment: str) -> tuple[str, tuple[TextDirective, ...]]:
    """The anchor and the text directives of a *fragment*, given without ``#``.

    What is no text directive, or not a valid one, is passed over, as browsers do.
    """
    anchor, _, rest = fragment.partition(DELIMITER)
    found = (
        _directive(value)
        for name, _, value in (part.partition("=") for part in rest.split("&"))
        if name == "text"
    )
    return unquote(anchor), tuple(directive for directive in found if directive)


def _directive(value: str) -> TextDirective | None:
    terms = value.split(",")
    prefix = suffix = ""
    if len(terms) > 1 and terms[0].endswith("-"):
        prefix = terms.pop(0)[:-1]
    if len(terms) > 1 and terms[-1].startswith("-"):
        suffix = terms.pop()[1:]
    if len(terms) > 2 or not all(terms) or any("-" in term for term in (*terms, prefix, suffix)):  # noqa: PLR2004 – start and end
        return None
    start, end = (*terms, "")[:2]
    return TextDirective(*map(unquote, (start, end, prefix, suffix)))


def _encoded(term: str) -> str:
    """*term* in percent-encoding; hyphen, comma and ampersand mean something in a directive."""
    return quote(term, safe="").replace("-", "%2D")


# -- finding ----------------------------------------------------------------------------------


def find(directive: TextDirective, text: Folded) -> list[tuple[int, int]]:
    """Where the words of *directive* stand in *text*, in its code points, the first first.

    :param text: folded by :func:`edition.cite.folding.fold_loosely`, as browsers compare.
    """
    start, end, prefix, suffix = (
        fold_loosely(term).text.strip()
        for term in (directive.start, directive.end, directive.prefix, directive.suffix)
    )
    if not start:
        return []
    found = []
    for at in occurrences(text.text, start):
        before = text.text[max(0, at - len(prefix) - _SPACE) : at]
        if not before.rstrip().endswith(prefix):
            continue
        behind = _ending(text.text, at + len(start), end, suffix)
        if behind >= 0:
            found.append((text.start(at), text.end(behind)))
    return found


def _ending(text: str, at: int, end: str, suffix: str) -> int:
    """Where what began before *at* ends: with the first *end* that has *suffix* behind it, or -1."""
    ends = (place + len(end) for place in occurrences(text, end, at)) if end else iter((at,))
    room = len(suffix) + _SPACE
    return next((p for p in ends if text[p : p + room].lstrip().startswith(suffix)), -1)


# -- making -----------------------------------------------------------------------------------


def directive(page: Page, start: Point, end: Point) -> TextDirective | None:
    """The directive that leads to the words of *page* from *start* to *end*, or None.

    None if there are no words, or if nothing around them tells them from the same words elsewhere on
    the page: then the anchor alone must do. The words are made whole.
    """
    first, last = page.blocks[start.block], page.blocks[end.block]
    begin, finish = _word_edges(first, start.offset)[0], _word_edges(last, end.offset)[1]
    one_block = start.block == end.block
    words = first[begin : finish if one_block else None]
    if not words.strip() and not one_block:
        return directive(page, Point(start.block + 1, 0), end)
    if not last[:finish].strip() and not one_block:
        return directive(page, start, Point(end.block - 1, len(page.blocks[end.block - 1])))
    start = Point(start.block, begin + len(words) - len(words.lstrip()))
    end = Point(end.block, len(last[:finish].rstrip()))
    if one_block and start.offset >= end.offset:
        return None
    if one_block and end.offset - start.offset <= LONG:
        return _exact(page, start, end.offset)
    return _range(page, start, end)


def _exact(page: Page, start: Point, end: int) -> TextDirective | None:
    """A directive that names all the words."""
    block = page.blocks[start.block]
    words = block[start.offset : end]
    if len(words.split()) > FEW and _number(page, words) == 1:
        return TextDirective(words)
    for number in range(FEW, _MOST):
        before, behind = _before(block, start.offset, number), _behind(block, end, number)
        if _number(page, f"{before}{words}{behind}") == 1:
            return TextDirective(words, "", before.strip(), behind.strip())
    return None


def _range(page: Page, start: Point, end: Point) -> TextDirective | None:
    """A directive that names the first words and the last, with their context if it is needed."""
    first, last = page.blocks[start.block], page.blocks[end.block]
    one_block = start.block == end.block
    beginning = first[start.offset : end.offset if one_block else None]
    ending = last[start.offset if one_block else 0 : end.offset]
    for prefix, head in _heads(beginning, first, start.offset):
        if _number(page, f"{prefix}{head}") != 1:
            continue
        at = page.at(start) + len(fold_loosely(head).text)
        for tail, suffix in _tails(ending, last, end.offset):
            # The browser takes the first that it finds.
            sought = fold_loosely(f"{tail}{suffix}").text.rstrip()
            place = next(occurrences(page.folded.text, sought, at), -1)
            if place >= 0 and place + len(fold_loosely(tail).text) == page.at(end):
                return TextDirective(head, tail, prefix.strip(), suffix.strip())
    return None


def _heads(text: str, block: str, offset: int) -> Iterator[tuple[str, str]]:
    """The first words of *text*, more and more of them, and then with what is before them."""
    ends = [match.end() for match in _WORDS.finditer(text)][:_MOST]
    for number in range(min(_FIRST, len(ends)), len(ends) + 1):
        if number:
            yield "", text[: ends[number - 1]]
    for number in range(1, _MOST):
        if ends:
            yield _before(block, offset, number), text[: ends[min(_FIRST, len(ends)) - 1]]


def _tails(text: str, block: str, offset: int) -> Iterator[tuple[str, str]]:
    """The last words of *text*, more and more of them, and then with what is behind them."""
    starts = [match.start() for match in _WORDS.finditer(text)][::-1][:_MOST]
    for number in range(min(_FIRST, len(starts)), len(starts) + 1):
        if number:
            yield text[starts[number - 1] :], ""
    for number in range(1, _MOST):
        if starts:
            yield text[starts[min(_FIRST, len(starts)) - 1] :], _behind(block, offset, number)


def _before(block: str, offset: int, number: int) -> str:
    """The last *number* words before *offset*."""
    starts = [match.start() for match in _WORDS.finditer(block, 0, offset)]
    return block[starts[-number:][0] : offset] if starts else ""


def _behind(block: str, offset: int, number: int) -> str:
    """The first *number* words behind *offset*."""
    ends = [match.end() for match in _WORDS.finditer(block, offset)]
    return block[offset : ends[:number][-1]] if ends else ""


def _number(page: Page, words: str) -> int:
    """How often *words* stand on *page*, as far as it matters: 0, 1 or 2."""
    found = occurrences(page.folded.text, fold_loosely(words).text)
    return sum(1 for _ in zip(found, range(2), strict=False))


def _word_edges(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the word around *offset*, or *offset* twice if it parts none."""
    around = max(0, offset - LONG)
    for match in _WORD.finditer(text, around, offset + LONG):
        if match.start() >= offset:
            break
        if match.end() > offset:
            return match.span()
    return offset, offset
