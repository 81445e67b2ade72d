"""The bytes of tags: those that are written around words, and those that are taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Final

from lxml import etree

from edition.annotate.edges import Range
from edition.annotate.places import Editable, Place
from edition.errors import EditionError, UsageError
from edition.tei.names import TEI_NS, local_name
from edition.tei.splice import Splice, escaped, start_tag

#: A name that XML allows, with one prefix at most (XML 1.0, production 5, without rare characters).
_NAME: Final = re.compile(r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?")
_OPEN, _CLOSE = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True)
class Markup:
    """An element to be written, without its content.

    :ivar name: its name in the TEI.
    :ivar attributes: as they are written, in their order; ``xml:id`` for an id.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    def get(self, attribute: str) -> str:
        """The value of *attribute*, or ""."""
        return self.attributes.get(attribute, "")

    def with_attributes(self, more: Mapping[str, str]) -> Markup:
        """The element with *more* attributes, an ``xml:id`` first."""
        joined = {**self.attributes, **more}
        order = sorted(joined, key=lambda name: name != "xml:id")
        return Markup(self.name, {name: joined[name] for name in order})

    def start(self, prefix: str) -> str:
        """Its start tag.

        :raises UsageError: it, or an attribute, has a name that is none.
        """
        for name in (self.name, *self.attributes):
            if not _NAME.fullmatch(name):
                raise UsageError(f"{name!r} is no name of XML", hint="Letters, digits, . - and _.")
        values = "".join(f' {name}="{escaped(value)}"' for name, value in self.attributes.items())
        return f"<{prefix}{self.name}{values}>"

    def end(self, prefix: str) -> str:
        """Its end tag."""
        return f"</{prefix}{self.name}>"


def enclosed(place: Place, found: Range, markup: Markup) -> tuple[Splice, ...]:
    """The splices that enclose the range *found* by *markup*.

    :raises EditionError: no element of the TEI can be written there, or the file has no character for
        something in a value.
    """
    text = place.text
    prefix = prefix_at(text, found.parent)
    splices = []
    for boundary, written in (
        (found.start, markup.start(prefix)),
        (found.end, markup.end(prefix)),
    ):
        written = f"{_CLOSE}{written}{_OPEN}" if boundary.cdata else written  # noqa: PLW2901
        data = encoded(text, found.parent, written)
        splices.append(Splice(boundary.byte, boundary.byte, data))
    return tuple(splices)


def opened(text: Editable, element: etree._Element) -> tuple[Splice, ...]:
    """The splices that take the tags of *element* out and leave what is in it.

    :raises EditionError: it stands in an entity.
    """
    tag = start_tag(text.document, element)
    end = text.source.content_end(element)
    behind = text.source.end(element)
    if end == tag.end == behind:  # an empty element has one tag
        return (Splice(tag.byte, tag.end, b""),)
    spans = ((tag.byte, tag.end), (end, behind))
    return tuple(_out(text, first, last) for first, last in spans)


def _out(text: Editable, first: int, last: int) -> Splice:
    """The splice that takes a tag out, and joins two CDATA sections that it parted."""
    data, encoding = text.document.data, text.source.encoding
    close, again = _CLOSE.encode(encoding), _OPEN.encode(encoding)
    if data[:first].endswith(close) and data[last : last + len(again)] == again:
        return Splice(first - len(close), last + len(again), b"")
    return Splice(first, last, b"")


def prefix_at(text: Editable, parent: etree._Element) -> str:
    """What names of the TEI begin with in *parent*: "" or "tei:".

    :raises EditionError: no prefix is declared for the TEI there.
    """
    scope = {uri: prefix for prefix, uri in reversed(parent.nsmap.items())}
    if None in parent.nsmap and parent.nsmap[None] == TEI_NS:
        return ""
    if TEI_NS not in scope:
        message = f"in <{local_name(parent)}> no element of the TEI can be written"
        raise text.document.fault(parent, message, "It is of another namespace: edit it by hand.")
    return f"{scope[TEI_NS]}:"


def encoded(text: Editable, element: etree._Element, written: str) -> bytes:
    """*written* in the encoding of the file.

    :raises EditionError: it has no character for something in it.
    """
    try:
        return written.encode(text.source.encoding)
    except UnicodeEncodeError as error:
        sign = error.object[error.start]
        message = f"the encoding {text.source.encoding} has no {sign!r}"
        raise text.document.fault(element, message, "Save the file as UTF-8.") from None


def new_ids(text: Editable, stem: str, number: int) -> list[str]:
    """The first *number* ids of the form *stem* and an ordinal that nothing has or ever had."""
    taken = set(text.reading.context.anchors.values()) | set(text.reading.part.ids) | text.reserved
    free = (name for ordinal in count(1) if (name := f"{stem}{ordinal}") not in taken)
    return list(islice(free, number))


def refuse_id(text: Editable, identifier: str) -> EditionError | None:
    """Why *identifier* cannot be given to anything new, or None if it can."""
    if identifier in text.reading.part.ids or identifier in text.texts:
        return UsageError(f"the id {identifier!r} is given already", file=text.file)
    if identifier in text.reserved:
        hint = "An id that was published is never given to anything else: choose another."
        return UsageError(f"the id {identifier!r} was published", file=text.file, hint=hint)
    return None
