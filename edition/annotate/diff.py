"""What an edit does to a file, as a unified diff."""

from __future__ import annotations

import difflib
import io
from typing import Final

from edition.annotate.journal import Change
from edition.tei.positions import encoding_of
from edition.tei.splice import declared_encoding

#: Lines around what differs.
_AROUND: Final = 3


def unified(change: Change) -> str:
    """*change* as ``git diff`` shows it, in characters."""
    old, new = _lines(change.before), _lines(change.after)
    first, behind = _same(old, new), _same(old[::-1], new[::-1])
    behind = min(behind, len(old) - first, len(new) - first)
    # The lines that are the same at both ends are not compared; only as many as are shown.
    start = max(0, first - _AROUND)
    stop = max(0, behind - _AROUND)
    part = difflib.unified_diff(
        old[start : len(old) - stop],
        new[start : len(new) - stop],
        f"a/{change.file}" if change.before is not None else "/dev/null",
        f"b/{change.file}" if change.after is not None else "/dev/null",
        n=_AROUND,
    )
    return "".join(_ended(_moved(line, start)) for line in part)


def _lines(data: bytes | None) -> list[str]:
    if not data:
        return []
    mark, encoding = encoding_of(data, declared_encoding(data))
    text = data[len(mark) :].decode(encoding, "replace")
    return io.StringIO(text, newline="\n").readlines()


def _same(one: list[str], other: list[str]) -> int:
    number = 0
    for line, beside in zip(one, other, strict=False):
        if line != beside:
            break
        number += 1
    return number


def _moved(line: str, by: int) -> str:
    """The head of a hunk with its line numbers counted from the beginning of the file."""
    if not by or not line.startswith("@@ "):
        return line
    _, *ranges, _ = line.split()
    moved = []
    for written in ranges:
        number, comma, length = written[1:].partition(",")
        moved.append(f"{written[0]}{int(number) + by}{comma}{length}")
    return f"@@ {' '.join(moved)} @@\n"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
