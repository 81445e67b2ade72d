"""RIS, which every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edition.cite.citations import Citation


def write(citation: Citation) -> str:
    """One record: ``CHAP`` for a text in an edition, which keeps editor and edition; otherwise ``BOOK``."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _fields(citation) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    item = citation.item
    yield "TY", "CHAP" if "container-title" in item else "BOOK"
    yield "ID", citation.name
    for name in item.get("author", []):
        yield "AU", _name(name)
    yield "TI", item["title"]
    yield "T2", item.get("container-title", "")
    for name in item.get("editor", []):
        yield "A2", _name(name)
    yield "ET", item.get("edition", "")
    yield "PB", item.get("publisher", "")
    yield "CY", item.get("publisher-place", "")
    issued = _day(item.get("issued", {}))
    yield "PY", issued.partition("/")[0]
    yield "DA", issued
    yield "UR", citation.url
    yield "Y2", _day(item.get("accessed", {}))
    yield "LA", item.get("language", "")
    if citation.locator:
        yield "N1", citation.locator.heading
    if citation.quote:
        yield "N1", f"“{citation.quote}”"
    origin = [_day(item.get("original-date", {})).rstrip("/"), item.get("original-publisher", "")]
    if any(origin):
        yield "N1", f"First published: {', '.join(filter(None, origin))}"


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        # A comma would make a person of a body.
        return name["literal"].replace(",", "")
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return ", ".join(filter(None, (family, name.get("given", ""), name.get("suffix", ""))))


def _day(date: dict[str, Any]) -> str:
    """A date as ``YYYY/MM/DD/``, with nothing between the slashes for what is not known."""
    parts = date.get("date-parts", [[]])[0]
    if not parts:
        return ""
    pieces = [f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]
    return "/".join([*pieces, *[""] * (4 - len(pieces))])
