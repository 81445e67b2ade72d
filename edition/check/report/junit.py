"""Findings as JUnit XML, which servers of continuous integration show as tests that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from lxml import etree

from edition.check.findings import Finding


def junit(found: Sequence[Finding]) -> str:
    """One suite for each file; errors and warnings fail, notes are said in passing."""
    root = etree.Element("testsuites", name="edition check")
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_file[finding.file].append(finding)
    for file, of_file in by_file.items():
        failures = sum(finding.severity != "note" for finding in of_file)
        suite = etree.SubElement(
            root,
            "testsuite",
            name=file,
            tests=str(len(of_file)),
            failures=str(failures),
            errors="0",
        )
        for finding in of_file:
            name = f"{finding.code} {finding.place}"
            case = etree.SubElement(suite, "testcase", classname=finding.code, name=name)
            text = f"{finding.message}\n{finding.hint}"
            if finding.severity == "note":
                etree.SubElement(case, "system-out").text = text
            else:
                etree.SubElement(
                    case, "failure", message=finding.message, type=finding.severity
                ).text = text
    return etree.tostring(root, encoding="unicode", pretty_print=True)
