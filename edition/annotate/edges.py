"""Where a tag can be written so that it encloses words and nothing is torn apart.

Words begin and end between characters; a tag there is well-formed only if both ends lie in one element.
An end that lies at the edge of an element can as well lie outside it. Where that does not help the words
overlap an element.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from edition.annotate.places import Place
from edition.model.trace import Character
from edition.tei.names import local_name
from edition.tei.source import Boundary

#: Elements that hold alternatives: what encloses all of one of them encloses the whole.
_ALTERNATIVES: Final = frozenset({"app", "choice", "subst"})
#: What stands in what if both enclose the same words: the higher number outside.
_RANKS: Final = {
    **dict.fromkeys(("emph", "foreign", "hi", "distinct", "abbr", "expan", "w"), 0),
    **dict.fromkeys(
        (
            "country", "eventName", "forename", "geogName", "name", "objectName", "orgName",
            "persName", "placeName", "region", "roleName", "settlement", "surname",
        ),
        1,
    ),
    **dict.fromkeys(("date", "term", "time", "title", "num", "measure"), 2),
    "rs": 3,
    **dict.fromkeys(("q", "quote", "said", "soCalled", "mentioned"), 4),
    **dict.fromkeys(("phr", "seg", "cl"), 5),
}  # fmt: skip
#: An element that has no rank is not gone out of without need: what editors did to the text stands outside.
_OUTERMOST: Final = 9
#: Of an element to be written that has no rank.
_MIDDLE: Final = 2


class Edge(NamedTuple):
    """One end of some words: at a character of *parent*, or outside one of its children."""

    parent: etree._Element
    character: Character | None
    child: etree._Element | None


class Range(NamedTuple):
    """A run of whole nodes of one element, which a tag can enclose.

    :ivar parent: the element.
    """

    parent: etree._Element
    start: Boundary
    end: Boundary


def enclosing(place: Place, name: str) -> Range | None:
    """The range to be enclosed by an element called *name*, or None if the words overlap an element.

    :raises EditionError: an end of the words lies within an entity.
    """
    starts = list(_outwards(first(place), place.within, forwards=False))
    ends = list(_outwards(last(place), place.within, forwards=True))
    by_parent = {edge.parent: edge for edge in ends}
    pairs = [(edge, by_parent[edge.parent]) for edge in starts if edge.parent in by_parent]
    if not pairs:
        return None
    chosen, rank = pairs[0], _RANKS.get(name, _MIDDLE)
    for pair in pairs[1:]:
        left = _between(chosen[0].parent, pair[0].parent)
        if any(_RANKS.get(local_name(element), _OUTERMOST) > rank for element in left):
            break
        chosen = pair
    start, end = chosen
    return Range(start.parent, boundary(place, start, end=False), boundary(place, end, end=True))


def first(place: Place) -> Edge:
    """The edge before the first character of *place*."""
    character = place.trace.character(place.start)
    return Edge(character.node.parent, character, None)


def last(place: Place) -> Edge:
    """The edge behind the last character of *place*."""
    character = place.trace.character(place.end - 1)
    return Edge(character.node.parent, character, None)


def boundary(place: Place, edge: Edge, *, end: bool) -> Boundary:
    """The byte of an *edge*.

    :raises EditionError: it lies within an entity.
    """
    source = place.text.source
    if edge.character is not None:
        return (source.after if end else source.before)(*edge.character)
    assert edge.child is not None, "an edge is at a character or at a child"
    return Boundary((source.end if end else source.start)(edge.child), cdata=False)


def ancestors(element: etree._Element, within: etree._Element) -> list[etree._Element]:
    """*element* and what is around it, up to *within* and with it."""
    found = [element]
    while element is not within:
        up = element.getparent()
        if up is None:
            break
        element = up
        found.append(element)
    return found


def _outwards(edge: Edge, within: etree._Element, *, forwards: bool) -> Iterator[Edge]:
    """*edge*, and the same place outside the elements that begin (or end) there."""
    yield edge
    while edge.parent is not within and _is_at_edge(edge, forwards=forwards):
        child = edge.parent
        parent = child.getparent()
        while parent is not None and local_name(parent) in _ALTERNATIVES and parent is not within:
            child, parent = parent, parent.getparent()
        if parent is None:
            return
        edge = Edge(parent, None, child)
        yield edge


def _is_at_edge(edge: Edge, *, forwards: bool) -> bool:
    """Whether nothing but comments stands between *edge* and that end of its parent."""
    if edge.character is not None:
        node, index = edge.character
        beside = node.text[index + 1 :] if forwards else node.text[:index]
        if beside:
            return False
        if not node.tail:
            following = list(edge.parent) if forwards else []
            return all(_is_silent(child) for child in following)
        at = node.element
        children = at.itersiblings() if forwards else [at, *at.itersiblings(preceding=True)]
        return _are_silent(list(children), edge.parent, at, forwards=forwards)
    assert edge.child is not None, "an edge is at a character or at a child"
    if forwards and edge.child.tail:
        return False
    children = edge.child.itersiblings(preceding=not forwards)
    return _are_silent(list(children), edge.parent, None, forwards=forwards)


def _are_silent(
    children: list[etree._Element],
    parent: etree._Element,
    own: etree._Element | None,
    *,
    forwards: bool,
) -> bool:
    """Whether *children* are comments without text around them; the tail of *own* is known."""
    if not forwards and parent.text:
        return False
    return all(not isinstance(c.tag, str) and (c is own or not c.tail) for c in children)


def _is_silent(child: etree._Element) -> bool:
    return not isinstance(child.tag, str) and not child.tail


def _between(inner: etree._Element, outer: etree._Element) -> list[etree._Element]:
    """The elements that an edge of *inner* must leave to be one of *outer*, alternatives left out."""
    up = ancestors(inner, outer)[:-1]
    return [element for element in up if local_name(element) not in _ALTERNATIVES]
