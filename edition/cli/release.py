"""``edition release``: freeze what is published under a version."""

from __future__ import annotations

from pathlib import Path

import click

from edition.cite.anchors import anchors, unstable
from edition.cite.history import history
from edition.cite.lock import Release, read_lock, written
from edition.cite.recording import EMPTY, recorded
from edition.cli.changes import told
from edition.cli.project import project_at, source_option, today
from edition.errors import EditionError, UsageError
from edition.tei.save import save


@click.command()
@click.argument("version")
@click.option("--date", help="The day of the release (ISO 8601); today, if not given.")
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would be released, and write nothing.")
def release(version: str, date: str | None, source: Path | None, *, dry_run: bool) -> None:
    """Freeze all anchors and their words as release VERSION.

    The headers must say the same version (editionStmt/edition/@n), for they are what readers see; a
    published anchor that is gone, or was given to other words, stops it. From the record that is written
    come the page of what changed, "edition diff", and the answers to old citations.
    """
    project = project_at(source)
    edition = project.edition()
    for file in edition.texts:
        said = edition.works[file].version
        if said != version:
            raise EditionError(
                f"the header says version {said or '(none)'}, not {version}",
                file=str(project.sources / file),
                hint=f'Write <edition n="{version}"> in editionStmt, with its date, and say in revisionDesc what changed.',
            )
    if computed := unstable(edition.passages.values()):
        names = ", ".join(passage.key for passage in computed[:3])
        raise EditionError(
            f"{len(computed)} passages have computed anchors, which nobody should cite: {names}",
            hint="Give them ids first: edition anchors assign.",
        )
    before = read_lock(project.lock) or EMPTY
    for known in before.releases:
        if known.version == version and known.date:
            raise UsageError(
                f"{version} was released on {known.date}",
                hint="What is released stays as it is: give the headers a new version.",
            )
    bytes_before = project.lock.read_bytes() if project.lock.exists() else None
    after = recorded(before, list(anchors(edition)), Release(version, date or today()))
    if not dry_run:
        save(project.lock, written(after).encode(), bytes_before)
    _, comparison = next(history(after))
    since = f"since {comparison.then}" if comparison.then else "the first release"
    would = "would be " if dry_run else ""
    click.echo(f"{version} {would}released, {since}; {len(after.records)} anchors are recorded")
    for line in told(comparison, after):
        click.echo(line)
