"""The repository is what its readers are told it is."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import edition
from edition.cli.project import project_at

_TOP = re.compile(
    r"edition|tei|build|tools|tests|pyproject\.toml|README\.md|CHANGELOG\.md|CONTRIBUTING\.md"
    r"|LICENSE(-edition)?|CITATION\.cff|Makefile|requirements(-oldest)?\.lock|\..+"
)
_HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js", "debian" + r"\.org"))
)
_ABSOLUTE = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:" + "work|root|home/[a-z]+" + r")/")


def _files(repository: Path) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return [repository / name for name in listed if name and (repository / name).is_file()]


def test_the_top_level_holds_the_layout_and_nothing_else(repository: Path) -> None:
    """As CONTRIBUTING draws it."""
    tops = {path.relative_to(repository).parts[0] for path in _files(repository)}

    assert set() == {top for top in tops if not _TOP.fullmatch(top)}


def test_no_file_names_a_registry_or_an_absolute_path(repository: Path) -> None:
    """The repository installs from wherever its user's tools are set up to."""
    found = []
    for path in _files(repository):
        text = path.read_text(encoding="utf-8", errors="replace")
        if _HOSTS.search(text) or _ABSOLUTE.search(text):
            found.append(path.relative_to(repository).as_posix())

    assert set() == set(found) - {
        "tests/text/test_prose.py"
    }  # it forbids them to the edition's text


def test_the_lock_pins_everything_by_hash(repository: Path) -> None:
    """Without an index address."""
    for name in ("requirements.lock", "requirements-oldest.lock"):
        text = (repository / name).read_text(encoding="utf-8")
        pinned = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]
        assert pinned
        assert all("==" in line for line in pinned)
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
        assert "-index" not in text


def test_the_version_is_the_same_everywhere(repository: Path) -> None:
    """Package, project, citation, changelog, edition."""
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    version = project["project"]["version"]

    assert version == edition.__version__
    for name, pattern in {
        "CITATION.cff": rf"(?m)^version: {re.escape(version)}$",
        "CHANGELOG.md": rf"(?m)^## \[{re.escape(version)}\]",
        "tei/article.xml": rf'<edition n="{re.escape(version)}">',
    }.items():
        assert re.search(pattern, (repository / name).read_text(encoding="utf-8")), name
    assert project_at(repository).setting("release") == version


def test_every_command_of_the_readme_exists(repository: Path) -> None:
    """Make targets and commands of ``edition``."""
    from edition.cli import COMMANDS  # noqa: PLC0415 – needs click only

    readme = (repository / "README.md").read_text(encoding="utf-8")
    makefile = (repository / "Makefile").read_text(encoding="utf-8")

    targets = set(re.findall(r"(?m)^make (\w+)", readme))
    assert {"edition", "test"} <= targets
    for target in targets:
        assert re.search(rf"(?m)^{target}:", makefile), target
    assert set(re.findall(r"(?m)^edition (\w+)", readme)) <= set(COMMANDS)


@pytest.mark.xdist_group("groups")
def test_what_takes_long_to_set_up_is_set_up_once(request: pytest.FixtureRequest) -> None:
    """Tests of a group run in one process; where this fails, nothing else does, and all take longer."""
    workers = os.environ.get("PYTEST_XDIST_WORKER")
    assert workers is None or request.node.nodeid.endswith("@groups")
