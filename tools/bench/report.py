"""The table of what was measured, for readers and for programs."""

from __future__ import annotations

import dataclasses
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from tools.bench.measure import Cost


@dataclass(frozen=True, slots=True)
class Row:
    """A contender at a workload.

    :ivar cost: medians, or None if it was not measured.
    :ivar words: which part of the source's words its pages have.
    :ivar remark: why there is no cost, or what else there is to say.
    """

    workload: str
    contender: str
    cost: Cost | None
    words: float | None = None
    remark: str = ""
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much more one thing is than another.

    :ivar says: what is divided by what.
    """

    says: str
    value: float
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """All of one run."""

    reference: str
    rows: list[Row]
    ratios: list[Ratio]
    runs: int

    def costs_of_reference(self, workload: str) -> Cost | None:
        """What the contender cost with which others are compared."""
        for row in self.rows:
            if (row.workload, row.contender) == (workload, self.reference):
                return row.cost
        return None


def machine() -> dict[str, str | int]:
    """The machine, as far as ratios can depend on it."""
    return {
        "cores": os.cpu_count() or 1,
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "sphinx": version("sphinx"),
        "docutils": version("docutils"),
        "lxml": version("lxml"),
    }


def markdown(report: Report) -> str:
    """*report* as Markdown."""
    facts = machine()
    head = (
        f"{facts['cores']} cores ({facts['architecture']}), Python {facts['python']}, "
        f"Sphinx {facts['sphinx']}, docutils {facts['docutils']}, lxml {facts['lxml']}; "
        f"medians of {report.runs} by turns. The last three columns: what `{report.reference}` takes, "
        "divided by what this one takes."
    )
    measures = ("time", "processor", "memory")
    columns = ("workload", "contender", *measures, "words", *(f"{m}, ratio" for m in measures))
    lines = [head, "", f"| {' | '.join(columns)} |", "|---|---" + "|--:" * 7 + "|"]
    lines += [_line(row, report.costs_of_reference(row.workload)) for row in report.rows]
    if report.ratios:
        lines += ["", "| ratio | value | of |", "|---|--:|---|"]
        lines += [f"| {r.says} | {r.value:.2f} | {r.detail} |" for r in report.ratios]
    return "\n".join(lines) + "\n"


def _line(row: Row, reference: Cost | None) -> str:
    name = f"{row.contender} ({row.remark})" if row.remark else row.contender
    if row.cost is None:
        return f"| {row.workload} | {name} |" + " – |" * 7
    words = "–" if row.words is None else f"{row.words * 100:.1f} %".replace("100.0", "100")
    cells = [
        f"{row.cost.seconds:.2f} s",
        f"{row.cost.processor:.2f} s",
        f"{row.cost.mebibytes:.0f} MiB",
        words,
        *(_ratios(reference, row.cost) if reference else ("–",) * 3),
    ]
    return f"| {row.workload} | {name} | " + " | ".join(cells) + " |"


def _ratios(reference: Cost, cost: Cost) -> Iterable[str]:
    for ours, theirs in zip(dataclasses.astuple(reference), dataclasses.astuple(cost), strict=True):
        yield f"{ours / theirs:.2f}" if theirs else "–"


def as_json(report: Report) -> dict[str, object]:
    """*report* for programs, the ratios worked out."""
    rows = []
    for row in report.rows:
        record = dataclasses.asdict(row)
        reference = report.costs_of_reference(row.workload)
        if row.cost and reference:
            record["ratios"] = {
                field.name: getattr(reference, field.name) / (getattr(row.cost, field.name) or 1e-9)
                for field in dataclasses.fields(Cost)
            }
        rows.append(record)
    return {
        "machine": machine(),
        "runs": report.runs,
        "reference": report.reference,
        "rows": rows,
        "ratios": [dataclasses.asdict(ratio) for ratio in report.ratios],
    }
