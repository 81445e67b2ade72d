"""``edition verify``: hold the quotations and references of manuscripts against the edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from edition import __version__
from edition.cli.project import source_option
from edition.cli.resolve import archive_of
from edition.errors import EXIT_FINDINGS, UnreadableError

if TYPE_CHECKING:
    from edition.cite.verify import Item


@click.command()
@click.argument("manuscripts", nargs=-1, required=True, type=click.Path(path_type=Path))
@source_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
)
@click.option(
    "--base-url", default="", metavar="URL", help="Where the pages are published (html_baseurl)."
)
@click.option(
    "--cts-namespace", default="", metavar="NS", help="The namespace of the texts in CTS URNs."
)
def verify(
    manuscripts: tuple[Path, ...],
    source: Path | None,
    form: str,
    base_url: str,
    cts_namespace: str,
) -> None:
    """Hold the quotations and references of MANUSCRIPTS against the edition.

    Manuscripts are Markdown, reStructuredText, LaTeX, DOCX, ODT, HTML or plain text. Each quotation of
    the edition is exact, misquoted, or from another passage than the one named; each reference leads to
    a passage, to one that has changed, moved or gone, or to nothing. Words of a claim that the editors
    mark as contradicted are named.

    Exit codes: 0 if all is well, 1 if there are findings, 3 if a manuscript cannot be read.
    """
    from edition.cite.verify import as_json, as_sarif, as_text, read  # noqa: PLC0415 – starts with lxml
    from edition.cite.verify import verify as verified  # noqa: PLC0415

    archive = archive_of(source, base_url, cts_namespace)
    items: list[Item] = []
    for path in manuscripts:
        if not path.is_file():
            raise UnreadableError("there is no such file", file=str(path))
        items += verified(archive, read(path))
    if form == "text":
        for line in as_text(items):
            click.echo(line)
    else:
        click.echo(as_json(items) if form == "json" else as_sarif(items, __version__))
    raise SystemExit(0 if all(item.is_fine for item in items) else EXIT_FINDINGS)
