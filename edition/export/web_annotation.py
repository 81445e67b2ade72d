"""All annotations of an edition as one collection of the Web Annotation Data Model (W3C, 2017).

Each target is the page (or the file of plain text) that has the words, with selectors that each find them:
the anchor of the block and the quotation in it; the quotation with what is around it; the position. Where there is
no address, references are relative to the file of the collection, which JSON-LD allows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from edition.export.annotated import Annotated, Body, Target, annotated
from edition.export.streams import AROUND, Stream
from edition.model import Edition, Work
from edition.tei.dates import parse_point
from edition.tei.pointers import split_key

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE: Final = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
_TEI: Final = {"tei": "http://www.tei-c.org/ns/1.0/"}
_HTML_ANCHOR: Final = "http://tools.ietf.org/rfc/rfc3236"
_PLAIN_ANCHOR: Final = "http://tools.ietf.org/rfc/rfc5147"

Json = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Where things are.

    :ivar collection: the address of the collection.
    :ivar streams: the text that each block stands in, by the key of the block.
    :ivar address: the address of anything that has a key, or "".
    """

    collection: str
    streams: Mapping[str, Stream]
    address: Callable[[str], str]


def collection(edition: Edition, title: str, around: Surroundings) -> str:
    """The JSON of the collection, one annotation on a line.

    :param title: that of the edition.
    """
    items = [
        item
        for one in annotated(edition)
        if (item := _annotation(edition, one, around)) is not None
    ]
    head = {
        "@context": CONTEXT,
        "id": around.collection,
        "type": "AnnotationCollection",
        "label": title,
        "total": len(items),
    }
    page = {"id": f"{around.collection}#items", "type": "AnnotationPage", "startIndex": 0}
    lines = ",\n".join(map(_dump, items))
    return f'{_dump(head)[:-1]},"first":{_dump(page)[:-1]},"items":[\n{lines}\n]}}}}\n'


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _annotation(edition: Edition, one: Annotated, around: Surroundings) -> Json | None:
    """One annotation, or None if nothing that it is about has an address."""
    work = edition.works.get(one.file)
    targets = [found for target in one.targets if (found := _target(edition, target, around))]
    bodies = [found for body in one.bodies if (found := _body(body, work, around))]
    if not targets or not bodies:
        return None
    return {
        "@context": [CONTEXT, _TEI] if one.cert else CONTEXT,
        "id": f"{around.collection}#{quote(one.name)}",
        "type": "Annotation",
        "motivation": one.motivation,
        **_of_the_work(work),
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
        **({"tei:cert": one.cert} if one.cert else {}),
    }


def _of_the_work(work: Work | None) -> Json:
    """Who says so, when, under which licence."""
    if work is None:
        return {}
    creators = [{"name": name} for name in work.editors]
    rights = [address for _, address in work.licences if address]
    found: Json = {}
    if creators:
        found["creator"] = creators[0] if len(creators) == 1 else creators
    if moment := moment_of(work.date):
        found["created"] = moment
    if rights:
        found["rights"] = rights
    return found


def moment_of(date: str) -> str:
    """The beginning of a day as ``xsd:dateTime`` in UTC; "" if *date* is no day."""
    point = parse_point(date)
    if point is None or not point.month or not point.day or not 1 <= point.year <= 9999:  # noqa: PLR2004 – years of four digits
        return ""
    return f"{point.year:04}-{point.month:02}-{point.day:02}T00:00:00Z"


def _body(body: Body, work: Work | None, around: Surroundings) -> Json | None:
    if body.key:
        address = around.address(body.key)
        return (
            {"type": "SpecificResource", "purpose": body.purpose, "source": address}
            if address
            else None
        )
    if not body.text:
        return None
    language = {"language": work.language} if work and work.language else {}
    return {
        "type": "TextualBody",
        "purpose": body.purpose,
        "value": body.text,
        "format": "text/plain",
        **language,
    }


def _target(edition: Edition, target: Target, around: Surroundings) -> Json | None:
    """A specific resource: words if there are any, or else the place."""
    span = target.span
    stream = around.streams.get(span.block) if span is not None else None
    if span is None or stream is None:
        page, mark, anchor = around.address(target.key).partition("#")
        if not page:
            return None
        selectors = [_fragment(anchor, _HTML_ANCHOR)] if mark else []
        return _specific(page, edition, target.key, selectors)
    place = stream.find(span)
    anchor = split_key(span.block)[1]
    if place is None:
        selectors = [_fragment(anchor, _HTML_ANCHOR)] if stream.is_page else []
        return _specific(stream.address, edition, span.block, selectors)
    start, end = place
    quoted = {
        "type": "TextQuoteSelector",
        "exact": stream.text[start:end],
        "prefix": stream.text[max(0, start - AROUND) : start],
        "suffix": stream.text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if stream.is_page:
        first = _fragment(anchor, _HTML_ANCHOR) | {"refinedBy": quoted}
    else:
        first = _fragment(f"char={start},{end}", _PLAIN_ANCHOR)
    selectors = [first, quoted, position] if quoted["exact"] else [first, position]
    return _specific(stream.address, edition, span.block, selectors)


def _specific(source: str, edition: Edition, key: str, selectors: list[Json]) -> Json:
    """A specific resource, in the state of its version."""
    work = edition.works.get(split_key(key)[0])
    moment = moment_of(work.date) if work else ""
    return {
        "type": "SpecificResource",
        "source": source,
        **({"state": {"type": "TimeState", "sourceDate": moment}} if moment else {}),
        **({"selector": selectors} if selectors else {}),
    }


def _fragment(value: str, standard: str) -> Json:
    return {"type": "FragmentSelector", "conformsTo": standard, "value": value}


def items_of(text: str) -> Iterator[Json]:
    """The annotations of a collection as :func:`collection` writes it."""
    yield from json.loads(text)["first"]["items"]
