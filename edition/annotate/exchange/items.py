"""One annotation, in whichever form it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.annotate.marks import PHRASES
from edition.annotate.places import Editable
from edition.annotate.tags import Markup
from edition.errors import EditionError
from edition.tei.names import XML_NS, local_name
from edition.tei.pointers import split_key


@dataclass(frozen=True, slots=True)
class Item:
    """An annotation that is to be applied, or was exported.

    :ivar number: its place among those of its file, from 1.
    :ivar file: the text, as the annotation calls it, or "".
    :ivar anchor: the passage, or "" if it may stand anywhere in the text.
    :ivar exact: the words.
    :ivar prefix: what stands before them, or "".
    :ivar suffix: what stands behind them, or "".
    :ivar occurrence: which of several in the passage, from 1, or 0.
    :ivar start: their offset in the passage, in code points, or -1.
    :ivar end: the offset behind them, or -1.
    :ivar markup: the element to be written; its name is "" if the annotation does not say.
    """

    number: int
    file: str
    anchor: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    occurrence: int = 0
    start: int = -1
    end: int = -1
    markup: Markup = field(default_factory=lambda: Markup(""))


def items_of(text: Editable) -> Iterator[Item]:
    """The tags around words of a text, each with its passage, in the order of the text."""
    number = 0
    for block in blocks_of(text):
        try:
            trace = text.trace(block)
        except EditionError:
            continue
        units = _units(text, block)
        for element, (start, end) in trace.extents.items():
            name = local_name(element)
            if name not in PHRASES or start == end or not element.attrib:
                continue
            number += 1
            anchor, first, last = next(
                (unit for unit in units if unit[1] <= start and end <= unit[2]),
                (block, 0, len(trace.text)),
            )
            whole = trace.text[first:last]
            attributes = {_written(str(key)): str(value) for key, value in element.attrib.items()}
            yield Item(
                number,
                text.file,
                anchor,
                trace.text[start:end],
                whole[max(0, start - first - 32) : start - first],
                whole[end - first : end - first + 32],
                0,
                start - first,
                end - first,
                Markup(name, attributes),
            )


def blocks_of(text: Editable) -> Iterator[str]:
    """The blocks of text, in their order."""
    words = text.reading.part.words
    for passage in text.reading.part.passages:
        if passage.text and passage.key not in words:
            yield passage.id


def _units(text: Editable, block: str) -> list[tuple[str, int, int]]:
    """The sentences and lines of a block with their extents, the smallest first."""
    key, words = f"{text.file}#{block}", text.reading.part.words
    found = [
        (passage.id, span.start, span.end)
        for passage in text.reading.part.passages
        if (span := words.get(passage.key)) and split_key(span.block)[1] == split_key(key)[1]
    ]
    return sorted(found, key=lambda unit: unit[2] - unit[1])


def _written(name: str) -> str:
    """An attribute's name as it is written in a file."""
    return f"xml:{name.rpartition('}')[2]}" if name.startswith(f"{{{XML_NS}}}") else name
