"""Findings as a list of JSON objects, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition.check.findings import Finding, Fix


def as_json(found: Sequence[Finding]) -> str:
    """``[{code, severity, file, line, column, message, hint, fix}]``; line and column are from 1.

    ``fix`` is null or an object with a title and edits: bytes ``start`` to ``end`` give way to ``text``.
    """
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "file": finding.file,
            "line": finding.line,
            "column": finding.column,
            "message": finding.message,
            "hint": finding.hint,
            "fix": _fix(finding.fix),
        }
        for finding in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _fix(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    edits = [
        {"start": start, "end": end, "text": data.decode("utf-8", "replace")}
        for start, end, data in fix.splices
    ]
    return {"title": fix.title, "edits": edits}
