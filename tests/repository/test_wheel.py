"""What is installed elsewhere works there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", target, repository],
        check=True,
        capture_output=True,
    )
    (built,) = target.glob("*.whl")
    return built


def test_the_wheel_has_the_package_and_nothing_of_the_edition(wheel: Path) -> None:
    """Theme and type marker included; no text, no configuration, no tests."""
    names = zipfile.ZipFile(wheel).namelist()

    assert {"edition/py.typed", "edition/theme/layout.html", "edition/theme/static/edition.css"} <= set(names)  # fmt: skip
    assert {"edition"} == {name.split("/")[0] for name in names if ".dist-info/" not in name}


def test_the_installed_package_builds_a_text_of_ones_own(wheel: Path, tmp_path: Path) -> None:
    """Away from the repository, with Sphinx alone."""
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    source = tmp_path / "mine"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')
    (source / "index.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Mine.</p></body></text></TEI>'
    )
    environment = {**os.environ, "PYTHONPATH": str(site)}

    where = subprocess.run(
        [sys.executable, "-P", "-c", "import edition; print(edition.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    subprocess.run(
        [sys.executable, "-P", "-m", "sphinx", "-q", "-W", str(source), str(tmp_path / "out")],
        cwd=tmp_path, env=environment, check=True,
    )  # fmt: skip

    assert where.startswith(str(site))
    assert "Mine." in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [["-m", "edition", "--version"], ["-m", "edition", "--help"]])
def test_the_command_starts_without_sphinx_and_lxml(command: list[str]) -> None:
    """Help is quick."""
    script = (
        "import runpy, sys; sys.argv = ['edition', *sys.argv[1:]]\n"
        "try: runpy.run_module('edition', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "assert not {'sphinx', 'lxml', 'docutils'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command[2:]], capture_output=True, text=True, check=True
    )

    assert "edition" in done.stdout
