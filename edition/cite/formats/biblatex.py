"""BibLaTeX, whose data model has fields for the original and for paragraphs."""

from __future__ import annotations

from edition.cite.citations import Citation
from edition.cite.formats.latex import escaped, people, record, record_key, verbatim
from edition.cite.items import iso


def write(citation: Citation) -> str:
    r"""One record, ``incollection`` or ``book``; cite a paragraph with ``\autocite[6]{key}``.

    ``pagination`` says what a bare number in a postnote counts.
    """
    item, locator = citation.item, citation.locator
    is_part = "container-title" in item
    return record(
        _kind(citation),
        record_key(citation),
        [
            ("author", people(item.get("author", []))),
            ("title", escaped(item["title"])),
            ("booktitle", escaped(item["container-title"]) if is_part else ""),
            ("editor", people(item.get("editor", []))),
            ("edition", escaped(item.get("edition", ""))),
            ("publisher", escaped(item.get("publisher", ""))),
            ("location", escaped(item.get("publisher-place", ""))),
            ("date", iso(item.get("issued", {}))),
            ("origdate", iso(item.get("original-date", {}))),
            ("origpublisher", escaped(item.get("original-publisher", ""))),
            ("origlocation", escaped(item.get("original-publisher-place", ""))),
            ("url", verbatim(citation.url)),
            ("urldate", iso(item.get("accessed", {}))),
            ("pagination", locator.label if locator else ""),
            ("note", escaped(locator.heading) if locator else ""),
            ("annotation", escaped(f"“{citation.quote}”") if citation.quote else ""),
        ],
    )


def _kind(citation: Citation) -> str:
    """The type whose mandatory fields there are: not every header names an author, or an editor."""
    item = citation.item
    if "container-title" in item:
        return "incollection" if "editor" in item else "inbook"
    if "author" in item:
        return "book"
    return "collection" if "editor" in item else "misc"
