"""A Robust Link: HTML that still leads somewhere when the address does not (revision of 2025)."""

from __future__ import annotations

from html import escape

from edition.cite.citations import Citation
from edition.cite.items import iso
from edition.errors import UsageError


def write(citation: Citation, versioned: str = "") -> str:
    """A link to the passage, with the address and the day of the version that it means.

    :param versioned: an address at which that version stays, or "".
    :raises UsageError: the edition has no address, or its version no date.
    """
    if not citation.url:
        raise UsageError(
            "a link needs the address of the edition",
            hint="Set html_baseurl in build/conf.py, or give --base-url.",
        )
    day = iso(citation.item.get("accessed", {})) or iso(citation.item.get("issued", {}))
    if not day:
        raise UsageError(
            f"the version of {citation.work.key} has no date",
            hint="Give its edition a date in the header, or give --accessed.",
        )
    attributes = {"href": citation.url, "data-originalurl": citation.url, "data-versiondate": day}
    if versioned:
        attributes["data-versionurl"] = versioned
    words = citation.quote or _place(citation)
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<a{written}>{escape(words, quote=False)}</a>\n"


def _place(citation: Citation) -> str:
    title = str(citation.item["title"])
    return f"{title}, {citation.locator}" if citation.locator else title
