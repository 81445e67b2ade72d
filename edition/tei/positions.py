"""Where each element stands in its file, to the byte.

lxml keeps lines only. Elements come in the same order in the tree and in the file, so an element's
ordinal finds its start tag there. In a file that is well-formed, has no document type declaration and
spells mark-up in ASCII, start tags are found by their form alone; in any other, expat of the standard
library tells the byte at which each begins.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Final, NamedTuple
from xml.parsers import expat

_DECLARATION: Final = re.compile(r"\s*<\?xml\s.*?\?>", re.DOTALL)
#: Byte order marks, longest first: that of UTF-16 begins that of UTF-32.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings in which the bytes of mark-up are those of ASCII, and stand for nothing else.
_LIKE_ASCII: Final = frozenset(
    {"ascii", "us-ascii", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"}
)
#: A start tag, or what can look as if there were one in it: a comment, CDATA, an instruction.
_MARKUP: Final = re.compile(
    rb"""<(?:[^\s/!?>][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>"""
    rb"|(?P<comment>!--.*?-->)|(?P<cdata>!\[CDATA\[.*?\]\]>)|(?P<instruction>\?.*?\?>))",
    re.DOTALL,
)
#: Bytes. Characters of longer lines are counted in one pass, not again for each place.
_LONGEST_LINE: Final = 50_000


class Position(NamedTuple):
    """The place of a start tag."""

    #: Offset of ``<`` in the file, in bytes.
    byte: int
    #: 1-based line.
    line: int
    #: 1-based column, in characters.
    column: int


def positions(data: bytes, encoding: str = "utf-8") -> Callable[[int], Position]:
    """What tells the position of the how-manieth start tag of well-formed *data*, from 0.

    Nothing outside *data* is opened: expat resolves external entities only through a
    handler, and none is set.

    :param encoding: of *data*, as another parser found it.
    :raises xml.parsers.expat.ExpatError: *data* is not well-formed, and that was noticed.
    """
    return _by_form(data, encoding) or _by_expat(data, encoding).__getitem__


def encoding_of(data: bytes, declared: str) -> tuple[bytes, str]:
    """The byte order mark of *data*, or none, and the encoding of what is behind it.

    :param declared: its encoding if there is no mark.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return mark, name
    # Without a mark, the first sign of a file tells which of the two UTF-16 it is.
    unmarked = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
    return b"", unmarked.get(data[:2], declared)


def as_utf8(data: bytes, encoding: str) -> bytes:
    """*data* in UTF-8, each character at its line and column, without a mark and with no declaration.

    :param encoding: of *data* if it has no mark.
    """
    mark, name = encoding_of(data, encoding)
    text = data[len(mark) :].decode(name)
    declaration = _DECLARATION.match(text)
    if declaration:
        text = re.sub(r"[^\n]", " ", declaration[0]) + text[declaration.end() :]
    return text.encode()


def _by_form(data: bytes, encoding: str) -> Callable[[int], Position] | None:
    """Finds start tags by what they look like, and counts lines and characters when asked for them."""
    mark, name = encoding_of(data, encoding)
    if name.lower() not in _LIKE_ASCII or b"<!DOCTYPE" in data:
        return None
    lengths = list(map(len, data.splitlines(keepends=True)))
    if max(lengths, default=0) > _LONGEST_LINE:
        return None
    lines = [len(mark), *accumulate(lengths)]
    tags = [tag.start() for tag in _MARKUP.finditer(data) if tag.lastgroup is None]

    def position(order: int) -> Position:
        byte = tags[order]
        line = bisect_right(lines, byte)
        return Position(byte, line, len(data[lines[line - 1] : byte].decode(name)) + 1)

    return position


def _by_expat(data: bytes, encoding: str) -> list[Position]:
    try:
        return _positions(data, None)
    except (expat.ExpatError, ValueError, LookupError):
        return _by_characters(data, encoding)


def _by_characters(data: bytes, encoding: str) -> list[Position]:
    """The positions by way of UTF-8: expat knows fewer encodings than there are."""
    mark, name = encoding_of(data, encoding)
    text = data[len(mark) :].decode(name)
    read = as_utf8(data, encoding)
    found, at, characters, offset = [], 0, 0, len(mark)
    for position in _positions(read, "utf-8"):
        until = characters + len(read[at : position.byte].decode())
        offset += len(text[characters:until].encode(name))
        at, characters = position.byte, until
        found.append(Position(offset, position.line, position.column))
    return found


def _positions(data: bytes, encoding: str | None) -> list[Position]:
    found: list[Position] = []
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True

    def start(_name: str, _attributes: dict[str, str]) -> None:
        found.append(
            Position(
                parser.CurrentByteIndex,
                parser.CurrentLineNumber,
                parser.CurrentColumnNumber + 1,
            )
        )

    parser.StartElementHandler = start
    parser.Parse(data, True)  # noqa: FBT003 – expat's own signature
    return found
