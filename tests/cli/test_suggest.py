"""``edition annotate suggest`` and ``review``, as an editor gives them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_REGISTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson><person xml:id="anna"><persName>Anna Berg</persName></person><person xml:id="emil"><persName>Emil Berg</persName></person></listPerson></standOff></TEI>'
_TEXT = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body>\n<p xml:id="p1">Then Anna Berg  came in 1949. Later Berg left the Foobar.</p>\n</body></text></TEI>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text and a register."""
    (tmp_path / "text.xml").write_text(_TEXT)
    (tmp_path / "persons.xml").write_text(_REGISTER)
    return tmp_path


def _annotate(folder: Path, *arguments: str, answers: str = "") -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "edition", "annotate", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        input=answers,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_suggestions_are_listed_for_people_and_programs(folder: Path) -> None:
    """And nothing is written."""
    lines = _annotate(folder, "suggest", "text.xml").splitlines()
    assert lines[0] == "p1:5-14\tpersName\tAnna Berg\tpersons.xml#anna (1)"
    rows = json.loads(
        _annotate(folder, "suggest", "text.xml", "--format", "json", "--least", "0.5")
    )
    assert set(rows[0]) == {
        "passage",
        "start",
        "end",
        "words",
        "element",
        "candidates",
        "score",
        "method",
    }
    assert [(row["words"], row["method"]) for row in rows] == [
        ("Anna Berg", "register"),
        ("1949", "date"),
    ]
    assert {path.name for path in folder.iterdir()} == {"text.xml", "persons.xml"}


def test_each_is_judged_by_the_editor(folder: Path) -> None:
    """Accepted, chosen, rejected, skipped; what is not accepted leaves no byte in the text."""
    _annotate(folder, "suggest", "text.xml", "--keep", "--date", "2026-01-01")
    assert (folder / "text.xml").read_text() == _TEXT

    said = _annotate(folder, "review", "text.xml", answers="a\ns\n2\nr\n")
    expected = (
        _TEXT.replace("Anna Berg", '<persName ref="persons.xml#anna">Anna Berg</persName>')
        .replace("Later Berg", 'Later <persName ref="persons.xml#emil">Berg</persName>')
    )  # fmt: skip
    assert (folder / "text.xml").read_text() == expected
    assert "1 of 4" in said

    # What was skipped waits; what was rejected is remembered, and not asked again.
    _annotate(folder, "suggest", "text.xml", "--keep", "--date", "2026-02-02")
    assert "1 of 1" in _annotate(folder, "review", "text.xml", answers="e\ndate\n1949-05\n")
    assert '<date when="1949-05">1949</date>' in (folder / "text.xml").read_text()
    assert "1 of" not in _annotate(folder, "review", "text.xml")


def test_one_can_stop_at_any_time(folder: Path) -> None:
    """What was judged until then is judged."""
    _annotate(folder, "suggest", "text.xml", "--keep")
    _annotate(folder, "review", "text.xml", answers="r\nq\n")
    kept = json.loads((folder / "proposals.jsonld").read_text())["first"]["items"]

    assert [item["verdict"] for item in kept] == ["rejected", "proposed", "proposed", "proposed"]
    assert (folder / "text.xml").read_text() == _TEXT


def test_words_that_changed_meanwhile_are_not_marked_up(folder: Path) -> None:
    """Neither there nor elsewhere."""
    _annotate(folder, "suggest", "text.xml", "--keep")
    changed = _TEXT.replace("Then", "And then")
    (folder / "text.xml").write_text(changed)
    _annotate(folder, "review", "text.xml", answers="a\nq\n")

    assert (folder / "text.xml").read_text() == changed
