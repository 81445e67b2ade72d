"""Edits of a file as splices of its bytes: what is not edited stays as it is, to the byte."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from lxml import etree

from edition.tei.names import XML_ID
from edition.tei.parse import Document
from edition.tei.positions import encoding_of

#: Characters of an attribute value that would be read as something else.
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class Splice(NamedTuple):
    """The bytes from *start* to *end* give way to *data*. For an insertion both are the same."""

    start: int
    end: int
    data: bytes


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """*data* with all *splices* made; their offsets are those of *data*.

    :raises ValueError: two of them touch the same bytes, or one lies outside.
    """
    pieces, at = [], 0
    for start, end, new in sorted(splices):
        if not at <= start <= end <= len(data):
            raise ValueError(f"splice {start}–{end} overlaps another or lies outside")
        pieces += [data[at:start], new]
        at = end
    return b"".join((*pieces, data[at:]))


def add_attribute(
    document: Document, element: etree._Element, attribute: str, value: str
) -> Splice:
    """The splice that writes *attribute* into the start tag of *element*, behind its name.

    :param attribute: as it is written in the file, with its prefix: ``xml:id``.
    :raises EditionError: the start tag does not stand in the file but in an entity, or the file has
        no character for the value.
    """
    declared = document.root.getroottree().docinfo.encoding or "utf-8"
    encoding = encoding_of(document.data, declared)[1]
    position = document.position(element)
    name = etree.QName(element).localname
    start = (f"<{element.prefix}:{name}" if element.prefix else f"<{name}").encode(encoding)
    if not document.data.startswith(start, position.byte):
        message = f"<{name}> comes from an entity, and cannot be edited where it is used"
        raise document.fault(element, message, "Write the text of the entity in its place.")
    try:
        data = f' {attribute}="{value.translate(_ESCAPES)}"'.encode(encoding)
    except UnicodeEncodeError as error:
        message = f"the encoding {encoding} has no {error.object[error.start]!r}"
        raise document.fault(element, message, "Save the file as UTF-8.") from None
    at = position.byte + len(start)
    return Splice(at, at, data)


def add_id(document: Document, element: etree._Element, identifier: str) -> Splice:
    """The splice that gives *element* an ``xml:id``.

    :raises EditionError: it has one already, or as :func:`add_attribute`.
    """
    if element.get(XML_ID) is not None:
        message = (
            f"xml:id {element.get(XML_ID)!r} cannot be an anchor: it is given twice, or is no name"
        )
        hint = "Give it a value that is a name of XML and that nothing else in the file has."
        raise document.fault(element, message, hint)
    return add_attribute(document, element, "xml:id", identifier)
