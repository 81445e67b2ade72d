"""``edition new``: start an edition of one's own, from nothing or from any text."""

from __future__ import annotations

from pathlib import Path

import click

#: Pieces of raw mark-up that are shown of each text.
_FEW = 3


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A text, or a folder of texts: TEI, plain text, Markdown, HTML, DOCX, ODT and others.",
)
@click.option(
    "--title", default="", help="The title, if the text does not say it, or says it wrong."
)
@click.option("--author", default="", help="The author, likewise.")
@click.option(
    "--lang", "language", default="", metavar="TAG", help="The language (BCP 47), likewise."
)
def new(folder: Path, source: Path | None, title: str, author: str, language: str) -> None:
    """Start an edition in FOLDER, which builds at once.

    TEI is taken as it is. Any other text becomes TEI with a header, ids on everything that can be cited,
    and sentences. Without --from there is a sample that shows what mark-up does.
    """
    from edition.convert.project import Wishes, start  # noqa: PLC0415 – starts with lxml

    made = start(folder, source, Wishes(title, author, language))
    for text in made:
        if text.paragraphs or text.sentences:
            click.echo(
                f"{text.source}: {text.paragraphs:,} paragraphs, {text.sentences:,} sentences, "
                f"{text.notes:,} notes"
            )
        for piece in text.dropped[:_FEW]:
            click.echo(f"  left out, as it is no text: {' '.join(piece.split())[:60]}")
        if len(text.dropped) > _FEW:
            click.echo(f"  and {len(text.dropped) - _FEW:,} more pieces of that sort")
        for address in text.missing:
            click.echo(f"  this picture is not there: {address}")
        if text.replaced:
            click.echo(f"  {text.replaced:,} characters that XML does not have are U+FFFD now")
    click.echo(f"Made {folder}. Build it: cd {folder} && edition build")
