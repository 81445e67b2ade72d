"""``edition annotate suggest`` and ``review``: what could be marked up, and the editor's word on it."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path

import click

from edition.annotate.marks import tag
from edition.annotate.places import Place, at
from edition.annotate.suggest import Suggestion, suggest
from edition.annotate.suggest.lexicon import lexicon
from edition.annotate.suggest.ner import load, suggester
from edition.annotate.suggest.proposals import (
    FILE,
    Proposal,
    Verdict,
    merged,
    proposed,
    read_proposals,
    written,
)
from edition.annotate.tags import Markup
from edition.cli.annotate.workspace import Workspace, schema_of, schema_option, workspace_of
from edition.cli.project import day
from edition.errors import EditionError
from edition.model import Edition
from edition.tei.dates import parse_point
from edition.tei.pointers import split_key
from edition.tei.save import save


@click.command("suggest")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--least", type=click.FloatRange(0, 1), default=0.0, help="Only what is at least so likely."
)
@click.option(
    "--spacy",
    "model",
    metavar="MODEL",
    help="Ask this model of spaCy too (extra spacy): its name, or its folder.",
)
@click.option("--keep", is_flag=True, help=f"Put them into {FILE} beside the sources, for review.")
@click.option("--date", help="The day that is recorded with them (ISO 8601); today, if not given.")
def suggest_(
    file: Path, form: str, least: float, model: str | None, date: str | None, *, keep: bool
) -> None:
    """Suggest what could be marked up in FILE: registered names, dates, names that no register has.

    Suggestions are no edits: nothing is marked up before somebody has said so (edition annotate review).
    """
    workspace, path = workspace_of(file)
    edition = workspace.edition
    more = []
    if model is not None:
        known = lexicon(edition.entities.values())
        more.append(suggester(load(model), known, f"spacy {model}"))
    found = [one for one in suggest(edition, path, more) if one.score >= least]
    if keep:
        store = workspace.sources / FILE
        before = store.read_bytes() if store.exists() else None
        made = merged(read_proposals(store), proposed(edition, found, day(date)), path)
        save(store, written(made).encode(), before)
        waiting = sum(proposal.verdict == "proposed" for proposal in made)
        click.echo(f"{waiting} wait for review in {store}", err=True)
    if form == "json":
        click.echo(json.dumps([_row(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        anchor = split_key(one.passage)[1]
        meant = ", ".join(f"{target} ({score:g})" for target, score in one.candidates)
        name = one.element or "name"
        click.echo(
            f"{anchor}:{one.start}-{one.end}\t{name}\t{one.words}\t{meant or 'not registered'}"
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@schema_option
def review(file: Path, schema: Path | None) -> None:
    """Judge, one by one, what was suggested for FILE and kept.

    Accepted words are marked up at once; what is rejected is not proposed again; what is skipped waits. Each
    verdict is written before the next question, so that one can stop at any time.
    """
    workspace, path = workspace_of(file)
    store = workspace.sources / FILE
    proposals = read_proposals(store)
    validator = schema_of(schema)
    waiting = [
        p
        for p in proposals
        if p.verdict == "proposed" and split_key(p.suggestion.passage)[0] == path
    ]
    for number, proposal in enumerate(waiting, 1):
        click.echo(f"\n{number} of {len(waiting)}  {_shown(proposal)}")
        markup = _asked(workspace.edition, path, proposal.suggestion)
        if markup is None:
            break
        verdict, made = markup
        if made is not None:
            try:
                edit = tag(_place(workspace, proposal), made)
                workspace.finish([edit], dry_run=False, validator=validator)
            except EditionError as error:
                click.echo(f"edition: {error}", err=True)
                continue
            workspace = workspace_of(file)[0]
        before = store.read_bytes()
        proposals = [p._replace(verdict=verdict) if p.id == proposal.id else p for p in proposals]
        save(store, written(proposals).encode(), before)
    left = sum(p.verdict == "proposed" for p in proposals)
    click.echo(f"\n{left} wait for review", err=True)


def _place(workspace: Workspace, proposal: Proposal) -> Place:
    """Where the words of *proposal* stand.

    :raises EditionError: they do not stand there any more.
    """
    said = proposal.suggestion
    file, anchor = split_key(said.passage)
    place = at(workspace.text(file), anchor, said.start, said.end)
    if place.words != said.words:
        raise EditionError(
            f"{anchor} does not have “{said.words}” there any more",
            hint="The text was changed: suggest again.",
        )
    return place


def _row(one: Suggestion) -> dict[str, object]:
    return {
        "passage": one.passage,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "element": one.element,
        "candidates": [{"target": target, "score": score} for target, score in one.candidates],
        "score": one.score,
        "method": one.method,
    }


def _shown(proposal: Proposal) -> str:
    said = proposal.suggestion
    words = click.style(said.words, bold=True)
    return f"{split_key(said.passage)[1]}  …{proposal.prefix}[{words}]{proposal.suffix}…"


def _asked(edition: Edition, file: str, said: Suggestion) -> tuple[Verdict, Markup | None] | None:
    """What the editor says of a suggestion, and how the words are to be marked up; None to stop."""
    for number, candidate in enumerate(said.candidates, 1):
        label = edition.label(candidate.target) if candidate.target in edition.entities else ""
        click.echo(f"  {number}  {said.element}  {candidate.target}  {label}  {candidate.score:g}")
    choices = [str(number) for number in range(1, len(said.candidates) + 1)]
    keys = [*choices, *(["a"] if choices else []), "e", "r", "s", "q"]
    answer = click.prompt(
        "  a accept the first, a number for another, e edit, r reject, s skip, q quit",
        type=click.Choice(keys),
        default="s",
        show_choices=False,
    )
    if answer == "q":
        return None
    if answer == "e":
        element = click.prompt("  element", default=said.element or "name")
        pointer = click.prompt("  pointer, or date", default="")
        return "accepted", Markup(element, _attributes(element, pointer))
    if answer in {"r", "s"}:
        return ("rejected" if answer == "r" else "proposed"), None
    target = said.candidates[0 if answer == "a" else int(answer) - 1].target
    pointer = target if said.element == "date" else _pointer(file, target)
    return "accepted", Markup(said.element, _attributes(said.element, pointer))


def _attributes(element: str, value: str) -> dict[str, str]:
    if not value:
        return {}
    if element != "date":
        return {"ref": value}
    return {"when": value} if parse_point(value) else {"when-custom": value}


def _pointer(file: str, key: str) -> str:
    """How *file* points at the entry *key*."""
    other, anchor = split_key(key)
    if other == file:
        return f"#{anchor}"
    return f"{posixpath.relpath(other, posixpath.dirname(file) or '.')}#{anchor}"
