"""The Citation File Format (1.2.0), with the passage as the preferred citation of the edition."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from edition.cite.citations import Citation
from edition.cite.items import iso

_INDENT: Final = "  "
#: The format wants an author of everything.
_ANONYMOUS: Final = [{"name": "anonymous"}]


def write(citation: Citation) -> str:
    """A whole file, in YAML: the edition, and the text in it as its preferred citation."""
    item = citation.item
    title = item.get("container-title", item["title"])
    people = _agents(item.get("editor", []) or item.get("author", []))
    released = iso(item.get("issued", {}))
    whole: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite the passage as in preferred-citation.",
        "type": "dataset",
        "title": title,
        "version": citation.work.version,
        "date-released": released if len(released) == len("2026-11-24") else "",
        "authors": people or _ANONYMOUS,
        "url": citation.url.partition("#")[0],
        "preferred-citation": _reference(citation),
    }
    return "\n".join(_yaml(whole, "")) + "\n"


def _reference(citation: Citation) -> dict[str, Any]:
    item = citation.item
    issued, original = iso(item.get("issued", {})), iso(item.get("original-date", {}))
    is_day = len(issued) == len("2026-11-24")
    publisher = {"name": item["publisher"]} if "publisher" in item else {}
    return {
        "type": "generic",
        "title": item["title"],
        "authors": _agents(item.get("author", [])) or _ANONYMOUS,
        "collection-title": item.get("container-title", ""),
        "editors": _agents(item.get("editor", [])),
        "edition": item.get("edition", ""),
        "version": citation.work.version,
        "date-released": issued if is_day else "",
        "year": _year(issued),
        "year-original": _year(original),
        "publisher": publisher,
        "section": str(citation.locator or ""),
        "notes": f"“{citation.quote}”" if citation.quote else "",
        "url": citation.url,
        "date-accessed": iso(item.get("accessed", {})),
    }


def _year(written: str) -> int | str:
    year = written[:4]
    return int(year) if year.isdecimal() else ""


def _agents(names: list[dict[str, str]]) -> list[dict[str, str]]:
    return [_agent(name) for name in names]


def _agent(name: dict[str, str]) -> dict[str, str]:
    if "literal" in name:
        return {"name": name["literal"]}
    parts = {
        "family-names": name.get("family", ""),
        "given-names": name.get("given", ""),
        "name-particle": name.get("non-dropping-particle", ""),
        "name-suffix": name.get("suffix", ""),
    }
    return {part: words for part, words in parts.items() if words}


def _yaml(mapping: dict[str, Any], indent: str) -> Iterable[str]:
    """Lines of YAML for what is not empty; strings are quoted as JSON does, which YAML reads."""
    for name, value in mapping.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{name}:"
            yield from _yaml(value, indent + _INDENT)
        elif isinstance(value, list) and value:
            yield f"{indent}{name}:"
            for item in value:
                first, *rest = _yaml(item, indent + _INDENT * 2)
                yield f"{indent}{_INDENT}- {first.strip()}"
                yield from rest
        elif value != "" and value not in ({}, []):
            yield f"{indent}{name}: {json.dumps(value, ensure_ascii=False)}"
