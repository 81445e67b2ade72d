"""What validation costs beside jing and libxml2: ``python -m tools.bench.schema SCHEMA``."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from tools.bench import inputs
from tools.bench.measure import Cost, Job, RunError, in_turns

_PATH: Final = click.Path(path_type=Path, exists=True)
CHECK: Final = "edition check, all rules"
OURS: Final = "edition.check.relaxng"
JING: Final = "jing"
LIBXML2: Final = "lxml, schema as it is"

_VALIDATE: Final = """
import sys
from pathlib import Path
from edition.check.relaxng import validate
from edition.tei.parse import parse
schema, *paths = map(Path, sys.argv[1:])
found = validate([parse(path.read_bytes(), path.name) for path in paths], schema)
print(len(found))
"""
_LXML: Final = """
import sys
from lxml import etree
schema, *paths = sys.argv[1:]
grammar = etree.RelaxNG(etree.parse(schema))
print(sum(not grammar.validate(etree.parse(path)) for path in paths))
"""


@click.command()
@click.argument("schema", type=_PATH)
@click.option("--runs", default=3, show_default=True, help="Runs of each.")
@click.option("--files", default=200, show_default=True, help="Files in the folder.")
@click.option("--divisions", default=115, show_default=True, help="Repetitions in L.")
@click.option("--file", "others", multiple=True, type=_PATH, help="A file besides (repeatable).")
@click.option("--libxml2", is_flag=True, help=f"Also {LIBXML2}, which takes long, for S.")
def main(
    schema: Path,
    *,
    runs: int,
    files: int,
    divisions: int,
    others: tuple[Path, ...],
    libxml2: bool,
) -> None:
    """Measure whole processes that validate the same files against SCHEMA, as ratios to jing."""
    click.echo("| workload | validator | time | processor | memory | time, ratio | memory, ratio |")
    click.echo("|---|---|--:|--:|--:|--:|--:|")
    workloads = {
        "S": {"text": inputs.article(1)},
        str(files): inputs.folder_of(files),
        "L": {"text": inputs.article(divisions)},
        **{path.name: {path.stem: path.read_bytes()} for path in others},
    }
    for name, texts in workloads.items():
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for stem, data in texts.items():
                paths.append(Path(folder, f"{stem}.xml"))
                paths[-1].write_bytes(data)
            jobs = _jobs(schema.absolute(), paths, with_libxml2=libxml2 and name == "S")
            for line in _rows(name, in_turns(jobs, runs)):
                click.echo(line)


def _jobs(schema: Path, paths: list[Path], *, with_libxml2: bool) -> dict[str, Job]:
    files = [str(schema), *map(str, paths)]
    whole = shlex.join([sys.executable, "-m", "edition", "check", "--schema", str(schema)])
    check = f"{whole} {shlex.quote(str(paths[0].parent))} > /dev/null; test $? -le 1"
    jobs = {CHECK: Job(("sh", "-c", check), inputs.REPOSITORY)}
    jobs |= {OURS: Job((sys.executable, "-c", _VALIDATE, *files), inputs.REPOSITORY)}
    if shutil.which("jing"):
        # It exits with 1 if it finds something, which is not a failure here.
        command = f"jing -i {shlex.join(files)}; test $? -le 1"
        jobs[JING] = Job(("sh", "-c", command), inputs.REPOSITORY)
    if with_libxml2:
        jobs[LIBXML2] = Job((sys.executable, "-c", _LXML, *files), inputs.REPOSITORY)
    return jobs


def _rows(workload: str, costs: dict[str, Cost | RunError]) -> Iterator[str]:
    """The lines of a table; what jing takes is 1."""
    one = costs.get(JING)
    for name, cost in costs.items():
        if isinstance(cost, RunError):
            yield f"| {workload} | {name} | failed: {cost} | | | | |"
            continue
        ratios = ["", ""]
        if isinstance(one, Cost):
            pairs = ((cost.seconds, one.seconds), (cost.mebibytes, one.mebibytes))
            ratios = [f"{ours / theirs:.2f}" for ours, theirs in pairs]
        yield (
            f"| {workload} | {name} | {cost.seconds:.2f} s | {cost.processor:.2f} s "
            f"| {cost.mebibytes:.0f} MiB | {' | '.join(ratios)} |"
        )


if __name__ == "__main__":
    main()
