"""``edition annotate import`` and ``export``."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import click

from edition.annotate.exchange.importing import Outcome, imported
from edition.annotate.exchange.items import Item, items_of
from edition.annotate.exchange.queue import Waiting, joined, read_queue
from edition.annotate.exchange.queue import written as written_queue
from edition.annotate.exchange.tables import read_csv, read_recogito, written_csv, written_recogito
from edition.annotate.exchange.w3c import (
    names,
    read_hypothesis,
    read_w3c,
    written_hypothesis,
    written_w3c,
)
from edition.annotate.exchange.webanno import read_tsv, written_tsv
from edition.annotate.places import Editable
from edition.annotate.tags import refuse_id
from edition.cli.annotate.workspace import (
    Workspace,
    edit_options,
    queue_option,
    schema_of,
    workspace_at,
    workspace_of,
)
from edition.cli.project import source_option
from edition.errors import EXIT_FINDINGS, UnreadableError
from edition.tei.pointers import POINTER_ATTRIBUTES
from edition.tei.save import save

_FORMAT: Final = click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["w3c", "hypothesis", "recogito", "tsv", "csv"]),
    help="tsv is WebAnno TSV 3, of INCEpTION.",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_FORMAT
@click.option(
    "--into", metavar="FILE", help="The text, below the sources; else what the annotations name."
)
@queue_option
@edit_options
@source_option
def import_(
    files: tuple[Path, ...],
    form: str,
    into: str | None,
    queue: Path | None,
    schema: Path | None,
    source: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Apply annotations of other programs, as one edit.

    Each is applied, refused with the reason, or queued where it could mean several places. Exits with 1 if
    not all were applied.
    """
    workspace = workspace_at(source)
    texts = {into: workspace.text(into)} if into else _texts(workspace)
    edits, outcomes, queued = [], list[Outcome](), list[Waiting]()
    items = {file: list[Item]() for file in texts}
    for path in files:
        for item in _read(path, form, texts):
            goals = [file for file in texts if into or names(item.file, file)]
            if len(goals) == 1:
                items[goals[0]].append(item)
            else:
                reason = (
                    "it names no text of the edition" if not goals else "it does not say which text"
                )
                outcomes.append(Outcome(item, "refused", f"{reason} ({item.file or 'none'})"))
    for file, listed in items.items():
        if listed:
            made = imported(texts[file], listed, partial(_check, workspace, file))
            outcomes += made.outcomes
            queued += [
                Waiting(file, one.item, one.reason, one.choices)
                for one in made.outcomes
                if one.status == "queued"
            ]
            edits += [made.edit] if made.edit else []
    path = queue or workspace.journal / "queue.json"
    waiting = joined(
        read_queue(path), queued
    )  # a queue that is broken is told before anything is done
    workspace.finish(edits, dry_run=dry_run, validator=schema_of(schema))
    _report(outcomes)
    if queued and not dry_run:
        _queue(path, waiting)
    if any(outcome.status != "applied" for outcome in outcomes):
        raise SystemExit(EXIT_FINDINGS)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_FORMAT
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to; else printed.",
)
def export(files: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Write the tags of texts as annotations for other programs."""
    texts: dict[str, Editable] = {}
    for path in files:
        workspace, file = workspace_of(path)
        texts[file] = workspace.text(file)
    items = [item for text in texts.values() for item in items_of(text)]
    if form == "w3c":
        written = written_w3c(items)
    elif form == "hypothesis":
        written = written_hypothesis(items, texts)
    elif form == "recogito":
        written = written_recogito(items)
    elif form == "csv":
        written = written_csv(items)
    else:
        written = "".join(
            written_tsv(text, [item for item in items if item.file == file])
            for file, text in texts.items()
        )
    if output is None:
        click.echo(written, nl=False)
    else:
        save(output, written.encode(), output.read_bytes() if output.exists() else None)


def _texts(workspace: Workspace) -> dict[str, Editable]:
    """The texts of the edition, and what else has passages."""
    return {file: text for file, text in workspace.texts().items() if text.texts}


def _read(path: Path, form: str, texts: dict[str, Editable]) -> list[Item]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", file=str(path)) from error
    name = str(path)
    if form == "w3c":
        return read_w3c(data, name)
    if form == "hypothesis":
        return read_hypothesis(data, name, texts)
    if form == "recogito":
        return read_recogito(data, name)
    if form == "csv":
        return read_csv(data, name)
    # A file in TSV has the words, not the name, of its text.
    found = [read_tsv(data, name, text) for text in texts.values()]
    return max(found, key=lambda items: sum(bool(item.anchor) for item in items), default=[])


def _check(workspace: Workspace, file: str, item: Item) -> None:
    """Refuse an item that points at what is not there, or takes an id that is given.

    :raises UsageError: it does.
    """
    text = workspace.text(file)
    for name, value in item.markup.attributes.items():
        if name == "xml:id" and (fault := refuse_id(text, value)):
            raise fault
        if name in POINTER_ATTRIBUTES and item.markup.name not in {"date", "time"}:
            workspace.check_pointers(text, value)


def _report(outcomes: list[Outcome]) -> None:
    """How many were applied, and why the others were not."""
    counts = {
        status: sum(outcome.status == status for outcome in outcomes)
        for status in ("applied", "refused", "queued")
    }
    click.echo(", ".join(f"{number} {status}" for status, number in counts.items()), err=True)
    for outcome in outcomes:
        if outcome.status != "applied":
            item = outcome.item
            where = f" in {item.anchor}" if item.anchor else ""
            click.echo(f"  {outcome.status}: {item.number}{where}: {outcome.reason}", err=True)


def _queue(path: Path, waiting: list[Waiting]) -> None:
    """Keep what is not certain."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    save(path, written_queue(waiting).encode(), before)
    click.echo(f"  what is queued is in {path}: “edition annotate decide”", err=True)
