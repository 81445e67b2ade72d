"""What can be done where words to be tagged begin in one element and end in another (P5, chapter 21)."""

from __future__ import annotations

import itertools
from typing import Final, Literal

from lxml import etree

from edition.annotate.edges import ancestors, boundary, first, last
from edition.annotate.edit import Edit
from edition.annotate.layout import appended, removed
from edition.annotate.places import Place
from edition.annotate.tags import Markup, encoded, new_ids, opened, prefix_at
from edition.errors import UsageError
from edition.tei.names import NAMESPACES, XML_ID, local_name, tei
from edition.tei.splice import Splice

#: Tag the words up to the edges of the elements that they overlap; tag them in parts; or leave the text
#: with two anchors and say in ``standOff`` what is between them.
Overlap = Literal["widen", "split", "stand-off"]

#: What no tag of words goes around.
_UNITS: Final = frozenset({"ab", "cell", "head", "item", "l", "lg", "note", "p", "s", "sp"})
#: How a ``span`` says what an element in the text would say.
_ON_SPAN: Final = {"ref": "corresp", "ana": "ana", "cert": "cert", "resp": "resp"}


def widened(place: Place) -> Place | None:
    """The words up to the edges of the elements that they overlap; None if those are sentences or blocks."""
    sides = _sides(place)
    if sides is None:
        return None
    left, right = sides
    if any(local_name(element) in _UNITS for element in (*left, *right)):
        return None
    extents = place.trace.extents
    start = min([place.start, *(extents[element][0] for element in left if element in extents)])
    end = max([place.end, *(extents[element][1] for element in right if element in extents)])
    return place.part(start, end)


def split(place: Place) -> list[Place]:
    """The words in parts that overlap nothing, in their order."""
    sides = _sides(place)
    if sides is None:
        return [place]
    left, right = sides
    extents = place.trace.extents
    cuts = {place.start, place.end}
    cuts |= {extents[element][1] for element in left if element in extents}
    cuts |= {extents[element][0] for element in right if element in extents}
    order = sorted(cut for cut in cuts if place.start <= cut <= place.end)
    parts = [place.part(start, end) for start, end in itertools.pairwise(order)]
    return [part for part in parts if part is not None]


def _sides(place: Place) -> tuple[list[etree._Element], list[etree._Element]] | None:
    """The elements around the first word that the last is not in, and the other way round."""
    left = ancestors(first(place).parent, place.within)
    right = ancestors(last(place).parent, place.within)
    common = next((element for element in left if element in set(right)), None)
    if common is None:
        return None
    return left[: left.index(common)], right[: right.index(common)]


def standing_off(place: Place, markup: Markup, title: str) -> Edit:
    """Two anchors in the text, and a ``span`` in the ``standOff`` of the file that says what is between them.

    :raises UsageError: a span cannot say what *markup* does.
    :raises EditionError: an end of the words lies within an entity.
    """
    text = place.text
    attributes = {"type": markup.name}
    for name, value in markup.attributes.items():
        if name not in _ON_SPAN:
            known = ", ".join(_ON_SPAN)
            message = f"a span that stands off cannot have @{name} of a {markup.name}"
            raise UsageError(message, hint=f"It can have {known}; or split the words instead.")
        attributes[_ON_SPAN[name]] = value
    ids = new_ids(text, f"{place.anchor}.{markup.name}", 2)
    splices: list[Splice] = []
    for edge, identifier, is_end in ((first(place), ids[0], False), (last(place), ids[1], True)):
        at = boundary(place, edge, end=is_end)
        empty = Markup("anchor", {"xml:id": identifier}).start(prefix_at(text, edge.parent))
        written = f"{empty[:-1]}/>"
        written = f"]]>{written}<![CDATA[" if at.cdata else written
        splices.append(Splice(at.byte, at.byte, encoded(text, edge.parent, written)))
    span = Markup("span", {**attributes, "from": f"#{ids[0]}", "to": f"#{ids[1]}"})
    splices += _with_span(place, span)
    return Edit(text.file, tuple(splices), f"{title}, standing off", frozenset(ids))


def _with_span(place: Place, span: Markup) -> tuple[Splice, ...]:
    """The splices that write *span* into the ``standOff`` of the file."""
    text = place.text
    root = text.document.root
    prefix = prefix_at(text, root)
    written = f"{span.start(prefix)[:-1]}/>"
    group = root.find("tei:standOff/tei:spanGrp", NAMESPACES)
    if group is not None:
        return appended(text, group, [written])
    lines = [f"<{prefix}spanGrp>", f"  {written}", f"</{prefix}spanGrp>"]
    apart = root.find("tei:standOff", NAMESPACES)
    if apart is not None:
        return appended(text, apart, lines)
    inner = [f"  {line}" for line in lines]
    return appended(text, root, [f"<{prefix}standOff>", *inner, f"</{prefix}standOff>"])


def without_span(place: Place, name: str) -> Edit | None:
    """The edit that takes out a span that stands off just the words of *place*, with its anchors.

    None if there is none.

    :param name: what the span says they are, or "" for anything.
    """
    anchors = {
        f"#{element.get(XML_ID)}": element
        for element in place.trace.extents
        if local_name(element) == "anchor" and element.get(XML_ID)
    }
    for span in place.text.document.root.iter(tei("span")):
        start, end = anchors.get(span.get("from", "")), anchors.get(span.get("to", ""))
        if start is None or end is None or (name and span.get("type") != name):
            continue
        if _encloses(place, start, end):
            splices = (
                *opened(place.text, start),
                *opened(place.text, end),
                removed(place.text, _whole(span)),
            )
            freed = frozenset({start.get(XML_ID, ""), end.get(XML_ID, "")})
            title = f"Take the span off “{place.words}” in {place.anchor}"
            return Edit(place.text.file, splices, title, freed=freed)
    return None


def _encloses(place: Place, start: etree._Element, end: etree._Element) -> bool:
    """Whether only white space stands between the anchors and the words."""
    extents, text = place.trace.extents, place.trace.text
    low, high = sorted((extents[start][0], place.start))
    first_fits = not text[low:high].strip()
    low, high = sorted((extents[end][0], place.end))
    return first_fits and not text[low:high].strip()


def _whole(span: etree._Element) -> etree._Element:
    """*span*, or what is around it that holds nothing else."""
    while (up := span.getparent()) is not None and len(up) == 1 and up.getparent() is not None:
        if local_name(up) not in {"spanGrp", "standOff"} or up.get(XML_ID):
            break
        span = up
    return span
