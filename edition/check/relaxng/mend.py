"""The likeliest mistake: how few changes make the children of an element what its schema asks for.

At a child that cannot stand where it does, either it is too much, or something before it is missing, or
it stands for another. The way that goes on best through the next children is taken, so that one mistake
is one finding.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from edition.check.likeness import nearest
from edition.check.relaxng.automaton import State, Step
from edition.check.relaxng.names import local_of

#: Children that are looked at to decide which way goes on best.
WINDOW: Final = 6
_MOST_TRIED: Final = 1500

# What mistakes cost. One that is told by its looks is the likeliest; something is rather missing where
# something must stand than where it may.
_SLIP: Final = 5
_STRAY: Final = 10
_MISSING: Final = 10
_MISSING_OPTION: Final = 12
_INSTEAD: Final = 11


class Mend(NamedTuple):
    """What to take for a child that cannot stand where it does, or for the end.

    :ivar missing: for each element that is missing before it, the names that it may have.
    :ivar state: behind those that are missing.
    :ivar step: what the child then means, or None if it is too much.
    :ivar instead: the names that it stands for, if it stands for others.
    :ivar meant: the one name that it is a slip for.
    """

    missing: tuple[tuple[str, ...], ...]
    state: State
    step: Step | None
    instead: tuple[str, ...] = ()
    meant: str = ""


def mend(state: State, tags: Sequence[str], *, to_the_end: bool) -> Mend:
    """The likeliest mistake at the first of *tags*, or at the end if there are none.

    :param state: in which the first of *tags* cannot stand.
    :param tags: the names of the next children.
    :param to_the_end: whether they are all that are left.
    """
    counter = iter(range(1 << 30))
    # Cost, order, index of the next child, state, and what is to be done at the first child.
    heap: list[tuple[int, int, int, State, Mend]] = [
        (0, next(counter), 0, state, Mend((), state, None))
    ]
    seen: set[tuple[int, State]] = set()
    while heap and len(seen) < _MOST_TRIED:
        cost, _, index, at, plan = heapq.heappop(heap)
        if (index, at) in seen:
            continue
        seen.add((index, at))
        if index == len(tags) and (not to_the_end or at.is_complete):
            return plan
        for more, moved, then, its_plan in _ways(index, at, plan, tags):
            heapq.heappush(heap, (cost + more, next(counter), moved, then, its_plan))
    return Mend((), state, None)


def _ways(
    index: int, at: State, plan: Mend, tags: Sequence[str]
) -> Iterator[tuple[int, int, State, Mend]]:
    """The ways on: what each costs, and the child, the state and the plan that it leads to."""
    tag = tags[index] if index < len(tags) else None
    if tag is not None:
        step = _step(at, tag)
        if step is not None:
            here = plan._replace(state=at, step=step) if index == 0 else plan
            yield 0, index + 1, step.behind, here
            return
        meant = slip(at, tag)
        if meant:
            step = _step(at, meant)
            assert step is not None
            here = plan._replace(state=at, step=step, meant=meant) if index == 0 else plan
            yield _SLIP, index + 1, step.behind, here
        yield _STRAY, index + 1, at, plan._replace(state=at) if index == 0 else plan
    price = _MISSING_OPTION if at.is_complete else _MISSING
    for then, names in at.moves.items():
        if then is at:
            continue
        here = plan
        if index == 0:
            here = plan._replace(missing=(*plan.missing, tuple(names)), state=then)
        yield price, index, then, here
        if tag is not None and not at.is_complete:
            if index == 0:
                here = plan._replace(state=at, step=_step(at, names[0]), instead=tuple(names))
            yield _INSTEAD, index + 1, then, here


def slip(state: State, tag: str) -> str:
    """The name of which *tag*, which the schema does not know, is a slip, among those that can stand here."""
    if tag in state.automaton.by_name:
        return ""
    by_local = {local_of(name): name for name in state.names}
    return by_local.get(nearest(local_of(tag), by_local), "")


def _step(state: State, tag: str) -> Step | None:
    return state.steps[tag] if tag in state.steps else state.step(tag)
