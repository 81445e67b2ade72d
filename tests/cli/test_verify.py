"""``edition verify``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RIGHT = "It “hosted CIA spy flight missions from Peshawar” (Rafiq, para. 5).\n"
WRONG = "It “hosted spy flight missions out of Peshawar” (Rafiq, para. 5).\n"


def _edition(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edition", "verify", *arguments]
    return subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)


def test_all_is_well(repository: Path, tmp_path: Path) -> None:
    """Exit 0, and what was looked at."""
    (tmp_path / "a.md").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RIGHT, encoding="utf-8")
    done = _edition(repository, str(tmp_path / "a.md"), str(tmp_path / "b.txt"))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 quotations, 2 references, no findings\n"


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_findings(repository: Path, tmp_path: Path, form: str) -> None:
    """Exit 1, with file and line in each format."""
    (tmp_path / "a.md").write_text(f"# Title\n\n{WRONG}", encoding="utf-8")
    done = _edition(repository, str(tmp_path / "a.md"), "--format", form)

    assert done.returncode == 1, done.stderr
    if form == "text":
        assert done.stdout.startswith(f"{tmp_path / 'a.md'}:3: misquoted: article.xml#p5.s4")
        return
    data = json.loads(done.stdout)
    if form == "json":
        assert [(item["line"], item["kind"], item["id"]) for item in data] == [
            (3, "misquoted", "p5.s4")
        ]
    else:
        assert data["runs"][0]["results"][0]["ruleId"] == "misquoted"


def test_what_cannot_be_read(repository: Path, tmp_path: Path) -> None:
    """Exit 3; what is no manuscript, 2; never a traceback."""
    (tmp_path / "a.docx").write_bytes(b"no archive")
    (tmp_path / "a.png").write_bytes(b"")

    for name, code in (("missing.md", 3), ("a.docx", 3), ("a.png", 2)):
        done = _edition(repository, str(tmp_path / name))
        assert done.returncode == code, done.stderr
        assert name in done.stderr
        assert "Traceback" not in done.stderr
