"""``edition resolve``: where a citation leads, and what became of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition.cli.project import project_at, source_option
from edition.errors import EXIT_FINDINGS, UnreadableError, UsageError

if TYPE_CHECKING:
    from edition.cite.resolve import Archive, Outcome

#: What is read as a file if there is one: annotations.
_FILES = (".json", ".jsonld")


@click.command()
@click.argument("what")
@source_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option("--version", "version", default="", metavar="V", help="The release it was made from.")
@click.option("--quote", default="", metavar="WORDS", help="Words that were quoted from there.")
@click.option(
    "--base-url", default="", metavar="URL", help="Where the pages are published (html_baseurl)."
)
@click.option(
    "--cts-namespace", default="", metavar="NS", help="The namespace of the texts in CTS URNs."
)
def resolve(
    what: str,
    source: Path | None,
    form: str,
    version: str,
    quote: str,
    base_url: str,
    cts_namespace: str,
) -> None:
    """Say where a citation leads, and what became of it.

    WHAT is an address with an anchor or a text fragment, an anchor (p6, p6-p8, p6.s2), a citation in
    words ("Rafiq, par. 6"), an address of a DTS end point, a CTS URN, a file with an annotation
    ("-" for standard input), or quoted words.

    The answer is same, moved, changed, gone or ambiguous. Exit codes: 0 if it is the same, 1 if not.
    """
    from edition.cite.resolve import as_data  # noqa: PLC0415 – starts with lxml
    from edition.cite.resolve import resolve as resolved  # noqa: PLC0415

    archive = archive_of(source, base_url, cts_namespace)
    outcome = resolved(archive, _given(what), version, quote)
    if form == "json":
        click.echo(json.dumps(as_data(outcome), ensure_ascii=False, indent=1))
    else:
        _report(outcome)
    raise SystemExit(0 if outcome.status == "same" else EXIT_FINDINGS)


def archive_of(source: Path | None, base_url: str = "", cts_namespace: str = "") -> Archive:
    """The edition at *source* with the record of its anchors."""
    from edition.cite.lock import read_lock  # noqa: PLC0415 – starts with lxml
    from edition.cite.resolve import Archive  # noqa: PLC0415

    project = project_at(source)
    address = project.address(base_url)
    return Archive(project.edition(), read_lock(project.lock), address, cts_namespace)


def _given(what: str) -> str:
    """What is asked about: the argument, or what is in the file that it names."""
    if what == "-":
        return sys.stdin.read()
    if not what.endswith(_FILES):
        return what
    try:
        return Path(what).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UsageError("there is no such file", file=what) from error
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"cannot be read: {error}", file=what) from error


def _report(outcome: Outcome) -> None:
    """The answer for people."""
    from edition.cite.likeness import word_diff, written_diff  # noqa: PLC0415

    was = f" (was {outcome.was})" if outcome.was and outcome.was != outcome.ref else ""
    since = f", since {outcome.version}" if outcome.version else ""
    click.echo(f"{outcome.status}: {outcome.ref or outcome.was or 'nowhere'}{was}{since}")
    if outcome.reason or outcome.date:
        click.echo(f"  {outcome.reason} {outcome.date}".rstrip())
    if outcome.now and outcome.now != outcome.then:
        click.echo(f"  {written_diff(word_diff(outcome.then, outcome.now))}")
    elif outcome.now or outcome.then:
        click.echo(f"  {outcome.now or outcome.then}")
    for candidate in outcome.candidates:
        click.echo(f"  {candidate.score:.2f} {candidate.ref}: {candidate.words}")
