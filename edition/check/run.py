"""A whole check: all files are read, all rules are asked, everything is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from edition.check.beside import CORES, beside, in_turns
from edition.check.findings import Finding
from edition.check.rules import Rule
from edition.check.schemas import against, against_their_own
from edition.check.subject import Subject
from edition.errors import EditionError, UnreadableError
from edition.model import Reading, assemble, read
from edition.model.context import context_of
from edition.tei.files import may_be_tei
from edition.tei.parse import Document, is_tei, parse
from edition.tei.pointers import is_internal, split_key

#: Bytes of TEI whose rules take longer than another process to begin.
_SHARE: Final = 500_000


@dataclass(frozen=True, slots=True)
class Files:
    """Files on their way to be checked.

    :ivar subject: those that could be read.
    :ivar unreadable: what is wrong with the others.
    """

    subject: Subject
    unreadable: tuple[Finding, ...]


def read_files(folder: Path, paths: Iterable[Path]) -> Files:
    """Read the files at *paths*, named by their place below *folder*.

    Files that do not claim to be TEI P5 are passed over. What cannot be read is a finding, so that
    one broken file does not hide what is wrong with the others.
    """
    readings: dict[str, Reading] = {}
    unreadable = []
    for name, document in _documents(folder, paths):
        if isinstance(document, UnreadableError):
            unreadable.append(_unreadable(document, name))
        else:
            readings[name] = read(document)
    edition = assemble(reading.part for reading in readings.values())
    return Files(Subject(edition, readings), tuple(unreadable))


def by_schemas(folder: Path, paths: Iterable[Path], schemas: Sequence[Path]) -> list[Finding]:
    """What is wrong with the files at *paths* by *schemas*, or by those they name if there are none.

    Files that cannot be read are passed over. They are parsed here, for trees do not go from one process to
    another, and reading them into the model takes ten times as long.

    :raises UnreadableError: a schema cannot be used.
    """
    documents = [
        document
        for _, document in _documents(folder, paths)
        if not isinstance(document, UnreadableError)
    ]
    found = against(documents, schemas) if schemas else against_their_own(documents, folder)
    return list(found)


def _documents(
    folder: Path, paths: Iterable[Path]
) -> Iterator[tuple[str, Document | UnreadableError]]:
    """The files at *paths* that claim to be TEI, by name, or why one cannot be read."""
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            data = path.read_bytes()
            if is_tei(data):
                yield name, parse(data, name)
        except UnreadableError as error:
            yield name, error
        except OSError as error:
            yield name, UnreadableError(f"cannot be read: {error.strerror}")


def with_those_pointed_at(path: Path, folder: Path) -> list[Path]:
    """The file at *path* with the files below *folder* that it points at, and those that these do."""
    found, ahead = [], [path]
    while ahead:
        path = ahead.pop()
        found.append(path)
        try:
            root = parse(path.read_bytes(), path.relative_to(folder).as_posix())
        except (EditionError, OSError):
            continue  # it is read again with the others, and said then
        named = {split_key(target)[0] for *_, target in _pointers(root)}
        aimed = (folder / file for file in sorted(named))
        ahead += [p for p in aimed if may_be_tei(p) and p.is_file() and p not in (*found, *ahead)]
    return found


def _pointers(document: Document) -> Iterator[tuple[str, str]]:
    """Every pointer of *document* into the edition, with the attribute it stands in."""
    context = context_of(document)
    for _element, attribute, value in context.pointing:
        for target in context.expand(value):
            if is_internal(target):
                yield attribute, target


def findings(subject: Subject, rules: Sequence[Rule]) -> list[Finding]:
    """What *rules* find in *subject*, asked by as many processes as is worth the while."""
    size = sum(len(reading.document.data) for reading in subject.readings.values())
    helpers = min(CORES - 1, size // _SHARE)
    if not helpers:
        return _found(subject, rules)
    _ = subject.pointing  # several rules go through it: it is made once for all processes
    turns = in_turns(rules)
    others = [beside(partial(_found, subject, turns)) for _ in range(helpers)]
    return sum((found() for found in others), _found(subject, turns))


def _found(subject: Subject, rules: Iterable[Rule]) -> list[Finding]:
    return [finding for rule in rules for finding in rule.findings(subject)]


def _unreadable(error: UnreadableError, file: str) -> Finding:
    code = "xml" if "well-formed" in error.message else "tei"
    return Finding(
        file, error.line or 0, error.column or 0, code, "error", error.message, error.hint or ""
    )
