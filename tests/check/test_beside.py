"""A check uses two cores, and nobody notices but by the time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

from edition.check import beside
from edition.errors import EditionError, UnreadableError


def _fails() -> int:
    raise UnreadableError("cannot be used", file="a.rng", line=3)


@pytest.mark.parametrize("cores", [1, 2])
def test_results_and_errors_come_back(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From another process, or from this one where there is no other core."""
    monkeypatch.setattr(beside, "CORES", cores)

    result = beside.beside(lambda: [os.getpid()])
    assert result() == result()
    assert (result() == [os.getpid()]) is (cores == 1)
    with pytest.raises(UnreadableError) as caught:
        beside.beside(_fails)()
    assert (caught.value.file, caught.value.line) == ("a.rng", 3)


@pytest.mark.skipif(beside.CORES == 1, reason="there is one core, or no fork")
def test_work_is_done_once_whoever_does_it() -> None:
    """Each item is taken by one process, and none is left."""
    turns = beside.in_turns(range(500))
    others = [beside.beside(lambda: list(turns)) for _ in range(3)]

    taken = [list(turns), *(other() for other in others)]

    assert sorted(chain.from_iterable(taken)) == list(range(500))


@pytest.mark.skipif(beside.CORES == 1, reason="there is one core, or no fork")
def test_a_process_that_is_killed_is_said() -> None:
    """As an error with what to do, not as a traceback."""
    result = beside.beside(lambda: os.kill(os.getpid(), signal.SIGKILL))

    with pytest.raises(EditionError, match="ended from outside"):
        result()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups")
def test_whoever_interrupts_is_told_nothing_of_processes(tmp_path: Path, repository: Path) -> None:
    """The end of all of them is one word."""
    article = (repository / "tei/article.xml").read_bytes()
    for number in range(200):
        (tmp_path / f"text{number}.xml").write_bytes(article)
    command = [sys.executable, "-m", "edition", "check", str(tmp_path)]
    check = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with pytest.raises(subprocess.TimeoutExpired):
        check.wait(0.6)

    os.killpg(check.pid, signal.SIGINT)

    _, said = check.communicate()
    assert "Traceback" not in said
    assert check.returncode
