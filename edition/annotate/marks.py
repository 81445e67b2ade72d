"""Marking words up: tagging them, taking tags out, changing what a tag says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from edition.annotate.edges import enclosing
from edition.annotate.edit import Edit
from edition.annotate.overlap import Overlap, split, standing_off, widened, without_span
from edition.annotate.places import Place
from edition.annotate.tags import Markup, enclosed, new_ids, opened
from edition.errors import EditionError, UsageError
from edition.tei.names import XML_ID, local_name
from edition.tei.splice import Splice

#: Elements of P5 that can stand around words of a text and leave its reading as it is.
PHRASES: Final = frozenset(
    {
        "abbr", "addName", "bloc", "cl", "climate", "country", "date", "distinct", "district", "emph",
        "eventName", "foreign", "forename", "genName", "geogFeat", "geogName", "gloss", "hi", "idno",
        "measure", "mentioned", "name", "nameLink", "num", "objectName", "orgName", "persName", "phr",
        "placeName", "q", "quote", "ref", "region", "roleName", "rs", "said", "seg", "settlement",
        "soCalled", "surname", "term", "time", "title", "unclear",
    }
)  # fmt: skip


class OverlapError(EditionError):
    """Words begin in one element and end in another; the hint says what could be done."""


def tag(place: Place, markup: Markup, overlap: Overlap | None = None) -> Edit:
    """The edit that marks the words of *place* up.

    :param overlap: what to do if they begin in one element and end in another.
    :raises UsageError: the element cannot stand around words.
    :raises OverlapError: they overlap an element and *overlap* is None, or cannot be tagged in that way.
    :raises EditionError: they are tagged so already, or stand in an entity.
    """
    if markup.name not in PHRASES:
        names = ", ".join(sorted(PHRASES))
        message = f"<{markup.name}> is no element that can stand around words"
        raise UsageError(message, hint=f"One of: {names}.")
    _refuse_twice(place, markup)
    title = f"Tag “{place.words}” in {place.anchor} as {markup.name}"
    found = enclosing(place, markup.name)
    if found is not None:
        ids = [markup.get("xml:id")] if markup.get("xml:id") else []
        splices = enclosed(place, found, markup)
        return Edit(place.text.file, splices, title, frozenset(ids))
    if overlap is None:
        raise _overlapping(place, markup)
    if overlap == "widen":
        wider = widened(place)
        if wider is None:
            raise _overlapping(place, markup)
        return tag(wider, markup)
    if overlap == "split":
        return _split(place, markup, title)
    return standing_off(place, markup, title)


def _split(place: Place, markup: Markup, title: str) -> Edit:
    """One element for each part, each pointing to the one after it and the one before."""
    parts = split(place)
    ids = new_ids(place.text, f"{place.anchor}.{markup.name}", len(parts))
    splices: list[Splice] = []
    for number, part in enumerate(parts):
        found = enclosing(part, markup.name)
        if found is None:
            raise _overlapping(place, markup)
        joined = {"xml:id": ids[number]}
        if number + 1 < len(parts):
            joined["next"] = f"#{ids[number + 1]}"
        if number:
            joined["prev"] = f"#{ids[number - 1]}"
        splices += enclosed(part, found, markup.with_attributes(joined))
    return Edit(place.text.file, tuple(splices), f"{title}, in {len(parts)} parts", frozenset(ids))


def _refuse_twice(place: Place, markup: Markup) -> None:
    """Refuse what is tagged so already."""
    for element, extent in place.trace.extents.items():
        if local_name(element) != markup.name:
            continue
        same_words = extent == (place.start, place.end)
        around = extent[0] <= place.start and place.end <= extent[1]
        reference = markup.get("ref")
        if same_words or (around and reference and element.get("ref") == reference):
            said = element.get("ref")
            refers = f" with ref {said}" if said else ""
            message = f"“{place.words}” is tagged as {markup.name}{refers} already"
            raise place.text.document.fault(element, message, "Use “retag” to change what it says.")


def _overlapping(place: Place, markup: Markup) -> OverlapError:
    """What can be done about words that overlap an element."""
    first, last = (
        place.trace.character(offset).node.parent for offset in (place.start, place.end - 1)
    )
    wider = widened(place)
    parts = [part.words for part in split(place)]
    lines = [f"split: {' + '.join(f'“{words}”' for words in parts)}, joined by @next and @prev"]
    lines.append("stand-off: anchors in the text, and a span in standOff that points at them")
    if wider is not None:
        lines.insert(0, f"widen: tag “{wider.words}”")
    message = (
        f"“{place.words}” begins in <{local_name(first)}> and ends in <{local_name(last)}>,"
        f" so that <{markup.name}> would overlap"
    )
    choices = "".join(f"\n  {line}" for line in lines)
    hint = f"Say what is meant with --on-overlap:{choices}"
    fault = place.fault(message, hint)
    return OverlapError(message, file=fault.file, line=fault.line, column=fault.column, hint=hint)


def untag(place: Place, name: str = "", ref: str = "") -> Edit:
    """The edit that takes the tags around the words of *place* out, and leaves the words.

    Parts joined by ``@next`` and ``@prev`` go together; so do the anchors of a stand-off span.

    :param name: the element, if several enclose just these words.
    :param ref: its ``@ref``, likewise.
    :raises EditionError: nothing, or more than one thing, is tagged so.
    """
    if not _candidates(place, name, ref) and (apart := without_span(place, name)):
        return apart
    elements = chain(tagged(place, name, ref))
    splices = [splice for element in elements for splice in opened(place.text, element)]
    freed = frozenset(filter(None, (element.get(XML_ID) for element in elements)))
    title = f"Take {local_name(elements[0])} off “{place.words}” in {place.anchor}"
    return Edit(place.text.file, tuple(splices), title, freed=freed)


def tagged(place: Place, name: str = "", ref: str = "") -> etree._Element:
    """The element that encloses just the words of *place*; of one in parts, the first.

    :raises EditionError: there is none, or there are several.
    """
    extents, found = place.trace.extents, _candidates(place, name, ref)
    if len(found) == 1:
        return found[0]
    what = f"tagged as {name}" if name else "tagged"
    if not found:
        around = [
            f"<{local_name(element)}> around “{place.trace.text[start:end]}”"
            for element, (start, end) in extents.items()
            if start < place.end and place.start < end and local_name(element) in PHRASES
        ]
        hint = f"There is {', '.join(around[:5])}." if around else "There are no tags around them."
        raise place.fault(f"“{place.words}” is not {what}", hint)
    listed = "".join(
        f"\n  --as {local_name(element)}"
        + (f" --ref {element.get('ref')}" if element.get("ref") else "")
        for element in found
    )
    raise place.fault(f"“{place.words}” is {what} more than once", f"Say which:{listed}")


def _candidates(place: Place, name: str, ref: str) -> list[etree._Element]:
    """The elements that enclose just the words of *place*."""
    extents = place.trace.extents
    wanted = (place.start, place.end)
    return [
        element
        for element, (start, end) in extents.items()
        if wanted in {(start, end), (start, _end(element, extents, end))}
        if (local_name(element) == name if name else local_name(element) in PHRASES)
        if (not ref or element.get("ref") == ref) and element is not place.trace.element
    ]


def _end(
    element: etree._Element, extents: Mapping[etree._Element, tuple[int, int]], end: int
) -> int:
    """Where the last part of what *element* begins ends."""
    if element.get("prev") or not element.get("next"):
        return end
    parts = chain(element)
    return extents.get(parts[-1], (0, end))[1]


def chain(element: etree._Element) -> Sequence[etree._Element]:
    """*element* and the parts of the same file that it is joined with, in their order."""
    earlier = _joined(element, "prev")
    later = _joined(element, "next")
    return [*reversed(earlier), element, *later]


def _joined(element: etree._Element, attribute: str) -> list[etree._Element]:
    """What *attribute* of *element* leads to, and that of the next, and so on."""
    root = element.getroottree().getroot()
    found: list[etree._Element] = []
    pointer = element.get(attribute, "")
    while pointer.startswith("#"):
        beside = (
            other for other in root.iter(str(element.tag)) if other.get(XML_ID) == pointer[1:]
        )
        other = next(beside, None)
        if other is None or other is element or other in found:
            break
        found.append(other)
        pointer = other.get(attribute, "")
    return found
