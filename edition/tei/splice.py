"""Edits of a file as splices of its bytes: what is not edited stays as it is, to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from edition.tei.names import XML_ID
from edition.tei.parse import Document
from edition.tei.positions import encoding_of

#: Characters of a text or an attribute value that would be read as something else.
_ESCAPES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#39;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)
_ATTRIBUTE: Final = r"\s+(?P<{0}name>[^\s=]+)\s*=\s*(?P<{0}value>\"[^\"]*\"|'[^']*')"
#: A start tag, whole.
_TAG: Final = re.compile(rf"<(?P<name>[^\s/>]+)(?:{_ATTRIBUTE.format('last_')})*\s*/?>")
_ATTRIBUTES: Final = re.compile(_ATTRIBUTE.format(""))
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: Bytes that are looked at first; few start tags are longer.
_ENOUGH: Final = 2048


class Splice(NamedTuple):
    """The bytes from *start* to *end* give way to *data*. For an insertion both are the same."""

    start: int
    end: int
    data: bytes


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag as it stands in its file.

    :ivar document: the file.
    :ivar element: whose tag it is.
    :ivar byte: where it begins.
    :ivar text: its characters, from ``<`` to ``>``.
    :ivar encoding: of the file.
    """

    document: Document
    element: etree._Element
    byte: int
    text: str
    encoding: str

    @property
    def end(self) -> int:
        """The byte behind it."""
        return self.byte + len(self.text.encode(self.encoding))

    def attribute(self, name: str) -> int | None:
        """Where the attribute *name* begins in the tag, in characters; None if it is not there."""
        found = (m.start("name") for m in self.attributes() if m["name"] == name)
        return next(found, None)

    def attributes(self) -> Iterator[re.Match[str]]:
        """Its attributes: matches in :attr:`text` with the groups ``name`` and ``value``, quotes and all."""
        return _ATTRIBUTES.finditer(self.text)

    def splice(self, start: int, end: int, new: str) -> Splice:
        """The splice that puts *new* for the characters from *start* to *end* of the tag.

        :raises EditionError: the file has no character for something in *new*.
        """
        try:
            data = new.encode(self.encoding)
        except UnicodeEncodeError as error:
            message = f"the encoding {self.encoding} has no {error.object[error.start]!r}"
            raise self.document.fault(self.element, message, "Save the file as UTF-8.") from None
        first = self.byte + len(self.text[:start].encode(self.encoding))
        return Splice(first, first + len(self.text[start:end].encode(self.encoding)), data)


def declared_encoding(data: bytes) -> str:
    """The encoding that the XML declaration of *data* names, or UTF-8."""
    match = _DECLARED.match(data[:200])
    return match[1].decode("ascii") if match else "utf-8"


def spliced(data: bytes, splices: Iterable[Splice]) -> bytes:
    """*data* with all *splices* made; their offsets are those of *data*.

    :raises ValueError: two of them touch the same bytes, or one lies outside.
    """
    pieces, at = [], 0
    for start, end, new in _in_order(splices):
        if not at <= start <= end <= len(data):
            raise ValueError(f"splice {start}–{end} overlaps another or lies outside")
        pieces += [data[at:start], new]
        at = end
    return b"".join((*pieces, data[at:]))


def _in_order(splices: Iterable[Splice]) -> list[Splice]:
    """*splices* by their places; what is inserted at one place stays in the order it was given."""
    return sorted(splices, key=lambda splice: (splice.start, splice.end))


def escaped(text: str) -> str:
    """*text* as it stands in a text, or between the quotation marks of an attribute."""
    return text.translate(_ESCAPES)


def start_tag(document: Document, element: etree._Element) -> StartTag:
    """The start tag of *element*.

    :raises EditionError: it does not stand in the file but in an entity.
    """
    declared = document.root.getroottree().docinfo.encoding or "utf-8"
    encoding = encoding_of(document.data, declared)[1]
    byte, length = document.position(element).byte, _ENOUGH
    local = etree.QName(element).localname
    name = f"{element.prefix}:{local}" if element.prefix else local
    while True:
        text = document.data[byte : byte + length].decode(encoding, "ignore")
        match = _TAG.match(text)
        if match and match["name"] == name:
            return StartTag(document, element, byte, match[0], encoding)
        if match or byte + length >= len(document.data):
            message = f"<{local}> comes from an entity, and cannot be edited where it is used"
            raise document.fault(element, message, "Write the text of the entity in its place.")
        length *= 8


def add_attribute(
    document: Document, element: etree._Element, attribute: str, value: str
) -> Splice:
    """The splice that writes *attribute* into the start tag of *element*, behind its name.

    :param attribute: as it is written in the file, with its prefix: ``xml:id``.
    :raises EditionError: the start tag does not stand in the file but in an entity, or the file has
        no character for the value.
    """
    tag = start_tag(document, element)
    at = len(re.split(r"[\s/>]", tag.text, maxsplit=1)[0])
    return tag.splice(at, at, f' {attribute}="{escaped(value)}"')


def set_attribute(
    document: Document, element: etree._Element, attribute: str, value: str
) -> Splice:
    """The splice that makes *value* that of an *attribute* which *element* has.

    :raises ValueError: it has no such attribute.
    :raises EditionError: as :func:`add_attribute`.
    """
    tag = start_tag(document, element)
    for match in tag.attributes():
        if match["name"] == attribute:
            return tag.splice(match.start("value") + 1, match.end("value") - 1, escaped(value))
    raise ValueError(f"<{etree.QName(element).localname}> has no {attribute}")


def remove_attribute(document: Document, element: etree._Element, attribute: str) -> Splice:
    """The splice that takes an *attribute* out which *element* has, with the white space before it.

    :raises ValueError: it has no such attribute.
    :raises EditionError: as :func:`add_attribute`.
    """
    tag = start_tag(document, element)
    for match in _ATTRIBUTES.finditer(tag.text):
        if match["name"] == attribute:
            return tag.splice(match.start(), match.end(), "")
    raise ValueError(f"<{etree.QName(element).localname}> has no {attribute}")


def rename(document: Document, element: etree._Element, name: str, end: int) -> list[Splice]:
    """The splices that give *element* another *name*; its prefix stays.

    :param end: the byte of its end tag, or that behind the tag of an empty element.
    :raises EditionError: as :func:`add_attribute`.
    """
    tag = start_tag(document, element)
    old = etree.QName(element).localname
    first = 1 + len(f"{element.prefix}:" if element.prefix else "")
    splices = [tag.splice(first, first + len(old), name)]
    if end != tag.end or not tag.text.endswith("/>"):
        at = end + len(f"</{tag.text[1:first]}".encode(tag.encoding))
        length = len(old.encode(tag.encoding))
        splices.append(Splice(at, at + length, name.encode(tag.encoding)))
    return splices


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


def composed(length: int, rounds: Iterable[Iterable[Splice]]) -> tuple[Splice, ...]:
    """The splices that do at once what several *rounds* do one after the other.

    :param length: of the data that the first round is for; each other is for what the one before gives.
    """
    # The data as pieces: bytes of the old data from one offset to another, or new bytes.
    pieces: list[tuple[int, int] | bytes] = [(0, length)]
    for splices in rounds:
        pieces = _pieced(pieces, _in_order(splices))
    found: list[Splice] = []
    at, new = 0, b""
    for piece in (*pieces, (length, length)):
        if isinstance(piece, bytes):
            new += piece
            continue
        if new or piece[0] > at:
            found.append(Splice(at, piece[0], new))
        at, new = piece[1], b""
    return tuple(found)


def _pieced(
    pieces: list[tuple[int, int] | bytes], splices: list[Splice]
) -> list[tuple[int, int] | bytes]:
    """*pieces* with *splices* made, whose offsets are those of all pieces joined."""
    made: list[tuple[int, int] | bytes] = []
    waiting, at = list(reversed(pieces)), 0

    def take(until: int | None) -> list[tuple[int, int] | bytes]:
        nonlocal at
        taken: list[tuple[int, int] | bytes] = []
        while waiting and (until is None or at < until):
            piece = waiting.pop()
            size = len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
            if until is not None and at + size > until:
                cut = until - at
                if isinstance(piece, bytes):
                    piece, rest = piece[:cut], piece[cut:]
                    waiting.append(rest)
                else:
                    waiting.append((piece[0] + cut, piece[1]))
                    piece = (piece[0], piece[0] + cut)
                size = cut
            at += size
            taken.append(piece)
        return taken

    for start, end, data in splices:
        made += take(start)
        take(end)
        made.append(data)
    return made + take(None)
