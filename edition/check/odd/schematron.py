"""The rules of a schema as ISO Schematron.

A rule that names no context is about what its declaration is of: an element, an attribute of it, or every
member of a class. Rules of declarations that no document can use are left out. Keys and functions of XSLT
stand before the patterns, where ISO Schematron has them; so do variables of a constraint, or of
a pattern, that is nothing else, since other constraints name them.

Source: ISO/IEC 19757-3:2006; TEI P5, section 22.5.2 (Additional Constraints).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr

from lxml import etree

from edition.check.findings import Finding
from edition.check.odd.customise import Schema
from edition.check.odd.deprecation import deprecations
from edition.check.odd.grammar import Grammar
from edition.check.odd.reading import names_in
from edition.check.odd.records import Constraint, Spec, every_attribute
from edition.tei.names import NAMESPACES, TEI_NS, TEI_PREFIX

SCH: Final = "http://purl.oclc.org/dsdl/schematron"
_SCH_PREFIX: Final = f"{{{SCH}}}"
_XSL_PREFIX: Final = "{http://www.w3.org/1999/XSL/Transform}"
_LET: Final = f"{_SCH_PREFIX}let"
_PATTERN: Final = f"{_SCH_PREFIX}pattern"
#: What a constraint may have beside rules; variables of one that has nothing else are of the whole schema.
_NO_RULES: Final = frozenset({_LET, f"{_SCH_PREFIX}ns"})
_SCHEMES: Final = frozenset({"", "schematron", "isoschematron"})
_PARAMETER: Final = re.compile(r"\$([\w.-]+)")


class _Rules(NamedTuple):
    """A constraint and what it is of.

    :ivar within: identifiers of what it stands in, outermost first.
    :ivar context: of its rules, unless they name one.
    """

    constraint: Constraint
    within: tuple[str, ...]
    context: str


class _Contexts:
    """What rules are about, as XPath, and the prefixes that takes."""

    def __init__(self, schema: Schema, grammar: Grammar, namespaces: dict[str, str]) -> None:
        self.schema = schema
        self.grammar = grammar
        self.namespaces = namespaces
        self.prefixes = {uri: prefix for prefix, uri in sorted(namespaces.items(), reverse=True)}

    def element(self, spec: Spec) -> str:
        """An element."""
        uri = self.schema.ns if spec.ns is None else spec.ns
        if not uri:
            return spec.name
        if uri not in self.prefixes:
            prefix = f"ns{len(self.prefixes)}"
            self.prefixes[uri] = prefix
            self.namespaces[prefix] = uri
        return f"{self.prefixes[uri]}:{spec.name}"

    def of(self, spec: Spec) -> list[str]:
        """An element, or all elements of a class; of those that no document can have, none."""
        members = [spec] if spec.kind == "element" else self._elements(spec.ident, set())
        used = (m for m in members if self.schema.pattern_name(m) in self.grammar.definitions)
        return sorted({self.element(member) for member in used})

    def _elements(self, ident: str, seen: set[str]) -> Iterator[Spec]:
        if ident in seen:
            return
        seen.add(ident)
        for member in self.schema.members.get(ident, ()):
            if member.kind == "element":
                yield member
            else:
                yield from self._elements(member.ident, seen)


def written_rules(schema: Schema, grammar: Grammar, findings: list[Finding]) -> bytes:
    """The rules of what *grammar* has of *schema*, the same bytes for the same schema.

    :param findings: gets constraints in other languages, which are left out.
    """
    namespaces = dict(schema.namespaces)
    contexts = _Contexts(schema, grammar, namespaces)
    patterns: list[etree._Element] = []
    first: list[etree._Element] = []
    for rules in _all_rules(schema, contexts):
        scheme = rules.constraint.node.get("scheme", "").strip()
        if scheme not in _SCHEMES:
            findings.append(
                rules.constraint.place.finding(
                    "warning",
                    "odd-constraint",
                    f"the constraint {rules.constraint.ident} is in {scheme!r}, and only Schematron is written",
                    "Write it in Schematron, or check it by other means.",
                )
            )
            continue
        for constraint in rules.constraint.node.iterfind("tei:constraint", NAMESPACES):
            first += map(_clean, constraint.iterchildren(f"{_XSL_PREFIX}*"))
            for parent in (constraint, *constraint.iterchildren(_PATTERN)):
                if _is_for_all(parent):
                    first += map(_clean, parent.iterchildren(_LET))
                    if parent is not constraint:
                        first += map(_clean, parent.iterchildren(f"{_XSL_PREFIX}*"))
        patterns += _patterns(rules, namespaces, len(patterns))
    patterns = [
        *_made_concrete(patterns),
        *_namespace_rules(schema, contexts),
        *_deprecation_rules(schema, contexts),
    ]
    _name_apart(patterns)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<schema xmlns="{SCH}" queryBinding="xslt2">',
        f"  <title>Rules of {schema.ident}</title>",
        *(
            f"  <ns prefix={quoteattr(prefix)} uri={quoteattr(uri)}/>"
            for prefix, uri in sorted(namespaces.items())
        ),
        *(f"  {_serialised(node)}" for node in (*first, *patterns)),
        "</schema>",
        "",
    ]
    return "\n".join(lines).encode()


def _is_for_all(node: etree._Element) -> bool:
    """Whether a constraint or a pattern has no rule, so that its variables can only be meant for others."""
    is_rule = (child.tag not in _NO_RULES for child in node.iterchildren(f"{_SCH_PREFIX}*"))
    return node.get("is-a") is None and not any(is_rule)


def _serialised(pattern: etree._Element) -> str:
    """*pattern* with no more declarations of namespaces than it needs."""
    outer = etree.Element(f"{_SCH_PREFIX}schema", nsmap={None: SCH})
    outer.append(pattern)
    etree.cleanup_namespaces(outer)
    text = etree.tostring(pattern, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns="{SCH}"', "", 1)


def _all_rules(schema: Schema, contexts: _Contexts) -> Iterator[_Rules]:
    """The constraints of the schema and of its declarations, in their order."""
    for constraint in schema.constraints:
        yield _Rules(constraint, (schema.ident,), "/")
    for spec in schema.specs.values():
        owners = contexts.of(spec)
        if not owners:
            continue
        for constraint in spec.constraints:
            yield _Rules(constraint, (schema.ident, spec.ident), " | ".join(owners))
        for attribute in every_attribute(spec.attributes):
            if attribute.mode != "delete":
                context = " | ".join(f"{owner}/@{attribute.name}" for owner in owners)
                within = (schema.ident, spec.ident, attribute.ident)
                yield from (_Rules(rule, within, context) for rule in attribute.constraints)


def _patterns(rules: _Rules, namespaces: dict[str, str], number: int) -> Iterator[etree._Element]:
    """The patterns of one constraint: its own, or one around its rules, or around its assertions."""
    stem = "-".join((*rules.within, rules.constraint.ident, "constraint", "rule"))
    stem = stem.replace(":", "")
    for constraint in rules.constraint.node.iterfind("tei:constraint", NAMESPACES):
        namespaces |= {
            prefix: uri
            for prefix, uri in constraint.nsmap.items()
            if prefix and uri not in {SCH, *namespaces.values()} and prefix not in namespaces
        }
        loose: list[etree._Element] = []
        variables: list[etree._Element] = []
        inner: list[etree._Element] = []
        for child in constraint.iterchildren(f"{_SCH_PREFIX}*"):
            name = etree.QName(child).localname
            if name == "pattern":
                if _is_for_all(child):
                    continue
                yield _copied(child, rules.context, f"{stem}-{number + 1}")
                number += 1
            elif name == "rule":
                inner.append(child)
            elif name in {"assert", "report"}:
                loose.append(child)
            elif name == "let":
                variables.append(child)
        if loose:
            rule = etree.Element(
                f"{_SCH_PREFIX}rule", {"context": rules.context}, nsmap={None: SCH}
            )
            rule.extend([_clean(child) for child in (*variables, *loose)])
            inner.append(rule)
            variables = []
        if inner:
            pattern = etree.Element(
                f"{_SCH_PREFIX}pattern", {"id": f"{stem}-{number + 1}"}, nsmap={None: SCH}
            )
            pattern.extend(map(_clean, variables))
            pattern.extend([_with_context(_clean(rule), rules.context) for rule in inner])
            number += 1
            yield pattern


def _copied(pattern: etree._Element, context: str, ident: str) -> etree._Element:
    """A pattern of its own, with an id and contexts."""
    copied = _clean(pattern)
    if copied.get("id") is None:
        copied.set("id", ident)
    for rule in copied.iter(f"{_SCH_PREFIX}rule"):
        _with_context(rule, context)
    return copied


def _with_context(rule: etree._Element, context: str) -> etree._Element:
    if rule.get("context") is None and rule.get("abstract") != "true":
        rule.set("context", context)
    return rule


def _clean(node: etree._Element) -> etree._Element:
    """A copy without comments and documentation of the TEI, which have no place in Schematron."""
    copied = deepcopy(node)
    copied.tail = None
    for inner in list(copied.iter()):
        if not isinstance(inner.tag, str):
            parent = inner.getparent()
            if parent is not None:
                _take_out(parent, inner)
    return copied


def _take_out(parent: etree._Element, node: etree._Element) -> None:
    """Remove *node* and keep the words behind it."""
    before = node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (node.tail or "")
    else:
        before.tail = (before.tail or "") + (node.tail or "")
    parent.remove(node)


def _made_concrete(patterns: list[etree._Element]) -> Iterator[etree._Element]:
    """The patterns with what is abstract in place (ISO/IEC 19757-3, 6.3): not every program reads that.

    A pattern that is an instance of one which the schema left out is left out with it.
    """
    abstract = {p.get("id", ""): p for p in patterns if p.get("abstract") == "true"}
    for pattern in patterns:
        if pattern.get("is-a") is None:
            if pattern.get("abstract") != "true":
                yield pattern
        elif (form := abstract.get(pattern.get("is-a", ""))) is not None:
            yield _instance(form, pattern)


def _instance(form: etree._Element, pattern: etree._Element) -> etree._Element:
    """The abstract pattern *form* with the parameters of *pattern*."""
    values = {
        param.get("name", ""): param.get("value", "")
        for param in pattern.iterchildren(f"{_SCH_PREFIX}param")
    }
    made = deepcopy(form)
    del made.attrib["abstract"]
    made.set("id", pattern.get("id", ""))
    for node in made.iter():
        for name, written in node.attrib.items():
            node.set(name, _PARAMETER.sub(lambda found: values.get(found[1], found[0]), written))
    return made


def _name_apart(patterns: list[etree._Element]) -> None:
    """Give a number to a pattern whose id another one has."""
    seen: set[str] = set()
    for pattern in patterns:
        ident = pattern.get("id", "")
        number = 1
        while pattern.get("id", "") in seen:
            number += 1
            pattern.set("id", f"{ident}-{number}")
        seen.add(pattern.get("id", ""))


def _deprecation_rules(schema: Schema, contexts: _Contexts) -> Iterator[etree._Element]:
    """A warning where a document has what is to be given up."""
    for found in deprecations(schema):
        owners = contexts.of(found.spec)
        if owners:
            stem = "-".join((*found.within, "deprecated")).replace(":", "")
            pattern = etree.Element(f"{_SCH_PREFIX}pattern", {"id": stem}, nsmap={None: SCH})
            rule = etree.SubElement(pattern, f"{_SCH_PREFIX}rule", {"context": " | ".join(owners)})
            report = etree.SubElement(
                rule, f"{_SCH_PREFIX}report", {"test": found.test, "role": "warning"}
            )
            report.text = found.message
            yield pattern


def _namespace_rules(schema: Schema, contexts: _Contexts) -> Iterator[etree._Element]:
    """What ``anyElement/@require`` asks, which RELAX NG does not say: the namespaces of descendants."""
    for spec in schema.specs.values():
        if spec.kind != "element" or spec.content is None or not contexts.of(spec):
            continue
        required = [
            name
            for node in spec.content.iter(f"{TEI_PREFIX}anyElement")
            for name in names_in(node, "require")
        ]
        if not required:
            continue
        allowed = sorted({*required, TEI_NS})
        written = ", ".join(f"'{name}'" for name in allowed)
        rule = etree.Element(
            f"{_SCH_PREFIX}rule", {"context": contexts.element(spec)}, nsmap={None: SCH}
        )
        report = etree.SubElement(
            rule,
            f"{_SCH_PREFIX}report",
            {"test": f"descendant::*[not(namespace-uri(.) = ({written}))]"},
        )
        report.text = f"what stands in {spec.name} must be in the namespaces {written}"
        pattern = etree.Element(
            f"{_SCH_PREFIX}pattern",
            {"id": f"{schema.ident}-{spec.ident}-anyElement-constraint-rule"},
            nsmap={None: SCH},
        )
        pattern.append(rule)
        yield pattern
