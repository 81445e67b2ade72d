"""Where the time of a build goes: ``python -m tools.bench.hotspots [FILE]``."""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import tempfile
from collections import defaultdict
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import click

from edition.cli import main as edition
from tools.bench import inputs


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--divisions", default=115, show_default=True, help="Without FILE: size of the text.")
@click.option("--lines", default=25, show_default=True, help="How many modules and functions.")
def main(file: Path | None, divisions: int, lines: int) -> None:
    """Profile "edition build FILE", or of the bench's large text, by module and by function."""
    with tempfile.TemporaryDirectory() as folder:
        if file is None:
            file = Path(folder, "text.xml")
            file.write_bytes(inputs.article(divisions))
        profile = cProfile.Profile()
        sys.argv = ["edition", "build", "-q", "-o", str(Path(folder, "html")), str(file)]
        quiet = io.StringIO()
        with redirect_stderr(quiet), redirect_stdout(quiet), suppress(SystemExit):
            profile.runcall(edition)
    stats = pstats.Stats(profile)
    of_modules: defaultdict[str, float] = defaultdict(float)
    for (module, _line, _name), (_calls, _all, own, _cumulative, _callers) in stats.stats.items():  # type: ignore[attr-defined] # what pstats itself sorts
        of_modules[_short(module)] += own
    print("seconds in a module itself")
    for module, own in sorted(of_modules.items(), key=lambda item: -item[1])[:lines]:
        print(f"{own:8.3f}  {module}")
    stats.sort_stats("tottime").print_stats(lines)
    stats.sort_stats("cumulative").print_stats("edition/", lines)


def _short(module: str) -> str:
    parts = Path(module).parts
    return "/".join(parts[-3:]) if "/" in module else module


if __name__ == "__main__":
    main()
