"""Where the words of an annotation stand: exactly, or as they read since they were edited."""

from __future__ import annotations

from edition.annotate.exchange.items import Item, blocks_of
from edition.annotate.places import Editable, Place, at, occurrences, passage
from edition.cite.folding import fold
from edition.cite.matching import accepted, close_hits
from edition.cite.quotations import Quotation
from edition.errors import EditionError, UsageError


def found(text: Editable, item: Item) -> list[Place]:
    """The places that *item* can mean; one if it is certain.

    Offsets count if the words stand there; else the quotation, with what stands before and behind it.

    :raises UsageError: its passage is not there, or what finds edited words is not installed.
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


def edited(text: Editable, item: Item) -> list[Place]:
    """The places of words that were edited since they were quoted, within one block each.

    What is found so is near, and not certain: somebody is to look at it.
    """
    wholes = []
    for anchor in [item.anchor] if item.anchor else blocks_of(text):
        try:
            whole = passage(text, anchor)
            wholes.append((whole, whole.words))
        except EditionError:
            continue
    quotation = Quotation(item.exact, item.prefix, item.suffix)
    words = "\n".join(said for _, said in wholes)
    places, at_ = [], 0
    spans = [
        (hit.start, hit.end)
        for hit in close_hits(fold(words), quotation)
        if accepted(hit, quotation)
    ]
    for whole, said in wholes:
        for start, end in spans:
            if at_ <= start and end <= at_ + len(said):
                first = whole.start + start - at_
                places.append(
                    Place(text, whole.anchor, whole.block, whole.within, first, first + end - start)
                )
        at_ += len(said) + 1
    return places


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
