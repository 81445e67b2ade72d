"""Sentences in the paragraphs, as elements that cut no other."""

from __future__ import annotations

from typing import Final

from lxml import etree

from edition.convert.elements import element, say
from edition.convert.sentences import sentences
from edition.tei.names import XML_ID, local_name
from edition.tei.text import plain_text

#: Elements that make of a paragraph more than a run of words.
_BLOCKS: Final = frozenset({"eg", "figure", "lg", "list", "p", "quote", "table"})


def mark_sentences(paragraph: etree._Element, language: str) -> None:
    """Put the sentences of *paragraph* into ``s``, unless it is more than a run of words.

    A sentence that ends within an element goes on behind it: an element is never cut. The words and the
    white space of the paragraph stay as they are.
    """
    if any(local_name(child) in _BLOCKS for child in paragraph):
        return
    pieces = _pieces(paragraph)
    starts = [start for start, _end in sentences("".join(said for _, said in pieces), language)]
    if not starts:
        return
    made = _filled(pieces, starts[1:])
    paragraph.text = None  # its elements are in the sentences by now
    _put(paragraph, made)


def _pieces(paragraph: etree._Element) -> list[tuple[etree._Element | None, str]]:
    """The content of *paragraph*: its own words, and its elements with what they say in it.

    A note says nothing in it; where a line ends, a word ends.
    """
    pieces: list[tuple[etree._Element | None, str]] = [(None, paragraph.text or "")]
    for child in paragraph:
        name = local_name(child)
        said = "" if name == "note" else "\n" if name == "lb" else "".join(child.itertext())
        pieces += [(child, said), (None, child.tail or "")]
    return pieces


def _filled(
    pieces: list[tuple[etree._Element | None, str]], cuts: list[int]
) -> list[etree._Element]:
    """The sentences: *pieces*, with a new one wherever a cut falls on words and not into an element."""
    made = [element("s")]
    at = number = 0
    for child, words in pieces:
        if child is not None:
            child.tail = None
            made[-1].append(child)
            at += len(words)
            continue
        end, done = at + len(words), 0
        while number < len(cuts) and cuts[number] <= end:
            cut = cuts[number] - at
            number += 1
            if cut >= 0:
                gap = words[done:cut]
                say(made[-1], gap.rstrip())
                made[-1].tail = gap[len(gap.rstrip()) :]
                made.append(element("s"))
                done = cut
        say(made[-1], words[done:])
        at = end
    return made


def _put(paragraph: etree._Element, made: list[etree._Element]) -> None:
    """The sentences into *paragraph*, with their ids; one without words joins the one before it."""
    number = 0
    for sentence in made:
        before = next(paragraph.iterchildren(reversed=True), None)
        if before is not None and not plain_text(sentence) and not len(sentence):
            before.tail = (before.tail or "") + (sentence.text or "") + (sentence.tail or "")
        else:
            number += 1
            sentence.set(XML_ID, f"{paragraph.get(XML_ID)}.s{number}")
            paragraph.append(sentence)
