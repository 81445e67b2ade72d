"""Formulas as EPUB wants them: browsers show MathML that is not quite right, readers may refuse it."""

from __future__ import annotations

from typing import Final

from lxml import etree

_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
#: Elements that hold characters, and elements that hold other things than formulas.
_TOKENS: Final = frozenset(_MATHML + name for name in ("mi", "mn", "mo", "ms", "mtext"))
_OTHERS: Final = frozenset(_MATHML + name for name in ("annotation", "annotation-xml", "none"))


def mend_formula(formula: etree._Element) -> None:
    """Let characters stand in elements for characters only, and nothing else there."""
    for element in list(formula.iter(etree.Element)):
        if element.tag in _TOKENS and len(element):
            text = "".join(element.itertext(etree.Element))
            tail, attributes = element.tail, dict(element.attrib)
            element.clear()
            element.text, element.tail = text, tail
            element.attrib.update(attributes)
        elif element.tag not in _TOKENS | _OTHERS:
            _wrap(element)


def _wrap(element: etree._Element) -> None:
    """Give the characters that stand freely in *element* an element of their own."""
    if element.text and element.text.strip():
        element.insert(0, _words(element.text))
        element.text = None
    for child in list(element):
        if child.tail and child.tail.strip():
            element.insert(element.index(child) + 1, _words(child.tail))
            child.tail = None


def _words(text: str) -> etree._Element:
    made: etree._Element = etree.Element(f"{_MATHML}mtext")
    made.text = text
    return made
