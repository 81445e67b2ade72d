"""Which element is missing around what stands loose."""

from __future__ import annotations

from collections.abc import Sequence

from edition.check.relaxng.automaton import State


def around(state: State, loose: Sequence[str]) -> list[str]:
    """The names of elements that may stand in *state* and hold all that is *loose*, in the order of the schema.

    :param loose: the names of elements, "" being a text.
    """
    found = []
    for name in state.names:
        step = state.steps[name] if name in state.steps else state.step(name)
        if step is not None and _holds(step.inside.content, loose):
            found.append(name)
    return found


def _holds(state: State | None, loose: Sequence[str]) -> bool:
    for tag in loose:
        if state is None:
            return False
        if not tag:
            state = None if state.has_data else state.behind_text
            continue
        step = state.steps[tag] if tag in state.steps else state.step(tag)
        state = None if step is None else step.behind
    return state is not None and state.is_complete
