"""Schemes of citation: whether ``refsDecl`` says what it means, and each passage has a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject, find
from edition.model.citation import citation_of


def _unreadable(subject: Subject) -> Iterator[Found]:
    for file, reading in subject.readings.items():
        if not find(reading.document.root, ".//tei:refsDecl/tei:citeStructure"):
            continue
        for problem in citation_of(reading).problems:
            yield Found(file, problem.element, "", problem.message)


def _text(scheme: str) -> str:
    return (
        f"<teiHeader><encodingDesc><refsDecl>{scheme}</refsDecl></encodingDesc></teiHeader>"
        '<p n="1">So it was.</p>'
    )


RULES: Final = (
    Rule(
        "citation-scheme",
        "warning",
        "A citeStructure cannot be read, or gives two passages one name.",
        "Write XPath 1.0 that begins at the root in the outermost match, and at what is matched elsewhere.",
        _text('<citeStructure unit="p" match="//p" use="document(\'names.xml\')"/>'),
        _text('<citeStructure unit="p" match="//p" use="@n"/>'),
        _unreadable,
    ),
)
