"""``edition check``: everything that is wrong, at once."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from edition.check.beside import beside
from edition.check.findings import Finding
from edition.check.fixing import Mended, diff, mended
from edition.check.report import REPORTS
from edition.check.rules import RULES, plug_ins
from edition.check.run import Files, by_schemas, findings, read_files, with_those_pointed_at
from edition.check.subject import Subject
from edition.check.wikidata import drift, numbers, read_items
from edition.cite.anchors import anchors
from edition.cite.changes import differences
from edition.cite.changes import findings as anchor_findings
from edition.cite.lock import read_lock
from edition.cli.project import Project, project_at
from edition.errors import EXIT_FINDINGS, EXIT_UNREADABLE
from edition.model.edition import nothing_is_waste
from edition.tei.files import tei_paths
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
    "--wikidata",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Hold registers against this snapshot of Wikidata (JSON of its API, or a dump).",
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
    wikidata: Path | None,
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
    asked = _Asked(only, ignore, schemas, wikidata)
    scopes = _scopes([project_at(path) for path in paths] or [project_at(None)])
    while True:
        seen = _state(scopes)
        with nothing_is_waste():
            code = _run(scopes, asked, form, fix=fix, show_diff=show_diff)
        if not watch:
            raise SystemExit(code)
        while seen == _state(scopes):
            time.sleep(_PAUSE)
        click.echo(time.strftime("-- %H:%M:%S"), err=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for: codes, or how they begin, and what files are held against."""

    only: tuple[str, ...]
    ignore: tuple[str, ...]
    schemas: tuple[Path, ...]
    wikidata: Path | None

    def has(self, finding: Finding) -> bool:
        """Whether *finding* is said."""
        wanted = not self.only or finding.code.startswith(self.only)
        return wanted and not (self.ignore and finding.code.startswith(self.ignore))


@dataclass(frozen=True, slots=True)
class _Scope:
    """Files of one project that are checked together.

    :ivar files: those that are meant; none for all.
    """

    project: Project
    files: tuple[Path, ...]

    @property
    def paths(self) -> list[Path]:
        """The files that must be read: all of a project, or lone files with those they point at."""
        folder = self.project.sources
        if self.files and self.project.configuration is None:
            pointed = (path for file in self.files for path in with_those_pointed_at(file, folder))
            return list(dict.fromkeys(pointed))
        return tei_paths(folder)

    @property
    def names(self) -> frozenset[str]:
        """The files that are meant, as findings name them."""
        folder = self.project.sources.absolute()
        return frozenset(file.absolute().relative_to(folder).as_posix() for file in self.files)


def _scopes(projects: Sequence[Project]) -> list[_Scope]:
    """Each project once, with the files of it that are meant."""
    meant: dict[tuple[Path, Path | None], list[Project]] = defaultdict(list)
    for project in projects:
        meant[project.sources.absolute(), project.configuration].append(project)
    scopes = []
    for same in meant.values():
        files = [project.file for project in same if project.file is not None]
        is_whole = len(files) < len(same)
        scopes.append(_Scope(same[0], () if is_whole else tuple(dict.fromkeys(files))))
    return scopes


def _run(scopes: Sequence[_Scope], asked: _Asked, form: str, *, fix: bool, show_diff: bool) -> int:
    """Check everything, mend what is to be mended, and say the rest; give the exit code."""
    found: list[Finding] = []
    for scope in scopes:
        files, all_found = _checked(scope, asked)
        of_scope = sorted(
            finding
            for finding in all_found
            if asked.has(finding) and (not scope.files or finding.file in scope.names)
        )
        if show_diff:
            for edited in _mended(files.subject, of_scope):
                click.echo(diff(edited), nl=False)
        elif fix:
            for edited in _mended(files.subject, of_scope):
                save(scope.project.sources / edited.file, edited.after, edited.before)
                click.echo(f"{edited.file}: mended {len(edited.findings)}", err=True)
                of_scope = [finding for finding in of_scope if finding not in edited.findings]
        folder = Path(os.path.relpath(scope.project.sources))
        found += (replace(one, file=(folder / one.file).as_posix()) for one in of_scope)
    click.echo(REPORTS[form](found), nl=False)
    if any(finding.code in {"xml", "tei"} for finding in found):
        return EXIT_UNREADABLE
    return EXIT_FINDINGS if any(finding.severity != "note" for finding in found) else 0


def _checked(scope: _Scope, asked: _Asked) -> tuple[Files, list[Finding]]:
    """The files of *scope*, and all that is found in them."""
    project, paths = scope.project, scope.paths
    validation = beside(partial(by_schemas, project.sources, paths, asked.schemas))
    files = read_files(project.sources, paths)
    subject = files.subject
    found = [*files.unreadable, *findings(subject, (*RULES, *plug_ins())), *validation()]
    if asked.wikidata is not None:
        found += drift(subject, read_items(asked.wikidata, numbers(subject).values()))
    lock = read_lock(project.lock)
    if lock is not None:
        present = list(anchors(subject.edition))
        lines = {anchor.key: anchor.line for anchor in present}
        found += anchor_findings(differences(lock, present), lines)
    return files, found


def _mended(subject: Subject, found: list[Finding]) -> Iterator[Mended]:
    """The files with the edits that are proposed."""
    return mended(found, {file: r.document.data for file, r in subject.readings.items()})


def _state(scopes: Sequence[_Scope]) -> list[tuple[str, int]]:
    """The files that are checked, each with its time."""
    files = (path for scope in scopes for path in (*scope.paths, scope.project.lock))
    return [(str(path), path.stat().st_mtime_ns) for path in files if path.exists()]
