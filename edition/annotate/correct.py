"""Departing from the copy: corrections, additions, and words that are too many (P5, section 3.5)."""

from __future__ import annotations

from typing import Final

from edition.annotate.edges import first, last
from edition.annotate.edit import Edit
from edition.annotate.places import Place
from edition.annotate.tags import Markup, encoded, prefix_at
from edition.errors import UsageError
from edition.tei.pointers import key
from edition.tei.splice import Splice, escaped

_HINT: Final = "Correct the words of each element by themselves."


def correct(place: Place, to: str, markup: Markup) -> Edit:
    """The edit that corrects the words of *place*: ``choice`` with ``sic`` and ``corr``.

    :param to: what is to be read.
    :param markup: the ``corr``, with its attributes.
    :raises UsageError: there is nothing to correct.
    :raises EditionError: there is mark-up within the words, or they stand in an entity.
    """
    reading = " ".join(to.split())
    if not reading or reading == place.words:
        hint = "Give the words that are to be read, or mark the words as too many."
        raise UsageError(f"“{place.words}” would not be corrected", hint=hint)
    prefix = _prefix(place)
    written = markup.start(prefix) + escaped(reading) + markup.end(prefix)
    splices = _around(
        place, f"<{prefix}choice><{prefix}sic>", f"</{prefix}sic>{written}</{prefix}choice>"
    )
    title = f"Correct “{place.words}” in {place.anchor} to “{reading}”"
    readings = _readings(place, place.start, place.end, reading)
    return Edit(place.text.file, splices, title, readings=readings)


def surplus(place: Place, markup: Markup) -> Edit:
    """The edit that marks the words of *place* as too many: ``surplus``.

    :raises EditionError: as :func:`correct`.
    """
    prefix = _prefix(place)
    splices = _around(place, markup.start(prefix), markup.end(prefix))
    return Edit(place.text.file, splices, f"Mark “{place.words}” in {place.anchor} as surplus")


def supply(place: Place, words: str, markup: Markup) -> Edit:
    """The edit that supplies *words* behind those of *place*: ``supplied``.

    :raises UsageError: there are none.
    :raises EditionError: the place stands in an entity.
    """
    added = " ".join(words.split())
    if not added:
        raise UsageError("nothing would be supplied", hint="Give the words that are wanting.")
    edge = last(place)
    assert edge.character is not None, "words end with a character"
    node, index = edge.character
    at = place.text.source.after(node, index)
    prefix = prefix_at(place.text, edge.parent)
    # Where no space follows, the one before the new words is no character of the copy either.
    apart = node.text[index + 1 : index + 2].isspace() and not at.cdata
    before, inside = (" ", "") if apart else ("", " ")
    written = before + markup.start(prefix) + inside + escaped(added).lstrip() + markup.end(prefix)
    written = f"]]>{written}<![CDATA[" if at.cdata else written
    splice = Splice(at.byte, at.byte, encoded(place.text, edge.parent, written))
    title = f"Supply “{added}” behind “{place.words}” in {place.anchor}"
    readings = _readings(place, place.end, place.end, f" {added}")
    return Edit(place.text.file, (splice,), title, readings=readings)


def _prefix(place: Place) -> str:
    """What names begin with at the words of *place*, which must be characters of one text.

    :raises EditionError: there is mark-up within them.
    """
    start, end = first(place), last(place)
    assert start.character is not None, "words begin with a character"
    assert end.character is not None, "words end with a character"
    if start.character.node != end.character.node:
        message = f"there is mark-up within “{place.words}”"
        raise place.fault(message, _HINT)
    return prefix_at(place.text, start.parent)


def _around(place: Place, before: str, behind: str) -> tuple[Splice, ...]:
    source, trace = place.text.source, place.trace
    splices = []
    for boundary, written in (
        (source.before(*trace.character(place.start)), before),
        (source.after(*trace.character(place.end - 1)), behind),
    ):
        written = f"]]>{written}<![CDATA[" if boundary.cdata else written  # noqa: PLW2901
        data = encoded(place.text, first(place).parent, written)
        splices.append(Splice(boundary.byte, boundary.byte, data))
    return tuple(splices)


def _readings(place: Place, start: int, end: int, new: str) -> dict[str, str]:
    """How the block and the passages in it read when *new* stands for what is from *start* to *end*."""
    part, text = place.text.reading.part, place.trace.text
    block = key(place.text.file, place.block)
    readings = {place.block: text[:start] + new + text[end:]}
    for passage in part.passages:
        span = part.words.get(passage.key)
        if span is None or span.block != block or not span.start <= start <= end <= span.end:
            continue
        if start == end == span.start:  # what is supplied behind a sentence is not of the next
            continue
        readings[passage.id] = text[span.start : start] + new + text[end : span.end]
    return readings
