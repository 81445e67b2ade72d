"""``edition anchors``, ``release`` and ``diff``, as an editor gives them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edition.cli.project import project_at

_TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>A text</title></titleStmt>
<editionStmt><edition n="1.0">Version 1.0, <date when="2026-01-01">1 January 2026</date></edition></editionStmt>
</fileDesc></teiHeader><text><body>
<p xml:id="p1">The first paragraph has these words and no others.</p>
<p>The second paragraph has some other words.</p>
<p xml:id="p3">The third is about something else altogether.</p>
</body></text></TEI>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one text."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "build/conf.py").write_text('extensions = ["edition"]\n')
    (tmp_path / "tei/text.xml").write_text(_TEI)
    return tmp_path


def _edition(folder: Path, *arguments: str, code: int = 0) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "edition", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == code, ran.stderr
    return ran.stdout + ran.stderr


def _replace(folder: Path, old: str, new: str) -> None:
    path = folder / "tei/text.xml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_from_a_text_without_ids_to_a_release_and_after(folder: Path) -> None:
    """The whole way of an editor, with each command that a message names."""
    said = _edition(folder, "release", "1.0", code=1)
    assert "edition anchors assign" in said
    assert "text.xml: p2" in _edition(folder, "anchors", "assign", "--dry-run")
    assert (folder / "tei/text.xml").read_text() == _TEI
    _edition(folder, "anchors", "assign")
    assert (folder / "tei/text.xml").read_text() == _TEI.replace("<p>The s", '<p xml:id="p2">The s')

    assert "1.0 would be released" in _edition(folder, "release", "1.0", "--dry-run")
    assert not (folder / "tei/anchors.lock").exists()
    assert "first release" in _edition(folder, "release", "1.0", "--date", "2026-01-01")
    assert "was released on 2026-01-01" in _edition(folder, "release", "1.0", code=2)
    assert "3 same" in _edition(folder, "anchors", "diff")
    assert "nothing changed" in _edition(folder, "diff", "1.0")

    _replace(folder, "these words", "those words")
    said = _edition(folder, "anchors", "diff", code=1)
    assert "[-these-] {+those+}" in said
    assert re.search(r"^text\.xml:5: warning: the words of p1", said, re.MULTILINE)
    _edition(folder, "anchors", "lock")
    _edition(folder, "anchors", "diff")

    _replace(folder, '<p xml:id="p3">The third is about something else altogether.</p>', "")
    said = _edition(folder, "anchors", "diff", code=1)
    (command,) = re.findall(r"edition anchors retire p3", said)
    before = (folder / "tei/anchors.lock").read_bytes()
    _edition(folder, "anchors", "lock", code=1)
    _edition(folder, "anchors", "retire", "p3", code=2)
    assert (folder / "tei/anchors.lock").read_bytes() == before
    _edition(folder, *command.split()[1:], "--reason", "It is by another hand")

    text = (folder / "tei/text.xml").read_text()
    said = _edition(folder, "release", "2.0", "--date", "2026-02-01")
    old = 'n="1.0">Version 1.0, <date when="2026-01-01">1 January 2026'
    new = 'n="2.0">Version 2.0, <date when="2026-02-01">1 February 2026'
    assert (folder / "tei/text.xml").read_text() == text.replace(old, new)
    assert "gone: paragraph text.xml#p3: withdrawn (It is by another hand)" in said

    assert "[-these-] {+those+}" in _edition(folder, "diff", "1.0", "2.0")
    rows = json.loads(_edition(folder, "diff", "1.0", "2.0", "--format", "json"))
    assert [item["key"] for item in rows["gone"]] == ["text.xml#p3"]
    assert rows["gone"][0]["status"] == "withdrawn"
    assert "Releases that are recorded: 1.0, 1.0+, 2.0." in _edition(folder, "diff", "3.0", code=2)


def test_the_list_is_for_people_and_programs(folder: Path) -> None:
    """One line for each anchor; JSON with all that is known."""
    lines = _edition(folder, "anchors", "list").splitlines()
    assert (
        "text.xml#p1\tparagraph\tnew\tThe first paragraph has these words and no others." in lines
    )
    assert any("1 passage has computed anchors" in line for line in lines)
    _edition(folder, "anchors", "lock")
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "edition",
            "anchors",
            "list",
            "--format",
            "json",
            "--kind",
            "paragraph",
        ],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    rows = json.loads(ran.stdout)
    assert [(row["id"], row["line"], row["published"]) for row in rows] == [
        ("p1", 5, True),
        ("p3", 7, True),
    ]


def test_one_file_has_a_lock_of_its_own(tmp_path: Path) -> None:
    """So that the anchors of its neighbours are not missed."""
    (tmp_path / "one.xml").write_text(_TEI)
    (tmp_path / "two.xml").write_text(_TEI)

    _edition(tmp_path, "anchors", "lock", "--source", "one.xml")

    assert (tmp_path / "one.anchors.lock").exists()
    _edition(tmp_path, "anchors", "diff", "--source", "one.xml")


def test_a_broken_lock_stops_everything(folder: Path) -> None:
    """It is not written anew."""
    (folder / "tei/anchors.lock").write_text("{")

    for command in (["anchors", "lock"], ["anchors", "diff"], ["release", "1.0"]):
        if command[0] == "release":
            _edition(folder, "anchors", "assign")
        assert "anchors.lock:1:2: is no JSON" in _edition(folder, *command, code=3)
    assert (folder / "tei/anchors.lock").read_text() == "{"


def test_outside_a_project_a_command_says_what_it_needs(tmp_path: Path) -> None:
    """And what to name instead."""
    assert "--source" in _edition(tmp_path, "anchors", "list", code=2)


def test_the_pages_say_the_version_of_the_header(
    repository: Path, sources: Path, tmp_path: Path
) -> None:
    """A release writes it there, and nowhere else."""
    (tmp_path / "build").mkdir()
    shutil.copy(repository / "build/conf.py", tmp_path / "build")
    shutil.copytree(sources, tmp_path / "tei")
    article = tmp_path / "tei/article.xml"
    text = re.sub(r'<edition n="[^"]*"', '<edition n="9.8.7"', article.read_text(encoding="utf-8"))
    article.write_text(text, encoding="utf-8")

    project = project_at(tmp_path)
    assert project.setting("release") == project.setting("version") == "9.8.7"
