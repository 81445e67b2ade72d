"""A whole check: all files are read, all rules are asked, everything is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from edition.check.findings import Finding
from edition.check.rules import Rule
from edition.check.subject import Subject
from edition.errors import EditionError, UnreadableError
from edition.model import Reading, assemble, read
from edition.model.context import context_of
from edition.model.edition import nothing_is_waste
from edition.tei.files import may_be_tei
from edition.tei.parse import Document, is_tei, parse
from edition.tei.pointers import is_internal, split_key


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
    with nothing_is_waste():
        for path in paths:
            name = path.relative_to(folder).as_posix()
            try:
                data = path.read_bytes()
                if is_tei(data):
                    readings[name] = read(parse(data, name))
            except UnreadableError as error:
                unreadable.append(_unreadable(error, name))
            except OSError as error:
                failure = UnreadableError(f"cannot be read: {error.strerror}")
                unreadable.append(_unreadable(failure, name))
    edition = assemble(reading.part for reading in readings.values())
    return Files(Subject(edition, readings), tuple(unreadable))


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


def findings(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What *rules* find in *subject*."""
    with nothing_is_waste():
        for rule in rules:
            yield from rule.findings(subject)


def _unreadable(error: UnreadableError, file: str) -> Finding:
    code = "xml" if "well-formed" in error.message else "tei"
    return Finding(
        file, error.line or 0, error.column or 0, code, "error", error.message, error.hint or ""
    )
