"""The attributes of one element, looked at one by one when not all are as they should be."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from lxml import etree

from edition.check.likeness import nearest
from edition.check.relaxng.automaton import State
from edition.check.relaxng.faults import Fault, MissingAttribute, StrayAttribute, WrongAttribute

#: Attributes that are missing at once, and combinations that are tried to find them.
_MOST_MISSING: Final = 3
_MOST_TRIED: Final = 400


def settled(element: etree._Element, opened: State) -> tuple[State, list[Fault]]:
    """The state at the end of the start tag of *element*, as if its attributes were right, and what is wrong.

    :param opened: the state at the beginning of the tag.
    """
    state = opened
    faults: list[Fault] = []
    taken: list[str] = []
    for name, value in element.items():
        found = state.attributes(name)
        meant = ""
        if not found and not opened.attributes(name):
            meant = nearest(name, state.attribute_names)
            faults.append(StrayAttribute(element, name, opened, meant))
            if not meant or element.get(meant) is not None:
                continue
            found = state.attributes(meant)
        allows = state.automaton.derive.allows
        right = frozenset(one for one in found if allows(one, value))
        if found and not right and not meant:
            faults.append(WrongAttribute(element, name, value, found))
        behind = state.behind_attribute(right or frozenset(found)) if found else None
        if behind is None:
            others = _rivals(opened, name, taken)
            faults.append(StrayAttribute(element, name, opened, with_others=others))
            continue
        taken.append(meant or name)
        state = behind
    if state.content is not None:
        return state.content, faults
    missing, state = _missing(state)
    if missing:
        faults.append(MissingAttribute(element, missing))
    return state.content or state.finished, faults


def _rivals(opened: State, name: str, taken: Sequence[str]) -> tuple[str, ...]:
    """Those of the attributes *taken* each of which alone leaves no place for *name*, or all of them."""
    found = []
    for other in taken:
        behind = opened.behind_attribute(frozenset(opened.attributes(other)))
        if behind is not None and not behind.attributes(name):
            found.append(other)
    return tuple(found or taken)


def _missing(state: State) -> tuple[list[tuple[str, ...]], State]:
    """The fewest attributes without which the tag cannot end in *state*, and the state with them."""
    queue: deque[tuple[tuple[str, ...], State]] = deque([((), state)])
    tried = 0
    while queue and tried < _MOST_TRIED:
        path, at = queue.popleft()
        for name in at.attribute_names:
            tried += 1
            behind = at.behind_attribute(frozenset(at.attributes(name)))
            if behind is None:
                continue
            if behind.content is not None:
                return [(one,) for one in path] + [_alternatives(at, name)], behind
            if len(path) + 1 < _MOST_MISSING:
                queue.append(((*path, name), behind))
    return [], state


def _alternatives(state: State, name: str) -> tuple[str, ...]:
    """*name*, and the other names of attributes any one of which would do in *state*."""
    found = [name]
    for other in state.attribute_names:
        behind = state.behind_attribute(frozenset(state.attributes(other)))
        if other != name and behind is not None and behind.content is not None:
            found.append(other)
    return tuple(found)
