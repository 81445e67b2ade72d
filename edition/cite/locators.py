"""Where in a text a reference is, as a scholar prints it: a label of CSL and a number.

Paragraphs are cited by the number that stands beside them, lines and pages by theirs, divisions as
sections. A sentence is cited by its paragraph, as no style has a word for it; the address that goes with
the citation leads to the sentence. What has no number that is its own in the text is cited by its
anchor, which the address shows too.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from edition.cite.references import Reference
from edition.model import Edition, Passage
from edition.tei.pointers import key, split_key

Label = Literal["line", "note", "page", "paragraph", "section"]

#: What each kind of passage is cited as; what is missing is cited by what it stands in, or consists of.
_LABELS: Final[dict[str, Label]] = {
    "block": "paragraph",
    "division": "section",
    "line": "line",
    "note": "note",
    "page": "page",
    "paragraph": "paragraph",
}
#: Words for a locator where no style says how it is printed: of one, of several.
WORDS: Final[dict[Label, tuple[str, str]]] = {
    "line": ("line", "lines"),
    "note": ("note", "notes"),
    "page": ("page", "pages"),
    "paragraph": ("paragraph", "paragraphs"),
    "section": ("section", "sections"),
}
#: What CSL takes for a number: digits, with a prefix or a suffix ("12a", "p6"). cite-panel.js has it too.
_NUMERIC: Final = re.compile(r"[A-Za-z]*[0-9]+[A-Za-z]*")


class Locator(NamedTuple):
    """A place in a text.

    :ivar label: a label of CSL.
    :ivar first: number or anchor of the place, or of the first of several.
    :ivar last: that of the last, or "" for one.
    """

    label: Label
    first: str
    last: str = ""

    @property
    def value(self) -> str:
        """What CSL calls the locator: "6", "6–8"."""
        return f"{self.first}–{self.last}" if self.last else self.first

    @property
    def is_numeric(self) -> bool:
        """Whether CSL takes it for a number."""
        return all(_NUMERIC.fullmatch(part) for part in (self.first, self.last) if part)

    def __str__(self) -> str:
        """In words: "paragraph 6", "paragraphs 6–8"."""
        return f"{WORDS[self.label][bool(self.last)]} {self.value}"

    @property
    def heading(self) -> str:
        """The same with a capital."""
        words = str(self)
        return words[0].upper() + words[1:]


def locate(edition: Edition, reference: Reference) -> Locator | None:
    """The locator of a *reference*, or None if it names a whole text, a heading of one, or no passage."""
    start = _cited(edition, reference.key)
    if start is None:
        return None
    end = _cited(edition, key(reference.file, reference.end.anchor)) or start
    if start.label != end.label:
        # From a line to a paragraph: both have an anchor, and only that in common.
        first, last = reference.start.anchor, reference.end.anchor
        return Locator("paragraph", first, last)
    last = end.last or end.first
    return Locator(start.label, start.first, "" if last == start.first else last)


def _cited(edition: Edition, passage_key: str) -> Locator | None:
    """How one passage, or the passage around words, is cited."""
    passage = edition.passages.get(passage_key)
    if passage is None and passage_key in edition.notes:
        return Locator("note", split_key(passage_key)[1])
    if passage is None and (span := edition.words_at(passage_key)):
        passage = edition.passages.get(span.passage)
    while passage is not None:
        if passage.kind == "division" and not passage.n:
            # An anchor is no number of a section; what is around it may have one.
            passage = edition.passages.get(passage.parent)
        elif passage.kind in _LABELS:
            return Locator(_LABELS[passage.kind], number(edition, passage))
        elif passage.kind in {"stanza", "speech"}:
            return _lines(edition, passage) or Locator("paragraph", number(edition, passage))
        else:
            passage = edition.passages.get(passage.parent)
    return None


def _lines(edition: Edition, around: Passage) -> Locator | None:
    """The numbered lines in a stanza or speech."""
    lines = [
        passage
        for passage in edition.parts[around.file].passages
        if passage.parent == around.key and passage.kind == "line" and passage.n
    ]
    if not lines:
        return None
    first, last = number(edition, lines[0]), number(edition, lines[-1])
    return Locator("line", first, "" if first == last else last)


def number(edition: Edition, passage: Passage) -> str:
    """What a *passage* is cited by: its number if no other of its sort has it too, or its anchor."""
    repeated = repeated_numbers(edition, passage.file)
    is_own = passage.n and (_LABELS.get(passage.kind), passage.n) not in repeated
    return passage.n if is_own else passage.id


@lru_cache(maxsize=8)
def repeated_numbers(edition: Edition, file: str) -> frozenset[tuple[Label | None, str]]:
    """Labels and numbers that several passages of *file* share, as in a text counted by chapters."""
    counts = Counter(
        (_LABELS.get(passage.kind), passage.n)
        for passage in edition.parts[file].passages
        if passage.n
    )
    return frozenset(pair for pair, times in counts.items() if times > 1)
