"""Many annotations as one edit: each applied, refused with the reason, or queued for a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from edition.annotate.edit import Edit, proven
from edition.annotate.exchange.finding import found
from edition.annotate.exchange.items import Item
from edition.annotate.marks import OverlapError, tag
from edition.annotate.places import Editable, Place
from edition.errors import EditionError, UsageError
from edition.tei.parse import parse
from edition.tei.splice import Splice, composed

Status = Literal["applied", "refused", "queued"]


class Outcome(NamedTuple):
    """What became of an annotation.

    :ivar reason: why it was refused or queued; what was done, if it was applied.
    :ivar choices: for one that is queued, where it could stand: passage, start and end there.
    """

    item: Item
    status: Status
    reason: str
    choices: tuple[tuple[str, int, int], ...] = ()


class Imported(NamedTuple):
    """The outcome for one text: the edit, or None if nothing was applied."""

    edit: Edit | None
    outcomes: list[Outcome]


def imported(
    text: Editable, items: Iterable[Item], check: Callable[[Item], None] | None = None
) -> Imported:
    """Apply *items* to a text.

    Those that do not touch each other are applied at once; the text is read anew for the others, so that
    each is applied whole or not at all.

    :param check: refuses an item by raising an :class:`~edition.errors.EditionError`.
    """
    outcomes: list[Outcome] = []
    waiting, rounds = list(items), list[Sequence[Splice]]()
    ids: frozenset[str] = frozenset()
    now = text
    while waiting:
        taken, later = _Taken(), []
        for item in waiting:
            outcome = _tried(now, item, taken, check)
            if outcome is None:
                later.append(item)
            else:
                outcomes.append(outcome)
        if taken.splices:
            edit = Edit(text.file, tuple(taken.splices), "", taken.ids)
            data = proven(now.reading, edit)
            rounds.append(taken.splices)
            ids |= taken.ids
            now = Editable(parse(data, text.file), text.reserved)
        waiting = later
    outcomes.sort(key=lambda outcome: outcome.item.number)
    applied = sum(outcome.status == "applied" for outcome in outcomes)
    if not rounds:
        return Imported(None, outcomes)
    splices = composed(len(text.document.data), rounds)
    title = f"Import {applied} annotation{'s' if applied != 1 else ''} into {text.file}"
    return Imported(Edit(text.file, splices, title, ids), outcomes)


class _Taken:
    """What a round has applied: the words, and the bytes."""

    def __init__(self) -> None:
        self.extents: dict[str, list[tuple[int, int]]] = {}
        self.splices: list[Splice] = []
        self.ids: frozenset[str] = frozenset()

    def touches(self, place: Place) -> bool:
        """Whether *place* lies in, around, across or right beside words of the round."""
        return any(
            start <= place.end and place.start <= end
            for start, end in self.extents.get(place.block, ())
        )

    def add(self, place: Place, edit: Edit) -> None:
        self.extents.setdefault(place.block, []).append((place.start, place.end))
        self.splices += edit.splices
        self.ids |= edit.ids


def _tried(
    text: Editable, item: Item, taken: _Taken, check: Callable[[Item], None] | None
) -> Outcome | None:
    """What becomes of *item*; None if it must wait for the next round."""
    try:
        if not item.markup.name:
            raise UsageError("it does not say as what the words are to be tagged")
        if check is not None:
            check(item)
        place = _only(found(text, item), item)
        if isinstance(place, Outcome):
            return place
        if taken.touches(place):
            return None
        try:
            edit = tag(place, item.markup)
        except OverlapError as error:
            choice = (place.block, place.start, place.end)
            return Outcome(item, "queued", error.message, (choice,))
    except EditionError as error:
        return Outcome(item, "refused", error.message)
    taken.add(place, edit)
    return Outcome(item, "applied", edit.title)


def _only(places: Sequence[Place], item: Item) -> Place | Outcome:
    """The one place that *item* certainly means, or what becomes of it without one."""
    if not places:
        return Outcome(item, "refused", f"the words “{item.exact}” are not in the text")
    choices = tuple((place.block, place.start, place.end) for place in places)
    if len(places) > 1:
        reason = f"the words “{item.exact}” stand in {len(places)} places"
        return Outcome(item, "queued", reason, choices)
    words = places[0].words
    if item.exact and words != " ".join(item.exact.split()):
        return Outcome(item, "queued", f"the words “{item.exact}” now read “{words}”", choices)
    return places[0]
