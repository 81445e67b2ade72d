"""Content models and datatypes as patterns.

What a schema left out vanishes: a reference to it goes without a trace, and a sequence or an alternation
of nothing else is empty. A class that is there but has no members is something else: it can never be
fulfilled (``notAllowed``). That is how the TEI's own stylesheets read a content model, and what makes one
work in every selection of modules.

Source: TEI P5, sections 22.5.1 (Content Models) and 22.5.3 (Attribute List Specification).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from edition.check.findings import Finding
from edition.check.odd.customise import Schema
from edition.check.odd.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Pattern,
    attribute,
    choice,
    data,
    group,
    interleave,
    one_or_more,
    optional,
    ref,
    repeated,
    tokens,
    value,
    zero_or_more,
)
from edition.check.odd.reading import names_in, occurs, value_list
from edition.check.odd.records import Attribute, Place, Spec, ValueList
from edition.tei.names import TEI_PREFIX, local_name

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"
_EXAMPLES_NS: Final = "http://www.tei-c.org/ns/Examples"
#: What ``classRef/@expand`` makes of a class, for each member of it.
_EXPANSIONS: Final[dict[str, Callable[[Pattern], Pattern]]] = {
    "sequence": lambda member: member,
    "sequenceOptional": optional,
    "sequenceRepeatable": one_or_more,
    "sequenceOptionalRepeatable": zero_or_more,
}


class Contents:
    """Makes the patterns of one schema; what it needs of other definitions is noted in ``extra``.

    :ivar extra: definitions that content models need besides those of declarations, by name.
    """

    def __init__(self, schema: Schema, findings: list[Finding]) -> None:
        """Make patterns for *schema*; *findings* gets what is wrong in content models."""
        self.schema = schema
        self.findings = findings
        self.extra: dict[str, Pattern] = {}

    # --- declarations -------------------------------------------------------------------------------------

    def of_element(self, spec: Spec) -> Pattern:
        """The content of an element."""
        if spec.values is not None and spec.values.type == "closed":
            return _values(spec.values)
        return self._children(spec, spec.content)

    def of_macro(self, spec: Spec) -> Pattern:
        """What a macro or a datatype stands for."""
        if spec.values is not None and spec.values.type == "closed":
            return _values(spec.values)
        return self._children(spec, spec.content)

    def of_class(self, spec: Spec) -> Pattern:
        """Any member of a model class."""
        return choice(*self._member_refs(spec.ident, "", frozenset()))

    def of_attribute(self, spec: Spec, definition: Attribute) -> Pattern:
        """An attribute, with its values."""
        ns, _, name = definition.name.rpartition(":")
        name = definition.name if ns == "xml" or not definition.ns else name
        uri = "" if ns == "xml" else definition.ns
        made = attribute(name, uri, self._attribute_values(spec, definition))
        return made if definition.usage == "req" else optional(made)

    # --- content models -----------------------------------------------------------------------------------

    def _children(self, spec: Spec, content: etree._Element | None) -> Pattern:
        """The children of ``content``, one after the other."""
        if content is None:
            return EMPTY
        return group(*(part for part in self._parts(spec, content) if part is not None))

    def _parts(self, spec: Spec, node: etree._Element) -> Iterator[Pattern | None]:
        for child in node.iterchildren("*"):
            yield self._part(spec, child)

    def _part(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """One part of a content model, or None if nothing is left of it."""
        if node.tag.startswith(RNG):
            return self._relaxng(spec, node)
        if not node.tag.startswith(TEI_PREFIX):
            return None
        name = local_name(node)
        if name in {"elementRef", "classRef", "macroRef"}:
            made = self._reference(spec, node)
        elif name in {"sequence", "alternate", "interleave"}:
            return self._combination(spec, node)
        elif name == "textNode":
            return TEXT
        elif name == "empty":
            return EMPTY
        elif name == "valList":
            made = _values(value_list(node))
        elif name == "dataRef":
            made = self._datatype(spec, node, "")
        elif name == "anyElement":
            made = self._any_element(spec, node)
        else:
            self._unknown(spec, node, f"<{name}> says nothing in a content model", "Take it out.")
            return None
        return None if made is None else _occurring(node, made)

    def _combination(self, spec: Spec, node: etree._Element) -> Pattern:
        """A ``sequence``, ``alternate`` or ``interleave``; with nothing left in it, empty."""
        parts = [part for part in self._parts(spec, node) if part is not None]
        name = local_name(node)
        if not parts:
            return EMPTY
        if name == "alternate":
            made = choice(*parts)
        elif name == "interleave" or node.get("preserveOrder", "true").strip() in {"false", "0"}:
            made = interleave(*parts)
        elif all(child.tag == f"{TEI_PREFIX}dataRef" for child in node.iterchildren("*")):
            return tokens(_occurring(node, group(*parts)))
        else:
            made = group(*parts)
        return _occurring(node, made)

    def _reference(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """What an ``elementRef``, ``classRef`` or ``macroRef`` stands for."""
        key = node.get("key", "").strip()
        named = self.schema.find(key, "element", "class", "macro", "data")
        if named is None:
            self._vanished(spec, node, key)
            return None
        if named.kind != "class":
            return ref(self.schema.pattern_name(named))
        included, excepted = names_in(node, "include"), names_in(node, "except")
        expand = node.get("expand", "").strip()
        if not (included or excepted or expand):
            return ref(self.schema.pattern_name(named))
        members = self._members(key, included, excepted)
        return self._expanded(key, expand, members, frozenset())

    def _vanished(self, spec: Spec, node: etree._Element, key: str) -> None:
        """Say that a reference leads nowhere, unless to what the schema left out on purpose."""
        if spec.place.document is self.schema.place.document and key not in self.schema.known:
            self._unknown(
                spec, node, f"the content of {spec.ident} refers to {key}, which is declared nowhere",
                "Declare it, or check @key.", fatal=False,
            )  # fmt: skip

    def _unknown(
        self, spec: Spec, node: etree._Element, message: str, hint: str, *, fatal: bool = True
    ) -> None:
        severity = "error" if fatal else "warning"
        place = Place(spec.place.document, spec.place.node)
        if node.getroottree() is spec.place.document.root.getroottree() or _is_inside(spec, node):
            place = Place(spec.place.document, node)
        finding = place.finding(
            "error" if severity == "error" else "warning", "odd-content", message, hint
        )
        if finding not in self.findings:
            self.findings.append(finding)

    # --- classes ------------------------------------------------------------------------------------------

    def _members(
        self, key: str, included: tuple[str, ...] = (), excepted: tuple[str, ...] = ()
    ) -> list[Spec]:
        """The members of a model class that are wanted."""
        return [
            member
            for member in self.schema.members.get(key, ())
            if (not included or member.ident in included) and member.ident not in excepted
        ]

    def _member_refs(self, key: str, suffix: str, within: frozenset[str]) -> list[Pattern]:
        return [
            self._member(member, key, suffix, within)
            for member in self._members(key)
        ]

    def _member(self, member: Spec, key: str, expand: str, within: frozenset[str]) -> Pattern:
        """A member of the class *key*: an element as often as it may occur, or a class in it."""
        made = ref(self.schema.pattern_name(member))
        if member.kind == "class":
            if not expand or member.ident in within:
                return made
            inner = self._members(member.ident)
            return self._expanded(member.ident, expand, inner, within | {key})
        if not expand:
            return made
        own = next(m for m in member.memberships if m.key == key)
        return repeated(made, own.low, own.high)

    def _expanded(
        self, key: str, expand: str, members: list[Spec], within: frozenset[str]
    ) -> Pattern:
        """A class as ``@expand`` wants it: one of its members, or all of them in their order."""
        refs = [self._member(member, key, expand, within | {key}) for member in members]
        if expand in _EXPANSIONS:
            return group(*map(_EXPANSIONS[expand], refs))
        return choice(*refs)

    # --- any element --------------------------------------------------------------------------------------

    def _any_element(self, spec: Spec, node: etree._Element) -> Pattern:
        """``anyElement``: anything of other namespaces, and anything in it."""
        names = names_in(node, "except") or self.schema.exceptions
        definition = self._any_pattern(node, names)
        stem = f"{self.schema.prefix}anyElement_{spec.ident}"
        name, number = stem, 1
        while True:
            recursive = definition(name)
            if self.extra.setdefault(name, recursive) == recursive:
                return ref(name)
            number += 1
            name = f"{stem}_{number}"

    def _any_pattern(
        self, node: etree._Element, names: tuple[str, ...]
    ) -> Callable[[str], Pattern]:
        excepted = tuple(_name_class(node, name) for name in dict.fromkeys(names))
        any_name = Pattern("anyName", (Pattern("except", excepted),) if excepted else ())
        attributes = zero_or_more(Pattern("attribute", (Pattern("anyName"),)))

        def pattern(name: str) -> Pattern:
            content = zero_or_more(choice(TEXT, ref(name)))
            return Pattern("element", (any_name, attributes, content))

        return pattern

    # --- datatypes ----------------------------------------------------------------------------------------

    def _attribute_values(self, spec: Spec, definition: Attribute) -> Pattern:
        """What the value of an attribute may be."""
        datatype = definition.datatype
        low, high = 1, 1
        if datatype is not None:
            low = occurs(datatype.get("minOccurs"), 1) or 0
            counted = occurs(datatype.get("maxOccurs"), 1)
            high = -1 if counted is None else counted
        single = self._single_value(spec, definition)
        if single == TEXT or (high == 1):
            return single
        if single.tag == "list":  # a list holds no list
            single = group(*single.children)
        return tokens(repeated(single, low, None if high == -1 else high))

    def _single_value(self, spec: Spec, definition: Attribute) -> Pattern:
        values, datatype = definition.values, definition.datatype
        if values is not None and values.type == "closed":
            return _values(values)
        parts: list[Pattern] = []
        if datatype is not None:
            parts = [part for part in self._parts_of_type(spec, datatype) if part is not None]
        if values is not None and values.type == "semi":
            others = parts or [data("Name")]
            return choice(_values(values), *others)
        if not parts:
            return TEXT
        return group(*parts)

    def _parts_of_type(self, spec: Spec, datatype: etree._Element) -> Iterator[Pattern | None]:
        for child in datatype.iterchildren("*"):
            if child.tag == f"{TEI_PREFIX}dataRef":
                yield self._datatype(spec, child, "")
            else:
                yield self._part(spec, child)

    def _datatype(self, spec: Spec, node: etree._Element, restriction: str) -> Pattern | None:
        """What a ``dataRef`` stands for, restricted by a pattern of regular expressions."""
        restriction = node.get("restriction", "") or restriction
        if name := node.get("name", "").strip():
            facets = tuple(
                (facet.get("name", ""), facet.get("value", ""))
                for facet in node.iterchildren(f"{TEI_PREFIX}dataFacet")
            )
            if not facets and restriction:
                facets = (("pattern", restriction),)
            return data(name, *facets)
        key = node.get("key", "").strip()
        named = self.schema.find(key, "data", "macro")
        if named is None:
            self._unknown(
                spec, node,
                f"the datatype {key or node.get('ref', '')} of {spec.ident} is not declared",
                "Declare it with <dataSpec>, bring in the module that has it, or use @name for one of XML Schema.",
            )  # fmt: skip
            return None
        if named.content is None or not restriction:
            made = self.of_macro(named)
            return made if made.tag == "list" else ref(self.schema.pattern_name(named))
        restricted = [
            self._datatype(named, child, restriction)
            if child.tag == f"{TEI_PREFIX}dataRef"
            else self._part(named, child)
            for child in _leaves(named.content)
        ]
        return choice(*(part for part in restricted if part is not None))

    # --- RELAX NG in an ODD -------------------------------------------------------------------------------

    def _relaxng(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """A pattern that an older ODD writes in RELAX NG itself."""
        name = etree.QName(node).localname
        if name == "ref":
            return self._named(spec, node)
        children = [part for part in self._parts(spec, node) if part is not None]
        simple: dict[str, Callable[[], Pattern]] = {
            "group": lambda: group(*children),
            "choice": lambda: choice(*children) if children else EMPTY,
            "interleave": lambda: interleave(*children),
            "optional": lambda: optional(group(*children)),
            "zeroOrMore": lambda: zero_or_more(group(*children)),
            "oneOrMore": lambda: one_or_more(group(*children)),
            "text": lambda: TEXT,
            "empty": lambda: EMPTY,
            "notAllowed": lambda: NOT_ALLOWED,
        }
        if name in simple:
            return simple[name]()
        attributes = tuple((str(key), str(text)) for key, text in node.attrib.items())
        return Pattern(name, tuple(children), attributes, (node.text or "").strip())

    def _named(self, spec: Spec, node: etree._Element) -> Pattern | None:
        """What ``rng:ref`` names: a declaration, or a class as a sequence (``model.x_sequence``)."""
        key = node.get("name", "").strip()
        if named := self.schema.find(key, "element", "class", "macro", "data"):
            return ref(self.schema.pattern_name(named))
        stem, _, expand = key.rpartition("_")
        if expand in {*_EXPANSIONS, "alternation"} and self.schema.find(stem, "class"):
            return self._expanded(stem, expand, self._members(stem), frozenset())
        if spec.place.document is self.schema.place.document and key not in self.schema.known:
            old = f"teidata.{key.removeprefix('data.')}"
            self._unknown(
                spec, node, f"{spec.ident} refers to {key}, which is declared nowhere",
                f"It is called {old} since TEI 3.0.0." if self.schema.find(old, "data")
                else "Declare it, or check @name.", fatal=False,
            )  # fmt: skip
        return None


def _is_inside(spec: Spec, node: etree._Element) -> bool:
    return any(up is spec.place.node for up in node.iterancestors())


def _leaves(content: etree._Element) -> Iterator[etree._Element]:
    """The parts of a datatype's content, alternatives opened."""
    for child in content.iterchildren(f"{TEI_PREFIX}*"):
        if local_name(child) in {"alternate", "sequence"}:
            yield from _leaves(child)
        else:
            yield child


def _values(values: ValueList) -> Pattern:
    """One of the values of a list."""
    return choice(*(value(item.name) for item in values.items))


def _occurring(node: etree._Element, pattern: Pattern) -> Pattern:
    """*pattern* as often as ``@minOccurs`` and ``@maxOccurs`` of *node* say."""
    low = occurs(node.get("minOccurs"), 1)
    high = occurs(node.get("maxOccurs"), 1)
    return repeated(pattern, 1 if low is None else low, high)


def _name_class(node: etree._Element, name: str) -> Pattern:
    """An exception of ``anyElement``: a namespace, or a name with a prefix."""
    prefix, _, local = name.partition(":")
    uri = _EXAMPLES_NS if name == "teix:egXML" else node.nsmap.get(prefix)
    if uri and local and not local.startswith("//"):
        return Pattern("name", (), (("ns", uri),), local)
    return Pattern("nsName", (), (("ns", name),))
