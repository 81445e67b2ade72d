"""``edition resolve``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def _edition(
    repository: Path, *arguments: str, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edition", "resolve", *arguments]
    return subprocess.run(
        command, cwd=repository, capture_output=True, text=True, check=False, input=given
    )


def test_the_answer_as_one_object(repository: Path) -> None:
    """On standard output, alone."""
    done = _edition(repository, "hosted CIA spy flight missions", "--format", "json")
    answer = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (0, "")
    assert answer["status"] == "same"
    assert answer["ref"] == "article.xml#p5.s4"
    assert answer["now"] == "hosted CIA spy flight missions"


def test_the_answer_for_people(repository: Path) -> None:
    """Status, place, words; what is different is marked."""
    article = repository / "tei" / "article.xml"  # a file alone: nothing of it was published
    done = _edition(
        repository, "It hosted spy flight missions from Peshawar", "--source", str(article)
    )

    assert done.returncode == 1
    assert done.stdout.startswith("changed: article.xml#p5.s4")
    assert "{+CIA+}" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("p6",), 0),
        (("p6", "--quote", "hosted CIA spy flight missions"), 1),
        (("p66",), 1),
        (("Pakistan",), 1),
        (("https://example.org/nothing.html",), 2),
        (("urn:cts:none:article:6",), 2),
        (("p6", "--version", "99"), 2),
        (("p6", "--source", "nowhere"), 3),
        (("missing.json",), 2),
        (("urn:cts:own:article:6", "--cts-namespace", "own"), 0),
        (("https://example.org/e/article.html#p6", "--base-url", "https://example.org/e"), 0),
        (("https://example.com/article.html#p6", "--base-url", "https://example.org/e"), 2),
    ],
)
def test_exit_codes(repository: Path, arguments: tuple[str, ...], code: int) -> None:
    """0 the same, 1 anything else, 2 not understood, 3 not readable; never a traceback."""
    done = _edition(repository, *arguments)

    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stderr) is (code > 1)


def test_an_annotation_from_a_file_or_standard_input(repository: Path, tmp_path: Path) -> None:
    """As Hypothesis and others give them out."""
    annotation = {
        "target": {
            "source": "https://example.org/article.html",
            "selector": {"type": "TextQuoteSelector", "exact": "U-2 pilot Gary Powers"},
        }
    }
    file = tmp_path / "annotation.json"
    file.write_text(json.dumps(annotation), encoding="utf-8")

    for done in (
        _edition(repository, str(file), "--format", "json"),
        _edition(repository, "-", "--format", "json", given=file.read_text(encoding="utf-8")),
    ):
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["id"] == "p5.s4"
