"""A text as plain text: its blocks in order, a blank line between them, lines of verse on lines.

The words are those of the edited reading. Notes that stand in the text come behind it. Where each block
begins is known, so that what is said of its words can be said of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from edition.model import Edition, Passage

#: Units of which each is on a line of its own within its block.
_ON_LINES: Final = frozenset({"block", "line", "paragraph", "stanza"})
_GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file of an edition as plain text.

    :ivar text: all of it, with a line end at its end; "" if the file has no words.
    :ivar starts: where each block begins, in code points, by its key.
    """

    file: str
    text: str
    starts: Mapping[str, int]


def plain_text(edition: Edition, file: str) -> PlainText:
    """The words of *file*."""
    pieces: list[str] = []
    starts: dict[str, int] = {}
    length = 0
    for passage, text in _blocks_on_lines(edition, file):
        starts[passage.key] = length
        pieces.append(text)
        length += len(text) + len(_GAP)
    text = _GAP.join(pieces)
    return PlainText(file, f"{text}\n" if text else "", starts)


def blocks_of(edition: Edition, file: str) -> Iterator[Passage]:
    """The blocks of *file* that have words: first those of the text, then the notes."""
    passages = edition.parts[file].passages
    blocks = [
        passage for passage in passages if passage.text and _is_block(passage, edition.passages)
    ]
    yield from (block for block in blocks if block.kind != "note")
    yield from (block for block in blocks if block.kind == "note")


def _is_block(passage: Passage, known: Mapping[str, Passage]) -> bool:
    """Whether offsets are counted in the text of *passage*: it is no division, and within none but such."""
    if passage.kind in {"division", "page"}:
        return False
    around = known.get(passage.parent)
    return passage.kind == "note" or around is None or around.kind == "division"


def _blocks_on_lines(edition: Edition, file: str) -> Iterator[tuple[Passage, str]]:
    """Each block with its text, in which what stands on lines is on lines, no character more."""
    part = edition.parts[file]
    breaks: dict[str, list[int]] = {}
    for passage in part.passages:
        span = part.words.get(passage.key)
        if span is not None and passage.kind in _ON_LINES and span.start:
            breaks.setdefault(span.block, []).append(span.start - 1)
    for block in blocks_of(edition, file):
        text = list(block.text)
        for place in breaks.get(block.key, ()):
            if text[place] == " ":
                text[place] = "\n"
        yield block, "".join(text)
