"""Content models and datatypes as patterns.

What a schema left out vanishes: a reference to it goes without a trace, and a sequence or an alternation
of nothing else is empty. A class that is there but has no members is something else: it can never be
fulfilled (``notAllowed``). That is how the TEI's own stylesheets read a content model, and what makes one
work in every selection of modules.

Source: TEI P5, sections 22.5.1 (Content Models) and 22.5.3 (Attribute List Specification).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.check.findings import Finding, Severity
from edition.check.odd.any_element import any_element
from edition.check.odd.customise import Schema
from edition.check.odd.model_classes import EXPANSIONS, any_member, wanted_members
from edition.check.odd.patterns import (
    EMPTY,
    TEXT,
    Pattern,
    attribute,
    choice,
    data,
    group,
    has_text,
    interleave,
    optional,
    rebuilt,
    ref,
    repeated,
    tokens,
    value,
)
from edition.check.odd.reading import names_in, occurs, value_list
from edition.check.odd.records import Attribute, Place, Spec, ValueList
from edition.tei.names import TEI_PREFIX, local_name

_RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
#: How often a pattern that is more than a name is written out.
_WRITTEN_OUT: Final = 3
_DATA_REF: Final = f"{TEI_PREFIX}dataRef"


class Contents:
    """Makes the patterns of one schema.

    :ivar extra: definitions that content models need besides those of declarations, by name.
    """

    def __init__(self, schema: Schema, findings: list[Finding]) -> None:
        """Make patterns for *schema*; *findings* gets what is wrong in content models."""
        self.schema = schema
        self.findings = findings
        self.extra: dict[str, Pattern] = {}

    def of(self, spec: Spec) -> Pattern:
        """The content of an element, what a macro or a datatype stands for, or a member of a model class."""
        if spec.kind == "class":
            return any_member(self.schema, spec.ident)
        if spec.values is not None and spec.values.type == "closed":
            return self._values(spec.values)
        if spec.content is None:
            return EMPTY
        inside = group(*self._parts(spec, spec.content))
        # As ODDs of TEI 2 say that there is text between the elements.
        is_mixed = spec.content.get("allowText", "").strip() in {"true", "1"}
        return interleave(TEXT, inside) if is_mixed else inside

    def of_attribute(self, spec: Spec, definition: Attribute) -> Pattern:
        """An attribute, with its values."""
        prefix, _, local = definition.name.rpartition(":")
        is_plain = prefix == "xml" or not definition.ns
        name, ns = (definition.name, "") if is_plain else (local, definition.ns)
        values = self._attribute_values(spec, definition)
        made = attribute(name, ns, values, self._documentation(definition))
        return made if definition.usage == "req" else optional(made)

    def _documentation(self, definition: Attribute) -> str:
        """What an attribute is for; with samples of its values, which its pattern does not tell."""
        said, values = self.schema.described(definition.words), definition.values
        if values is None or values.type in {"closed", "semi"} or not values.items:
            return said
        return f"{said} Sample values: {', '.join(item.name for item in values.items)}".strip()

    def _parts(self, spec: Spec, node: etree._Element) -> Iterator[Pattern]:
        """What is left of the children of *node*."""
        for child in node.iterchildren("*"):
            part = self._part(spec, child)
            if part is not None:
                yield part

    def _part(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """One part of a content model, or None if nothing is left of it."""
        name = etree.QName(node)
        if f"{{{name.namespace}}}" == _RNG:
            return self._relaxng(spec, node)
        made: Pattern | None = None
        match local_name(node):
            case "sequence" | "alternate" | "interleave":
                made = self._combination(spec, node)
            case "elementRef" | "classRef" | "macroRef":
                made = self._reference(spec, node)
            case "dataRef":
                made = self._datatype(spec, node, "")
            case "anyElement":
                made = self._any_element(spec, node)
            case "valList":
                made = self._values(value_list(node))
            case "textNode":
                made = TEXT
            case "empty":
                made = EMPTY
            case other:
                self._say("error", spec, node, f"<{other}> is no part of a content model", "Take it out.")  # fmt: skip
        if made in {None, TEXT, EMPTY}:
            return made
        assert made is not None
        return self._occurring(spec, node, made)

    def _combination(self, spec: Spec, node: etree._Element) -> Pattern:
        """A ``sequence``, ``alternate`` or ``interleave``; with nothing left in it, empty."""
        parts = tuple(self._parts(spec, node))
        name = local_name(node)
        if not parts:
            return EMPTY
        if name == "alternate":
            return choice(*parts)
        if name == "interleave" or node.get("preserveOrder", "true").strip() in {"false", "0"}:
            return interleave(*parts)
        if all(child.tag == _DATA_REF for child in node.iterchildren("*")):
            return tokens(group(*parts))
        return group(*parts)

    def _reference(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """What an ``elementRef``, ``classRef`` or ``macroRef`` stands for."""
        key = node.get("key", "").strip()
        named = self.schema.find(key, "element", "class", "macro", "data")
        if named is None:
            if self.schema.is_external(key):
                return ref(key)
            self._miss(spec, node, key, "Declare it, or check @key.")
            return None
        included, excepted = names_in(node, "include"), names_in(node, "except")
        expand = node.get("expand", "").strip()
        if named.kind == "class" and (included or excepted or expand):
            return wanted_members(self.schema, key, expand, included, excepted)
        return ref(self.schema.pattern_name(named))

    def _any_element(self, spec: Spec, node: etree._Element) -> Pattern:
        """A reference to what an ``anyElement`` allows; those of one declaration that differ are numbered."""
        names, where = names_in(node, "except"), node
        if not names:
            names, where = self.schema.exceptions, self.schema.place.node
        stem = f"{self.schema.prefix}anyElement_{spec.ident}"
        name, number = stem, 1
        while True:
            made = any_element(where, names, name)
            if self.extra.setdefault(name, made) == made:
                return ref(name)
            number += 1
            name = f"{stem}_{number}"

    def _occurring(self, spec: Spec, node: etree._Element, pattern: Pattern) -> Pattern:
        """*pattern* as often as ``@minOccurs`` and ``@maxOccurs`` of *node* say.

        What is written out many times gets a name, so that repetitions in repetitions stay small.
        """
        low = occurs(node.get("minOccurs"), 1) or 0
        high = occurs(node.get("maxOccurs"), 1)
        if max(low, high or 0) > _WRITTEN_OUT and pattern.tag != "ref":
            name = f"{self.schema.pattern_name(spec)}.repeated_{len(self.extra)}"
            self.extra[name] = pattern
            pattern = ref(name)
        return repeated(pattern, low, high)

    def _attribute_values(self, spec: Spec, definition: Attribute) -> Pattern:
        """What the value of an attribute may be: one word of it, or as many as its datatype says."""
        single = self._single_value(spec, definition)
        if definition.datatype is None or has_text(single):
            return single  # anything at all, in words or not
        low = occurs(definition.datatype.get("minOccurs"), 1) or 0
        high = occurs(definition.datatype.get("maxOccurs"), 1)
        if high == 1:
            return single
        if single.tag == "list":  # a list holds no list
            single = group(*single.children)
        return tokens(repeated(single, low, high))

    def _values(self, values: ValueList) -> Pattern:
        """One of the values of a list."""
        return choice(
            *(value(item.name, self.schema.described((item.node,))) for item in values.items)
        )

    def _single_value(self, spec: Spec, definition: Attribute) -> Pattern:
        values, datatype = definition.values, definition.datatype
        if values is not None and values.type == "closed":
            return self._values(values)
        parts = [] if datatype is None else list(self._parts(spec, datatype))
        if values is not None and values.type == "semi":
            return choice(self._values(values), *(parts or [data("Name")]))
        return group(*parts) if parts else TEXT

    def _datatype(self, spec: Spec, node: etree._Element, restriction: str) -> Pattern | None:
        """What a ``dataRef`` stands for, restricted by a regular expression."""
        restriction = node.get("restriction", "") or restriction
        if name := node.get("name", "").strip():
            facets = [
                (facet.get("name", ""), facet.get("value", ""))
                for facet in node.iterchildren(f"{TEI_PREFIX}dataFacet")
            ]
            if not facets and restriction:
                facets = [("pattern", restriction)]
            return data(name, *facets)
        key = node.get("key", "").strip()
        named = self.schema.find(key, "data", "macro")
        if named is None:
            self._say(
                "warning", spec, node,
                f"the datatype {key or node.get('ref', '')} of {spec.ident} is not declared, so anything is allowed",
                "Declare it with <dataSpec>, bring in the module that has it, or use @name for one of XML Schema.",
            )  # fmt: skip
            return None
        if named.content is not None and restriction:
            return choice(*self._restricted(named, named.content, restriction))
        made = self.of(named)
        is_plain = made.tag == "list" or has_text(made)
        return made if is_plain else ref(self.schema.pattern_name(named))

    def _restricted(self, spec: Spec, node: etree._Element, restriction: str) -> Iterator[Pattern]:
        """The alternatives of a datatype, each with *restriction*."""
        for child in node.iterchildren(f"{TEI_PREFIX}*"):
            if local_name(child) in {"alternate", "sequence"}:
                yield from self._restricted(spec, child, restriction)
            else:
                is_data = child.tag == _DATA_REF
                made = self._datatype(spec, child, restriction) if is_data else self._part(spec, child)  # fmt: skip
                if made is not None:
                    yield made

    def _relaxng(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """A pattern that an older ODD writes in RELAX NG itself."""
        name = etree.QName(node).localname
        if name == "ref":
            return self._named(spec, node)
        children = tuple(self._parts(spec, node))
        attributes = tuple(
            (str(key), str(text)) for key, text in node.attrib.items() if "{" not in str(key)
        )
        text = (node.text or "").strip() if name in {"value", "param", "name"} else ""
        if name == "choice" and not children:
            return EMPTY
        return rebuilt(Pattern(name, children, attributes, text), children)

    def _named(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """What ``rng:ref`` names: a declaration, or a class as a sequence (``model.x_sequence``)."""
        key = node.get("name", "").strip()
        if named := self.schema.find(key, "element", "class", "macro", "data"):
            return ref(self.schema.pattern_name(named))
        stem, _, expand = key.rpartition("_")
        if expand in EXPANSIONS and self.schema.find(stem, "class"):
            return wanted_members(self.schema, stem, expand)
        if self.schema.is_external(key):
            return ref(key)
        newer = f"teidata.{key.removeprefix('data.')}"
        since = f"It is called {newer} since TEI 3.0.0."
        known = self.schema.find(newer, "data") is not None
        self._miss(spec, node, key, since if known else "Declare it, or check @name.")
        return None

    def _miss(self, spec: Spec, node: etree._Element, key: str, hint: str) -> None:
        """Say that a reference leads nowhere, unless to what the schema left out on purpose."""
        is_own = self._place(spec, node).document is self.schema.place.document
        if is_own and self.schema.is_whole and key not in self.schema.known:
            message = f"{spec.ident} refers to {key}, which is declared nowhere"
            self._say("warning", spec, node, message, hint)

    def _say(
        self, severity: Severity, spec: Spec, node: etree._Element, message: str, hint: str
    ) -> None:
        finding = self._place(spec, node).finding(severity, "odd-content", message, hint)
        if finding not in self.findings:
            self.findings.append(finding)

    def _place(self, spec: Spec, node: etree._Element) -> Place:
        """Where *node* stands: a declaration may have its content from the one that changes it."""
        root = node.getroottree().getroot()
        for document in (spec.place.document, self.schema.place.document):
            if root is document.root:
                return Place(document, node)
        return spec.place
