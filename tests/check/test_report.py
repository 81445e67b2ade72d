"""Findings in the formats that other programs read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.check.findings import Finding, Fix
from edition.check.report import REPORTS
from edition.tei.splice import Splice

_XML = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
_FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["a.xml", "b c/ü,:%.xml"]),
        st.integers(0, 99),
        st.integers(0, 99),
        st.sampled_from(["id-duplicate", "date-order"]),
        st.sampled_from(["error", "warning", "note"]),
        _XML,
        _XML,
        st.sampled_from([None, Fix("Write x", (Splice(1, 2, b"x"),))]),
    ),
    max_size=4,
)


@given(_FINDINGS)
def test_every_format_says_all_of_them(found: list[Finding]) -> None:
    """And is well-formed whatever they say."""
    said = {name: report(found) for name, report in REPORTS.items()}

    rows = json.loads(said["json"])
    assert [(row["file"], row["line"], row["message"]) for row in rows] == [
        (finding.file, finding.line, finding.message) for finding in found
    ]
    assert all(
        set(row) == {"code", "severity", "file", "line", "column", "message", "hint", "fix"}
        for row in rows
    )
    results = json.loads(said["sarif"])["runs"][0]["results"]
    assert [result["level"] for result in results] == [finding.severity for finding in found]
    assert all(result["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1 for result, finding in zip(results, found, strict=True) if finding.line)  # fmt: skip
    cases = etree.fromstring(said["junit"]).findall(".//testcase")
    assert len(cases) == len(found)
    lines = said["github"].splitlines()
    assert len(lines) == len(found)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    for finding in found:
        assert finding.message in said["text"]


def test_nothing_found_is_said_too() -> None:
    """A list of nothing, for programs."""
    assert REPORTS["text"]([]) == "nothing found\n"
    assert json.loads(REPORTS["json"]([])) == []
