"""CSL-JSON (1.0.2)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from edition.cite.citations import Citation
from edition.cite.items import Item


def item(citation: Citation) -> Item:
    """The item; what belongs to the citation and not to it stands in ``custom``."""
    made = citation.item | {"id": citation.name}
    custom: dict[str, str] = {}
    if citation.locator:
        custom |= {"locator": citation.locator.value, "label": citation.locator.label}
    if citation.quote:
        custom["quote"] = citation.quote
    return made | ({"custom": custom} if custom else {})


def write(citations: Iterable[Citation]) -> str:
    """A list of items."""
    items = [item(citation) for citation in citations]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
