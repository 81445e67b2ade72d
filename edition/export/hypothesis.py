"""Annotations in the form that the API of Hypothesis takes and gives.

It knows pages by their public address, words by a quotation and by a position in UTF-16 code units of the
``textContent`` of ``body``, and what is said by one text and tags. User and group are those of
whoever sends them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from edition.export.annotated import Annotated, Target, annotated
from edition.export.streams import AROUND
from edition.export.web_annotation import Surroundings
from edition.model import Edition
from edition.tei.pointers import split_key


def rows(edition: Edition, around: Surroundings) -> str:
    """The JSON of all annotations, as a search of the API would give it.

    :param around: with public addresses of pages.
    """
    found = [row for one in annotated(edition) for row in _rows(edition, one, around)]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in found)
    return f'{{"total": {len(found)}, "rows": [\n{lines}\n]}}\n'


def _rows(edition: Edition, one: Annotated, around: Surroundings) -> Iterator[dict[str, Any]]:
    """One row for each target: Hypothesis has one only."""
    said = [body.text for body in one.bodies if body.text and body.purpose not in _TAGS]
    linked = [address for body in one.bodies if body.key and (address := around.address(body.key))]
    tags = [one.kind, *(body.text for body in one.bodies if body.text and body.purpose in _TAGS)]
    if one.cert:
        tags.append(f"certainty: {one.cert}")
    for target in one.targets:
        place = _place(target, around)
        if place is None:
            continue
        uri, selectors = place
        work = edition.works.get(split_key(target.key)[0])
        yield {
            "uri": uri,
            "document": {"title": [work.title]} if work else {},
            "text": "\n\n".join([*said, *(f"<{address}>" for address in linked)]),
            "tags": tags,
            "references": [],
            "target": [{"source": uri, "selector": selectors}],
        }


#: Purposes of which the words are tags.
_TAGS = frozenset({"classifying", "tagging"})


def _place(target: Target, around: Surroundings) -> tuple[str, list[dict[str, Any]]] | None:
    """The page and the selectors of a target; None for what is not words of a page."""
    span = target.span
    stream = around.streams.get(span.block) if span else None
    if span is None or stream is None:
        return None
    found = stream.find(span)
    if found is None or not span.words:
        return None
    start, end = found
    quoted = {
        "type": "TextQuoteSelector",
        "exact": stream.text[start:end],
        "prefix": stream.text[max(0, start - AROUND) : start],
        "suffix": stream.text[end : end + AROUND],
    }
    if not stream.is_page:
        return around.address(span.block).partition("#")[0], [quoted]
    position = {
        "type": "TextPositionSelector",
        "start": stream.in_utf16(start),
        "end": stream.in_utf16(end),
    }
    return stream.address, [position, quoted]
