"""Look for files that break the tool: ``python -m tests.fuzz.fuzz --minutes 5 --corpus FOLDER``."""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import click

from tests.fuzz import mutations, targets
from tests.fuzz.minimise import minimised
from tests.fuzz.oracle import Violation
from tests.fuzz.targets import Way

_OWN: Final = Path(__file__).parent.parent.parent / "tei"
#: Cases that one process tries: what builds leave behind in it does not pile up.
_CASES: Final = 150
#: Findings of one kind that are kept, if their files have different elements.
_SAME: Final = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """What a process is to do.

    :ivar deep: how many of its cases are built.
    """

    seed: int
    corpus: Path
    findings: Path
    current: Path
    until: float
    deep: float
    minimising: float


@click.command()
@click.option("--minutes", default=1.0, show_default=True)
@click.option(
    "--corpus",
    default=_OWN,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of TEI files (this edition's own).",
)
@click.option(
    "--findings",
    default=Path(tempfile.gettempdir(), "tei-edition-findings"),
    type=click.Path(path_type=Path),
    help="Where files that break something go.",
)
@click.option("--seed", type=int, help="Begin with this number (the time).")
@click.option("--deep", default=0.7, show_default=True, help="Share of the cases that are built.")
@click.option("--minimising", default=60.0, show_default=True, help="Seconds for each finding.")
@click.option("--as-they-are", is_flag=True, help="Only try the files of the corpus, unchanged.")
def main(
    *,
    minutes: float,
    corpus: Path,
    findings: Path,
    seed: int | None,
    deep: float,
    minimising: float,
    as_they_are: bool,
) -> None:
    """Change real TEI files in many ways, and check what the tool promises of any file."""
    findings.mkdir(parents=True, exist_ok=True)
    number = int(time.time()) if seed is None else seed
    until = time.monotonic() + 60 * minutes
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        current = Path(folder, "current.xml")
        work = _each_as_it_is if as_they_are else _some
        while time.monotonic() < until:
            plan = Plan(number, corpus, findings, current, until, deep, minimising)
            process = context.Process(target=work, args=(plan,))
            process.start()
            process.join()
            if process.exitcode and process.exitcode < 0:
                name = signal.Signals(-process.exitcode).name
                _keep(
                    findings, current.read_bytes(), Violation(f"crash {name}", "the process died")
                )
            elif process.exitcode:
                raise SystemExit(process.exitcode)
            if as_they_are:
                break
            number += 1
    kept = sorted(findings.glob("*.xml"))
    click.echo(f"{len(kept)} findings in {findings}")
    raise SystemExit(1 if kept else 0)


def _files(corpus: Path) -> list[Path]:
    return sorted(p for p in corpus.rglob("*") if p.suffix in {".xml", ".tei"} and p.is_file())


def _some(plan: Plan) -> None:
    """Try a number of changed files, and keep what breaks something."""
    targets.limit()
    chance = Random(plan.seed)  # noqa: S311 – no secret
    files = _files(plan.corpus)
    tried = 0
    for data in _cases(files, chance):
        if tried == _CASES or time.monotonic() > plan.until:
            break
        tried += 1
        _try(data, plan, _way(plan, chance))
    click.echo(f"seed {plan.seed}: {tried} cases")


def _cases(files: list[Path], chance: Random) -> Iterator[bytes]:
    while True:
        # A file is read and thinned out once for several changes: that is what takes the time.
        seed = mutations.seed(chance.choice(files).read_bytes(), chance)
        for _ in range(5):
            yield mutations.mutate(seed, chance)


def _each_as_it_is(plan: Plan) -> None:
    targets.limit()
    for path in _files(plan.corpus):
        click.echo(path.name)
        _try(path.read_bytes(), plan, "file")


def _way(plan: Plan, chance: Random) -> Way:
    if chance.random() >= plan.deep:
        return "model"
    return chance.choice(("file", "folder"))


def _try(data: bytes, plan: Plan, way: Way) -> None:
    plan.current.write_bytes(data)
    for violation in targets.broken(data, way):
        kind = violation.kind
        # An exception has one cause, by its place; a loss or a broken link may have others.
        if len(list(plan.findings.glob(f"{_stem(kind)}*.xml"))) >= (1 if " in " in kind else _SAME):
            continue

        def fails(smaller: bytes, kind: str = kind) -> bool:
            plan.current.write_bytes(smaller)
            return any(found.kind == kind for found in targets.broken(smaller, way))

        small = minimised(data, fails, plan.minimising)
        for found in targets.broken(small, way):
            if found.kind == kind:
                _keep(plan.findings, small, found)


def _stem(kind: str) -> str:
    digest = hashlib.sha256(kind.encode()).hexdigest()[:6]
    return re.sub(r"[^A-Za-z0-9]+", "-", kind).strip("-")[:60] + f"-{digest}"


def _keep(findings: Path, data: bytes, violation: Violation) -> None:
    names = b"".join(sorted(set(re.findall(rb"<[A-Za-z0-9]+", data))))
    digest = hashlib.sha256(names).hexdigest()[:4]
    path = findings / f"{_stem(violation.kind)}-{digest}.xml"
    if path.exists() and path.stat().st_size <= len(data):
        return
    click.echo(f"{path}: {violation.kind} ({len(data)} bytes)")
    path.write_bytes(data)
    path.with_suffix(".txt").write_text(
        f"{violation.kind}\n\n{violation.detail}\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
