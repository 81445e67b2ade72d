"""Findings: what a check has to say, as data until a reporter prints it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from edition.tei.splice import Splice

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that mends what was found, if there is exactly one way to mend it.

    :ivar title: what it does, as an imperative ("Write 1949-06-02").
    :ivar splices: the bytes of the file that give way to others.
    """

    title: str
    splices: tuple[Splice, ...]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that its editor should know of.

    :ivar file: path of the file below the source folder.
    :ivar line: 1-based line, or 0 if it is of the file as a whole.
    :ivar column: 1-based column in characters, or 0 if not known.
    :ivar code: a stable name of the sort of finding (``anchor-vanished``).
    :ivar message: what is wrong, as one sentence without a full stop.
    :ivar hint: what to do about it.
    :ivar fix: an edit that mends it, or None.
    """

    file: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""
    fix: Fix | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        parts = (self.file, self.line, self.column)
        return ":".join(str(part) for part in parts if part)
