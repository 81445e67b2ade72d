"""Changing what a tag says: its name, its attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.annotate.edit import Edit
from edition.annotate.marks import PHRASES, chain, tagged
from edition.annotate.places import Place
from edition.errors import UsageError
from edition.tei.names import XML_NS, local_name
from edition.tei.splice import Splice, add_attribute, remove_attribute, rename, set_attribute


def retag(
    place: Place,
    old: tuple[str, str] = ("", ""),
    name: str = "",
    attributes: Mapping[str, str] | None = None,
    drop: Sequence[str] = (),
) -> Edit:
    """The edit that changes the tag around just the words of *place*; parts that are joined change together.

    :param old: name and ``@ref`` of the tag that is meant, if several enclose the words; "" for any.
    :param name: its new name, or "" if it stays.
    :param attributes: what it is to say.
    :param drop: attributes that go.
    :raises UsageError: the name is none that can stand around words, or the id would change.
    :raises EditionError: as :func:`edition.annotate.marks.tagged`.
    """
    attributes = attributes or {}
    if name and name not in PHRASES:
        message = f"<{name}> is no element that can stand around words"
        raise UsageError(message, hint=f"One of: {', '.join(sorted(PHRASES))}.")
    if "xml:id" in {*attributes, *drop}:
        raise UsageError(
            "an id is not changed by retagging", hint="Ids are what others cite and point at."
        )
    document = place.text.document
    splices: list[Splice] = []
    elements = chain(tagged(place, *old))
    for element in elements:
        if name and name != local_name(element):
            splices += rename(document, element, name, place.text.source.content_end(element))
        for attribute, value in attributes.items():
            now = element.get(_lxml_name(attribute))
            if now is None:
                splices.append(add_attribute(document, element, attribute, value))
            elif now != value:
                splices.append(set_attribute(document, element, attribute, value))
        splices += [
            remove_attribute(document, element, attribute)
            for attribute in drop
            if element.get(_lxml_name(attribute)) is not None
        ]
    said = ", ".join([name, *(f"{key}={value}" for key, value in attributes.items())]).strip(", ")
    title = f"Retag “{place.words}” in {place.anchor}" + (f" as {said}" if said else "")
    return Edit(place.text.file, _merged(splices), title)


def _merged(splices: list[Splice]) -> tuple[Splice, ...]:
    """*splices* with those of one place made one: a new name and what is written behind it."""
    merged: list[Splice] = []
    for splice in sorted(splices):
        last = merged[-1] if merged else None
        if last is not None and splice.start == splice.end == last.start == last.end:
            merged[-1] = last._replace(data=last.data + splice.data)
        else:
            merged.append(splice)
    return tuple(merged)


def _lxml_name(attribute: str) -> str:
    return f"{{{XML_NS}}}{attribute[4:]}" if attribute.startswith("xml:") else attribute
