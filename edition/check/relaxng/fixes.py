"""Edits that mend what a schema forbids, where there is one way to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from edition.check.findings import Fix
from edition.check.relaxng.names import local_of, namespace_of, tag_of
from edition.check.relaxng.places import Written, tag_of_element
from edition.errors import EditionError
from edition.tei.parse import Document
from edition.tei.splice import Splice, escaped


def rename(
    document: Document, element: etree._Element, meant: str, ends: Mapping[int, int]
) -> Fix | None:
    """Give *element* the name *meant*, in its start tag and in its end tag.

    :param ends: the bytes at which end tags begin, by the ordinals of elements.
    """
    tag, end = tag_of_element(document, element), ends.get(document.order(element))
    if tag is None or end is None or namespace_of(meant) != namespace_of(tag_of(element)):
        return None
    local, new = local_of(tag_of(element)), local_of(meant)
    first = 1 + (len(element.prefix) + 1 if element.prefix else 0)
    start = tag.splice(first, first + len(local), new)
    splices = [start]
    if not tag.text.endswith("/>"):
        # The end tag begins with </ where the start tag begins with <.
        prefix = len(tag.text[:first].encode(tag.encoding)) + len("/".encode(tag.encoding))
        at = end + prefix
        splices.append(Splice(at, at + start.end - start.start, start.data))
    return Fix(f"Write <{new}>", tuple(splices))


def rename_attribute(written: Written, name: str, meant: str) -> Fix | None:
    """Give the attribute *name* the name *meant*."""
    if namespace_of(name) != namespace_of(meant):
        return None
    end = written.name[1]
    splice = written.tag.splice(end - len(local_of(name)), end, local_of(meant))
    return Fix(f"Write @{local_of(meant)}", (splice,))


def set_value(written: Written, meant: str) -> Fix | None:
    """Give an attribute the value *meant*."""
    try:
        splice = written.tag.splice(*written.value, escaped(meant))
    except EditionError:  # the encoding of the file lacks a character of it
        return None
    return Fix(f"Write “{meant}”", (splice,))
