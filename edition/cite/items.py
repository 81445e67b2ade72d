"""A work of an edition as an item of CSL (CSL-JSON 1.0.2).

There is one item for each text, never one for each paragraph: what is cited of a text is told by the
locator of the citation (:mod:`edition.cite.locators`) and by the address. A text in an edition is a
``chapter`` of it, which all styles tested print with author, editor, edition, publisher and original
date; a text that names no edition around it is a ``book``. All facts are those of the ``teiHeader``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from edition.model import Edition, Work
from edition.model.works import Agent
from edition.tei.dates import parse_point
from edition.tei.files import stem
from edition.tei.pointers import split_key

#: An item of CSL-JSON.
Item = dict[str, Any]

_YEAR: Final = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")


def work_item(edition: Edition, file: str) -> Item:
    """The item of the text or register in *file*."""
    work = edition.works[file]
    around = container(edition, work)
    item: Item = {
        "id": stem(file),
        "type": "chapter" if around else "book",
        "title": work.title,
        "container-title": around,
        "author": _names(work.by),
        "editor": _names(work.edited_by),
        "edition": work.statement or work.version,
        "issued": date(work.date),
        "original-date": date(work.original.date),
        "original-publisher": work.original.publisher,
        "original-publisher-place": work.original.place,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "language": work.language,
    }
    return {name: value for name, value in item.items() if value}


def entry_item(edition: Edition, key: str) -> Item:
    """The item of a claim, a source or an entry of a register, which has a title of its own.

    Whoever edits wrote it, so they are its authors; the author of an edited text is none of it.
    """
    file, anchor = split_key(key)
    item = work_item(edition, file)
    around = item.get("container-title") or edition.works[file].title
    item |= {
        "id": f"{stem(file)}-{anchor}",
        "type": "chapter",
        "title": edition.label(key),
        "container-title": around,
    }
    writers = item.pop("editor", None)
    for name in ("author", "original-date", "original-publisher", "original-publisher-place"):
        item.pop(name, None)
    return item | ({"author": writers} if writers else {})


def container(edition: Edition, work: Work) -> str:
    """The title of the edition that *work* stands in: its own header's, or that on which all others agree."""
    if work.container:
        return work.container
    return _only_container(edition)


@lru_cache(maxsize=2)
def _only_container(edition: Edition) -> str:
    named = {work.container for work in edition.works.values() if work.container}
    return named.pop() if len(named) == 1 else ""


def date(written: str) -> Item:
    """A date of CSL-JSON: to the day, the month or the year; in words if it has no year; {} for none.

    >>> date("2015-09-27")
    {'date-parts': [[2015, 9, 27]]}
    >>> date("April 2012")
    {'date-parts': [[2012]]}
    """
    point = parse_point(written)
    if point is not None:
        # CSL counts years as history does: there is no year 0.
        year = point.year if point.year > 0 else point.year - 1
        parts = [part for part in (year, point.month, point.day) if part is not None]
        return {"date-parts": [parts]}
    year_only = _YEAR.search(written)
    if year_only:
        return {"date-parts": [[int(year_only[0])]]}
    return {"literal": written} if written else {}


def iso(date: Item) -> str:
    """A date of CSL as ISO 8601 writes it, to the day, the month or the year; "" for none."""
    parts = date.get("date-parts", [[]])[0]
    if not parts:
        return ""
    year = f"{parts[0]:04}" if parts[0] > 0 else f"-{-parts[0] - 1:04}"
    return "-".join([year, *(f"{part:02}" for part in parts[1:])])


def _names(agents: Iterable[Agent]) -> list[dict[str, str]]:
    return [_name(agent) for agent in agents]


def _name(agent: Agent) -> dict[str, str]:
    if agent.literal:
        return {"literal": agent.literal}
    parts = {
        "family": agent.family,
        "given": agent.given,
        "non-dropping-particle": agent.particle,
        "suffix": agent.suffix,
    }
    return {part: words for part, words in parts.items() if words}
