"""Same input, same bytes: twice, serially and in parallel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def _build(source: Path, target: Path, *options: str) -> dict[str, bytes]:
    """All files that Sphinx writes, by name."""
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-W", *options]
    doctrees = target.parent / f"{target.name}-doctrees"
    subprocess.run([*command, "-d", str(doctrees), str(source), str(target)], check=True)
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def _difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted(one | other) if one.get(name) != other.get(name)]


def test_two_builds_of_an_edition_are_identical(
    project: Callable[[str], Path], tmp_path: Path
) -> None:
    """Byte by byte, all files."""
    source = project("letters")

    one, other = _build(source, tmp_path / "one"), _build(source, tmp_path / "other")

    assert _difference(one, other) == []


def test_a_parallel_build_is_the_serial_one(project: Callable[[str], Path], tmp_path: Path) -> None:
    """Enough pages that Sphinx does use processes."""
    source = project("letters")
    for number in range(12):
        letter = (source / "second.xml").read_text(encoding="utf-8")
        (source / f"letter{number:02}.xml").write_text(letter, encoding="utf-8")
    with (source / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. toctree::\n   :glob:\n\n   letter*\n")

    serial = _build(source, tmp_path / "serial")
    parallel = _build(source, tmp_path / "parallel", "-j", "2")

    assert _difference(serial, parallel) == []


def test_this_edition_is_the_same_serially_and_in_parallel(
    repository: Path, tmp_path: Path
) -> None:
    """On the real text."""
    options = ("-n", "-c", str(repository / "build"))

    serial = _build(repository / "tei", tmp_path / "serial", *options)
    parallel = _build(repository / "tei", tmp_path / "parallel", *options, "-j", "2")

    assert _difference(serial, parallel) == []
