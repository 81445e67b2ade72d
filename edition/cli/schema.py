"""``edition schema``: make RELAX NG and Schematron of an ODD."""

from __future__ import annotations

from pathlib import Path

import click

from edition.check.odd import compile_odd
from edition.errors import EXIT_FINDINGS, UnreadableError
from edition.tei.save import save


@click.group()
def schema() -> None:
    """Make schemas of ODDs, the TEI's documents that define and explain mark-up."""


@schema.command("compile")
@click.argument("odd", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True,
    help="Where NAME.rng and NAME.sch are written; NAME is that of the schema in the ODD.",
)  # fmt: skip
@click.option(
    "--p5", type=click.Path(path_type=Path),
    help="The TEI's p5subset.xml, for an ODD that takes from the TEI.",
)  # fmt: skip
@click.option(
    "--lang", "language", default="", metavar="LANG",
    help="Language of what editors show of elements, attributes and values, as far as the ODD has it.",
)  # fmt: skip
def compile_(odd: Path, folder: Path, p5: Path | None, language: str) -> None:
    """Compile ODD to RELAX NG and Schematron.

    An ODD that cannot mean what it says (a module or a class that is not there) is refused, and nothing is
    written; what says more than it does (an element deleted that nothing brings in) is warned of.
    """
    compiled = compile_odd(odd, p5, language)
    for finding in compiled.findings:
        click.echo(
            f"{finding.place}: {finding.severity}: {finding.message} [{finding.code}]\n  {finding.hint}",
            err=True,
        )
    if not compiled.is_sound:
        errors = sum(finding.severity == "error" for finding in compiled.findings)
        click.echo(f"{errors} error{'s' if errors > 1 else ''}; nothing was written", err=True)
        raise SystemExit(EXIT_FINDINGS)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnreadableError(
            f"the folder cannot be made: {error.strerror}", file=str(folder)
        ) from error
    for suffix, data in (("rng", compiled.relaxng), ("sch", compiled.schematron)):
        path = folder / f"{compiled.name}.{suffix}"
        save(path, data, path.read_bytes() if path.is_file() else None)
        click.echo(path)
