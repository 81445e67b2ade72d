"""Web Annotations (W3C, 2017), as they are and as Hypothesis and Recogito write them.

The element is a body of purpose ``tagging``, the entity one of purpose ``identifying``, other attributes are
bodies of purpose ``describing`` with ``name=value``. The passage is a ``FragmentSelector``, refined by the
words and their offsets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from edition.annotate.exchange.items import Item
from edition.annotate.marks import PHRASES
from edition.annotate.places import Editable
from edition.annotate.tags import Markup
from edition.cite.offsets import from_utf16, to_utf16
from edition.errors import UnreadableError

_ATTRIBUTE: Final = re.compile(r"[A-Za-z][A-Za-z:.-]*")
_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"


def read_w3c(data: bytes, name: str) -> list[Item]:
    """Web Annotations: one, a list, a page or a collection.

    :raises UnreadableError: *data* is no JSON.
    """
    return [_item(n, node) for n, node in enumerate(_annotations(_json(data, name)), 1)]


def written_w3c(items: Iterable[Item]) -> str:
    """*items* as an ``AnnotationPage``."""
    page = {
        "@context": _CONTEXT,
        "type": "AnnotationPage",
        "items": [_annotation(item) for item in items],
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def read_hypothesis(data: bytes, name: str, texts: dict[str, Editable]) -> list[Item]:
    """Annotations as the API of Hypothesis gives them (``rows`` of a search, or one).

    A tag that is the name of an element says as what the words are tagged; one with ``#`` which entity is
    meant. Offsets count UTF-16 code units; they are of use if the address ends in a passage.

    :param texts: the texts by path, for the passages of which offsets count.
    :raises UnreadableError: *data* is no JSON.
    """
    made = _json(data, name)
    rows = made.get("rows", [made]) if isinstance(made, dict) else made
    items = []
    for number, row in enumerate((row for row in rows if isinstance(row, dict)), 1):
        target = next((t for t in _listed(row.get("target")) if isinstance(t, dict)), {})
        told = {"source": target.get("source") or row.get("uri", ""), **target}
        item = _targeted(number, told, _tags(row.get("tags")))
        text = next((t for f, t in texts.items() if _names(item.file, f)), None)
        words = text.texts.get(item.anchor, "") if text else ""
        start, end = (from_utf16(words, o) if o > 0 else o for o in (item.start, item.end))
        items.append(
            Item(
                number,
                item.file,
                item.anchor,
                item.exact,
                item.prefix,
                item.suffix,
                0,
                start,
                end,
                item.markup,
            )
        )
    return items


def written_hypothesis(items: Iterable[Item], texts: dict[str, Editable]) -> str:
    """*items* as the API of Hypothesis would give them."""
    rows = []
    for item in items:
        words = texts[item.file].texts.get(item.anchor, "")
        start, end = (to_utf16(words, offset) for offset in (item.start, item.end))
        uri = f"{item.file}#{item.anchor}"
        ref = item.markup.get("ref")
        selectors = [_quote(item), {"type": "TextPositionSelector", "start": start, "end": end}]
        others = [
            f"{k}={v}" for k, v in item.markup.attributes.items() if k not in {"ref", "xml:id"}
        ]
        rows.append(
            {
                "uri": uri,
                "text": "",
                "tags": [item.markup.name, *([ref] if ref else []), *others],
                "target": [{"source": uri, "selector": selectors}],
            }
        )
    return json.dumps({"total": len(rows), "rows": rows}, ensure_ascii=False, indent=1) + "\n"


def _json(data: bytes, name: str) -> Any:  # noqa: ANN401 – whatever it holds
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no JSON: {error}", file=name) from None


def _annotations(made: object) -> Iterator[dict[str, Any]]:
    if isinstance(made, list):
        for inner in made:
            yield from _annotations(inner)
    elif isinstance(made, dict):
        if "target" in made:
            yield made
        for holder in ("items", "first", "@graph", "rows"):
            if holder in made:
                yield from _annotations(made[holder])


def _item(number: int, annotation: dict[str, Any]) -> Item:
    name, attributes = "", dict[str, str]()
    for body in _listed(annotation.get("body")):
        if isinstance(body, str):
            attributes["ref"] = body
            continue
        if not isinstance(body, dict):
            continue
        purpose, value = str(body.get("purpose", "")), str(body.get("value", ""))
        address = body.get("source") or body.get("id")
        if value in PHRASES:
            name = value
        elif purpose == "describing" and "=" in value:
            key, _, said = value.partition("=")
            attributes[key] = said
        elif isinstance(address, (str, dict)) and purpose in {
            "identifying",
            "linking",
            "",
            "classifying",
        }:
            attributes["ref"] = str(address.get("id", "")) if isinstance(address, dict) else address
    target = next(iter(_listed(annotation.get("target"))), "")
    told = target if isinstance(target, dict) else {"source": str(target)}
    return _targeted(number, told, Markup(name, attributes))


def _tags(tags: object) -> Markup:
    name, attributes = "", dict[str, str]()
    for tag in (str(tag) for tag in _listed(tags)):
        key, sign, value = tag.partition("=")
        if tag in PHRASES:
            name = tag
        elif sign and _ATTRIBUTE.fullmatch(key):
            attributes[key] = value
        elif "#" in tag:
            attributes["ref"] = tag
    return Markup(name, attributes)


def _targeted(number: int, target: dict[str, Any], markup: Markup) -> Item:
    """The item that a target with its selectors, and *markup*, make."""
    source = target.get("source", "")
    source = source.get("id", "") if isinstance(source, dict) else str(source)
    file, _, anchor = source.partition("#")
    exact = prefix = suffix = ""
    start = end = -1
    for selector in _selectors(target.get("selector")):
        kind = selector.get("type")
        if kind == "FragmentSelector":
            anchor = unquote(str(selector.get("value", "")).removeprefix("#"))
        elif kind == "TextQuoteSelector":
            exact, prefix, suffix = (
                str(selector.get(k) or "") for k in ("exact", "prefix", "suffix")
            )
        elif kind == "TextPositionSelector":
            offsets = (selector.get("start"), selector.get("end"))
            if all(isinstance(offset, int) for offset in offsets):
                start, end = (int(offset) for offset in offsets if isinstance(offset, int))
    return Item(number, file, unquote(anchor), exact, prefix, suffix, 0, start, end, markup)


def _selectors(made: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """All selectors, those that refine others behind them."""
    for selector in _listed(made):
        if isinstance(selector, dict) and depth < 8:  # noqa: PLR2004 – deeper is no selector
            yield selector
            yield from _selectors(selector.get("refinedBy"), depth + 1)


def _listed(made: object) -> list[Any]:
    if made is None:
        return []
    return made if isinstance(made, list) else [made]


def _names(written: str, file: str) -> bool:
    """Whether an address or a path means *file*: by its name, with ``.xml`` or as a page."""
    path = unquote(urlsplit(written).path if ":" in written else written)
    stem = file.rpartition(".")[0]
    return (
        path in {file, stem}
        or path.endswith((f"/{file}", f"/{stem}.html", f"/{stem}/"))
        or path == f"{stem}.html"
    )


def _quote(item: Item) -> dict[str, str]:
    return {
        "type": "TextQuoteSelector",
        "exact": item.exact,
        "prefix": item.prefix,
        "suffix": item.suffix,
    }


def _annotation(item: Item) -> dict[str, Any]:
    bodies: list[dict[str, str]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": item.markup.name}
    ]
    for key, value in item.markup.attributes.items():
        if key == "ref":
            bodies.append({"type": "SpecificResource", "purpose": "identifying", "source": value})
        elif key != "xml:id":
            bodies.append(
                {"type": "TextualBody", "purpose": "describing", "value": f"{key}={value}"}
            )
    position = {"type": "TextPositionSelector", "start": item.start, "end": item.end}
    selector = {
        "type": "FragmentSelector",
        "conformsTo": "http://tools.ietf.org/rfc/rfc3023",
        "value": item.anchor,
        "refinedBy": [_quote(item), position],
    }
    return {
        "type": "Annotation",
        "motivation": "identifying" if item.markup.get("ref") else "tagging",
        "body": bodies,
        "target": {"source": item.file, "selector": selector},
    }


def names(written: str, file: str) -> bool:
    """Whether what an annotation calls its text means *file*; nothing means any."""
    return not written or _names(written, file)
