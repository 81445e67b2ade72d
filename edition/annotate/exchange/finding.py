"""Where the words of an annotation stand: exactly, or not yet."""

from __future__ import annotations

from edition.annotate.exchange.items import Item, blocks_of
from edition.annotate.places import Editable, Place, at, occurrences, passage
from edition.errors import EditionError, UsageError


def found(text: Editable, item: Item) -> list[Place]:
    """The places that *item* can mean; one if it is certain.

    Offsets count if the words stand there; else the quotation, with what stands before and behind it.

    :raises UsageError: its passage is not there.
    """
    exact = " ".join(item.exact.split())
    if item.anchor and item.start >= 0:
        try:
            place = at(text, item.anchor, item.start, item.end)
        except UsageError:
            place = None
        if place is not None and (not exact or place.words == exact):
            return [place]
    if not exact:
        return [passage(text, item.anchor)] if item.anchor else []
    places = list(_quoted(text, item, exact))
    if item.occurrence:
        return places[item.occurrence - 1 : item.occurrence]
    if len(places) > 1 and (item.prefix or item.suffix):
        wholly = [place for place in places if _agrees(place, item, whole=True)]
        places = wholly or [place for place in places if _agrees(place, item, whole=False)]
    return places or edited(text, item)


def edited(text: Editable, item: Item) -> list[Place]:  # noqa: ARG001 – what it will be given
    """The places of words that were edited since they were quoted: none are sought yet.

    This is where :mod:`edition.cite` is to be asked once it finds quotations that are not exact.
    """
    return []


def _quoted(text: Editable, item: Item, exact: str) -> list[Place]:
    places = []
    for anchor in [item.anchor] if item.anchor else list(blocks_of(text)):
        whole = passage(text, anchor)
        try:
            words = whole.words
        except EditionError:
            continue
        for start in occurrences(words, exact):
            first = whole.start + start
            places.append(Place(text, anchor, whole.block, whole.within, first, first + len(exact)))
    return places


def _agrees(place: Place, item: Item, *, whole: bool) -> bool:
    """Whether what is before and behind *place* is what *item* says, white space aside.

    :param whole: False where what it says may go on before and behind the block.
    """
    text = place.trace.text
    before, behind = "".join(text[: place.start].split()), "".join(text[place.end :].split())
    prefix, suffix = "".join(item.prefix.split()), "".join(item.suffix.split())
    if whole:
        return before.endswith(prefix) and behind.startswith(suffix)
    return prefix.endswith(before[-len(prefix) :] if prefix else "") and suffix.startswith(
        behind[: len(suffix)]
    )
