"""``edition annotate tag``, ``untag``, ``retag``, ``correct`` and ``undo``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from edition.annotate.correct import correct as corrected
from edition.annotate.correct import supply, surplus
from edition.annotate.edit import Edit
from edition.annotate.journal import undo as undone
from edition.annotate.journal import undoing
from edition.annotate.marks import tag as tagging
from edition.annotate.marks import tagged
from edition.annotate.marks import untag as untagging
from edition.annotate.overlap import Overlap
from edition.annotate.retag import retag as retagging
from edition.annotate.tags import Markup, refuse_id
from edition.cli.annotate.workspace import (
    Workspace,
    edit_options,
    pairs,
    place_of,
    schema_of,
    words_options,
    workspace_at,
    workspace_of,
)
from edition.errors import EditionError, UsageError
from edition.tei.dates import parse_point
from edition.tei.names import local_name
from edition.tei.pointers import POINTER_ATTRIBUTES

_DATED: Final = frozenset({"date", "time"})
_DATES: Final = ("when", "from", "to", "notBefore", "notAfter")
OVERLAP: Final = click.option(
    "--on-overlap",
    "overlap",
    type=click.Choice(["widen", "split", "stand-off"]),
    help="What to do if the words begin in one element and end in another.",
)


@click.command()
@words_options
@click.option("--as", "name", required=True, metavar="ELEMENT", help="persName, rs, date, seg …")
@click.option("--ref", metavar="POINTER", help="Which entity: persons.xml#ayub-khan.")
@click.option("--attr", multiple=True, metavar="NAME=VALUE", help="Any other attribute.")
@click.option("--when", metavar="DATE", help="For a date: the day, month or year, ISO 8601.")
@click.option("--from", "from_", metavar="DATE", help="Or its beginning,")
@click.option("--to", metavar="DATE", help="and its end;")
@click.option("--not-before", metavar="DATE", help="or its limits:")
@click.option("--not-after", metavar="DATE", help="between which it lies.")
@OVERLAP
@edit_options
def tag(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    name: str,
    ref: str | None,
    attr: tuple[str, ...],
    when: str | None,
    from_: str | None,
    to: str | None,
    not_before: str | None,
    not_after: str | None,
    overlap: Overlap | None,
    schema: Path | None,
    *,
    dry_run: bool,
) -> None:
    r"""Mark words of a passage up: as a name, a date, a title.

    \b
    edition annotate tag tei/article.xml --in p6 --quote "Zulfiqar" \
        --as persName --ref persons.xml#zulfikar-ali-bhutto
    """
    workspace, path = workspace_of(file)
    text = workspace.text(path)
    dates = (when, from_, to, not_before, not_after)
    attributes = {"ref": ref} if ref else {}
    attributes |= {name: value for name, value in zip(_DATES, dates, strict=True) if value}
    attributes |= pairs(attr, "--attr")
    place = place_of(text, anchor, quote, occurrence, start, end)
    _check(workspace, path, name, attributes)
    if (identifier := attributes.get("xml:id")) and (fault := refuse_id(text, identifier)):
        raise fault
    edit = tagging(place, Markup(name, attributes), overlap)
    workspace.finish([edit], dry_run=dry_run, validator=schema_of(schema))


@click.command()
@words_options
@click.option("--as", "name", default="", metavar="ELEMENT", help="Which, if there are several.")
@click.option("--ref", default="", metavar="POINTER", help="Its @ref, likewise.")
@edit_options
def untag(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    name: str,
    ref: str,
    schema: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Take the tags around words of a passage out, and leave the words."""
    workspace, path = workspace_of(file)
    place = place_of(workspace.text(path), anchor, quote, occurrence, start, end)
    edit = untagging(place, name, ref)
    _refuse_pointed_at(workspace, edit)
    workspace.finish([edit], dry_run=dry_run, validator=schema_of(schema))


@click.command()
@words_options
@click.option("--as", "old", default="", metavar="ELEMENT", help="Which tag, if there are several.")
@click.option("--to", "name", default="", metavar="ELEMENT", help="Its new name.")
@click.option("--ref", metavar="POINTER", help="Its new @ref.")
@click.option("--old-ref", default="", metavar="POINTER", help="The @ref of the tag that is meant.")
@click.option(
    "--attr", multiple=True, metavar="NAME=VALUE", help="An attribute that it is to have."
)
@click.option("--drop", multiple=True, metavar="NAME", help="An attribute that goes.")
@edit_options
def retag(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    old: str,
    name: str,
    ref: str | None,
    old_ref: str,
    attr: tuple[str, ...],
    drop: tuple[str, ...],
    schema: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Change the element, or its attributes, around words of a passage."""
    workspace, path = workspace_of(file)
    attributes = ({"ref": ref} if ref else {}) | pairs(attr, "--attr")
    place = place_of(workspace.text(path), anchor, quote, occurrence, start, end)
    _check(workspace, path, name or local_name(tagged(place, old, old_ref)), attributes)
    edit = retagging(place, (old, old_ref), name, attributes, drop)
    if not edit.splices:
        raise EditionError("nothing would change", file=path, hint="The tag says so already.")
    workspace.finish([edit], dry_run=dry_run, validator=schema_of(schema))


@click.command()
@words_options
@click.option("--to", metavar="WORDS", help="What is to be read instead: choice, sic, corr.")
@click.option(
    "--supply", "supplied", metavar="WORDS", help="What is wanting behind the words: supplied."
)
@click.option("--surplus", "is_surplus", is_flag=True, help="The words are too many: surplus.")
@click.option("--reason", default="", help="@reason of what is supplied or too many.")
@click.option(
    "--resp", default="", metavar="POINTER", help="Who does so; the editors, if there is one #ed."
)
@click.option("--source", default="", metavar="POINTER", help="The witness or source.")
@click.option("--cert", default="", help="high, medium or low.")
@edit_options
def correct(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    to: str | None,
    supplied: str | None,
    reason: str,
    resp: str,
    source: str,
    cert: str,
    schema: Path | None,
    *,
    is_surplus: bool,
    dry_run: bool,
) -> None:
    """Depart from the copy: correct words, supply what is wanting, mark what is too many."""
    if sum((to is not None, supplied is not None, is_surplus)) != 1:
        hint = "Give one of --to, --supply and --surplus."
        raise UsageError("what is to be done with the words is not clear", hint=hint)
    workspace, path = workspace_of(file)
    text = workspace.text(path)
    if not resp and "ed" in text.reading.part.ids:
        resp = "#ed"
    said = {"resp": resp, "source": source, "cert": cert}
    if to is None:
        said = {"reason": reason, **said}
    attributes = {name: value for name, value in said.items() if value}
    _check(workspace, path, "corr", attributes)
    place = place_of(text, anchor, quote, occurrence, start, end)
    if to is not None:
        edit = corrected(place, to, Markup("corr", attributes))
    elif supplied is not None:
        edit = supply(place, supplied, Markup("supplied", attributes))
    else:
        edit = surplus(place, Markup("surplus", attributes))
    workspace.finish([edit], dry_run=dry_run, validator=schema_of(schema))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The edition; without it, the one here.",
)
@click.option("--dry-run", is_flag=True, help="Show the diff, and write nothing.")
def undo(file: Path | None, source: Path | None, *, dry_run: bool) -> None:
    """Take the last edit back, or the last one of FILE.

    Refused if a file of it was changed since.
    """
    workspace, path = workspace_of(file) if file else (workspace_at(source), "")
    title, changes, entry = undoing(workspace.journal, workspace.sources, path)
    for change in changes:
        workspace.show(change)
    if not dry_run:
        undone(changes, entry, workspace.sources)
    click.echo(f"{'would be undone' if dry_run else 'undone'}: {title}", err=True)


def _check(workspace: Workspace, path: str, name: str, attributes: dict[str, str]) -> None:
    """See that pointers of an element called *name* lead somewhere and that its dates are dates.

    :raises UsageError: one does not, or is none.
    """
    text = workspace.text(path)
    for attribute, value in attributes.items():
        if name in _DATED and attribute in _DATES:
            if parse_point(value) is None:
                hint = "Write 1949-06-02, 1949-06 or 1949; --not-before and --not-after for limits."
                raise UsageError(f"@{attribute}: {value!r} is no date", hint=hint)
        elif attribute in POINTER_ATTRIBUTES:
            workspace.check_pointers(text, value)


def _refuse_pointed_at(workspace: Workspace, edit: Edit) -> None:
    """Refuse to take out an id that something points at.

    :raises EditionError: something does.
    """
    if not edit.freed:
        return
    own = {f"{edit.file}#{identifier}" for identifier in edit.freed}
    for target in sorted(own):
        users = [user for user in workspace.edition.uses_of.get(target, ()) if user not in own]
        if users:
            raise EditionError(
                f"{', '.join(users[:5])} points at {target}, which would go",
                file=edit.file,
                hint="Let it point elsewhere first.",
            )
    gone = sorted(edit.freed & workspace.text(edit.file).reserved)
    if gone:
        raise EditionError(
            f"the anchor {gone[0]} was published, and others may cite it",
            file=edit.file,
            hint=f"Edit by hand, then say where it leads: edition anchors retire {gone[0]} --into …",
        )
