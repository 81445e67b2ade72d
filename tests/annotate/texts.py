"""Texts that the tests of edits work on: those of this edition and of the corpora beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.annotate.places import Editable
from edition.errors import EditionError
from edition.tei.parse import Document, is_tei, parse

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'


def editable(body: str, head: str = "") -> Editable:
    """A text with this *body*; *head* stands before the root."""
    return Editable(parse((head + _TEI.format(body)).encode(), "a.xml"))


def again(text: Editable, data: bytes) -> Editable:
    """*text* after an edit."""
    return Editable(parse(data, text.file))


def files(shared: Path, largest: int = 400_000) -> list[Path]:
    """The files of the corpora, hostile ones too, of at most *largest* bytes."""
    found = sorted((shared / "corpora").rglob("*.xml"))
    return [path for path in found if path.stat().st_size <= largest]


def documents(paths: list[Path]) -> Iterator[Document]:
    """Those of *paths* that can be read."""
    for path in paths:
        data = path.read_bytes()
        if is_tei(data):
            try:
                yield parse(data, path.name)
            except EditionError:
                continue
