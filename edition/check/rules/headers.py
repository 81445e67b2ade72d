"""Headers: whether a text can be cited by what its header says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Work
from edition.tei.names import NAMESPACES

_Need = tuple[str, str, Callable[[Work], object]]

_TITLE: Final = "tei:teiHeader//tei:titleStmt/tei:title"
#: What every citation needs, where a header says it, and whether a text has it.
_CITED: Final[tuple[_Need, ...]] = (
    (
        "an author or editor",
        "titleStmt/author, editor or respStmt",
        lambda w: w.authors or w.editors,
    ),
    ("a publisher", "publicationStmt/publisher", lambda w: w.publisher),
    ("a date", "editionStmt or publicationStmt, date/@when", lambda w: w.date),
)
#: What others need who use the text: which state of it they have, and what they may do.
_USED: Final[tuple[_Need, ...]] = (
    ("a version", "editionStmt/edition/@n", lambda w: w.version),
    ("a licence", "publicationStmt/availability/licence/@target", lambda w: w.licences or w.rights),
)


def _uncitable(subject: Subject) -> Iterator[Found]:
    for file in subject.edition.texts:
        needs = list(_lacking(subject, file, _CITED))
        # The model takes the name of the file for a title; a citation must not.
        if subject.readings[file].document.root.find(_TITLE, NAMESPACES) is None:
            needs.insert(0, ("a title", "titleStmt/title"))
        yield from _said(subject, file, "for a citation", needs)


def _unversioned(subject: Subject) -> Iterator[Found]:
    for file in subject.edition.texts:
        needs = list(_lacking(subject, file, _USED))
        yield from _said(subject, file, "for those who use the text", needs)


def _lacking(subject: Subject, file: str, needs: Iterable[_Need]) -> Iterator[tuple[str, str]]:
    work = subject.edition.works[file]
    return ((what, where) for what, where, given in needs if not given(work))


def _said(
    subject: Subject, file: str, whom: str, lacking: Sequence[tuple[str, str]]
) -> Iterator[Found]:
    if lacking:
        root = subject.readings[file].document.root
        header = root.find("tei:teiHeader", NAMESPACES)
        what = ", ".join(name for name, _ in lacking)
        places = "; ".join(place for _, place in lacking)
        element = root if header is None else header
        message = f"{whom} the header lacks {what}"
        yield Found(file, element, "", message, f"Give them in {places}.")


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
        _uncitable,
    ),
    Rule(
        "header-version",
        "note",
        "The header of a text does not say which version it is, or under which licence.",
        "Say it in editionStmt and availability.",
        _FULL.replace(' n="1"', ""),
        _FULL,
        _unversioned,
    ),
)
