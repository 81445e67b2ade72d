"""``edition diff``: what changed between two releases, or since one."""

from __future__ import annotations

import json
from pathlib import Path

import click

from edition.cite.anchors import anchors
from edition.cite.history import compared, state_at, state_now
from edition.cite.lock import read_lock
from edition.cite.recording import EMPTY
from edition.cli.changes import told
from edition.cli.project import project_at, source_option


@click.command()
@click.argument("then", metavar="V1")
@click.argument("now", metavar="V2", required=False)
@source_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def diff(then: str, now: str | None, source: Path | None, form: str) -> None:
    """Say what changed from release V1 to release V2, or to the files as they are now.

    Anchors, text, notes, claims, registers and bibliography, word by word: [-went-] {+came+}.
    """
    project = project_at(source)
    lock = read_lock(project.lock) or EMPTY
    before = state_at(lock, then)
    after = state_at(lock, now) if now else state_now(anchors(project.edition()))
    comparison = compared(before, after)
    if form == "text":
        for line in told(comparison, lock):
            click.echo(line)
        return
    rows = {
        "then": comparison.then,
        "now": comparison.now,
        "added": [item._asdict() for item in comparison.added],
        "gone": [
            {**item._asdict(), "status": lock.records[item.key].status} for item in comparison.gone
        ],
        "changed": [changed._asdict() for changed in comparison.changed],
    }
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
