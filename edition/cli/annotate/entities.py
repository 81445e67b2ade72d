"""``edition annotate entity``: entries of the registers."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from edition.annotate.edit import Edit, proven
from edition.annotate.entities import FORMS, NewEntity, register_of
from edition.annotate.entities import add as adding
from edition.annotate.entities import merge as merging
from edition.annotate.entities import rename as renaming
from edition.annotate.journal import Change
from edition.cite.anchors import anchors
from edition.cite.lock import read_lock, written
from edition.cite.recording import retired
from edition.cli.annotate.workspace import Workspace, pairs, workspace_at
from edition.cli.project import day, source_option
from edition.errors import UsageError
from edition.model import assemble, read
from edition.tei.parse import parse
from edition.tei.pointers import split_key

_DRY_RUN: Final = click.option("--dry-run", is_flag=True, help="Show the diff, and write nothing.")
_DATE: Final = click.option(
    "--date", help="When (ISO 8601), for the record of anchors; today, if not given."
)


@click.group()
def entity() -> None:
    """Write entries of the registers."""


@entity.command()
@click.argument("kind", type=click.Choice(list(FORMS)))
@click.argument("identifier", metavar="ID")
@click.option("--name", required=True, help="Its main name.")
@click.option("--variant", multiple=True, help="Another name.")
@click.option("--index", default="", help="How an index heads it: Bhutto, Zulfikar Ali.")
@click.option("--sort", default="", help="Its sort key.")
@click.option("--type", "type_", default="", help="@type of the entry.")
@click.option("--description", default="", help="Who or what it is, in one line.")
@click.option("--idno", multiple=True, metavar="TYPE=VALUE", help="wikidata=Q843, viaf=…")
@click.option("--file", "into", metavar="FILE", help="The register, if there are several.")
@source_option
@_DRY_RUN
def add(
    kind: str,
    identifier: str,
    name: str,
    variant: tuple[str, ...],
    index: str,
    sort: str,
    type_: str,
    description: str,
    idno: tuple[str, ...],
    into: str | None,
    source: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Add an entry with the id ID to the register of KIND."""
    workspace = workspace_at(source)
    edition = workspace.edition
    text = workspace.text(into) if into else register_of(workspace.texts(), kind)
    new = NewEntity(
        kind, identifier, name, variant, index, sort, type_, description, pairs(idno, "--idno")
    )
    workspace.finish([adding(text, new, edition)], dry_run=dry_run)


@entity.command()
@click.argument("old")
@click.argument("new")
@_DATE
@source_option
@_DRY_RUN
def rename(old: str, new: str, date: str | None, source: Path | None, *, dry_run: bool) -> None:
    """Give the entry OLD the id NEW, in its register and wherever something points at it.

    If the old id was published it leads to the new one for good.
    """
    workspace = workspace_at(source)
    key = _entry(workspace, old)
    edits = renaming(workspace.texts(), workspace.edition, key, new)
    _finish(workspace, edits, key, f"{split_key(key)[0]}#{new}", date, dry_run=dry_run)


@entity.command()
@click.argument("one", metavar="A")
@click.argument("_into", metavar="into", type=click.Choice(["into"], case_sensitive=False))
@click.argument("other", metavar="B")
@_DATE
@source_option
@_DRY_RUN
def merge(
    one: str, _into: str, other: str, date: str | None, source: Path | None, *, dry_run: bool
) -> None:
    """Make the entry A a part of B: “merge ayub into ayub-khan”.

    Names of A become variants of B, what only A holds goes to B, and what points at A points at B.
    """
    workspace = workspace_at(source)
    gone, goal = _entry(workspace, one), _entry(workspace, other)
    edits = merging(workspace.texts(), workspace.edition, gone, goal)
    _finish(workspace, edits, gone, goal, date, dry_run=dry_run)


def _entry(workspace: Workspace, written_id: str) -> str:
    """The key of the entry that is meant.

    :raises UsageError: there is none, or there are several.
    """
    entities = workspace.edition.entities
    found = [key for key in entities if written_id in {key, split_key(key)[1]}]
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Say which: {', '.join(found)}."
        raise UsageError(f"several registers have {written_id!r}", hint=hint)
    near = get_close_matches(written_id, [split_key(key)[1] for key in entities], n=3)
    hint = f"Do you mean {', '.join(near)}?" if near else "“edition annotate entity add” makes one."
    raise UsageError(f"no register has an entry {written_id!r}", hint=hint)


def _finish(
    workspace: Workspace, edits: list[Edit], old: str, new: str, date: str | None, *, dry_run: bool
) -> None:
    """Write *edits* and, if the id *old* was published, where it leads now."""
    changes = []
    parts = dict(workspace.edition.parts)
    for edit in edits:
        reading = workspace.text(edit.file).reading
        data = proven(reading, edit)
        changes.append(Change(edit.file, reading.document.data, data))
        parts[edit.file] = read(parse(data, edit.file)).part
    lock = read_lock(workspace.lock)
    if lock is not None and old in lock.records:
        after = retired(
            lock, list(anchors(assemble(parts.values()))), old, [new], edits[0].title, day(date)
        )
        before = workspace.lock.read_bytes()
        changes.append(Change(workspace.lock.name, before, written(after).encode()))
    workspace.put(edits[0].title, changes, dry_run=dry_run)
    _say_pages(workspace, split_key(old)[1])


def _say_pages(workspace: Workspace, identifier: str) -> None:
    """Name the pages that speak of an id that is no more: their language is not TEI."""
    for path in sorted((*workspace.sources.rglob("*.rst"), *workspace.sources.rglob("*.md"))):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, 1):
            if f"`{identifier}`" in line or f"#{identifier}`" in line or f"<{identifier}>`" in line:
                where = path.relative_to(workspace.sources)
                click.echo(f"{where}:{number}: names {identifier}; change it by hand", err=True)
