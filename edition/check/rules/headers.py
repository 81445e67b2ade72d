"""Headers: whether a text can be cited by what its header says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Work
from edition.tei.names import NAMESPACES

#: What a citation needs, where a header says it, and how it is read.
_NEEDED: Final = (
    ("a title", "titleStmt/title"),
    ("an author or editor", "titleStmt/author, editor or respStmt"),
    ("a publisher", "publicationStmt/publisher"),
    ("a date", "editionStmt or publicationStmt, date/@when"),
    ("a version", "editionStmt/edition/@n"),
    ("a licence", "publicationStmt/availability/licence/@target"),
)


def _incomplete(subject: Subject) -> Iterator[Found]:
    edition = subject.edition
    for file in edition.texts:
        reading = subject.readings[file]
        header = reading.document.root.find("tei:teiHeader", NAMESPACES)
        missing = _missing(
            edition.works[file],
            header is not None
            and header.find(".//tei:titleStmt/tei:title", NAMESPACES) is not None,
        )
        if missing:
            what = ", ".join(name for name, _ in missing)
            places = "; ".join(place for _, place in missing)
            element = header if header is not None else reading.document.root
            yield Found(
                file,
                element,
                "",
                f"for a citation the header lacks {what}",
                f"Give them in {places}.",
            )


def _missing(work: Work, has_title: bool) -> list[tuple[str, str]]:  # noqa: FBT001 – the model takes the file's name for a title
    given = (
        has_title,
        bool(work.authors or work.editors),
        bool(work.publisher),
        bool(work.date),
        bool(work.version),
        bool(work.licences or work.rights),
    )
    return [needed for needed, is_given in zip(_NEEDED, given, strict=True) if not is_given]


_FULL: Final = (
    "<teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt>"
    '<editionStmt><edition n="1">One, <date when="2026">2026</date></edition></editionStmt>'
    '<publicationStmt><publisher>P</publisher><availability><licence target="https://example.org/">L</licence>'
    "</availability></publicationStmt></fileDesc></teiHeader><p>So it was.</p>"
)

RULES: Final = (
    Rule(
        "header-citation",
        "warning",
        "The header of a text does not say all that a citation needs.",
        "Complete it.",
        "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader><p>So it was.</p>",
        _FULL,
        _incomplete,
    ),
)
