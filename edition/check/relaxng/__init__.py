"""Validation against RELAX NG: fast, and with messages that say what to do.

:func:`validate` holds documents against a schema. :data:`CODES` lists the sorts of its findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from edition.check.findings import Finding
from edition.check.relaxng.automaton import Automaton
from edition.check.relaxng.codes import CODES, Code
from edition.check.relaxng.consequences import without_consequences
from edition.check.relaxng.explain import findings
from edition.check.relaxng.grammar import Grammar
from edition.check.relaxng.walk import Walk
from edition.tei.parse import Document

__all__ = ("CODES", "Code", "validate")


def validate(documents: Sequence[Document], schema: Path) -> list[Finding]:
    """What is wrong in *documents* by *schema*: a RELAX NG in XML syntax, whole or with includes.

    All faults are found at once; one mistake is one finding. Ids and references between them are not
    looked at, nor the Schematron in the schema.

    :raises UnreadableError: the schema, or a file it includes, cannot be read or is not RELAX NG.
    """
    automaton = _automaton(schema.resolve(), _state(schema))
    found: list[Finding] = []
    for document in documents:
        walk = Walk(automaton)
        walk.document(document.root)
        found += findings(document, automaton, list(without_consequences(walk.faults)))
    return found


def _state(schema: Path) -> tuple[int, int]:
    """What tells whether the schema has changed since it was read."""
    try:
        status = schema.stat()
    except OSError:
        return 0, 0  # reading it says why
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _automaton(schema: Path, _changed: tuple[int, int]) -> Automaton:
    """The automaton of *schema*; what documents made it find is of use to the next."""
    return Automaton(Grammar(schema))
