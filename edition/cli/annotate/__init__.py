"""``edition annotate``: mark up, correct and annotate texts, byte by byte."""

from __future__ import annotations

import click

from edition.cli.annotate.decide import decide
from edition.cli.annotate.entities import entity
from edition.cli.annotate.exchange import export, import_
from edition.cli.annotate.marks import correct, retag, tag, undo, untag
from edition.cli.annotate.standoff import claim, note
from edition.cli.annotate.suggest import review, suggest_


@click.group()
def annotate() -> None:
    """Add one annotation, and change nothing else.

    Each command prints what it does as a diff; with --dry-run it writes nothing. A file is replaced only
    after its new form was read again and found to say the same. “edition annotate undo” takes the
    last edit back.
    """


for command in (
    tag,
    untag,
    retag,
    correct,
    claim,
    note,
    entity,
    undo,
    suggest_,
    review,
    import_,
    decide,
    export,
):
    annotate.add_command(command)
