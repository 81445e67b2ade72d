"""ISO Schematron with XPath 2, by way of XSLT: as much of it as the TEI's own schema uses.

Each pattern becomes a mode, each rule a template, the first rule that fits a node is taken
(ISO/IEC 19757-3, 6.5).
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from saxonche import PySaxonProcessor

_SCH = "{http://purl.oclc.org/dsdl/schematron}"


def stylesheet(schema: etree._Element) -> str:
    """The XSLT that prints a line for each failed assertion and each successful report."""
    namespaces = " ".join(
        f"xmlns:{ns.get('prefix')}={quoteattr(ns.get('uri', ''))}"
        for ns in schema.iter(f"{_SCH}ns")
    )
    modes, templates = [], []
    for number, pattern in enumerate(schema.iter(f"{_SCH}pattern")):
        modes.append(f'<xsl:apply-templates select="/" mode="m{number}"/>')
        templates.append(
            f'<xsl:template match="text()|comment()|processing-instruction()" mode="m{number}"/>'
        )
        for place, rule in enumerate(pattern.iter(f"{_SCH}rule")):
            tests = "".join(_test(check) for check in rule if isinstance(check.tag, str))
            templates.append(
                f'<xsl:template match={quoteattr(rule.get("context", ""))} mode="m{number}" '
                f'priority="{1000 - place}">{tests}'
                f'<xsl:apply-templates select="@*|node()" mode="m{number}"/></xsl:template>'
            )
        templates.append(
            f'<xsl:template match="*|/" mode="m{number}">'
            f'<xsl:apply-templates select="@*|node()" mode="m{number}"/></xsl:template>'
            f'<xsl:template match="@*" mode="m{number}" priority="-2"/>'
        )
    return (
        f'<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {namespaces}>'
        f'<xsl:output method="text"/><xsl:template match="/">{"".join(modes)}</xsl:template>'
        f"{''.join(map(_test, schema.iterchildren(f'{_SCH}let')))}"
        f"{''.join(templates)}</xsl:stylesheet>"
    )


def _test(check: etree._Element) -> str:
    if check.tag == f"{_SCH}let":
        return (
            f'<xsl:variable name="{check.get("name")}" select={quoteattr(check.get("value", ""))}/>'
        )
    if check.tag not in {f"{_SCH}assert", f"{_SCH}report"} or check.get("role") in {
        "warning",
        "nonfatal",
        "information",
    }:
        return ""
    condition = check.get("test", "")
    if check.tag == f"{_SCH}assert":
        condition = f"not({condition})"
    message = escape(" ".join("".join(check.itertext()).split()))
    return (
        f"<xsl:if test={quoteattr(condition)}><xsl:value-of select=\"name(), '/', "
        f"string(@xml:id), ': '\"/>{message}<xsl:text>&#10;</xsl:text></xsl:if>"
    )


def failures(schema: Path, documents: list[Path]) -> list[str]:
    """What *schema* finds wrong in the *documents*, one line each."""
    root = etree.parse(schema).getroot()
    found = []
    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        compiled = compiler.compile_stylesheet(stylesheet_text=stylesheet(root))
        for document in documents:
            lines = compiled.transform_to_string(source_file=str(document)) or ""
            found += [f"{document.name}: {line}" for line in lines.splitlines() if line.strip()]
    return found
