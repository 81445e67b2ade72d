"""Writing the version of a release into the headers, where readers see it."""

from __future__ import annotations

from datetime import date as calendar_date

from lxml import etree

from edition.annotate.months import MONTHS
from edition.tei.names import NAMESPACES
from edition.tei.parse import Document
from edition.tei.splice import Splice, escaped, set_attribute, spliced, start_tag


def with_version(document: Document, version: str, date: str) -> bytes:
    """The file with *version* and *date* in its ``editionStmt/edition``.

    ``@n`` and ``date/@when`` are set, and the words are made to agree where they are just the old number
    and the old day; other words are the editor's.

    :param date: ISO 8601, to the day.
    :raises EditionError: the header stands in an entity.
    """
    edition = document.root.find(".//tei:editionStmt/tei:edition", NAMESPACES)
    if edition is None or edition.get("n") is None:
        return document.data
    old = edition.get("n", "")
    splices = [set_attribute(document, edition, "n", version)]
    splices += _in_words(document, edition, old, version)
    dated = edition.find("tei:date[@when]", NAMESPACES)
    if dated is not None:
        before = dated.get("when", "")
        splices.append(set_attribute(document, dated, "when", date))
        for write in (str, _long):
            splices += _in_words(document, dated, write(before), write(date))
    return spliced(document.data, splices)


def _in_words(document: Document, element: etree._Element, old: str, new: str) -> list[Splice]:
    """The splice of *new* for *old* in the text at the beginning of *element*, if it is there once."""
    tag = start_tag(document, element)
    written = escaped(old).encode(tag.encoding)
    end = document.data.find("<".encode(tag.encoding), tag.end)
    text = document.data[tag.end : end]
    if not old or text.count(written) != 1:
        return []
    at = tag.end + text.index(written)
    return [Splice(at, at + len(written), escaped(new).encode(tag.encoding))]


def _long(date: str) -> str:
    """An ISO date as it is written out in English, "24 November 2026"; "" if it is not to the day."""
    try:
        day = calendar_date.fromisoformat(date)
    except ValueError:
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
