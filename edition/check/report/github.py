"""Findings as workflow commands of GitHub Actions, which show them as annotations of a change."""

from __future__ import annotations

from collections.abc import Sequence

from edition.check.findings import Finding

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github(found: Sequence[Finding]) -> str:
    """One command for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in found)


def _command(finding: Finding) -> str:
    values = {"file": finding.file, "line": finding.line, "col": finding.column}
    said = {name: value for name, value in values.items() if value} | {"title": finding.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in said.items())
    text = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
