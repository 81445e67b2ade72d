"""What the makers of a schema mean to give up (``@validUntil``), as rules that warn.

Source: TEI P5, section 22.5.2 and the attribute class ``att.deprecated``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from edition.check.odd.customise import Schema
from edition.check.odd.records import Attribute, Spec, every_attribute


class Deprecation(NamedTuple):
    """Something that will not be valid for ever.

    :ivar spec: the element or class that declares it.
    :ivar within: identifiers of the declarations it stands in, outermost first.
    :ivar test: whether an element of *spec* has it, as XPath.
    :ivar message: what to say of that element.
    """

    spec: Spec
    within: tuple[str, ...]
    test: str
    message: str


def deprecations(schema: Schema) -> Iterator[Deprecation]:
    """All that is to be given up: elements, attributes and their values, in the order of the schema."""
    for spec in schema.specs.values():
        within = (schema.ident, spec.ident)
        if spec.kind == "element" and (until := _until(*spec.words)):
            yield Deprecation(spec, within, "true()", f"the element {spec.name} {until}")
        for attribute in every_attribute(spec.attributes):
            if attribute.mode != "delete":
                yield from _of_attribute(spec, (*within, attribute.ident), attribute)


def _of_attribute(
    spec: Spec, within: tuple[str, ...], attribute: Attribute
) -> Iterator[Deprecation]:
    name = f"@{attribute.name}"
    if until := _until(*attribute.words):
        yield Deprecation(spec, within, name, f"the attribute {name} {until}")
    for item in attribute.values.items if attribute.values else ():
        if (until := _until(item.node)) and "'" not in item.name:
            yield Deprecation(
                spec,
                (*within, item.ident),
                f"contains(concat(' ', normalize-space({name}), ' '), ' {item.name} ')",
                f'the value "{item.name}" of {name} {until}',
            )


def _until(*nodes: etree._Element) -> str:
    """How long something is valid, or "" where nothing is said."""
    until = next((node.get("validUntil") for node in nodes if node.get("validUntil")), "")
    return f"is deprecated, and valid until {until} only" if until else ""
