"""Ids on everything that can be cited, and sentences in the paragraphs (architecture, section 5)."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lxml import etree

from edition.convert.sentences import sentences
from edition.convert.tree import Text
from edition.tei.names import XML_ID, local_name, tei
from edition.tei.text import plain_text

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
#: Elements that make of a paragraph more than a run of words.
_BLOCKS: Final = frozenset({"eg", "figure", "lg", "list", "p", "quote", "table"})


def identify(text: Text) -> None:
    """Give everything in *text* its id, and let the pointers of the document lead there.

    Divisions are ``d1``, ``d1.2`` and so on, paragraphs ``p1`` with ``@n``, sentences ``p1.s1``.
    """
    for head in text.body.iterchildren(tei("head")):
        head.set(XML_ID, "h")
    _divisions(text.body, "d")
    counted: Counter[str] = Counter()
    for element in text.body.iter("*"):
        name = local_name(element)
        if name == "p" and not _is_apart(element):
            counted["p"] += 1
            element.set(XML_ID, f"p{counted['p']}")
            element.set("n", str(counted["p"]))
        elif name in _PREFIXES:
            counted[name] += 1
            element.set(XML_ID, f"{_PREFIXES[name]}{counted[name]}")
    for paragraph in text.body.xpath(".//*[local-name() = 'p'][@n]"):
        _mark_sentences(paragraph)
    _resolve(text)


def _divisions(parent: etree._Element, prefix: str) -> None:
    separator = "" if prefix == "d" else "."
    for number, division in enumerate(parent.iterchildren(tei("div")), 1):
        identifier = f"{prefix}{separator}{number}"
        division.set(XML_ID, identifier)
        for head in division.iterchildren(tei("head")):
            head.set(XML_ID, f"{identifier}.h")
        _divisions(division, identifier)


def _is_apart(element: etree._Element) -> bool:
    return any(local_name(up) in _APART for up in element.iterancestors())


def _resolve(text: Text) -> None:
    """Pointers to ids of the document become pointers to ids of the text; others stay words."""
    taken = set(text.body.xpath(".//@xml:id"))
    for link in text.body.iter(tei("ref")):
        target = link.get("target", "")
        if not target.startswith("#"):
            continue
        aimed = text.targets.get(target[1:])
        if aimed is None:
            del link.attrib["target"]
            continue
        if aimed.get(XML_ID) is None:
            number = 1
            while f"a{number}" in taken:
                number += 1
            taken.add(f"a{number}")
            aimed.set(XML_ID, f"a{number}")
        link.set("target", f"#{aimed.get(XML_ID)}")


def _mark_sentences(paragraph: etree._Element) -> None:
    """Put the sentences of *paragraph* into ``s``, unless it is more than a run of words.

    A sentence that ends within an element goes on behind it: an element is never cut.
    """
    if any(local_name(child) in _BLOCKS for child in paragraph):
        return
    pieces = _pieces(paragraph)
    whole = "".join(words for _element, words in pieces)
    cuts = [start for start, _end in sentences(whole)][1:]
    ends = [end for _start, end in sentences(whole)]
    identifier = paragraph.get(XML_ID)
    made: list[etree._Element] = []

    def begin() -> etree._Element:
        sentence: etree._Element = etree.Element(tei("s"), nsmap=paragraph.nsmap)
        sentence.set(XML_ID, f"{identifier}.s{len(made) + 1}")
        made.append(sentence)
        return sentence

    if not ends:
        return
    current, at = begin(), 0
    for element, words in pieces:
        if element is not None:
            current.append(element)
            element.tail = None
            at += len(words)
            continue
        begun = at
        for cut in [cut for cut in cuts if begun < cut <= at + len(words) or cut == begun != 0]:
            gap = words[: cut - at]
            _say(current, gap.rstrip())
            current.tail = gap[len(gap.rstrip()) :]
            words, at = words[cut - at :], cut  # noqa: PLW2901 – what is left of the piece
            current = begin()
        _say(current, words)
        at += len(words)
    paragraph.text = None
    for child in list(paragraph):
        paragraph.remove(child)
    _lift_edges(paragraph, made)


def _pieces(paragraph: etree._Element) -> list[tuple[etree._Element | None, str]]:
    """The content of *paragraph*: its own words, and its elements with what they say in it."""
    pieces: list[tuple[etree._Element | None, str]] = [(None, paragraph.text or "")]
    for child in paragraph:
        said = "" if local_name(child) == "note" else "".join(child.itertext())
        pieces += [(child, said), (None, child.tail or "")]
    return pieces


def _lift_edges(paragraph: etree._Element, made: list[etree._Element]) -> None:
    """The sentences into *paragraph*; one without words joins the one before it."""
    for sentence in made:
        before = paragraph[-1] if len(paragraph) else None
        if before is not None and not plain_text(sentence) and not len(sentence):
            before.tail = (before.tail or "") + (sentence.text or "") + (sentence.tail or "")
        else:
            paragraph.append(sentence)


def _say(parent: etree._Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
