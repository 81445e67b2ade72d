"""Plain text."""

from __future__ import annotations

from edition.cite.rich import Rich, plain


def write(rich: Rich) -> str:
    """The words alone, on one line."""
    return plain(rich)
