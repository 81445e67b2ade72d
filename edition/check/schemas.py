"""Which schema a file is held against: the one that is named, or those that it names itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from edition.check.findings import Finding
from edition.check.relaxng import validate
from edition.check.relaxng.schematron import schematron
from edition.tei.parse import Document

#: A pseudo-attribute of a processing instruction (Associating Schemas with XML documents, W3C 2012).
_PSEUDO: Final = re.compile(r"""([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SUFFIXES: Final = frozenset({".rng", ".sch"})


def against(documents: Sequence[Document], schemas: Iterable[Path]) -> Iterator[Finding]:
    """What is wrong in *documents* by *schemas*: RELAX NG in XML syntax, and Schematron (``.sch``).

    :raises UnreadableError: one of them cannot be used.
    """
    for schema in schemas:
        ask = schematron if schema.suffix == ".sch" else validate
        yield from ask(documents, schema)


def against_their_own(documents: Iterable[Document], folder: Path) -> Iterator[Finding]:
    """What is wrong in *documents* by the schemas that they name in ``xml-model``.

    Schemas elsewhere are not fetched, and one that is not there is passed over: a file may be on its way
    from one machine to another.

    :param folder: the folder that the names of the documents are relative to.
    :raises UnreadableError: a schema is there and cannot be used.
    """
    by_schema: dict[Path, list[Document]] = defaultdict(list)
    for document in documents:
        for address in _named(document):
            schema = (folder / document.name).parent / address
            if schema.suffix in _SUFFIXES and schema.is_file():
                by_schema[schema.resolve()].append(document)
    for schema in sorted(by_schema):
        yield from against(by_schema[schema], [schema])


def _named(document: Document) -> Iterator[str]:
    """The local paths in the ``xml-model`` instructions before the root of *document*."""
    node = document.root.getprevious()
    while node is not None:
        if getattr(node, "target", "") == "xml-model":
            address = _pseudo_attributes(node.text or "").get("href", "")
            if address and "://" not in address:
                yield address
        node = node.getprevious()


def _pseudo_attributes(text: str) -> Mapping[str, str]:
    return {match[1]: match[2] or match[3] or "" for match in _PSEUDO.finditer(text)}
