"""What is exported and where it lies: the same below ``data/`` of an edition's pages as in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.export.plain import PlainText, plain_text
from edition.model import Edition
from edition.tei.files import stem

#: The folder of the pages that all but DTS lies in.
FOLDER: Final = "data"
ANNOTATIONS: Final = "annotations.jsonld"
BIBLIOGRAPHY: Final = "bibliography.csl.json"
HYPOTHESIS: Final = "hypothesis.json"
PLACES: Final = "places.geojson"
#: Passages of an edition of which each has a file of its own; where there are more, only texts have.
FEW_PASSAGES: Final = 2_000
#: Bytes of the longest anchor that can be the name of a file, with a suffix, in every file system.
_LONGEST: Final = 200


def page_path(file: str) -> str:
    """Where the page of a file lies, below the address of the edition."""
    return f"{stem(file)}.html"


def tei_path(file: str) -> str:
    """Where the TEI of a file lies."""
    return f"tei/{file}"


def text_path(file: str) -> str:
    """Where the plain text of a file lies."""
    return f"text/{stem(file)}.txt"


def passage_path(file: str, anchor: str) -> str:
    """Where the plain text of a passage lies."""
    return f"text/{stem(file)}/{anchor}.txt"


def can_name_a_file(anchor: str) -> bool:
    """Whether there can be a file of the name of *anchor*."""
    return len(anchor.encode()) <= _LONGEST


def plain_texts(edition: Edition) -> Iterator[PlainText]:
    """All files that have words, as plain text."""
    for file in edition.parts:
        plain = plain_text(edition, file)
        if plain.text:
            yield plain


def text_files(edition: Edition, texts: list[PlainText]) -> Iterator[tuple[str, bytes]]:
    """Path and content of plain text: of each file, and of each passage if there are few."""
    for plain in texts:
        yield text_path(plain.file), plain.text.encode()
    if len(edition.passages) > FEW_PASSAGES:
        return
    for passage in edition.passages.values():
        if passage.text and can_name_a_file(passage.id):
            yield passage_path(passage.file, passage.id), f"{passage.text}\n".encode()
