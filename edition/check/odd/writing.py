"""A grammar as RELAX NG in XML."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from edition.check.odd.grammar import Grammar
from edition.check.odd.patterns import Pattern

_RNG: Final = "http://relaxng.org/ns/structure/1.0"
_ANNOTATIONS: Final = "http://relaxng.org/ns/compatibility/annotations/1.0"
_DATATYPES: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
#: Patterns whose children stand one after the other, so that a group in them says nothing.
_SEQUENCES: Final = frozenset({"element", "define", "optional", "zeroOrMore", "oneOrMore", "list"})


def written_grammar(grammar: Grammar) -> bytes:
    """*grammar* in the XML syntax, the same bytes for the same grammar."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<grammar xmlns="{_RNG}" xmlns:a="{_ANNOTATIONS}" ns={quoteattr(grammar.ns)} datatypeLibrary="{_DATATYPES}">',
        "  <start>",
    ]
    _write(grammar.start, "    ", lines)
    lines.append("  </start>")
    for name, pattern in grammar.definitions.items():
        _write(Pattern("define", (pattern,), (("name", name),)), "  ", lines)
    lines += ["</grammar>", ""]
    return "\n".join(lines).encode()


def _write(pattern: Pattern, indent: str, lines: list[str]) -> None:
    """Add *pattern* to *lines*; what an element or attribute is for stands in it, that of a value after it."""
    documentation = f"<a:documentation>{escape(pattern.doc)}</a:documentation>"
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in pattern.attributes)
    children = pattern.children
    if pattern.tag in _SEQUENCES and len(children) == 1 and children[0].tag == "group":
        children = children[0].children
    if pattern.tag in {"value", "param", "name"}:
        lines.append(f"{indent}<{pattern.tag}{attributes}>{escape(pattern.text)}</{pattern.tag}>")
        if pattern.doc:
            lines.append(f"{indent}{documentation}")
    elif not children:
        lines.append(f"{indent}<{pattern.tag}{attributes}/>")
    else:
        lines.append(f"{indent}<{pattern.tag}{attributes}>")
        if pattern.doc:
            lines.append(f"{indent}  {documentation}")
        for child in children:
            _write(child, indent + "  ", lines)
        lines.append(f"{indent}</{pattern.tag}>")
