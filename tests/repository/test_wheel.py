"""What is installed elsewhere works there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


def _version(site: Path) -> str:
    """The version that is installed there, as its metadata say."""
    (metadata,) = site.glob("tei_edition-*.dist-info")
    return metadata.name.removeprefix("tei_edition-").removesuffix(".dist-info")


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


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed where nothing else is; what it depends on comes from the environment."""
    target = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-index", "--no-deps", "--target", target, wheel],
        check=True,
    )  # fmt: skip
    return target


def test_the_wheel_has_the_package_and_nothing_of_the_edition(wheel: Path) -> None:
    """Theme and type marker included; no text, no configuration, no tests."""
    names = zipfile.ZipFile(wheel).namelist()

    assert {"edition/py.typed", "edition/theme/layout.html", "edition/theme/static/edition.css"} <= set(names)  # fmt: skip
    assert {"edition"} == {name.split("/")[0] for name in names if ".dist-info/" not in name}


def test_the_installed_command_runs(site: Path, tmp_path: Path) -> None:
    """``edition --version``, away from the repository."""
    said = subprocess.run(
        [site / "bin" / "edition", "--version"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True,
        check=True,
    ).stdout  # fmt: skip

    assert said.split()[-1] == _version(site)


def test_the_installed_package_builds_a_text_of_ones_own(site: Path, tmp_path: Path) -> None:
    """Away from the repository, with Sphinx alone."""
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
