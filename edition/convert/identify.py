"""Ids on everything that can be cited (architecture, section 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.convert.segment import mark_sentences
from edition.convert.tree import Text
from edition.tei.names import XML_ID, XML_LANG, local_name, tei

#: Elements that get an id, and how it begins.
_PREFIXES: Final = {
    "eg": "eg",
    "figure": "figure",
    "formula": "formula",
    "lg": "lg",
    "list": "list",
    "note": "n",
    "table": "table",
}
#: Elements in which a paragraph is no paragraph of the text.
_APART: Final = frozenset({"cell", "figure", "item", "note"})


def identify(text: Text, language: str = "") -> None:
    """Give everything in *text* its id, and let the pointers of the document lead there.

    Divisions are ``d1``, ``d1.2`` and so on, paragraphs ``p1`` with ``@n``, sentences ``p1.s1``; a paragraph
    in a note, a list or a table is called after that: ``n1.p1``.

    :param language: of what does not name its own.
    """
    for head in text.body.iterchildren(tei("head")):
        head.set(XML_ID, "h")
    for division in text.front if text.front is not None else ():
        division.set(XML_ID, "abstract")
    _divisions(text.body, "d")
    counted: Counter[str] = Counter()
    paragraphs = []
    for element in _elements(text):
        name = local_name(element)
        if name in _PREFIXES:
            counted[name] += 1
            element.set(XML_ID, f"{_PREFIXES[name]}{counted[name]}")
        elif name == "p" and (around := _around(element)) is not None:
            counted[around] += 1
            element.set(XML_ID, f"{around}.p{counted[around]}")
        elif name == "p":
            counted["p"] += 1
            element.set(XML_ID, f"p{counted['p']}")
            element.set("n", str(counted["p"]))
            paragraphs.append(element)
        elif name == "head" and element.get(XML_ID) is None:
            element.set(XML_ID, f"{_parent_id(element)}.h")
    for paragraph in paragraphs:
        mark_sentences(paragraph, _language(paragraph) or language)


def resolve(text: Text) -> list[str]:
    """Pointers to ids of the document become pointers to ids of the text; others point at nothing.

    :returns: the pointers that led nowhere.
    """
    loose = []
    for link in list(text.body.iter(tei("ref"))):
        target = link.get("target", "")
        if target.startswith("#"):
            if aimed := aim(text, target[1:]):
                link.set("target", f"#{aimed}")
            else:
                loosen(link)
                loose.append(target)
    return loose


def loosen(link: etree._Element) -> None:
    """Let *link* point at nothing; where it led is remembered in ``@n``."""
    link.set("n", link.attrib.pop("target"))


def aim(text: Text, name: str) -> str:
    """The id of what the document calls *name*, or ""; it is given one if it has none."""
    aimed = text.targets.get(name)
    if aimed is None:
        return ""
    if aimed.get(XML_ID) is None:
        text.anchors += 1
        aimed.set(XML_ID, f"a{text.anchors}")
    return aimed.get(XML_ID, "")


def _elements(text: Text) -> Iterator[etree._Element]:
    if text.front is not None:
        yield from text.front.iter("*")
    yield from text.body.iter("*")


def _divisions(parent: etree._Element, prefix: str) -> None:
    separator = "" if prefix == "d" else "."
    for number, division in enumerate(parent.iterchildren(tei("div")), 1):
        identifier = f"{prefix}{separator}{number}"
        division.set(XML_ID, identifier)
        for head in division.iterchildren(tei("head")):
            head.set(XML_ID, f"{identifier}.h")
        _divisions(division, identifier)


def _around(element: etree._Element) -> str | None:
    """The id of the note, list, table or figure that a paragraph is in, if it is in one."""
    apart = next((up for up in element.iterancestors() if local_name(up) in _APART), None)
    while apart is not None and apart.get(XML_ID) is None:
        apart = apart.getparent()
    return None if apart is None else apart.get(XML_ID)


def _parent_id(element: etree._Element) -> str:
    above = element.getparent()
    return "" if above is None else above.get(XML_ID, "")


def _language(element: etree._Element) -> str:
    """The language that *element*, or what it is in, names."""
    around = (up.get(XML_LANG) for up in (element, *element.iterancestors()))
    return next((tag for tag in around if tag), "")
