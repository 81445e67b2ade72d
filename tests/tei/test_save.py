"""A file is the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.errors import EditionError, UnreadableError
from edition.tei.save import save


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """With the mode it had; a link stays a link."""
    path, link = tmp_path / "a.xml", tmp_path / "b.xml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)

    save(link, b"new", b"old")

    assert path.read_bytes() == b"new"
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_somebody_else_wrote_is_not_written_over(tmp_path: Path) -> None:
    """Nor a file that was not there before."""
    path = tmp_path / "a.xml"
    path.write_bytes(b"theirs")

    for before in (b"old", None):
        with pytest.raises(EditionError, match="changed by somebody else"):
            save(path, b"new", before)
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_whenever_it_stops_the_old_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """And nothing besides."""
    path = tmp_path / "a.xml"
    path.write_bytes(b"old")

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", stop)
    else:
        monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        save(path, b"new", b"old")

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Without a traceback."""
    with pytest.raises(UnreadableError, match="cannot be written"):
        save(tmp_path / "no" / "a.xml", b"new", None)
