"""``edition new``: start an edition of one's own, from nothing or from any text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edition.convert.texts import Made

#: Remarks that are shown of each text, and how long each may be.
_MOST = 20
_LONGEST = 120


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
    from edition.convert.project import start  # noqa: PLC0415 – starts with lxml
    from edition.convert.texts import Wishes  # noqa: PLC0415

    collected = start(folder, source, Wishes(title, author, language))
    for text in collected.texts if source else ():
        _report(text)
    for path in collected.passed_over:
        click.echo(f"{path}: passed over, as it is no text")
    where = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    click.echo(f"Made {folder}. Build it: {where}edition build")


def _report(text: Made) -> None:
    """What became of one text, and what did not come along."""
    if text.is_tei:
        click.echo(f"{text.source}: TEI, as it is")
    else:
        click.echo(
            f"{text.source}: {text.paragraphs:,} paragraphs, {text.sentences:,} sentences, "
            f"{text.notes:,} notes"
        )
    if Path(text.page).name != text.source.stem:
        click.echo(f"  its name is {text.page}.xml now")
    for remark in text.remarks[:_MOST]:
        click.echo(f"  {remark if len(remark) <= _LONGEST else remark[: _LONGEST - 1] + '…'}")
    if len(text.remarks) > _MOST:
        click.echo(f"  and {len(text.remarks) - _MOST:,} more remarks of that sort")
