"""``edition check``: everything that is wrong, at once."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from edition.check.findings import Finding
from edition.check.fixing import Mended, diff, mended
from edition.check.report import REPORTS
from edition.check.rules import RULES, plug_ins
from edition.check.run import Files, findings, read_files, with_those_pointed_at
from edition.check.schemas import against, against_their_own
from edition.check.subject import Subject
from edition.cite.anchors import anchors
from edition.cite.changes import differences
from edition.cite.changes import findings as anchor_findings
from edition.cite.lock import read_lock
from edition.cli.project import Project, project_at
from edition.errors import EXIT_FINDINGS, EXIT_UNREADABLE
from edition.tei.save import save

#: Seconds between two looks at the files, with --watch.
_PAUSE = 0.5


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(REPORTS)), default="text", show_default=True
)
@click.option(
    "--schema",
    "schemas",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Hold the files against this RELAX NG (.rng) or Schematron (.sch); else against what they name in xml-model.",
)
@click.option(
    "--only", multiple=True, metavar="CODE", help="Only findings of this code, or that begin so."
)
@click.option(
    "--ignore", multiple=True, metavar="CODE", help="No findings of this code, or that begin so."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended in one way only.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would do, and do nothing.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
def check(
    paths: tuple[Path, ...],
    form: str,
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    schemas: tuple[Path, ...],
    *,
    fix: bool,
    show_diff: bool,
    watch: bool,
) -> None:
    """Say everything that is wrong with TEI files.

    PATHS are projects, folders or files; without any, the project in this folder. Files of one project are
    checked together with all others of it, and what is wrong with the named ones is said. Exits with 1 if
    there are errors or warnings, with 3 if a file cannot be read; notes are for information.
    """
    chosen = _Choice(only, ignore)
    projects = [project_at(path) for path in paths] or [project_at(None)]
    while True:
        seen = _state(projects)
        code = max(
            _check(project, schemas, chosen, form, fix=fix, show_diff=show_diff)
            for project in projects
        )
        if not watch:
            raise SystemExit(code)
        while seen == _state(projects):
            time.sleep(_PAUSE)
        click.echo(time.strftime("-- %H:%M:%S"), err=True)


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which findings are said, by their codes or how these begin."""

    only: tuple[str, ...]
    ignore: tuple[str, ...]

    def has(self, finding: Finding) -> bool:
        """Whether *finding* is said."""
        wanted = not self.only or finding.code.startswith(self.only)
        return wanted and not (self.ignore and finding.code.startswith(self.ignore))


def _check(
    project: Project,
    schemas: tuple[Path, ...],
    chosen: _Choice,
    form: str,
    *,
    fix: bool,
    show_diff: bool,
) -> int:
    files = read_files(project.sources, _paths(project))
    found = [finding for finding in _found(project, files, schemas) if chosen.has(finding)]
    if project.file is not None:
        name = project.file.relative_to(project.sources).as_posix()
        found = [finding for finding in found if finding.file == name]
    found.sort()
    if show_diff:
        for edited in _mended(files.subject, found):
            click.echo(diff(edited), nl=False)
    elif fix:
        for edited in _mended(files.subject, found):
            save(project.sources / edited.file, edited.after, edited.before)
            click.echo(f"{edited.file}: mended {len(edited.findings)}", err=True)
            found = [finding for finding in found if finding not in edited.findings]
    prefix = Path(os.path.relpath(project.sources)).as_posix()
    click.echo(REPORTS[form](found, "" if prefix == "." else prefix), nl=False)
    if any(finding.code in {"xml", "tei"} for finding in found):
        return EXIT_UNREADABLE
    return EXIT_FINDINGS if any(finding.severity != "note" for finding in found) else 0


def _paths(project: Project) -> list[Path]:
    """The files that must be read: all of a project, or a lone file with those it points at."""
    if project.file is not None and project.configuration is None:
        return with_those_pointed_at(project.file, project.sources)
    return sorted(
        path
        for path in project.sources.rglob("*")
        if path.suffix in {".xml", ".tei"} and path.is_file()
    )


def _found(project: Project, files: Files, schemas: tuple[Path, ...]) -> Iterator[Finding]:
    subject = files.subject
    yield from files.unreadable
    documents = [reading.document for reading in subject.readings.values()]
    if schemas:
        yield from against(documents, schemas)
    else:
        yield from against_their_own(documents, project.sources)
    yield from findings(subject, (*RULES, *plug_ins()))
    lock = read_lock(project.lock)
    if lock is not None:
        present = list(anchors(subject.edition))
        lines = {anchor.key: anchor.line for anchor in present}
        yield from anchor_findings(differences(lock, present), lines)


def _mended(subject: Subject, found: list[Finding]) -> Iterator[Mended]:
    """The files with the edits that are proposed."""
    return mended(found, {file: r.document.data for file, r in subject.readings.items()})


def _state(projects: Sequence[Project]) -> list[tuple[str, int]]:
    """The files that are checked, each with its time."""
    files = (path for project in projects for path in (*_paths(project), project.lock))
    return [(str(path), path.stat().st_mtime_ns) for path in files if path.exists()]
