"""BibTeX, for the styles that are as old as it: what they have no field for stands in ``note``."""

from __future__ import annotations

from edition.cite.citations import Citation
from edition.cite.formats.latex import escaped, people, record, record_key, verbatim
from edition.cite.items import iso

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def write(citation: Citation) -> str:
    """One record: ``incollection`` for a text in an edition, otherwise ``book``."""
    item = citation.item
    issued: list[int] = item.get("issued", {}).get("date-parts", [[]])[0]
    year, month, *_ = (*issued, 0, 0)
    kind = "incollection" if "container-title" in item else "book"
    return record(
        kind,
        record_key(citation),
        [
            ("author", people(item.get("author", []))),
            ("title", f"{{{escaped(item['title'])}}}"),
            ("booktitle", f"{{{escaped(item.get('container-title', ''))}}}".replace("{}", "")),
            ("editor", people(item.get("editor", []))),
            ("edition", escaped(item.get("edition", ""))),
            ("publisher", escaped(item.get("publisher", ""))),
            ("address", escaped(item.get("publisher-place", ""))),
            ("year", str(year or "")),
            ("month", _MONTHS[month - 1] if month else ""),
            ("url", verbatim(citation.url)),
            ("note", escaped(_note(citation))),
        ],
    )


def _note(citation: Citation) -> str:
    """What BibTeX has no field for."""
    item = citation.item
    origin = [iso(item.get("original-date", {})), item.get("original-publisher", "")]
    accessed = iso(item.get("accessed", {}))
    pieces = (
        citation.locator.heading if citation.locator else "",
        f"“{citation.quote}”" if citation.quote else "",
        f"first published {', '.join(filter(None, origin))}" if any(origin) else "",
        f"accessed {accessed}" if accessed else "",
    )
    return "; ".join(filter(None, pieces))
