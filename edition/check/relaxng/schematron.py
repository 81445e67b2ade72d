"""Rules of ISO Schematron (ISO/IEC 19757-3), from a schema of their own or from within RELAX NG.

The rules become an XSLT that says for each failure at which element it is: each pattern a mode, each rule
a template, so that the first rule that fits a node is the one that is asked (6.5). Rules in XPath 1 are
run by lxml, those in XPath 2 or 3 by Saxon, if the package ``saxonche`` is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.check.findings import Finding, Severity
from edition.errors import UnreadableError
from edition.tei.parse import Document, safe_parser

_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
_NEEDS_SAXON: Final = frozenset({"xslt2", "xslt3", "xpath2", "xpath3", "xpath31", "xquery"})
_SEVERITIES: Final[dict[str, Severity]] = {
    **dict.fromkeys(("warning", "warn", "nonfatal"), "warning"),
    **dict.fromkeys(("information", "info", "hint", "note"), "note"),
}
#: The place of an element among those of its document; of an attribute or a text, that of its element.
_ORDINAL: Final = (
    "count(ancestor-or-self::*[1]/preceding::*) + count(ancestor-or-self::*[1]/ancestor::*)"
)
_KEY: Final = "{http://www.w3.org/1999/XSL/Transform}key"
#: Parts of the standard that are not read; rules that need them would be wrong without.
_UNREAD: Final = ("include", "extends[@href]", "pattern[@abstract='true']", "pattern[@is-a]")


class _RunError(Exception):
    """A rule went wrong while it was asked: it opens a file, or takes a word for a number."""


_Run = Callable[[etree._Element], bytes]


def schematron(documents: Sequence[Document], schema: Path) -> list[Finding]:
    """What the Schematron rules of *schema*, a ``.sch`` or a RELAX NG that holds some, find in *documents*.

    If they cannot be asked, a finding of the code ``schematron-unchecked`` says so, and why.

    :raises UnreadableError: the schema cannot be read, or a rule in it is no XPath.
    """
    root = _read(schema)
    if not documents or next(root.iter(f"{_SCH}rule"), None) is None:
        return []
    binding = root.get("queryBinding", "").lower()
    if root.tag != f"{_SCH}schema":
        binding = "xslt2"  # what the TEI embeds, which says nothing of it
    unread = [
        path.partition("[")[0] for path in _UNREAD if root.find(f".//{_SCH}{path}") is not None
    ]
    if unread:
        reason = f"the schema has <{unread[0]}> of a kind that is not read"
        return [_unchecked(schema, reason, "Resolve it first, with another tool.")]
    run: _Run | None
    if binding in _NEEDS_SAXON:
        run = _saxon(_stylesheet(root, "2.0"), schema)
        if run is None:
            reason = "they are in XPath 2, which only the package saxonche reads"
            return [_unchecked(schema, reason, "Install it: pip install saxonche.")]
    else:
        run = _lxml(_stylesheet(root, "1.0"), schema)
    return sorted(finding for document in documents for finding in _findings(document, run, schema))


def _read(schema: Path) -> etree._Element:
    try:
        return etree.fromstring(schema.read_bytes(), safe_parser())
    except OSError as error:
        message = f"the schema cannot be read: {error.strerror}"
        hint = "Check that it exists and its permissions."
        raise UnreadableError(message, file=str(schema), hint=hint) from error
    except etree.XMLSyntaxError as error:
        message = f"the schema is not well-formed XML: {error.msg}"
        line, hint = max(error.position[0], 1), "Make it anew."
        raise UnreadableError(message, file=str(schema), line=line, hint=hint) from None


def _unchecked(schema: Path, reason: str, hint: str, file: str = "") -> Finding:
    message = f"the Schematron rules of {schema.name} were not asked: {reason}"
    return Finding(file or str(schema), 0, 0, "schematron-unchecked", "warning", message, hint)


def _findings(document: Document, run: _Run, schema: Path) -> Iterator[Finding]:
    try:
        failures = etree.fromstring(run(document.root))
    except _RunError as error:
        yield _unchecked(
            schema, str(error), "Mend the rule, or what it stumbles over.", document.name
        )
        return
    elements = list(document.root.iter("*"))
    for failure in failures:
        position = document.position(elements[int(failure.get("element", "0"))])
        name = failure.get("id", "")
        yield Finding(
            document.name,
            position.line,
            position.column,
            "schematron",
            _SEVERITIES.get(failure.get("role", ""), "error"),
            " ".join((failure.text or "").split()).rstrip("."),
            f"This is the rule {name} of {schema.name}." if name else f"A rule of {schema.name}.",
        )


def _lxml(stylesheet: str, schema: Path) -> _Run:
    """Run *stylesheet* with lxml, which opens nothing."""
    try:
        transform = etree.XSLT(
            etree.fromstring(stylesheet), access_control=etree.XSLTAccessControl.DENY_ALL
        )
    except etree.XSLTParseError as error:
        raise _no_rule(str(error), schema) from None

    def run(root: etree._Element) -> bytes:
        try:
            return etree.tostring(transform(root))
        except etree.XSLTApplyError as error:
            raise _RunError(str(error)) from None

    return run


def _saxon(stylesheet: str, schema: Path) -> _Run | None:
    """Run *stylesheet* with Saxon, which opens nothing; None if it is not there."""
    try:
        from saxonche import PySaxonApiError, PySaxonProcessor  # noqa: PLC0415 – heavy, and an extra
    except ImportError:
        return None
    processor = PySaxonProcessor(license=False)
    processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "")
    compiler = processor.new_xslt30_processor()
    try:
        compiled = compiler.compile_stylesheet(stylesheet_text=stylesheet)
    except PySaxonApiError as error:
        raise _no_rule(str(error).strip().splitlines()[0], schema) from None

    def run(root: etree._Element) -> bytes:
        # Serialised without a DOCTYPE, which Saxon's parser would follow.
        node = processor.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        try:
            return str(compiled.transform_to_string(xdm_node=node)).encode()
        except PySaxonApiError as error:
            raise _RunError(" ".join(str(error).split("In template rule")[0].split())) from None

    return run


def _no_rule(what: str, schema: Path) -> UnreadableError:
    return UnreadableError(
        f"a Schematron rule cannot be read: {what}",
        file=str(schema),
        hint="Mend the XPath of its context or test.",
    )


def _stylesheet(root: etree._Element, version: str) -> str:
    """The XSLT that lists what fails, for the rules below *root*."""
    namespaces = {one.get("prefix", ""): one.get("uri", "") for one in root.iter(f"{_SCH}ns")}
    namespaces.pop("xsl", None)  # which is declared for the stylesheet itself
    keys = (etree.tostring(key, encoding="unicode", with_tail=False) for key in root.iter(_KEY))
    declared = " ".join(f"xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in namespaces.items())
    modes, templates = [], []
    for number, pattern in enumerate(root.iter(f"{_SCH}pattern")):
        mode = f'mode="m{number}"'
        on = f'<xsl:apply-templates select="@*|node()" {mode}/>'
        modes.append(f'<xsl:apply-templates select="/" {mode}/>')
        templates.append(
            f'<xsl:template match="*|/" {mode} priority="-1000">{on}</xsl:template>'
            f'<xsl:template match="@*|text()|comment()|processing-instruction()" {mode} priority="-1000"/>'
        )
        variables = _variables(pattern)
        rules = [rule for rule in pattern.iter(f"{_SCH}rule") if rule.get("abstract") != "true"]
        for place, rule in enumerate(rules):
            tests = "".join(map(_test, _checks(rule, root)))
            templates.append(
                f"<xsl:template match={quoteattr(rule.get('context', ''))} {mode} "
                f'priority="{len(rules) - place}">{variables}{tests}{on}</xsl:template>'
            )
    return (
        f'<xsl:stylesheet version="{version}" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {declared}>'
        f"{''.join(keys)}{_variables(root)}"
        f'<xsl:template match="/"><failures>{"".join(modes)}</failures></xsl:template>'
        f"{''.join(templates)}</xsl:stylesheet>"
    )


def _variables(parent: etree._Element) -> str:
    """The ``let`` that stand directly in *parent*."""
    return "".join(map(_test, parent.iterchildren(f"{_SCH}let")))


def _checks(rule: etree._Element, root: etree._Element) -> Iterator[etree._Element]:
    """The checks of *rule*, and those of the abstract rules that it extends."""
    for child in rule.iterchildren(f"{_SCH}*"):
        if child.tag == f"{_SCH}extends":
            name = child.get("rule")
            for other in root.iter(f"{_SCH}rule"):
                if other.get("id") == name and other is not rule:
                    yield from other.iterchildren(f"{_SCH}*")
        else:
            yield child


def _test(check: etree._Element) -> str:
    """A ``let``, ``assert`` or ``report`` as XSLT."""
    if check.tag == f"{_SCH}let":
        name, value = check.get("name", ""), check.get("value", "")
        return f"<xsl:variable name={quoteattr(name)} select={quoteattr(value)}/>"
    if check.tag not in {f"{_SCH}assert", f"{_SCH}report"}:
        return ""
    condition = check.get("test", "")
    if check.tag == f"{_SCH}assert":
        condition = f"not({condition})"
    names = (("id", check.get("id") or _id_above(check)), ("role", check.get("role", "")))
    # As text, and not in an attribute, in which braces would be XPath.
    marks = "".join(
        f'<xsl:attribute name="{name}"><xsl:text>{escape(value)}</xsl:text></xsl:attribute>'
        for name, value in names
    )
    return (
        f"<xsl:if test={quoteattr(condition)}><failure>"
        f'<xsl:attribute name="element"><xsl:value-of select="{_ORDINAL}"/></xsl:attribute>'
        f"{marks}{_message(check)}</failure></xsl:if>"
    )


def _id_above(check: etree._Element) -> str:
    above = (one.get("id") for one in check.iterancestors(f"{_SCH}rule", f"{_SCH}pattern"))
    return next((name for name in above if name), "")


def _message(check: etree._Element) -> str:
    """The words of a check; names and values in them are those of the node that fails."""
    parts = [escape(check.text or "")]
    for child in check:
        if child.tag == f"{_SCH}value-of":
            parts.append(f"<xsl:value-of select={quoteattr(child.get('select', '.'))}/>")
        elif child.tag == f"{_SCH}name":
            path = child.get("path")
            parts.append(f"<xsl:value-of select={quoteattr(path or 'name()')}/>")
        elif isinstance(child.tag, str):
            parts.append(escape("".join(child.itertext())))
        parts.append(escape(child.tail or ""))
    return "".join(f"<xsl:text>{p}</xsl:text>" if p[:1] != "<" else p for p in parts if p)
