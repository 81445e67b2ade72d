"""A file is the old one or the new one, whatever happens; and the last edits can be taken back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.diff import unified
from edition.annotate.journal import Change, between, undo, undoing, write
from edition.errors import EditionError, UnreadableError, UsageError
from edition.tei.splice import spliced


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and path.name[0] != "."
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files."""
    (tmp_path / "a.xml").write_bytes(b"<a/>\n")
    (tmp_path / "b.xml").write_bytes(b"<b/>\n")
    return tmp_path


_CHANGES = [
    Change("a.xml", b"<a/>\n", b"<a>1</a>\n"),
    Change("b.xml", b"<b/>\n", b"<b>2</b>\n"),
    Change("c.xml", None, b"<c/>\n"),
]


def test_all_files_are_written_and_taken_back(folder: Path) -> None:
    """New ones too; the journal is ignored by version control."""
    before = _files(folder)
    write("Do it", _CHANGES, folder, folder / ".edition")
    assert _files(folder) == {c.file: c.after for c in _CHANGES}
    assert (folder / ".edition/.gitignore").read_text() == "*\n"

    title, changes, entry = undoing(folder / ".edition", folder)
    assert title == "Do it"
    undo(changes, entry, folder)
    assert _files(folder) == before
    with pytest.raises(UsageError, match="no edit to undo"):
        undoing(folder / ".edition", folder)


def test_edits_are_taken_back_one_after_the_other(folder: Path) -> None:
    """The last first; of one file, its last."""
    journal = folder / ".edition"
    write("One", [Change("a.xml", b"<a/>\n", b"<a>1</a>\n")], folder, journal)
    write("Two", [Change("b.xml", b"<b/>\n", b"<b>2</b>\n")], folder, journal)
    write("Three", [Change("a.xml", b"<a>1</a>\n", b"<a>3</a>\n")], folder, journal)

    for file, expected in (("b.xml", "Two"), ("a.xml", "Three"), ("", "One")):
        title, changes, entry = undoing(journal, folder, file)
        assert title == expected
        undo(changes, entry, folder)
    assert _files(folder) == {"a.xml": b"<a/>\n", "b.xml": b"<b/>\n"}


def test_what_somebody_else_changed_is_left_alone(folder: Path) -> None:
    """Neither written over nor undone; of several files none is written then."""
    (folder / "b.xml").write_bytes(b"<other/>\n")
    with pytest.raises(EditionError, match="in the meantime"):
        write("Do it", _CHANGES, folder, folder / ".edition")
    assert _files(folder) == {"a.xml": b"<a/>\n", "b.xml": b"<other/>\n"}

    write("Do it", _CHANGES[:1], folder, folder / ".edition")
    (folder / "a.xml").write_bytes(b"<a>mine</a>\n")
    with pytest.raises(EditionError, match="changed since the edit “Do it”"):
        undoing(folder / ".edition", folder)


def test_a_broken_journal_is_said(folder: Path) -> None:
    """And nothing is done."""
    (folder / ".edition").mkdir()
    (folder / ".edition/000001.json").write_text("{")

    with pytest.raises(UnreadableError, match="cannot be used"):
        undoing(folder / ".edition", folder)


def _killed(folder: Path, step: int) -> bool:
    """Do the edit in another process that dies before its *step*-th use of the system; whether it did."""
    child = os.fork()
    if child == 0:
        left = step

        def hook(event: str, _arguments: tuple[object, ...]) -> None:
            nonlocal left
            if event.startswith(("open", "os.", "shutil.", "tempfile.")):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        write("Do it", _CHANGES, folder, folder / ".edition")
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_any_moment_each_file_is_old_or_new(tmp_path: Path) -> None:
    """And what was done of the edit can be taken back."""
    kills = 0
    for step in range(1, 200):
        folder = tmp_path / str(step)
        folder.mkdir()
        for change in _CHANGES[:2]:
            (folder / change.file).write_bytes(change.before or b"")
        died = _killed(folder, step)
        now = _files(folder)
        for file, before, after in _CHANGES:
            assert now.get(file) in {before, after}, (step, file)
        if any(now.get(file) != before for file, before, _ in _CHANGES):
            _, changes, entry = undoing(folder / ".edition", folder)
            undo(changes, entry, folder)
            assert _files(folder) == {c.file: c.before for c in _CHANGES[:2]}
        if not died:
            break
        kills += 1
    assert 15 < kills < 199


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_what_is_between_two_files_makes_one_of_the_other(old: bytes, new: bytes) -> None:
    """And nothing more than differs."""
    splices = between(old, new)

    assert spliced(old, splices) == new
    for start, end, data in splices:
        assert old[start:end] != data


_LONG = b"".join(b"line %d\n" % number for number in range(200))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (_LONG + b"end", _LONG.replace(b"100\n", b"<x>100</x>\n") + b"the end"),
        (_LONG, b"first\n" + _LONG),
        (_LONG, _LONG + b"last\n"),
        (_LONG, _LONG.replace(b"line 7\n", b"")),
        (b"a\r\nb\r\n", b"a\r\n<b>\r\n"),
        (b"a\x0bb\xe2\x80\xa8c\nd\n", b"a\x0bb\xe2\x80\xa8<c>\nd\n"),
        (b"a", b"a\n"),
        (b"a\n" * 40, b"a\n" * 45),
    ],
)
def test_a_diff_can_be_applied(tmp_path: Path, old: bytes, new: bytes) -> None:
    """``git apply`` makes the new file of the old one."""
    (tmp_path / "f").write_bytes(old)
    command = ["git", "apply", "--whitespace=nowarn", "-"]

    subprocess.run(command, input=unified(Change("f", old, new)).encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "f").read_bytes() == new
