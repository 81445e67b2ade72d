"""A grammar as what it says of each element, whatever its definitions are called."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.check.odd.patterns import TEXT, Pattern, element, group, rebuilt, ref

_RNG = "{http://relaxng.org/ns/structure/1.0}"
Element = tuple[Pattern, tuple[Pattern, ...]]


def elements(path: Path) -> dict[str, Element]:
    """Content and attributes of each element that the grammar at *path* names."""
    root = etree.parse(path).getroot()
    definitions = {
        define.get("name", ""): group(*_children(define)) for define in root.iter(f"{_RNG}define")
    }
    normal: dict[str, Pattern] = {}
    return {
        name: _split(_normal(pattern, definitions, normal))
        for name, pattern in definitions.items()
        if pattern.tag == "element" and pattern.name
    }


def _children(node: etree._Element) -> list[Pattern]:
    return [_pattern(child) for child in node.iterchildren(f"{_RNG}*")]


def _pattern(node: etree._Element) -> Pattern:
    name = etree.QName(node).localname
    children = _children(node)
    if name == "element" and node.get("name"):
        return element(node.get("name", ""), node.get("ns"), group(*children))
    if name == "attribute" and not children:
        children = [TEXT]
    attributes = tuple(
        sorted((str(k), str(v)) for k, v in node.attrib.items() if "{" not in str(k))
    )
    text = (node.text or "").strip() if name in {"value", "param", "name"} else ""
    made = rebuilt(Pattern(name, tuple(children), attributes, text), tuple(children))
    return made._replace(children=(group(*children),)) if name == "list" else made


def _normal(
    pattern: Pattern, definitions: dict[str, Pattern], normal: dict[str, Pattern]
) -> Pattern:
    """*pattern* with everything put in but elements, and choices in one order.

    :param normal: the definitions that are in this form already.
    """
    if pattern.tag == "ref":
        named = definitions[pattern.name]
        if named.tag == "element":
            return pattern if named.name else ref("any element")
        if pattern.name not in normal:
            normal[pattern.name] = _normal(named, definitions, normal)
        return normal[pattern.name]
    children = tuple(_normal(child, definitions, normal) for child in pattern.children)
    made = rebuilt(pattern, children)
    return made._replace(children=tuple(sorted(made.children))) if made.tag == "choice" else made


def _split(pattern: Pattern) -> Element:
    """The content of an element, and its attributes in one order."""
    inside = pattern.children[0]
    parts = inside.children if inside.tag == "group" else (inside,)
    attributes = tuple(sorted(part for part in parts if _is_attribute(part)))
    return group(*(part for part in parts if not _is_attribute(part))), attributes


def _is_attribute(pattern: Pattern) -> bool:
    if pattern.tag in {"optional", "choice", "group"}:
        return all(map(_is_attribute, pattern.children))
    return pattern.tag == "attribute"
