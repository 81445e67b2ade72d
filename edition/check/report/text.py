"""Findings for people: file by file, with a count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from edition.check.findings import Finding


def text(found: Sequence[Finding]) -> str:
    """One finding after the other: ``path:line:column: severity: message [code]``, and what to do."""
    lines = []
    for finding in found:
        lines.append(f"{finding.place}: {finding.severity}: {finding.message} [{finding.code}]")
        if finding.hint:
            lines.append(f"  {finding.hint}")
        if finding.fix:
            lines.append(f"  --fix: {finding.fix.title}")
    if found:
        lines.append("")
        lines += [
            f"{number:5}  {code}" for code, number in Counter(f.code for f in found).most_common()
        ]
    return "\n".join((*lines, _sum(found), ""))


def _sum(found: Sequence[Finding]) -> str:
    if not found:
        return "nothing found"
    numbers = Counter(finding.severity for finding in found)
    said = [
        f"{numbers[severity]} {severity}{'' if numbers[severity] == 1 else 's'}"
        for severity in ("error", "warning", "note")
        if numbers[severity]
    ]
    files = len({finding.file for finding in found})
    return f"{', '.join(said)} in {files} {'file' if files == 1 else 'files'}"
