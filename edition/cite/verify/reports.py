"""What is to be said of manuscripts, as text, JSON and SARIF 2.1.0 (OASIS, 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from edition.cite.verify.kinds import Kind
from edition.cite.verify.verifying import Item, data_of

_WORST: Final = frozenset({"misquoted", "wrong-passage", "unknown-anchor", "not-found"})
#: What each finding is, in the words of a rule.
_RULES: Final[dict[Kind, str]] = {
    "ambiguous": "It is not sure which passage of the edition is meant.",
    "contradicted-claim": "The words make a claim that the edition marks as contradicted.",
    "misquoted": "The edition has other words.",
    "not-found": "The edition does not have these words.",
    "stale-version": "The passage has changed, moved or gone since it was cited.",
    "unknown-anchor": "Nothing in the edition has this anchor.",
    "wrong-passage": "The words stand in another passage than the one that is named.",
}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(items: Sequence[Item]) -> Iterator[str]:
    """One line for each finding, and one that counts."""
    for item in items:
        if not item.is_fine:
            quoted = f"\n  “{item.quoted}”" if item.quoted else ""
            yield f"{item.file}:{item.line}: {item.kind}: {item.message}{quoted}"
    found = sum(not item.is_fine for item in items)
    quotations = sum(bool(item.quoted) for item in items if item.kind != "contradicted-claim")
    references = len({(i.file, i.line, i.reference) for i in items if i.reference})
    yield f"{quotations} quotations, {references} references, {found or 'no'} findings"


def as_json(items: Sequence[Item]) -> str:
    """All items as a list."""
    return json.dumps([data_of(item) for item in items], ensure_ascii=False, indent=1)


def as_sarif(items: Sequence[Item], version: str) -> str:
    """The findings as one run of SARIF.

    :param version: that of this program.
    """
    rules = list(_RULES)
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tei-edition",
                        "semanticVersion": version,
                        "rules": [
                            {
                                "id": rule,
                                "shortDescription": {"text": text},
                                "defaultConfiguration": {"level": _level(rule)},
                            }
                            for rule, text in _RULES.items()
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, rules) for item in items if not item.is_fine],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _result(item: Item, rules: list[Kind]) -> dict[str, object]:
    region: dict[str, object] = {"startLine": max(1, item.line)}
    if item.quoted:
        region["snippet"] = {"text": item.quoted}
    return {
        "ruleId": item.kind,
        "ruleIndex": rules.index(item.kind),
        "level": _level(item.kind),
        "message": {"text": item.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(item.file)},
                    "region": region,
                }
            }
        ],
    }


def _level(kind: Kind) -> str:
    return "error" if kind in _WORST else "warning"


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
