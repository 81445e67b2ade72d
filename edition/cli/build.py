"""``edition build``: build the project at hand and say what became of its sources."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from edition.errors import EXIT_FINDINGS, EXIT_UNREADABLE, EditionError, UsageError

if TYPE_CHECKING:
    from edition.sphinxext.summary import Summary


#: What can be made, in the order in which it is.
FORMATS = ("html", "epub", "pdf")


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where the pages go (build/html, or html); other formats go to folders in it.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    default=["html"],
    help="What to make; may be given several times.",
    show_default=True,
)
@click.option(
    "-j", "--jobs", default="1", metavar="N", help="Processes to read and write with, or 'auto'."
)
@click.option(
    "--odd",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With PATH: an ODD whose processing model is followed.",
)
@click.option(
    "--split",
    default="auto",
    metavar="WHERE",
    help="With PATH: where a text goes on to another page (none, auto, div1 … div7, pb, cite).",
)
@click.option("-E", "--fresh", is_flag=True, help="Read everything again.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, only warnings and the summary.")
def build(
    path: Path | None,
    output: Path | None,
    formats: tuple[str, ...],
    jobs: str,
    odd: Path | None,
    split: str,
    *,
    fresh: bool,
    quiet: bool,
) -> None:
    """Build an edition.

    Without PATH, the project in this folder: build/conf.py and tei/ to build/html, the same as
    "sphinx-build -c build tei build/html". Any warning makes it exit with 1.

    With PATH, any TEI file or folder of TEI files, without a configuration: a title page, the texts, the
    registers found in them, indices and search. What is wrong in the files is reported; the pages are
    made all the same (exit 0), unless a file cannot be read (3) or something would be lost (1).

    A PDF is set by WeasyPrint, which comes with the extra "pdf": without it there is none (2).
    """
    wanted = tuple(name for name in FORMATS if name in formats)
    if path is not None:
        settings: dict[str, object] = {
            "tei_odd": str(odd.absolute()) if odd else "",
            "tei_split": split,
        }
        target = output or Path("html")
        work = target.parent / f".{target.name}-work"
        targets = _targets(wanted, target, target)
        run = _Run(work / "source", targets, work / "doctrees", _jobs(jobs), fresh, quiet)
        raise SystemExit(_build_any(path, run, settings))
    project = Path.cwd()
    configuration, sources = project / "build", project / "tei"
    if not (configuration / "conf.py").is_file() or not sources.is_dir():
        raise UsageError(
            "this folder holds no edition: build/conf.py or tei/ is missing",
            file=str(project),
            hint="Change to the folder of the edition, or name a TEI file or folder.",
        )
    run = _Run(
        sources,
        _targets(wanted, output or configuration / "html", output or configuration),
        configuration / "doctrees",
        _jobs(jobs),
        fresh,
        quiet,
    )
    raise SystemExit(EXIT_FINDINGS if _sphinx(run, configuration, {}) else 0)


def _targets(formats: tuple[str, ...], pages: Path, others: Path) -> dict[str, Path]:
    """Where each of *formats* goes: *pages* of HTML, and a folder in *others* for each other."""
    return {name: pages if name == "html" else others / name for name in formats}


@dataclass(frozen=True, slots=True)
class _Run:
    """What Sphinx is to do.

    :ivar targets: where each format goes.
    """

    sources: Path
    targets: dict[str, Path]
    doctrees: Path
    jobs: int
    fresh: bool
    quiet: bool


def _build_any(path: Path, run: _Run, settings: dict[str, object]) -> int:
    """Build what lies at *path*; give the exit code."""
    from edition.sphinxext.standalone import stage  # noqa: PLC0415 – starts with lxml

    staged = stage(path, run.sources)
    settings |= {
        "extensions": ["edition"],
        "html_copy_source": False,
        "html_domain_indices": False,
        "html_short_title": staged.title,
        "html_theme": "edition",
        "html_title": staged.title,
        "html_use_index": staged.has_terms,
        "epub_show_urls": "no",
        "project": staged.title,
        "tei_origins": staged.origins,
    }
    _sphinx(run, None, settings)
    for error in staged.refused:
        click.echo(f"edition: {error}", err=True)
    return EXIT_UNREADABLE if staged.refused else 0


def _jobs(value: str) -> int:
    if value == "auto":
        return os.cpu_count() or 1
    if value.isdecimal() and int(value):
        return int(value)
    raise UsageError(f"--jobs takes a number or 'auto', not {value!r}")


def _sphinx(run: _Run, configuration: Path | None, settings: dict[str, object]) -> int:
    """Run Sphinx; report; give the number of warnings.

    :raises EditionError: Sphinx could not go through with it.
    """
    from sphinx.application import Sphinx  # noqa: PLC0415 – the other commands start without it
    from sphinx.errors import ConfigError, SphinxError  # noqa: PLC0415
    from sphinx.util.console import nocolor  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    from edition.sphinxext.messages import LossError  # noqa: PLC0415
    from edition.sphinxext.summary import summarise  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        nocolor()
    warnings, summary, made = 0, None, []
    for number, (builder, target) in enumerate(run.targets.items()):
        with patch_docutils(configuration and str(configuration)), docutils_namespace():
            try:
                app = Sphinx(
                    run.sources,
                    configuration,
                    target,
                    run.doctrees,
                    builder,
                    confoverrides=settings,
                    freshenv=run.fresh and not number,
                    parallel=run.jobs,
                    status=io.StringIO() if run.quiet else console.file,
                )
                app.build()
            except ConfigError as error:
                raise UsageError(str(error)) from error
            except SphinxError as error:
                message = f"{error.category}: {error}"
                hint = (
                    "See the lines above."
                    if isinstance(error, LossError)
                    else "Mend it and build again."
                )
                raise EditionError(message, hint=hint) from error
            except OSError as error:
                failure = EditionError(f"{error.strerror}", file=error.filename)
                failure.exit_code = EXIT_UNREADABLE
                raise failure from error
            warnings += int(app._warncount)
            summary = summary or summarise(app.env)
            made.append(getattr(app.builder, "book", target / "index.html"))
    if summary is not None:
        _report(console, summary, made, warnings)
    return warnings


def _report(console: Console, summary: Summary, made: list[Path], warnings: int) -> None:
    """The closing summary: what there is, and where every character went."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    counts = summary.counts
    for number, name in (
        (summary.pages, "pages"),
        (counts.passages, "passages"),
        (counts.entities, f"entities, mentioned {counts.mentions:,} times"),
        (counts.claims, "claims"),
        (counts.notes, "notes"),
        (counts.sources, "sources"),
        (summary.ids, "ids"),
        (summary.shown, "characters shown in place"),
        (summary.moved, "characters shown in notes, headings and apparatus"),
    ):
        table.add_row(f"{number:,}", name)
    for rule, number in summary.left_out.items():
        if number:
            table.add_row(f"{number:,}", f"characters left out ({rule})")
    console.print()
    console.print(table)
    for name, number in sorted(summary.unknown.items(), key=lambda item: (-item[1], item[0])):
        console.print(
            f"  <{name}> has no behaviour of its own: text and ids kept ({number} times)",
            markup=False,
        )
    verdict = "nothing lost" + (f"; {warnings} warnings: see above" if warnings else "")
    console.print(f"\n{verdict}", markup=False)
    for file in made:
        console.print(f"Open {_address(file)}", markup=False)


def _address(page: Path) -> str:
    return os.path.relpath(page) if page.is_relative_to(Path.cwd()) else str(page)
