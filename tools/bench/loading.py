"""Time two ways to read a folder, in one process: ``loading.py FOLDER RUNS``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import etree

import edition


def times(folder: Path, runs: int) -> dict[str, list[float]]:
    """Seconds of the model and of lxml's parser alone, by turns, after one of each for warmth."""
    files = sorted(folder.glob("*.xml"))
    ways: dict[str, Callable[[], object]] = {
        "edition.load": lambda: edition.load(folder),
        "lxml.etree.parse": lambda: [etree.parse(file) for file in files],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for run in range(runs + 1):
        for name, way in ways.items():
            begin = time.perf_counter()
            way()
            if run:
                taken[name].append(time.perf_counter() - begin)
    return taken


if __name__ == "__main__":
    print(json.dumps(times(Path(sys.argv[1]), int(sys.argv[2]))))
