"""Where each element stands in its file, to the byte.

lxml keeps lines only. Expat, from the standard library, tells the byte at which each event
begins; elements come in the same order from both, so an element's ordinal joins the two.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat


class Position(NamedTuple):
    """The place of a start tag."""

    #: Offset of ``<`` in the file, in bytes.
    byte: int
    #: 1-based line.
    line: int
    #: 1-based column, in characters.
    column: int


def positions(data: bytes) -> list[Position]:
    """The positions of all start tags of well-formed *data*, in document order.

    Nothing outside *data* is opened: expat resolves external entities only through a
    handler, and none is set.

    :raises xml.parsers.expat.ExpatError: *data* is not well-formed.
    """
    found: list[Position] = []
    parser = expat.ParserCreate()
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
