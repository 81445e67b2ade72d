"""The command ``edition``: one module for each of its commands, loaded when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from edition import __version__
from edition.errors import EditionError

#: The commands, in the order in which help lists them, with the line that help shows.
COMMANDS: Final[dict[str, str]] = {
    "new": "Start an edition of one's own, from nothing or from any text.",
    "build": "Build the edition and account for every character of its sources.",
    "check": "Say everything that is wrong with TEI files, where, why and how to mend it.",
    "anchors": "Keep the anchors that others cite: list, assign, lock, diff, retire.",
    "annotate": "Tag, correct and annotate texts; change nothing else, to the byte.",
    "release": "Freeze all anchors and their words under a version.",
    "export": "Write annotations, places, sources, texts or DTS, from TEI alone.",
    "diff": "Say what changed from one release to another, or since.",
    "cite": "Print the citation of a passage, in any style and any format.",
    "resolve": "Say where a citation leads, and what became of it.",
    "verify": "Hold the quotations and references of a manuscript against the edition.",
    "schema": "Make RELAX NG and Schematron of an ODD.",
}


class _Commands(click.Group):
    """Imports a command only when it is called, so that the others start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"edition.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="edition")
def cli() -> None:
    """Make, check and cite annotated editions of TEI texts.

    Exit codes: 0 clean, 1 findings, 2 usage, 3 input cannot be read.
    """


def main() -> None:
    """Run the command; say what is wrong without a traceback."""
    try:
        cli()
    except EditionError as error:
        click.echo(f"edition: {error}", err=True)
        raise SystemExit(error.exit_code) from None
