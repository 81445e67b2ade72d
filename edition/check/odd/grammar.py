"""A schema as a grammar: one definition for each declaration, without what cannot occur."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from edition.check.findings import Finding
from edition.check.odd.attributes import Attributes
from edition.check.odd.contents import Contents
from edition.check.odd.customise import Module, Schema
from edition.check.odd.external import combined
from edition.check.odd.patterns import (
    EMPTY,
    NOT_ALLOWED,
    Pattern,
    choice,
    element,
    group,
    rebuilt,
    ref,
)
from edition.check.odd.records import Spec, every_attribute


class Grammar(NamedTuple):
    """Patterns by name.

    :ivar start: what a document is.
    :ivar definitions: what it refers to, in the order of the declarations.
    """

    ns: str
    start: Pattern
    definitions: dict[str, Pattern]


def grammar_of(schema: Schema, findings: list[Finding]) -> Grammar:
    """The grammar of *schema*; *findings* gets what is wrong in content models and datatypes."""
    contents = Contents(schema, findings)
    attributes = Attributes(schema, contents)
    definitions: dict[str, Pattern] = {}
    for spec in schema.specs.values():
        definitions.update(_definitions(schema, spec, contents, attributes))
    definitions.update(contents.extra)
    for module in schema.modules:
        definitions = _with_module(definitions, module, findings)
    grammar = _pruned(schema.ns, _start(schema), definitions)
    if grammar.start == NOT_ALLOWED:
        findings.append(
            schema.place.finding(
                "error",
                "odd-start",
                f"no document can begin with {' or '.join(_started(schema))}",
                "Name in @start an element that the schema declares and whose content is possible.",
            )
        )
    return grammar


def _with_module(
    definitions: dict[str, Pattern], module: Module, findings: list[Finding]
) -> dict[str, Pattern]:
    """*definitions* with those of a module of others, and what the schema changes in both."""
    used = _used(module, definitions)
    redefined = {change.name for change in module.changes if not change.combine}
    both = definitions.keys() & module.definitions.keys() & used - redefined
    made = combined({**module.definitions, **definitions}, module.changes)
    for names, message, hint in (
        (
            both,
            "the module defines {0}, and the schema declares {0}",
            'Give one of them other names: prefix="…" of <moduleRef> or of <schemaSpec>.',
        ),
        (
            used - made.keys(),
            "the module refers to {0}, which nobody defines",
            "Define it in the <content> of <moduleRef>, or name the file that includes its definition.",
        ),
    ):
        if names:
            said = message.format(", ".join(sorted(names)))
            findings.append(module.place.finding("error", "odd-external-module", said, hint))
    return made


def _used(module: Module, definitions: dict[str, Pattern]) -> set[str]:
    """What those parts of *module* refer to that *definitions*, or what it changes, can need.

    What is defined in both places and needed by none of them does no harm: RELAX NG has a ``param`` as the
    TEI has one.
    """
    used: set[str] = set()
    waiting = [change.pattern for change in module.changes]
    for pattern in definitions.values():
        waiting += [
            module.definitions[name]
            for name in _references(pattern)
            if name in module.definitions and name not in definitions
        ]
    seen: set[Pattern] = set()
    while waiting:
        pattern = waiting.pop()
        if pattern not in seen:
            seen.add(pattern)
            for name in _references(pattern):
                used.add(name)
                if name in module.definitions and name not in definitions:
                    waiting.append(module.definitions[name])
    return used


def _started(schema: Schema) -> tuple[str, ...]:
    """What a document may begin with; where the schema does not say it, a text or a corpus."""
    return schema.start or ("TEI", "teiCorpus")


def _start(schema: Schema) -> Pattern:
    specs = (schema.find(name, "element", "class", "macro") for name in _started(schema))
    return choice(*(ref(schema.pattern_name(spec)) for spec in specs if spec))


def _definitions(
    schema: Schema, spec: Spec, contents: Contents, attributes: Attributes
) -> Iterator[tuple[str, Pattern]]:
    name = schema.pattern_name(spec)
    if spec.kind == "element":
        inside = group(contents.of(spec), attributes.of_element(spec))
        yield name, element(spec.name, spec.ns, inside, schema.described(spec.words))
    elif spec.kind != "class" or spec.type == "model":
        yield name, contents.of(spec)
    else:
        yield attributes.class_name(spec), attributes.of_class(spec)
        for attribute in every_attribute(spec.attributes):
            if attribute.mode != "delete":
                yield (
                    attributes.attribute_name(spec, attribute),
                    contents.of_attribute(spec, attribute),
                )


def _pruned(ns: str, start: Pattern, definitions: dict[str, Pattern]) -> Grammar:
    """The definitions that a document can need.

    What is empty or not allowed is put where it is referred to, until nothing changes; what is then not
    referred to is left out.
    """
    known: dict[str, Pattern] = {}
    while True:
        trivial = {
            name: pattern
            for name, pattern in definitions.items()
            if pattern in {EMPTY, NOT_ALLOWED} and name not in known
        }
        if not trivial:
            break
        known.update(trivial)
        definitions = {
            name: _substituted(pattern, trivial) for name, pattern in definitions.items()
        }
        start = _substituted(start, trivial)
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in _references(waiting.pop()):
            if name not in reached and name in definitions:
                reached.add(name)
                waiting.append(definitions[name])
    kept = {name: pattern for name, pattern in definitions.items() if name in reached}
    return Grammar(ns, start, kept)


def _references(pattern: Pattern) -> Iterator[str]:
    if pattern.tag == "ref":
        yield pattern.name
    for child in pattern.children:
        yield from _references(child)


def _substituted(pattern: Pattern, trivial: dict[str, Pattern]) -> Pattern:
    if pattern.tag == "ref":
        return trivial.get(pattern.name, pattern)
    if not pattern.children:
        return pattern
    children = tuple(_substituted(child, trivial) for child in pattern.children)
    return pattern if children == pattern.children else rebuilt(pattern, children)
