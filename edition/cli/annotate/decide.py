"""``edition annotate decide``: where annotations stand that an import could not place with certainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from edition.annotate.edit import Edit
from edition.annotate.exchange.queue import Waiting, read_queue, written
from edition.annotate.marks import OverlapError, tag
from edition.annotate.overlap import Overlap
from edition.annotate.places import Place, at
from edition.annotate.tags import Markup
from edition.cli.annotate.workspace import (
    Workspace,
    queue_option,
    schema_of,
    schema_option,
    workspace_at,
)
from edition.cli.project import source_option
from edition.errors import EditionError
from edition.tei.save import save

#: Characters that are shown on each side of words.
_AROUND: Final = 40
_OVERLAPS: Final[dict[str, Overlap]] = {"w": "widen", "p": "split", "o": "stand-off"}


@click.command()
@queue_option
@schema_option
@source_option
def decide(queue: Path | None, schema: Path | None, source: Path | None) -> None:
    """Decide, one by one, on annotations that an import has queued.

    Each is shown with the places where it could stand. What is placed is marked up at once, what is dropped
    leaves the queue, what is skipped waits. Each decision is written before the next question.
    """
    workspace = workspace_at(source)
    path = queue or workspace.journal / "queue.json"
    waiting = read_queue(path)
    validator = schema_of(schema)
    for number, one in enumerate(list(waiting), 1):
        click.echo(f"\n{number} of {len(waiting)}  {_shown(one)}\n  {one.reason}")
        places = list(_places(workspace, one))
        answer = _asked(places)
        if answer == "q":
            break
        if answer == "s":
            continue
        if answer != "d":
            try:
                edit = _placed(places[int(answer) - 1], one.item.markup)
                if edit is None:
                    continue
                workspace.finish([edit], dry_run=False, validator=validator)
            except EditionError as error:
                click.echo(f"edition: {error}", err=True)
                continue
            workspace = workspace_at(source)
        before = path.read_bytes()
        waiting.remove(one)
        save(path, written(waiting).encode(), before)
    click.echo(f"\n{len(waiting)} wait for a decision", err=True)


def _shown(one: Waiting) -> str:
    item = one.item
    words = click.style(item.exact, bold=True)
    said = " ".join(f"{name}={value}" for name, value in item.markup.attributes.items())
    return (
        f"{one.text}  …{item.prefix}[{words}]{item.suffix}…  as {item.markup.name} {said}".rstrip()
    )


def _places(workspace: Workspace, one: Waiting) -> Iterator[Place]:
    """Where the annotation could stand, as far as there are still words."""
    text = workspace.text(one.text)
    for anchor, start, end in one.choices:
        try:
            yield at(text, anchor, start, end)
        except EditionError as error:
            click.echo(f"  gone: {error.message}", err=True)


def _asked(places: Sequence[Place]) -> str:
    """The number of a place, or what else is done with the annotation."""
    for number, place in enumerate(places, 1):
        reading = place.trace.text
        before = reading[max(0, place.start - _AROUND) : place.start]
        after = reading[place.end : place.end + _AROUND]
        click.echo(f"  {number}  {place.anchor}  …{before}[{place.words}]{after}…")
    numbers = [str(number) for number in range(1, len(places) + 1)]
    said = "a number for the place, " if numbers else ""
    return str(
        click.prompt(
            f"  {said}d drop, s skip, q quit",
            type=click.Choice([*numbers, "d", "s", "q"]),
            default="s",
            show_choices=False,
        )
    )


def _placed(place: Place, markup: Markup) -> Edit | None:
    """The edit that marks *place* up; None if the editor will have none of its forms.

    :raises EditionError: it cannot be tagged.
    """
    try:
        return tag(place, markup)
    except OverlapError as error:
        click.echo(f"  {error}")
    answer = click.prompt(
        "  w widen, p split, o stand off, s skip",
        type=click.Choice([*_OVERLAPS, "s"]),
        default="s",
        show_choices=False,
    )
    return tag(place, markup, _OVERLAPS[answer]) if answer in _OVERLAPS else None
