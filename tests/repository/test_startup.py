"""The command answers at once: what it does not need it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SCRIPT = """
import runpy, sys
sys.argv = ["edition", *sys.argv[1:]]
try:
    runpy.run_module("edition", run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
print(*sorted({"docutils", "lxml", "sphinx"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_the_command_starts_without_sphinx_and_lxml(option: str) -> None:
    """Neither version nor help waits for a library that reads texts."""
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, option], capture_output=True, text=True, check=True
    )

    assert "edition" in done.stdout
    assert done.stderr.split() == []
