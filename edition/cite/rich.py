"""Words with the few marks that a citation has: italics, links and their like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple, TypeGuard

#: The marks there are, in the order in which they go around words.
MARKS: Final = ("strong", "emph", "smallcaps", "sup", "sub")


class Run(NamedTuple):
    """Some words that look the same.

    :ivar marks: those of :data:`MARKS` that they have, in that order.
    :ivar href: where they lead, or "".
    """

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


#: What is written in one piece.
Rich = tuple[Run, ...]


def plain(rich: Rich) -> str:
    """The words alone."""
    return "".join(run.text for run in rich)


def joined(runs: Iterable[Run]) -> Rich:
    """The *runs*, with neighbours of the same look in one."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1][1:] == run[1:]:
            found[-1] = found[-1]._replace(text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def changed(rich: Rich, change: Callable[[str], str]) -> Rich:
    """*rich* with its words and addresses changed."""
    return joined(Run(change(text), marks, change(href)) for text, marks, href in rich)


def stored(rich: Rich) -> list[list[object]]:
    """*rich* as JSON has it."""
    return [[run.text, list(run.marks), run.href] for run in rich]


def restored(value: object) -> Rich | None:
    """What :func:`stored` has made, or None if *value* is anything else."""
    if not isinstance(value, list) or not all(_is_run(item) for item in value):
        return None
    return tuple(Run(text, tuple(marks), href) for text, marks, href in value)


def _is_run(item: object) -> TypeGuard[list[object]]:
    return (
        isinstance(item, list)
        and len(item) == len(Run._fields)
        and isinstance(item[0], str)
        and isinstance(item[1], list)
        and set(item[1]) <= set(MARKS)
        and isinstance(item[2], str)
    )
