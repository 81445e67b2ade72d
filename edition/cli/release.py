"""``edition release``: freeze what is published under a version."""

from __future__ import annotations

from pathlib import Path

import click

from edition.annotate.versions import with_version
from edition.cite.anchors import anchors, unstable
from edition.cite.history import history
from edition.cite.lock import Lock, Release, read_lock, written
from edition.cite.recording import EMPTY, recorded
from edition.cli.changes import told
from edition.cli.project import day, project_at, source_option
from edition.errors import EditionError, UsageError
from edition.tei.save import save


@click.command()
@click.argument("version")
@click.option("--date", help="The day of the release (ISO 8601); today, if not given.")
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
def release(version: str, date: str | None, source: Path | None, *, dry_run: bool) -> None:
    """Freeze all anchors and their words as release VERSION.

    The version and its date are written into the headers (editionStmt/edition), where readers see them;
    what changed in the judgement of the editors is theirs to say in revisionDesc. A published anchor
    that is gone, or was given to other words, stops it. From the record that is written come the page of
    what changed, "edition diff", and the answers to old citations.
    """
    project = project_at(source)
    edition = project.edition()
    before = read_lock(project.lock) or EMPTY
    _refuse_what_is_released(before, version)
    if computed := unstable(edition.passages.values()):
        names = ", ".join(passage.key for passage in computed[:3])
        raise EditionError(
            f"{len(computed)} passages have computed anchors, which nobody should cite: {names}",
            hint="Give them ids first: edition anchors assign.",
        )
    when = day(date)
    after = recorded(before, list(anchors(edition)), Release(version, when))
    headers = [
        (path, document.data, data)
        for path, document in project.documents()
        if (data := with_version(document, version, when)) != document.data
    ]
    bytes_before = project.lock.read_bytes() if project.lock.exists() else None
    if not dry_run:
        for path, old, new in headers:
            save(path, new, old)
        save(project.lock, written(after).encode(), bytes_before)
    _report(after, [path.name for path, _, _ in headers], dry_run)


def _refuse_what_is_released(lock: Lock, version: str) -> None:
    for known in lock.releases:
        if known.version == version and known.date:
            raise UsageError(
                f"{version} was released on {known.date}",
                hint="What is released stays as it is: choose another version.",
            )


def _report(lock: Lock, headers: list[str], dry_run: bool) -> None:  # noqa: FBT001 – only words differ
    newest, comparison = next(history(lock))
    since = f"since {comparison.then}" if comparison.then else "the first release"
    would = "would be " if dry_run else ""
    click.echo(
        f"{newest.version} {would}released, {since}; {len(lock.records)} anchors are recorded"
    )
    if headers:
        click.echo(f"version and date {would}written into the headers of {', '.join(headers)}")
    for line in told(comparison, lock):
        click.echo(line)
