"""A file of an edition as its header describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Work:
    """One TEI file, as its header describes it.

    :ivar key: the file.
    :ivar kind: "text" for something to read, otherwise what its stand-off part holds
        ("person", "claims", "notes", "bibliography" …).
    :ivar editors: names of editors and of those responsible for the encoding.
    :ivar date: date of the edition, as written in the header.
    :ivar licences: ``(label, address)`` of each licence; the address may be "".
    :ivar copy_digest: SHA-256 of the copy-text as recorded for a witness, or "".
    :ivar rights: what the header says of rights besides licences.
    :ivar categories: the categories of its taxonomies.
    :ivar changes: what its ``revisionDesc`` tells, as written.
    :ivar status: ``@status`` of its ``revisionDesc`` ("draft", "published" …), or "".
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    version: str = ""
    date: str = ""
    publisher: str = ""
    language: str = ""
    licences: tuple[tuple[str, str], ...] = ()
    rights: tuple[str, ...] = ()
    copy_digest: str = ""
    categories: tuple[Category, ...] = ()
    changes: tuple[Change, ...] = ()
    status: str = ""


class Change(NamedTuple):
    """One ``change`` of a ``revisionDesc``.

    :ivar version: ``@n``, or "".
    :ivar date: ``@when``, or "".
    :ivar text: what was changed.
    """

    version: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Category:
    """One ``category`` of a ``taxonomy``: a status of claims, a stance, a degree of certainty.

    :ivar key: its key.
    :ivar taxonomy: id of the taxonomy.
    :ivar label: the id as words ("contradicted by record").
    :ivar description: what it means.
    """

    key: str
    taxonomy: str
    label: str
    description: str
