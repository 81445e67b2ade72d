"""``edition anchors``: list, assign, lock, diff and retire what can be cited."""

from __future__ import annotations

import json
from pathlib import Path

import click

from edition.annotate.ids import with_ids
from edition.cite.anchors import Anchor, unstable
from edition.cite.anchors import anchors as all_anchors
from edition.cite.changes import Difference, added, differences, findings, worth_telling
from edition.cite.likeness import word_diff, written_diff
from edition.cite.lock import Lock, Release, read_lock, written
from edition.cite.recording import EMPTY, recorded, retired
from edition.cite.references import find
from edition.cli.project import Project, day, project_at, source_option
from edition.errors import EXIT_FINDINGS, EditionError, UsageError
from edition.model import Edition, read
from edition.tei.save import save

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group()
def anchors() -> None:
    """Keep the anchors that others cite.

    What was published is recorded in anchors.lock beside the sources, which is committed with them.
    """


@anchors.command("list")
@source_option
@_FORMAT
@click.option("--kind", help="Only anchors of this kind: paragraph, person, claim …")
def list_(source: Path | None, form: str, kind: str | None) -> None:
    """List everything that can be cited, with its words."""
    project = project_at(source)
    edition = project.edition()
    lock = _lock(project)
    rows = [
        {
            "file": anchor.file,
            "id": anchor.id,
            "kind": anchor.kind,
            "n": anchor.n,
            "line": anchor.line,
            "published": anchor.key in lock.records,
            "text": anchor.text,
        }
        for anchor in all_anchors(edition)
        if kind in {None, anchor.kind}
    ]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "published" if row["published"] else "new"
        click.echo(f"{row['file']}#{row['id']}\t{row['kind']}\t{state}\t{row['text']}")
    _say_unstable(edition)


@anchors.command()
@source_option
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def assign(source: Path | None, *, dry_run: bool) -> None:
    """Give every passage that has none an id of its own.

    Ids are those by which the passages were known until now, so that no address changes. Nothing else in
    the files does either, to the byte.
    """
    total = 0
    refused: list[EditionError] = []
    for path, document in project_at(source).documents():
        assigned = with_ids(read(document))
        refused += assigned.refused
        if assigned.ids:
            if not dry_run:
                save(path, assigned.data, document.data)
            click.echo(f"{document.name}: {', '.join(assigned.ids)}")
            total += len(assigned.ids)
    click.echo(f"{total} ids {'to be written' if dry_run else 'written'}", err=True)
    for error in refused:
        click.echo(f"edition: {error}", err=True)
    raise SystemExit(EXIT_FINDINGS if refused else 0)


@anchors.command()
@source_option
def lock(source: Path | None) -> None:
    """Record all anchors as published, and acknowledge words that have changed.

    Refused while a published anchor is gone or was given to other words.
    """
    project = project_at(source)
    edition = project.edition()
    before = _lock(project)
    version = next((work.version for work in edition.works.values() if work.version), "0")
    release = Release(before.working_version(version), "")
    after = recorded(before, list(all_anchors(edition)), release)
    known = project.lock.read_bytes() if project.lock.exists() else None
    if after.records != before.records:
        save(project.lock, written(after).encode(), known)
    news = len(after.records) - len(before.records)
    changed = sum(
        len(record.wordings) > len(before.records[key].wordings)
        for key, record in after.records.items()
        if key in before.records
    )
    click.echo(
        f"{len(after.records)} anchors in {project.lock}: {news} new, {changed} with new words"
    )
    _say_unstable(edition)


@anchors.command()
@source_option
@_FORMAT
def diff(source: Path | None, form: str) -> None:
    """Say what became of every published anchor since it was recorded.

    Exits with 1 if one is gone, was given to other words, or has words that nobody acknowledged.
    """
    project = project_at(source)
    edition = project.edition()
    before = _lock(project)
    present = list(all_anchors(edition))
    found = differences(before, present)
    fresh = added(before, present)
    told = list(findings(found, {anchor.key: anchor.line for anchor in present}))
    if form == "json":
        rows = [_row(difference) for difference in found if difference.change != "same"]
        rows += [{"change": "added", "file": a.file, "id": a.id, "now": a.text} for a in fresh]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print(found, fresh)
        for finding in told:
            click.echo(f"{finding.place}: {finding.severity}: {finding.message}\n  {finding.hint}")
    raise SystemExit(EXIT_FINDINGS if told else 0)


@anchors.command()
@click.argument("anchor")
@click.option(
    "--into",
    multiple=True,
    metavar="REF",
    help="What has its words now; may be given several times.",
)
@click.option("--reason", default="", help="Why, for those who come with an old citation.")
@click.option("--date", help="When (ISO 8601); today, if not given.")
@source_option
def retire(
    anchor: str, into: tuple[str, ...], reason: str, date: str | None, source: Path | None
) -> None:
    """Say what became of a published ANCHOR that is not in the text any more.

    With --into its old address leads to what has its words now; without, to a note that they were
    withdrawn, and why. It is never given to anything else.
    """
    project = project_at(source)
    edition = project.edition()
    before = _lock(project)
    if not into and not reason:
        raise UsageError(
            "a withdrawal needs a reason",
            hint="Give it with --reason, or what took its place with --into.",
        )
    key = _published(before, anchor)
    targets = [find(edition, written_ref).key for written_ref in into]
    after = retired(before, list(all_anchors(edition)), key, targets, reason, day(date))
    save(project.lock, written(after).encode(), project.lock.read_bytes())
    for inner_key, record in after.records.items():
        if record != before.records[inner_key]:
            to = f" to {', '.join(record.to)}" if record.to else ""
            click.echo(f"{inner_key}: {record.status}{to}")


def _lock(project: Project) -> Lock:

    return read_lock(project.lock) or EMPTY


def _say_unstable(edition: Edition) -> None:
    """Say which passages cannot be cited for good."""
    if computed := unstable(edition.passages.values()):
        have = "passage has" if len(computed) == 1 else "passages have"
        click.echo(
            f"{len(computed)} {have} computed anchors, which may change with the text"
            f" ({', '.join(passage.key for passage in computed[:3])} …): edition anchors assign",
            err=True,
        )


def _published(lock: Lock, anchor: str) -> str:
    """The key of the published *anchor*: ``p6``, or ``article.xml#p6`` if several files had one."""
    keys = [key for key, record in lock.records.items() if anchor in {key, record.id}]
    if not keys:
        raise UsageError(
            f"{anchor!r} was never published", hint="Only what is in the lock can be retired."
        )
    if len(keys) > 1:
        raise UsageError(
            f"{anchor!r} stands in several files", hint=f"Say which: {', '.join(keys[:5])}."
        )
    return keys[0]


def _row(difference: Difference) -> dict[str, object]:
    record, anchor = difference.record, difference.anchor
    return {
        "change": difference.change,
        "file": record.file,
        "id": record.id,
        "then": record.last.text,
        "now": anchor.text if anchor else "",
        "at": anchor.key if anchor else "",
        "found": list(difference.found),
        "status": record.status,
        "reason": record.reason,
    }


def _print(found: list[Difference], fresh: list[Anchor]) -> None:

    counts: dict[str, int] = {}
    for difference in found:
        counts[difference.change] = counts.get(difference.change, 0) + 1
    if fresh:
        counts["added"] = len(fresh)
    click.echo(
        ", ".join(f"{number} {change}" for change, number in counts.items())
        or "nothing recorded yet"
    )
    for difference in worth_telling(found):
        if difference.change == "changed" and difference.anchor:
            pieces = word_diff(difference.record.last.text, difference.anchor.text)
            click.echo(f"\n{difference.record.key}\n  {written_diff(pieces)}\n")
