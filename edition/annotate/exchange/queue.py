"""Annotations that wait for a decision, in a file: ``.edition/queue.json``.

A list of objects: the annotation, the text it is for, why it waits, and where it could stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from edition.annotate.exchange.items import Item
from edition.annotate.tags import Markup
from edition.errors import UnreadableError


class Waiting(NamedTuple):
    """An annotation that was queued.

    :ivar text: the file of the text it is for, below the sources.
    :ivar reason: why it was not applied.
    :ivar choices: where it could stand: passage, start and end there; offsets in code points.
    """

    text: str
    item: Item
    reason: str
    choices: tuple[tuple[str, int, int], ...]


def joined(known: Iterable[Waiting], new: Iterable[Waiting]) -> list[Waiting]:
    """The *known* ones and the *new* ones; one that was imported again waits once."""
    return list({json.dumps(_row(waiting)): waiting for waiting in (*known, *new)}.values())


def written(queue: Iterable[Waiting]) -> str:
    """*queue* as the text of its file."""
    return json.dumps([_row(waiting) for waiting in queue], ensure_ascii=False, indent=1) + "\n"


def _row(waiting: Waiting) -> dict[str, Any]:
    return {
        "text": waiting.text,
        **asdict(waiting.item),
        "reason": waiting.reason,
        "choices": [
            {"passage": anchor, "start": start, "end": end}
            for anchor, start, end in waiting.choices
        ],
    }


def read_queue(path: Path) -> list[Waiting]:
    """What waits in the file at *path*; nothing if there is no such file.

    :raises UnreadableError: it cannot be used.
    """
    try:
        return [_waiting(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError(
            f"is no queue of annotations: {error}",
            file=str(path),
            hint="Restore it, or delete it and import again.",
        ) from error


def _waiting(row: dict[str, Any]) -> Waiting:
    markup = Markup(str(row["markup"]["name"]), dict(row["markup"]["attributes"]))
    rest = {name: row[name] for name in Item.__dataclass_fields__ if name != "markup"}
    choices = tuple(
        (str(choice["passage"]), int(choice["start"]), int(choice["end"]))
        for choice in row["choices"]
    )
    return Waiting(str(row["text"]), Item(**rest, markup=markup), str(row["reason"]), choices)
