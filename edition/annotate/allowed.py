"""Whether an edited file is valid by a RELAX NG schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from edition.annotate.edit import Validator
from edition.check.findings import Finding
from edition.check.relaxng import validate
from edition.errors import UnreadableError
from edition.tei.parse import Document


def validator_of(path: Path) -> Validator:
    """What finds the faults of a document by the schema at *path*.

    :raises UnreadableError: there is no such file, or it is no schema in RELAX NG.
    """
    if not path.is_file():
        raise UnreadableError("there is no such file", file=str(path))
    validate([], path)  # says now what is wrong with it

    def findings(document: Document) -> Iterator[Finding]:
        yield from validate([document], path)

    return findings
