"""From an ODD to a schema, in one call."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition.check.findings import Finding
from edition.check.odd.customise import customised
from edition.check.odd.grammar import grammar_of
from edition.check.odd.schematron import written_rules
from edition.check.odd.source import declarations, open_odd
from edition.check.odd.writing import written_grammar


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of an ODD.

    :ivar name: of the schema (``schemaSpec/@ident``), which its files are called by.
    :ivar relaxng: the grammar, RELAX NG in XML; of no use while there are errors.
    :ivar schematron: the rules, ISO Schematron.
    :ivar findings: what is wrong, in the order of files and lines.
    """

    name: str
    relaxng: bytes
    schematron: bytes
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether there are no errors; warnings do not spoil a schema."""
        return all(finding.severity != "error" for finding in self.findings)


def compile_odd(odd: Path, p5: Path | None = None, language: str = "") -> Compiled:
    """Compile the ODD at *odd*.

    The same files give the same bytes. Nothing is opened but the two, and files beside the ODD that it
    names.

    :param odd: an ODD that declares everything itself, or a customisation of the TEI.
    :param p5: the TEI's declarations, ``p5subset.xml``, for a customisation.
    :param language: of the documentation in the schema, where there is a choice; without, that of
        ``schemaSpec/@docLang``, or English.
    :raises UnreadableError: a file cannot be read, is not TEI, or has no ``schemaSpec``.
    :raises EditionError: a group of declarations, or a file that is referred to, is not there.
    """
    findings: list[Finding] = []
    document = open_odd(odd)
    source = None if p5 is None else declarations(open_odd(p5))
    schema = customised(document, odd.parent, source, findings, language)
    grammar = grammar_of(schema, findings)
    rules = written_rules(schema, grammar, findings)
    return Compiled(
        schema.ident,
        written_grammar(grammar),
        rules,
        tuple(sorted(findings, key=lambda found: (found.file, found.line, found.column))),
    )
