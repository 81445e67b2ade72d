"""``edition cite``: the reference to a passage, in any style and any format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from edition.cli.project import project_at, source_option
from edition.errors import UsageError

if TYPE_CHECKING:
    from edition.cite.citations import Citation
    from edition.cite.styles import Form, Style

#: Formats that a style is rendered in.
_RENDERED: Final = ("text", "html", "markdown")
_DATA: Final = ("bibtex", "biblatex", "ris", "csl-json", "cff", "tei", "robust-link")


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="REF...")
@click.option(
    "--style",
    default="chicago",
    show_default=True,
    metavar="ID",
    help="chicago, chicago-author-date, mla, apa, harvard, an id of the CSL collection, or a .csl file.",
)
@click.option(
    "--form",
    type=click.Choice(["note", "bibliography", "in-text", "all"]),
    default="all",
    show_default=True,
    help="What of the style; all: a line for the text or its note, and one for the bibliography.",
)
@click.option(
    "--format",
    "written",
    type=click.Choice([*_RENDERED, *_DATA]),
    default="text",
    show_default=True,
    help="How it is written.",
)
@click.option("--quote", default="", metavar="WORDS", help="Quote these words of the passage.")
@click.option(
    "--occurrence",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Which occurrence of the words in the passage is meant.",
)
@click.option("--version", default="", metavar="V", help="Cite this version of the edition.")
@click.option(
    "--accessed", default="", metavar="DATE", help="The day on which the page was opened."
)
@click.option(
    "--base-url",
    default="",
    metavar="URL",
    help="Where the edition is published; without it, html_baseurl of build/conf.py.",
)
@source_option
def cite(
    references: tuple[str, ...],
    style: str,
    form: Form | Literal["all"],
    written: str,
    quote: str,
    occurrence: int,
    version: str,
    accessed: str,
    base_url: str,
    source: Path | None,
) -> None:
    """Print the citation of each REF: p6, p6-p8, article#p6.s2, c02, or article for all of it.

    Styles are rendered by Pandoc, which comes with the extra "cite"; the other formats need nothing.
    A sentence is cited by its paragraph; its address leads to it.
    """
    from edition.cite import citations  # noqa: PLC0415 – starts with lxml

    project = project_at(source)
    edition = project.edition()
    base = project.address(base_url)
    template = str(project.setting("tei_version_url") or "")
    found = []
    for reference in references:
        place = citations.place(edition, reference)
        if quote:
            place = citations.quoted(edition, place, quote, occurrence)
        made = citations.cite(edition, place, base, " ".join(quote.split()))
        if version:
            made = citations.in_version(made, version, template)
        found.append(citations.accessed(made, accessed) if accessed else made)
    if written in _RENDERED:
        from edition.cite.styles import find_style  # noqa: PLC0415

        _print(_rendered(found, find_style(style), form, written))
    else:
        _print(_data(found, written, template))


def _print(pieces: str) -> None:
    click.echo(pieces, nl=not pieces.endswith("\n"))


def _rendered(
    citations: list[Citation], style: Style, form: Form | Literal["all"], written: str
) -> str:
    """Lines of citations in a style: those of one place after those of another."""
    from edition.cite.formats import html, markdown, text  # noqa: PLC0415
    from edition.cite.rendering import in_style  # noqa: PLC0415
    from edition.cite.store import user_folder  # noqa: PLC0415

    write = {"text": text.write, "html": html.write, "markdown": markdown.write}[written]
    forms = style.forms if form == "all" else (form,)
    lines = [
        write(in_style(style, one, citation, user_folder()))
        for citation in citations
        for one in forms
    ]
    return "\n".join(lines)


def _data(found: list[Citation], written: str, template: str) -> str:
    from edition.cite.citations import version_address  # noqa: PLC0415
    from edition.cite.formats import (  # noqa: PLC0415
        biblatex,
        bibtex,
        cff,
        csl_json,
        ris,
        robust_link,
        tei,
    )

    if written == "csl-json":
        return csl_json.write(found)
    if written == "cff" and len(found) > 1:
        raise UsageError("a CITATION.cff has one preferred citation", hint="Name one REF.")
    writers: dict[str, Callable[[Citation], str]] = {
        "biblatex": biblatex.write,
        "bibtex": bibtex.write,
        "cff": cff.write,
        "ris": ris.write,
        "robust-link": lambda one: robust_link.write(one, version_address(one, template)),
        "tei": tei.write,
    }
    return "".join(map(writers[written], found))
