"""The bench of the search for quotations runs, and says how many are found. Never how long it took."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_each_sort_of_quotation_has_its_figures(repository: Path, tmp_path: Path) -> None:
    """Ratios to rapidfuzz alone; what is there is found, and what is not is not."""
    target = tmp_path / "figures.json"
    command = [sys.executable, "-m", "tools.bench.matching", "--number", "4", "--size", "60000"]
    done = subprocess.run(
        [*command, "--json", str(target)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(target.read_text(encoding="utf-8"))

    assert len(rows) == 12
    assert all(row["ratio"] > 0 for row in rows)
    assert all(row["ours_right"] == 0 for row in rows if row["edits"] is None)
    assert all(row["ours_right"] == 1 for row in rows if row["edits"] == 0.05)
    table = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert len({line.count("|") for line in table}) == 1
