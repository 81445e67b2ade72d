"""What whole processes cost: wall clock, processor and memory, contenders taking turns."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Starts the command and measures it. A process's peak memory begins with that of the process which
#: started it, so what starts it must be small: this, without the site packages, and not the bench.
_LAUNCHER: Final = """
import json, os, sys, time
begin = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
seconds = time.perf_counter() - begin
with open(sys.argv[1], "w") as file:
    json.dump([seconds, used.ru_utime + used.ru_stime, used.ru_maxrss], file)
sys.exit(os.waitstatus_to_exitcode(status) & 255)
"""
#: ``ru_maxrss`` is in KiB, on macOS in bytes.
_MEBIBYTE: Final = 1 << 20 if sys.platform == "darwin" else 1 << 10


class RunError(Exception):
    """A process that was to be measured failed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost, or the medians of several.

    :ivar seconds: wall clock.
    :ivar processor: user and system time, of children too.
    :ivar mebibytes: peak of the largest process of the tree.
    """

    seconds: float
    processor: float
    mebibytes: float


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of run.

    :ivar command: the process.
    :ivar folder: where it runs.
    :ivar made: what must be gone before it starts.
    :ivar before: done before each run, with its number; not measured.
    :ivar environment: variables besides those of the bench.
    """

    command: tuple[str, ...]
    folder: Path
    made: tuple[Path, ...] = ()
    before: Callable[[int], None] | None = None
    environment: tuple[tuple[str, str], ...] = ()


def run(job: Job, number: int = 0) -> Cost:
    """Do *job* once.

    :raises RunError: it failed; what it said is in the message.
    """
    for path in job.made:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if job.before is not None:
        job.before(number)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "cost.json")
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(report), *job.command],
            cwd=job.folder,
            env={**os.environ, **dict(job.environment)},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            said = (done.stdout + done.stderr).strip()[-2000:]
            raise RunError(f"exit {done.returncode}: {' '.join(job.command)}\n{said}")
        seconds, processor, peak = json.loads(report.read_text())
    return Cost(seconds, processor, peak / _MEBIBYTE)


def in_turns(jobs: Mapping[str, Job], times: int) -> dict[str, Cost | RunError]:
    """The median costs of *jobs*, each done *times* times, or why one failed.

    One run of each makes a round, and each round begins with another, so that whatever else the
    machine does hits all alike.
    """
    names = list(jobs)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    failed: dict[str, RunError] = {}
    for number in range(times):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            if name in failed:
                continue
            try:
                costs[name].append(run(jobs[name], number))
            except RunError as error:
                failed[name] = error
    return {name: failed.get(name) or median(costs[name]) for name in names}


def median(costs: list[Cost]) -> Cost:
    """The medians of *costs*."""
    return Cost(
        statistics.median(cost.seconds for cost in costs),
        statistics.median(cost.processor for cost in costs),
        statistics.median(cost.mebibytes for cost in costs),
    )
