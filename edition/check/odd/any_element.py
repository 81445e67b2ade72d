"""Any element of other namespaces, with anything in it (``anyElement``).

Source: TEI P5, section 22.5.1.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.check.odd.patterns import TEXT, Pattern, choice, ref, zero_or_more

_EXAMPLES_NS: Final = "http://www.tei-c.org/ns/Examples"


def any_element(node: etree._Element, names: tuple[str, ...], name: str) -> Pattern:
    """The pattern of an ``anyElement``, which refers to itself by *name*.

    :param node: it, or where it stands; its prefixes are those of *names*.
    :param names: namespaces and names that are excepted.
    """
    excepted = tuple(_name_class(node, name) for name in dict.fromkeys(names))
    any_name = Pattern("anyName", (Pattern("except", excepted),) if excepted else ())
    attributes = zero_or_more(Pattern("attribute", (Pattern("anyName"),)))
    return Pattern("element", (any_name, attributes, zero_or_more(choice(TEXT, ref(name)))))


def _name_class(node: etree._Element, name: str) -> Pattern:
    """An exception: a namespace, or a name with a prefix."""
    prefix, _, local = name.partition(":")
    uri = node.nsmap.get(prefix) or (_EXAMPLES_NS if prefix == "teix" else None)
    if uri and local and not local.startswith("//"):
        return Pattern("name", (), (("ns", uri),), local)
    return Pattern("nsName", (), (("ns", name),))
