"""Where the files lie that are edited, and how an edit is shown and written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from edition.annotate.allowed import validator_of
from edition.annotate.diff import unified
from edition.annotate.edit import Edit, Validator, proven
from edition.annotate.journal import Change, write
from edition.annotate.places import Editable, Place, at, passage, quoted
from edition.cite.lock import read_lock
from edition.cli.project import Project
from edition.errors import UnreadableError, UsageError
from edition.model import Edition, assemble
from edition.model.edition import documents
from edition.tei.parse import parse_file
from edition.tei.pointers import is_internal, split_key, targets

_F = TypeVar("_F", bound=Callable[..., Any])
_JOURNAL: Final = ".edition"


@dataclass(eq=False)
class Workspace:
    """The folder of an edition, and its files as they are read.

    :ivar sources: the folder that keys are relative to.
    :ivar home: where the journal lies: the folder of the project, or of the files.
    """

    sources: Path
    home: Path
    _read: dict[str, Editable] = field(default_factory=dict)
    _edition: Edition | None = None

    @property
    def journal(self) -> Path:
        """The folder of the journal."""
        return self.home / _JOURNAL

    @property
    def lock(self) -> Path:
        """Where published anchors are recorded."""
        return Project(self.sources).lock

    def text(self, file: str) -> Editable:
        """The file by its path below the sources.

        :raises UnreadableError: it cannot be read.
        """
        if file not in self._read:
            document = parse_file(self.sources / file, self.sources)
            self._read[file] = Editable(document, self._published(file))
        return self._read[file]

    def _published(self, file: str) -> frozenset[str]:
        lock = read_lock(self.lock)
        records = lock.records.values() if lock else ()
        return frozenset(record.id for record in records if record.file == file)

    @property
    def edition(self) -> Edition:
        """All files.

        :raises UnreadableError: one of them cannot be read.
        """
        if self._edition is None:
            for document in documents(self.sources):
                if document.name not in self._read:
                    self._read[document.name] = Editable(document, self._published(document.name))
            self._edition = assemble(text.reading.part for text in self._read.values())
        return self._edition

    def texts(self) -> dict[str, Editable]:
        """All files by path."""
        files = sorted(self.edition.parts)
        return {file: self._read[file] for file in files}

    def check_pointers(self, text: Editable, value: str) -> None:
        """See that every pointer in *value* leads somewhere; files that are pointed at are read.

        :raises UsageError: one leads nowhere.
        """
        for target in targets(value, text.file, text.reading.context.prefixes):
            if not is_internal(target):
                continue
            file, identifier = split_key(target)
            if (
                not (self.sources / file).is_file()
                or Path(posixpath.normpath(file)).parts[0] == ".."
            ):
                raise UsageError(
                    f"{target}: there is no file {file!r}", hint="Name one of the edition."
                )
            part = self.text(file).reading.part
            known = {*part.ids, *(p.id for p in part.passages)}
            if identifier and identifier not in known:
                near = get_close_matches(identifier, sorted(known), n=3, cutoff=0.5)
                hint = f"Do you mean {', '.join(near)}? " if near else ""
                hint += "“edition annotate entity add” makes a new entry."
                raise UsageError(f"{file} has no entry {identifier!r}", hint=hint)

    def finish(
        self, edits: Sequence[Edit], *, dry_run: bool, validator: Validator | None = None
    ) -> None:
        """Prove *edits*, show them as a diff, and write them, all or none.

        :raises EditionError: one of them would do something else, or cannot be written.
        """
        changes = []
        for edit in edits:
            reading = self.text(edit.file).reading
            changes.append(
                Change(edit.file, reading.document.data, proven(reading, edit, validator))
            )
        self.put(edits[0].title if edits else "", changes, dry_run=dry_run)

    def put(self, title: str, changes: Iterable[Change], *, dry_run: bool) -> None:
        """Show *changes* as a diff, and write them, all or none.

        :raises EditionError: as :func:`edition.annotate.journal.write`.
        """
        listed = list(changes)
        for change in listed:
            self.show(change)
        if not dry_run:
            write(title, listed, self.sources, self.journal)

    def show(self, change: Change) -> None:
        """Print *change* as a diff that can be applied in the folder of the project."""
        below = self.sources.relative_to(self.home) / change.file
        click.echo(unified(change._replace(file=below.as_posix())), nl=False)


def workspace_of(path: Path) -> tuple[Workspace, str]:
    """The folder of the edition that the file at *path* belongs to, and its path below it.

    :raises UnreadableError: there is no such file.
    """
    if not path.is_file():
        below = Path.cwd() / "tei" / path
        if not below.is_file() or not (Path.cwd() / "build/conf.py").is_file():
            raise UnreadableError("there is no such file", file=str(path))
        path = below
    path = path.resolve()
    for home in path.parents:
        if (home / "build/conf.py").is_file() and path.is_relative_to(home / "tei"):
            sources = home / "tei"
            return Workspace(sources, home), path.relative_to(sources).as_posix()
    return Workspace(path.parent, path.parent), path.name


def workspace_at(path: Path | None) -> Workspace:
    """The folder of the edition at *path*: a project, a folder of TEI, or a file in one.

    :raises UsageError: there is none.
    """
    here = (path or Path.cwd()).resolve()
    if here.is_file():
        return workspace_of(here)[0]
    for home in (here, *here.parents):
        if (home / "build/conf.py").is_file() and (home / "tei").is_dir():
            return Workspace(home / "tei", home)
    if path is None or not here.is_dir():
        raise UsageError("there is no edition here", file=str(here), hint="Name it with --source.")
    return Workspace(here, here)


def words_options(command: _F) -> _F:
    """Give a *command* the file and the options that say which words of it are meant."""
    options = (
        click.argument("file", type=click.Path(path_type=Path)),
        click.option("--in", "anchor", required=True, metavar="ID", help="The passage: p6, p6.s2."),
        click.option("--quote", metavar="WORDS", help="The words, as the passage reads."),
        click.option("--occurrence", type=click.IntRange(1), help="Which of several, from 1."),
        click.option("--start", type=click.IntRange(0), help="Or where they begin, in characters,"),
        click.option("--end", type=click.IntRange(0), help="and where they end."),
    )
    for option in reversed(options):
        command = option(command)
    return command


#: By what an edit may be refused.
schema_option: Final = click.option(
    "--schema",
    type=click.Path(path_type=Path),
    metavar="RNG",
    help="Refuse what this RELAX NG schema does not allow.",
)
#: What an import was not certain of.
queue_option: Final = click.option(
    "--queue",
    type=click.Path(path_type=Path),
    metavar="JSON",
    help="Where what is not certain is kept; .edition/queue.json.",
)


def edit_options(command: _F) -> _F:
    """Give a *command* ``--schema`` and ``--dry-run``."""
    dry_run = click.option("--dry-run", is_flag=True, help="Show the diff, and write nothing.")
    return schema_option(dry_run(command))


def place_of(
    text: Editable,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
) -> Place:
    """The words that the options of :func:`words_options` mean; without any, all of the passage.

    :raises UsageError: they contradict each other.
    :raises EditionError: the words are not there.
    """
    by_offsets = start is not None or end is not None
    if by_offsets and (quote is not None or start is None or end is None):
        hint = "Say --quote, or --start and --end."
        raise UsageError("the words are to be given by quotation or by offsets", hint=hint)
    if quote is not None:
        return quoted(text, anchor, quote, occurrence)
    if start is not None and end is not None:
        return at(text, anchor, start, end)
    return passage(text, anchor)


def pairs(given: Sequence[str], option: str) -> dict[str, str]:
    """``name=value`` as a mapping.

    :raises UsageError: one of them is no such pair.
    """
    found = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"{option} takes name=value, not {pair!r}", hint=f"{option} cert=low")
        found[name] = value
    return found


def schema_of(path: Path | None) -> Validator | None:
    """What refuses by the schema at *path*, or None for no path.

    :raises UnreadableError: it is no schema.
    """
    return validator_of(path) if path else None
