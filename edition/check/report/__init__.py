"""Findings as text for people and as the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from edition.check.findings import Finding
from edition.check.report.github import github
from edition.check.report.json import as_json
from edition.check.report.junit import junit
from edition.check.report.sarif import sarif
from edition.check.report.text import text

#: What is written for findings, whose files are named as others know them.
Report = Callable[[Sequence[Finding]], str]

#: The formats by name.
REPORTS: Final[dict[str, Report]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "junit": junit,
}
