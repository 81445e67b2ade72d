"""What can go wrong, said so that the reader can mend it.

Every failure that a user can cause is an :class:`EditionError`: it knows the place
(``file:line:column``), what is wrong, and what to do about it. Anything else that is
raised is a defect of this package.
"""

from __future__ import annotations

from typing import Final

#: Exit codes of every command (architecture, section 7).
EXIT_CLEAN: Final = 0
EXIT_FINDINGS: Final = 1
EXIT_USAGE: Final = 2
EXIT_UNREADABLE: Final = 3


class EditionError(Exception):
    """A failure with its place and its remedy.

    :param message: what is wrong, as one sentence without a full stop.
    :param file: the file, as the user would name it.
    :param line: 1-based line, if known.
    :param column: 1-based column in characters, if known.
    :param hint: what to do about it.
    """

    exit_code = EXIT_FINDINGS

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Keep the parts apart; reporters join them as they need."""
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.hint = hint

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        parts = (self.file, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)

    def __str__(self) -> str:
        """Place, message and hint on one line each."""
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class UnreadableError(EditionError):
    """The input is not TEI that can be read: not XML, not TEI, or not there."""

    exit_code = EXIT_UNREADABLE


class UsageError(EditionError):
    """The command was given something it cannot work with."""

    exit_code = EXIT_USAGE
