"""How a file is called outside the source folder."""

from __future__ import annotations

from edition.check.findings import Finding


def path_of(finding: Finding, prefix: str) -> str:
    """The path of the file of *finding*, from where the command was given."""
    return f"{prefix}/{finding.file}" if prefix else finding.file


def place_of(finding: Finding, prefix: str) -> str:
    """``path:line:column`` as far as it is known."""
    parts = (path_of(finding, prefix), finding.line, finding.column)
    return ":".join(str(part) for part in parts if part)
