"""``edition annotate claim`` and ``note``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from edition.annotate.edit import Edit
from edition.annotate.overlap import Overlap
from edition.annotate.places import Editable, Place
from edition.annotate.standoff import (
    NewClaim,
    NewPosition,
    Target,
    add_claim,
    add_note,
    list_of,
    next_id,
    target,
)
from edition.cli.annotate.marks import OVERLAP
from edition.cli.annotate.workspace import (
    Workspace,
    edit_options,
    place_of,
    schema_of,
    words_options,
    workspace_of,
)
from edition.errors import EditionError, UsageError
from edition.tei.names import NAMESPACES
from edition.tei.pointers import key, split_key

_CLAIM_PARTS = 4


@click.group()
def claim() -> None:
    """Write claims: what is, or may be, disputed."""


@click.group()
def note() -> None:
    """Write notes that stand apart from the text."""


@claim.command("add")
@words_options
@click.option("--title", required=True, help="A name for the claim.")
@click.option("--statement", required=True, help="What is claimed, as one proposition.")
@click.option(
    "--status",
    multiple=True,
    required=True,
    metavar="CATEGORY",
    help="Of the taxonomy: disputed-in-text …",
)
@click.option("--claimant", default="", help="Whose statement it is.")
@click.option(
    "--position",
    multiple=True,
    metavar="STANCE|HOLDER|SUMMARY|SOURCES",
    help="What somebody holds about it.",
)
@click.option("--assessment", default="", help="What the editors think.")
@click.option("--cert", default="", help="How sure they are.")
@click.option(
    "--file", "into", metavar="FILE", help="The file with the claims, if there are several."
)
@OVERLAP
@edit_options
def add(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    title: str,
    statement: str,
    status: tuple[str, ...],
    claimant: str,
    position: tuple[str, ...],
    assessment: str,
    cert: str,
    into: str | None,
    overlap: Overlap | None,
    schema: Path | None,
    *,
    dry_run: bool,
) -> None:
    r"""Add a claim that words of a passage make.

    The words get an id in the text; the claim is written behind the others.

    \b
    edition annotate claim add tei/article.xml --in p6.s2 --quote "…" --title "…" --statement "…" \
        --status unverified --position "disputes|Tariq Fatemi|Calls it folklore.|fatemi-2012"
    """
    workspace, path = workspace_of(file)
    place = place_of(workspace.text(path), anchor, quote, occurrence, start, end)
    claims = _file_of(workspace, "claims", into)
    identifier = next_id(claims, list_of(claims, "claims"), "c")
    found = target(place, f"{identifier}.words", "claim", overlap)
    new = NewClaim(
        title,
        statement,
        tuple(_category(workspace, name) for name in status),
        claimant,
        tuple(_position(workspace, written) for written in position),
        assessment,
        key(path, "ed") if "ed" in workspace.text(path).reading.part.ids else "",
        cert,
    )
    edits = [add_claim(claims, identifier, found.key, new)]
    _finish(workspace, edits, found, schema, dry_run=dry_run)


@note.command("add")
@words_options
@click.option(
    "--type",
    "kind",
    required=True,
    metavar="TYPE",
    help="The list it goes into: commentary, textual.",
)
@click.option("--text", "words", required=True, help="The note.")
@click.option("--source", multiple=True, metavar="SOURCE", help="Of the bibliography.")
@click.option(
    "--file", "into", metavar="FILE", help="The file with the notes, if there are several."
)
@OVERLAP
@edit_options
def add_(
    file: Path,
    anchor: str,
    quote: str | None,
    occurrence: int | None,
    start: int | None,
    end: int | None,
    kind: str,
    words: str,
    source: tuple[str, ...],
    into: str | None,
    overlap: Overlap | None,
    schema: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Add a note on a passage, or on words of it."""
    workspace, path = workspace_of(file)
    text = workspace.text(path)
    notes = _file_of(workspace, kind, into)
    listed = list_of(notes, kind)
    identifier = next_id(notes, listed, f"{kind[:1]}n")
    sources = [_source(workspace, name) for name in source]
    whole = quote is None and start is None and end is None
    if whole and anchor in text.reading.part.ids:
        found = Target(key(path, anchor), None)
    else:
        place = place_of(text, anchor, quote, occurrence, start, end)
        if whole:
            raise _unstable(place)
        found = target(place, f"{identifier}.words", "", overlap)
    edits = [add_note(notes, identifier, found.key, kind, words, sources)]
    _finish(workspace, edits, found, schema, dry_run=dry_run)


def _finish(
    workspace: Workspace, edits: list[Edit], found: Target, schema: Path | None, *, dry_run: bool
) -> None:
    """Write an annotation and, in the text, what it points at."""
    if found.edit is not None:
        same = [edit for edit in edits if edit.file == found.edit.file]
        if same:  # text and annotations in one file
            edits = [
                Edit(
                    found.edit.file,
                    (*found.edit.splices, *same[0].splices),
                    same[0].title,
                    found.edit.ids | same[0].ids,
                )
            ]
        else:
            edits.append(found.edit)
    workspace.finish(edits, dry_run=dry_run, validator=schema_of(schema))


def _file_of(workspace: Workspace, kind: str, given: str | None) -> Editable:
    """The file with the annotations of *kind*.

    :raises EditionError: there is none, or there are several and none is *given*.
    """
    if given:
        return workspace.text(given)
    files = [
        text
        for text in workspace.texts().values()
        if text.document.root.find(f".//tei:listAnnotation[@type='{kind}']", NAMESPACES) is not None
    ]
    if len(files) == 1:
        return files[0]
    if not files:
        hint = f'Write <standOff><listAnnotation type="{kind}"/></standOff> into one of them.'
        raise EditionError(f"no file has a list of annotations of type {kind}", hint=hint)
    names = ", ".join(text.file for text in files)
    raise UsageError(f"several files have annotations of type {kind}", hint=f"Say --file: {names}.")


def _unstable(place: Place) -> EditionError:
    message = f"{place.anchor} has no id of its own that a note can point at"
    return place.fault(message, "Give the passages ids first: edition anchors assign.")


def _one(kind: str, name: str, known: list[str]) -> str:
    """The key among *known* that *name* means: a key, or an id.

    :raises UsageError: none, or several.
    """
    found = [item for item in known if name in {item, split_key(item)[1]}]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"there are several {kind}s {name!r}", hint=f"Say which: {', '.join(found)}."
        )
    ids = sorted({split_key(item)[1] for item in known})
    near = get_close_matches(name, ids, n=3) or ids[:8]
    hint = f"Do you mean {', '.join(near)}?" if near else f"The edition has no {kind}s."
    raise UsageError(f"there is no {kind} {name!r}", hint=hint)


def _category(workspace: Workspace, name: str) -> str:
    return _one("category", name, list(workspace.edition.categories))


def _source(workspace: Workspace, name: str) -> str:
    return _one("source", name, list(workspace.edition.sources))


def _position(workspace: Workspace, written: str) -> NewPosition:
    """A position as it is given on the command line.

    :raises UsageError: it has not four parts, or names what is not there.
    """
    parts = [part.strip() for part in written.split("|")]
    if len(parts) > _CLAIM_PARTS or len(parts) < _CLAIM_PARTS - 1:
        hint = "Write stance|holder|summary|sources; sources are ids, with commas between."
        raise UsageError(f"{written!r} is no position", hint=hint)
    stance, holder, summary, sources = (*parts, "")[:_CLAIM_PARTS]
    edition = workspace.edition
    registered = next(
        (
            entity
            for entity, known in edition.entities.items()
            if holder in {entity, split_key(entity)[1]} or holder in {n.text for n in known.names}
        ),
        "",
    )
    names = edition.entities[registered].name if registered else holder
    return NewPosition(
        _category(workspace, stance),
        names,
        registered,
        summary,
        tuple(_source(workspace, name.strip()) for name in sources.split(",") if name.strip()),
    )
