"""What an edition costs beside what others take for the same words: ``python -m tools.bench.bench``."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from tools.bench import contenders, inputs, words
from tools.bench.contenders import OURS, Contender, Prepared, prepare
from tools.bench.inputs import Workload
from tools.bench.measure import Cost, RunError, in_turns
from tools.bench.report import Ratio, Report, Row, as_json, markdown

_GROWTH: Final = 10
_PATH: Final = click.Path(path_type=Path)
_SORTS: Final = ("S", "M", "L", "folder", "nothing", "one", "jobs", "load")


@click.command()
@click.option("--runs", default=3, show_default=True, help="Runs of each sort.")
@click.option("--files", default=200, show_default=True, help="Files in the folder.")
@click.option("--medium", default=12, show_default=True, help="Repetitions of divisions in M.")
@click.option("--divisions", default=115, show_default=True, help="Repetitions in L.")
@click.option(
    "--workload", "sorts", multiple=True, type=click.Choice(_SORTS), help="Only this (repeatable)."
)
@click.option("--growth", is_flag=True, help=f"Also the folder against {_GROWTH} times as many.")
@click.option("--output", type=_PATH, help="Write the table here too.")
@click.option("--json", "json_file", type=_PATH, help="Write figures for programs here.")
@click.option("--without-peers", is_flag=True, help="Only this edition and Sphinx.")
@click.option(
    "--peers",
    "cache",
    type=_PATH,
    default=Path(tempfile.gettempdir(), "tei-edition-peers"),
    help="Where uEdition is installed (a folder for temporary files).",
)
@click.option("--tei-stylesheets", type=_PATH, help="Folder of the TEI Stylesheets.")
@click.option("--saxon", type=_PATH, help="Saxon-HE.jar, for the Stylesheets.")
@click.option("--ceteicean", "script", type=_PATH, help="CETEI.js.")
@click.option("--chromium", help="The browser for CETEIcean.")
def main(
    *,
    runs: int,
    files: int,
    medium: int,
    divisions: int,
    sorts: tuple[str, ...],
    growth: bool,
    output: Path | None,
    json_file: Path | None,
    without_peers: bool,
    cache: Path,
    tei_stylesheets: Path | None,
    saxon: Path | None,
    script: Path | None,
    chromium: str | None,
) -> None:
    """Measure what an edition costs, as ratios to what others take for the same words."""
    ours = contenders.ours()
    others, absent = (
        ([], {})
        if without_peers
        else contenders.peers(cache.absolute(), tei_stylesheets, saxon, script, chromium)
    )
    wanted = sorts or _SORTS
    report = Report(OURS, [], [], runs)
    for workload in _workloads(wanted, files, medium, divisions):
        found = [c for c in (*ours, *others) if c.only in {"", workload.name}]
        report.rows.extend(_compared(workload, found, runs))
        if workload.run == "clean":
            report.rows.extend(Row(workload.name, n, None, None, r) for n, r in absent.items())
    if "jobs" in wanted:
        workload = Workload(f"{files}, again", inputs.folder_of(files))
        report.rows.extend(_compared(workload, [ours[0], contenders.in_parallel(2)], runs))
    if "load" in wanted:
        report.ratios.append(_loading(inputs.article(divisions), runs))
    if growth:
        report.ratios.extend(_grown(files, runs))
    table = markdown(report)
    click.echo(table, nl=False)
    if output is not None:
        output.write_text(table, encoding="utf-8")
    if json_file is not None:
        json_file.write_text(json.dumps(as_json(report), indent=1) + "\n", encoding="utf-8")
    if any(row.failed and row.contender.startswith(OURS) for row in report.rows):
        sys.exit(1)


def _workloads(
    wanted: tuple[str, ...], files: int, medium: int, divisions: int
) -> Iterator[Workload]:
    for name, repetitions in (("S", 1), ("M", medium), ("L", divisions)):
        if name in wanted:
            yield Workload(name, {"text": inputs.article(repetitions)})
    folder = inputs.folder_of(files)
    if "folder" in wanted:
        yield Workload(str(files), folder)
    if "nothing" in wanted:
        yield Workload(f"{files}, nothing changed", folder, "nothing")
    if "one" in wanted:
        yield Workload(f"{files}, one changed", folder, "one")


def _compared(workload: Workload, found: list[Contender], runs: int) -> Iterator[Row]:
    """All contenders at one workload, by turns."""
    title = f"{workload.name} ({workload.megabytes:.2f} MB)"
    _say(title)
    with tempfile.TemporaryDirectory() as folder:
        ready: dict[str, Prepared] = {}
        for at, contender in enumerate(found):
            try:
                prepared = prepare(contender, workload, Path(folder, str(at)))
            except RunError as error:
                yield _failed(workload.name, contender.name, error)
                continue
            if prepared is None:
                yield Row(workload.name, contender.name, None, None, "builds all again")
            else:
                ready[contender.name] = prepared
        costs = in_turns({name: prepared.job for name, prepared in ready.items()}, runs)
        for name, cost in costs.items():
            if isinstance(cost, RunError):
                yield _failed(workload.name, name, cost)
                continue
            contender, output = ready[name].contender, ready[name].output
            shown = words.share(workload.files, output, contender.main, contender.pages)
            if not shown:
                yield _failed(workload.name, name, RunError("its pages have no words"))
                continue
            remark = contender.remark(output) if contender.remark else ""
            yield Row(workload.name, name, cost, shown, remark)


def _failed(workload: str, contender: str, error: RunError) -> Row:
    _say(f"{contender}: {error}")
    return Row(workload, contender, None, None, "failed", failed=True)


def _loading(tei: bytes, runs: int) -> Ratio:
    """Reading and modelling alone against lxml's parser, in a process of their own."""
    _say("edition.load")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "text.xml").write_bytes(tei)
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.loading", folder, str(runs)],
            cwd=inputs.REPOSITORY,
            check=True,
            capture_output=True,
            text=True,
        )
    taken = {name: statistics.median(times) for name, times in json.loads(done.stdout).items()}
    ours, theirs = taken["edition.load"], taken["lxml.etree.parse"]
    return Ratio(
        "edition.load ÷ lxml.etree.parse",
        ours / theirs,
        f"{ours:.3f} s ÷ {theirs:.3f} s, {len(tei) / 1e6:.2f} MB",
    )


def _grown(files: int, runs: int) -> Iterator[Ratio]:
    """The folder against a larger one: time and output are to grow with the text, no more."""
    _say(f"{files} and {_GROWTH * files} files")
    few, many = str(files), str(_GROWTH * files)
    with tempfile.TemporaryDirectory() as folder:
        ready = {}
        for name in (few, many):
            workload = Workload(name, inputs.folder_of(int(name)))
            prepared = prepare(contenders.ours()[0], workload, Path(folder, name))
            assert prepared is not None
            ready[name] = prepared
        costs = in_turns({name: prepared.job for name, prepared in ready.items()}, runs)
        small, large = costs[few], costs[many]
        assert isinstance(small, Cost)
        assert isinstance(large, Cost)
        sizes = {name: _size(prepared.output) for name, prepared in ready.items()}
    yield Ratio(
        f"time of {many} files ÷ {few} files",
        large.seconds / small.seconds,
        f"{large.seconds:.1f} s ÷ {small.seconds:.1f} s",
    )
    yield Ratio(
        f"memory of {many} files ÷ {few} files",
        large.mebibytes / small.mebibytes,
        f"{large.mebibytes:.0f} MiB ÷ {small.mebibytes:.0f} MiB",
    )
    yield Ratio(
        f"bytes of output of {many} files ÷ {few} files",
        sizes[many] / sizes[few],
        f"{sizes[many] / 1e6:.1f} MB ÷ {sizes[few] / 1e6:.1f} MB",
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _say(what: str) -> None:
    """What is being done, where it does not mix with the table."""
    click.echo(what, err=True)


if __name__ == "__main__":
    main()
