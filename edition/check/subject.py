"""What is checked: the files of an edition as they were read, and where things stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from lxml import etree

from edition.errors import EditionError
from edition.model import Edition, Passage, Reading
from edition.model.trace import Trace, trace
from edition.tei.dates import Dating, read_dating
from edition.tei.names import NAMESPACES, XML_ID, XML_NS, is_tei_name, local_name
from edition.tei.parse import Document
from edition.tei.pointers import split_key, targets
from edition.tei.source import Source
from edition.tei.splice import start_tag

_WITH_ID: Final = etree.XPath("descendant-or-self::*[@xml:id]")


class Pointing(NamedTuple):
    """One pointer.

    :ivar written: as it stands in the attribute, which may hold several.
    :ivar target: where it leads, as :func:`edition.tei.pointers.targets` gives it.
    """

    file: str
    element: etree._Element
    attribute: str
    written: str
    target: str


@dataclass(frozen=True, eq=False)
class Subject:
    """The files that could be read.

    :ivar edition: what they are together.
    :ivar readings: each of them, by its path.
    """

    edition: Edition
    readings: Mapping[str, Reading]

    @cached_property
    def _elements(self) -> Mapping[str, Mapping[str, etree._Element]]:
        """The element of every anchor, file by file."""
        return {
            file: {anchor: element for element, anchor in reading.context.anchors.items()}
            for file, reading in self.readings.items()
        }

    @cached_property
    def pointing(self) -> Sequence[Pointing]:
        """Every pointer of every file."""
        return [
            pointing for file, reading in self.readings.items() for pointing in _of(file, reading)
        ]

    @cached_property
    def identified(self) -> Sequence[tuple[str, etree._Element, str]]:
        """Every element with an ``xml:id``: its file, itself, and the id."""
        return [
            (file, element, element.get(XML_ID, ""))
            for file, root in self.roots()
            for element in _WITH_ID(root)
        ]

    @cached_property
    def dated(self) -> Sequence[tuple[str, etree._Element, Dating]]:
        """Every element of the TEI that says when, with its file and what it says."""
        return [
            (file, element, dating)
            for file, reading in self.readings.items()
            for element in reading.context.dated
            if is_tei_name(local_name(element)) and (dating := read_dating(element)) is not None
        ]

    def element(self, key: str) -> etree._Element | None:
        """The element that *key* names."""
        file, anchor = split_key(key)
        return self._elements.get(file, {}).get(anchor)

    def roots(self) -> Iterable[tuple[str, etree._Element]]:
        """Each file with its root."""
        return ((file, reading.document.root) for file, reading in self.readings.items())

    def place(self, file: str, element: etree._Element, attribute: str = "") -> tuple[int, int]:
        """Line and column of the start tag of *element*, or of an *attribute* in it; from 1.

        :param attribute: as it is written: ``when``, ``xml:id``.
        """
        key = element, attribute
        if key not in self._places:
            self._places[key] = _place(self.readings[file].document, element, attribute)
        return self._places[key]

    @cached_property
    def _places(self) -> dict[tuple[etree._Element, str], tuple[int, int]]:
        """The places that were asked for: an attribute can hold many pointers."""
        return {}

    def place_of_words(self, block: Passage, offset: int) -> tuple[int, int] | None:
        """Line and column of the character at *offset* of a *block*, or None if they cannot be told."""
        file, anchor = split_key(block.key)
        try:
            if file not in self._sources:
                self._sources[file] = Source(self.readings[file].document)
            if block.key not in self._traces:
                self._traces[block.key] = trace(self.readings[file], anchor)
            return self._sources[file].place(*self._traces[block.key].character(offset))
        except EditionError:  # the words come from an entity
            return None

    @cached_property
    def _sources(self) -> dict[str, Source]:
        """The bytes of files in whose words something was found."""
        return {}

    @cached_property
    def _traces(self) -> dict[str, Trace]:
        """Blocks in which something was found."""
        return {}


def _place(document: Document, element: etree._Element, attribute: str) -> tuple[int, int]:
    position = document.position(element)
    if not attribute:
        return position.line, position.column
    try:
        tag = start_tag(document, element)
    except EditionError:  # it stands in an entity; what is known is where that is used
        return position.line, position.column
    at = tag.attribute(attribute)
    before = tag.text[:at] if at is not None else ""
    lines = before.count("\n")
    column = len(before) - before.rfind("\n") if lines else position.column + len(before)
    return position.line + lines, column


def _of(file: str, reading: Reading) -> Iterator[Pointing]:
    """The pointers of one file; the same values come often."""
    context = reading.context
    known: dict[str, list[tuple[str, str]]] = {}
    for element, attribute, value in context.pointing:
        if value not in known:
            leads = targets(value, file, context.prefixes)
            known[value] = list(zip(value.split(), leads, strict=True))
        for written, target in known[value]:
            yield Pointing(file, element, attribute, written, target)


def find(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements below *root* that *path* selects, with the prefix ``tei``."""
    return root.findall(path, NAMESPACES)


def written_name(attribute: str) -> str:
    """The name of an attribute as it is written in a file."""
    return attribute.replace(f"{{{XML_NS}}}", "xml:")
