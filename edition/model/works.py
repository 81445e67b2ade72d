"""A file of an edition as its header describes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Agent(NamedTuple):
    """A person or a body.

    :ivar literal: the whole name of a body, or of a person whose parts are not known; else "".
    :ivar particle: ``nameLink`` ("von"), or "".
    :ivar suffix: ``genName`` ("Jr."), or "".
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    def __str__(self) -> str:
        """In the order in which it is said."""
        if self.literal:
            return self.literal
        name = " ".join(filter(None, (self.given, self.particle, self.family)))
        return f"{name}, {self.suffix}" if self.suffix else name


class Original(NamedTuple):
    """The publication, or the writing, that an edition has its text from.

    :ivar date: as its ``@when`` gives it, or as written.
    :ivar publisher: the magazine or newspaper if there is one, otherwise who published it.
    """

    title: str = ""
    date: str = ""
    publisher: str = ""
    place: str = ""


#: A text whose header knows of no earlier publication.
NO_ORIGINAL: Final = Original()


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
    :ivar container: title of the edition that the text stands in, or "".
    :ivar by: its authors, with their names in parts.
    :ivar edited_by: its editors likewise; those responsible for the encoding if it names no editor.
    :ivar statement: the words of its ``edition`` without the date ("Version 0.1.0"), or "".
    :ivar place: place of publication.
    :ivar doi: its DOI, or "".
    :ivar original: the publication, or the writing, that the text is from.
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
    container: str = ""
    by: tuple[Agent, ...] = ()
    edited_by: tuple[Agent, ...] = ()
    statement: str = ""
    place: str = ""
    doi: str = ""
    original: Original = NO_ORIGINAL


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
