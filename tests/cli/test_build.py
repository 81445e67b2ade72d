"""``edition build``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def project(rootdir: Path, tmp_path: Path) -> Path:
    """A project in the layout that the command builds."""
    shutil.copytree(rootdir / "test-letters", tmp_path / "tei")
    (tmp_path / "build").mkdir()
    (tmp_path / "tei" / "conf.py").rename(tmp_path / "build" / "conf.py")
    return tmp_path


def _edition(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edition", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_a_build_ends_with_a_summary_and_the_page_to_open(project: Path) -> None:
    """What there is, where every character went, exit 0."""
    done = _edition(project, "build")

    assert done.returncode == 0, done.stderr
    for line in ("8 pages", "2  entities, mentioned", "1  claims", "characters shown in place"):
        assert line.split()[-1] in done.stdout
    assert "<unheard> has no behaviour of its own: text and ids kept (1 times)" in done.stdout
    assert "nothing lost" in done.stdout
    assert "Open build/html/index.html" in done.stdout
    assert (project / "build" / "html" / "first.html").is_file()


def test_the_readme_shows_what_a_build_of_this_edition_says(
    repository: Path, tmp_path: Path
) -> None:
    """Line by line; the numbers change with the edition."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    sample = readme.partition("<!-- sample: the last lines of `make edition`")[2]
    lines = sample.split("```")[1].split("\n")[1:-1]

    for room in ("tei", "build"):
        unmade = shutil.ignore_patterns("html", "doctrees", "epub", "pdf", "handbook")
        shutil.copytree(repository / room, tmp_path / room, ignore=unmade)

    done = _edition(tmp_path, "build", "-q")

    said = {line.strip() for line in done.stdout.splitlines()}
    assert [line for line in lines[:-1] if line.strip() not in said] == []
    assert lines[-1] == "Open build/html/index.html"


def test_the_output_can_be_elsewhere(project: Path) -> None:
    """As told."""
    done = _edition(project, "build", "-q", "-o", "public", "-j", "2")

    assert done.returncode == 0, done.stderr
    assert (project / "public" / "first.html").is_file()


def test_a_broken_promise_fails_the_build(project: Path) -> None:
    """At file and line, and again until it is mended."""
    persons = project / "tei" / "persons.xml"
    text = persons.read_text(encoding="utf-8")
    persons.write_text(text.replace('xml:id="anna"', 'xml:id="anne"'), encoding="utf-8")

    for _ in range(2):
        done = _edition(project, "build", "-q")
        assert done.returncode == 1
        assert "first.xml:23: WARNING" in done.stderr
        assert "warnings: see above" in done.stdout


def test_a_folder_without_an_edition_is_said_so(tmp_path: Path) -> None:
    """Usage, without a traceback."""
    done = _edition(tmp_path, "build")

    assert done.returncode == 2
    assert "holds no edition" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("build", "-j", "many"), ("bild",), ("build", "--what")])
def test_wrong_usage_exits_with_2(project: Path, arguments: tuple[str, ...]) -> None:
    """And says what would be right."""
    done = _edition(project, *arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_several_formats_come_of_one_command(project: Path) -> None:
    """Each in its folder; the file to open is named for each."""
    done = _edition(project, "build", "-q", "--format", "epub", "--format", "html")

    assert done.returncode == 0, done.stderr
    assert done.stdout.index("Open build/html/index.html") < done.stdout.index("Open build/epub/")
    assert (project / "build" / "epub" / "Letters.epub").is_file()
    assert done.stdout.count("nothing lost") == 1


def test_a_pdf_needs_what_sets_it(project: Path) -> None:
    """Without it: usage, and what to install."""
    blocked = (
        "import sys; sys.modules['weasyprint'] = None; from edition.cli import main;"
        "sys.argv = ['edition', 'build', '-q', '--format', 'pdf']; main()"
    )
    command = [sys.executable, "-c", blocked]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert 'pip install "tei-edition[pdf]"' in done.stderr
    assert "Traceback" not in done.stderr
