"""The bench runs and says what it promises: costs as ratios, and no words lost. Never how long it took."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def figures(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, dict[str, object]]:
    """The table and the figures of the smallest run."""
    target = tmp_path_factory.mktemp("bench") / "figures.json"
    command = [sys.executable, "-m", "tools.bench.bench", "--runs", "1", "--without-peers"]
    done = subprocess.run(
        [*command, "--workload", "S", "--json", str(target)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads(target.read_text(encoding="utf-8"))


def test_each_contender_has_its_ratios(figures: tuple[str, dict[str, object]]) -> None:
    """Of time, processor and memory; that of the reference is one."""
    rows = figures[1]["rows"]
    assert isinstance(rows, list)

    assert [row["contender"] for row in rows] == [
        "edition build",
        "sphinx-build with the extension",
        "Sphinx, reStructuredText",
    ]
    assert set(rows[0]["ratios"].values()) == {1}
    for row in rows:
        assert set(row["ratios"]) == {"seconds", "processor", "mebibytes"}
        assert all(ratio > 0 for ratio in row["ratios"].values())


def test_nobody_wins_by_losing_text(figures: tuple[str, dict[str, object]]) -> None:
    """Every word of the source is on our pages, and the others are asked the same."""
    rows = figures[1]["rows"]
    assert isinstance(rows, list)

    assert [row["words"] for row in rows[:2]] == [1, 1]
    assert 0.99 < rows[2]["words"] <= 1


def test_the_table_is_markdown(figures: tuple[str, dict[str, object]]) -> None:
    """With as many cells in each line, and the shares of words."""
    lines = [line for line in figures[0].splitlines() if line.startswith("|")]

    assert len({line.count("|") for line in lines}) == 1
    assert "| S | edition build |" in figures[0]
    assert "| 100 % |" in figures[0]
