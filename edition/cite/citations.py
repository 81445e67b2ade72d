"""A citation: what is cited, where in it, at which address, in which version."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote as percent_encoded

from edition.cite.items import Item, date, entry_item, work_item
from edition.cite.locators import Locator, locate
from edition.cite.references import Point, Reference, find, words
from edition.errors import UsageError
from edition.model import Edition, Work
from edition.tei.files import SUFFIXES, stem

#: What a fragment may hold as it is (RFC 3986, section 3.5), for anchors are XML names.
_PLAIN: Final = "!$&'()*+,;=:@/?-._~"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place of an edition, ready to be written in any form.

    :ivar item: the item of CSL, with ``URL`` if the edition has an address and ``accessed`` if wished.
    :ivar locator: where in the item it is, or None for the whole of it.
    :ivar start: the anchor that the address ends in, or "".
    :ivar anchors: that, or both ends of a run of passages.
    :ivar quote: the words that are quoted, or "".
    :ivar work: the file that it is in.
    """

    item: Item
    locator: Locator | None
    start: str
    anchors: str
    quote: str
    work: Work

    @property
    def url(self) -> str:
        """The address with the anchor, or "" if the edition has none."""
        return str(self.item.get("URL", ""))

    @property
    def name(self) -> str:
        """What files and records of it are called: ``article-p6``, ``letters/a-p2-p4``."""
        return str(self.item["id"]) if not self.anchors else f"{stem(self.work.key)}-{self.anchors}"


def place(edition: Edition, written: str) -> Reference:
    """The place that is *written*: a reference, or the name of a whole text.

    :raises UsageError: see :func:`edition.cite.references.find`.
    """
    name = written.strip().removesuffix("#")
    for suffix in ("", *SUFFIXES):
        if name + suffix in edition.works:
            return Reference(name + suffix, Point(""), Point(""))
    return find(edition, written)


def cite(edition: Edition, reference: Reference, base: str = "", quote: str = "") -> Citation:
    """The citation of a *reference*.

    :param base: the address of the edition with a slash at its end, or "" if it has none.
    :param quote: words to quote, which :func:`quoted` has found.
    """
    work = edition.works[reference.file]
    is_entry = any(
        reference.key in records
        for records in (edition.claims, edition.entities, edition.sources, edition.events_by_key)
    )
    item = entry_item(edition, reference.key) if is_entry else work_item(edition, work.key)
    if base:
        item["URL"] = address(base, f"{stem(work.key)}.html", reference.start.anchor)
    locator = None if is_entry else locate(edition, reference)
    start, end = reference.start, reference.end
    if not quote and (start.words or end.words):
        quote = words(edition, reference)
    anchors = f"{start.anchor}-{end.anchor}" if reference.is_range else start.anchor
    return Citation(item, locator, start.anchor, anchors, quote, work)


def address(base: str, page: str, anchor: str = "") -> str:
    """The address of an *anchor* of a *page* below *base*."""
    fragment = f"#{percent_encoded(anchor, safe=_PLAIN)}" if anchor else ""
    return f"{base}{percent_encoded(page)}{fragment}"


def quoted(edition: Edition, reference: Reference, quote: str, occurrence: int = 1) -> Reference:
    """The *reference*, narrowed to the words that are to be quoted from it.

    :raises UsageError: the passage does not have the words, or not so often.
    """
    if reference.is_range:
        text = " ".join(words(edition, reference).split())
        if " ".join(quote.split()) in text:
            return reference
        raise UsageError(
            f"{reference} does not have the words {quote!r}",
            hint="Use “edition resolve” to find words that have changed.",
        )
    point = Point(reference.start.anchor, " ".join(quote.split()), occurrence)
    return find(edition, f"{reference.file}#{point}")


def in_version(citation: Citation, version: str, template: str = "") -> Citation:
    """The *citation* of another *version* of the same text, as the header tells of it.

    :param template: where versions stay (``tei_version_url``), or "".
    :raises UsageError: the header does not know of it.
    """
    work = citation.work
    known = {change.version: change.date for change in work.changes if change.version}
    known |= {work.version: work.date} if work.version else {}
    if version not in known:
        raise UsageError(
            f"{work.key} tells of no version {version!r}",
            hint=f"It knows {', '.join(known)}."
            if known
            else "Its revisionDesc has no change with @n.",
        )
    statement = work.statement.replace(work.version, version) if work.version else ""
    item = citation.item | {"edition": statement or version}
    if issued := date(known[version]):
        item["issued"] = issued
    made = replace(citation, item=item, work=replace(work, version=version, date=known[version]))
    if citation.url and (there := version_address(made, template)):
        item["URL"] = there
    return made


def version_address(citation: Citation, template: str) -> str:
    """Where the passage stays as it is in this version, or "".

    :param template: the address of a version, with ``{version}`` in it, or "".
    """
    version = citation.work.version
    if not template or not version:
        return ""
    base = with_slash(template.replace("{version}", percent_encoded(version)))
    return address(base, f"{stem(citation.work.key)}.html", citation.start)


def with_slash(base: str) -> str:
    """The address of an edition such that the path of a page can follow; "" stays."""
    return base.rstrip("/") + "/" if base else ""


def accessed(citation: Citation, day: str) -> Citation:
    """The *citation* with the *day* on which the address was opened (ISO 8601).

    :raises UsageError: it is no day.
    """
    parts = date(day)
    if len(parts.get("date-parts", [[]])[0]) != 3:  # noqa: PLR2004 – year, month, day
        raise UsageError(f"{day!r} is no day", hint="Write it like 2026-11-24.")
    return replace(citation, item=citation.item | {"accessed": parts})
