"""Markdown (CommonMark)."""

from __future__ import annotations

import re
from typing import Final

from edition.cite.rich import Rich, Run

#: What means something within a line.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<&~])")
#: What means something at the beginning of one: a heading, a list, a quotation.
_OPENING: Final = re.compile(r"^(?=[#>+-])|^(?P<number>\d+)(?=[.)]\s)")
_AROUND: Final = {"strong": "**", "emph": "*"}
_ADDRESS: Final = re.compile(r"https?://[^\s<>]+")


def write(rich: Rich) -> str:
    """One line of CommonMark; what is no mark of ours is escaped."""
    line = "".join(map(_run, rich))
    return _OPENING.sub(lambda start: f"{start['number'] or ''}\\", line, count=1)


def _run(run: Run) -> str:
    if _ADDRESS.fullmatch(run.href):
        return f"<{run.href}>" if run.text == run.href else f"[{_marked(run)}](<{run.href}>)"
    return _marked(run)


def _marked(run: Run) -> str:
    words = _SIGNS.sub(r"\\\1", run.text)
    inner = words.strip()
    if not inner:
        return words
    # Marks are none beside a space.
    at = words.index(inner)
    before, after = words[:at], words[at + len(inner) :]
    for mark in reversed(run.marks):
        if mark in _AROUND:
            inner = f"{_AROUND[mark]}{inner}{_AROUND[mark]}"
    return f"{before}{inner}{after}"
