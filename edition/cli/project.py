"""What a command works on: the project in this folder, or any TEI file or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as calendar_date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from edition.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from edition.model import Edition
    from edition.tei.parse import Document

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Project:
    """Where an edition lies.

    :ivar sources: the folder that keys and anchors are relative to.
    :ivar file: the one file that is meant, if it is one.
    :ivar configuration: the folder of ``conf.py``, if there is one.
    """

    sources: Path
    file: Path | None = None
    configuration: Path | None = None

    @property
    def lock(self) -> Path:
        """Where its published anchors are recorded; those of a single file beside it."""
        if self.file is not None:
            return self.file.with_name(f"{self.file.stem}.anchors.lock")
        return self.sources / "anchors.lock"

    def edition(self) -> Edition:
        """What is in its files.

        :raises UnreadableError: one of them cannot be read.
        """
        from edition.model import assemble, load, read  # noqa: PLC0415 – starts with lxml

        if self.file is None:
            return load(self.sources)
        return assemble(read(document).part for _, document in self.documents())

    def documents(self) -> Iterator[tuple[Path, Document]]:
        """Its TEI files, each with its path.

        :raises UnreadableError: one of them cannot be read.
        """
        from edition.model import documents  # noqa: PLC0415
        from edition.tei.parse import parse_file  # noqa: PLC0415

        if self.file is not None:
            yield self.file, parse_file(self.file, self.sources)
        else:
            for document in documents(self.sources):
                yield self.sources / document.name, document

    def address(self, given: str = "") -> str:
        """Where its pages are published, with a slash at the end: *given*, or ``html_baseurl``, or "".

        :raises UsageError: what is given is no address of the web, or ``conf.py`` cannot be run.
        """
        from edition.cite.citations import with_slash  # noqa: PLC0415 – starts with lxml
        from edition.tei.pointers import web_address  # noqa: PLC0415

        if given and web_address(given) is None:
            hint = "It begins with https:// or http://."
            raise UsageError(f"{given!r} is no address of the web", hint=hint)
        return with_slash(given or str(self.setting("html_baseurl") or ""))

    def setting(self, name: str) -> object:
        """What ``conf.py`` sets *name* to, or None.

        :raises UsageError: ``conf.py`` cannot be run.
        """
        if self.configuration is None:
            return None
        from sphinx.config import Config  # noqa: PLC0415 – the others start without it
        from sphinx.errors import ConfigError  # noqa: PLC0415
        from sphinx.util.tags import Tags  # noqa: PLC0415

        try:
            config = Config.read(self.configuration.resolve(), overrides={}, tags=Tags())
        except ConfigError as error:
            raise UsageError(str(error), file=str(self.configuration / "conf.py")) from error
        value: object = config._raw_config.get(name)
        return value


def project_at(path: Path | None) -> Project:
    """The project at *path*: a folder with ``build/conf.py`` and ``tei/``, a folder of TEI, or a file.

    :param path: None for this folder, which then must hold a project.
    :raises UsageError: there is none.
    """
    here = path or Path.cwd()
    configuration, sources = here / "build", here / "tei"
    if (configuration / "conf.py").is_file() and sources.is_dir():
        return Project(sources, configuration=configuration)
    if path is None:
        raise UsageError(
            "this folder holds no edition: build/conf.py or tei/ is missing",
            file=str(here),
            hint="Change to the folder of the edition, or name a TEI file or folder with --source.",
        )
    if path.is_file():
        return _project_of(path)
    if not path.is_dir():
        raise UnreadableError("there is no such file or folder", file=str(path))
    above = path.resolve().parent / "build"
    is_sources = path.resolve().name == "tei" and (above / "conf.py").is_file()
    return Project(path, configuration=above if is_sources else None)


def _project_of(file: Path) -> Project:
    """A *file*, in the project whose folder of sources it lies in, or by itself."""
    for above in file.absolute().parents:
        configuration = above.parent / "build"
        if above.name == "tei" and (configuration / "conf.py").is_file():
            return Project(above, file.absolute(), configuration)
    return Project(file.parent, file)


def source_option(command: _F) -> _F:
    """Give a *command* the option ``--source``."""
    return click.option(
        "--source",
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="The project, or any TEI file or folder; without it, the project in this folder.",
    )(command)


def day(given: str | None) -> str:
    """The day that is *given*, or the one on which the command is given, where its user is: ISO 8601.

    :raises UsageError: it is no day.
    """
    try:
        known = calendar_date.fromisoformat(given) if given else calendar_date.today()  # noqa: DTZ011
    except ValueError:
        raise UsageError(f"{given!r} is no day", hint="Write it as 2026-01-31.") from None
    return known.isoformat()
