"""Whether an edited file is valid by a RELAX NG schema."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from edition.annotate.edit import Validator
from edition.check.findings import Finding
from edition.errors import UnreadableError
from edition.tei.parse import Document


def validator_of(path: Path) -> Validator:
    """What finds the faults of a document by the schema at *path*.

    :raises UnreadableError: there is no such file, or it is no schema in RELAX NG.
    """
    if not path.is_file():
        raise UnreadableError("there is no such file", file=str(path))
    try:
        schema = etree.RelaxNG(etree.parse(path))
    except (etree.XMLSyntaxError, etree.RelaxNGParseError) as error:
        hint = "Give the XML form of the schema (.rng)."
        raise UnreadableError(
            f"is no schema in RELAX NG: {error}", file=str(path), hint=hint
        ) from None

    def findings(document: Document) -> Iterator[Finding]:
        if not schema.validate(document.root):
            for entry in schema.error_log:
                yield Finding(
                    document.name, entry.line, 0, "schema-invalid", "error", entry.message
                )

    return findings
