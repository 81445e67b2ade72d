"""What every reader of a file needs: which file it is, how its pointers expand, its anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from edition.tei.dates import SAY_WHEN
from edition.tei.names import XML_ID
from edition.tei.parse import Document
from edition.tei.pointers import (
    POINTER_ATTRIBUTES,
    Prefix,
    key,
    read_prefixes,
    targets,
    unique,
)

#: What can be an anchor everywhere: in HTML, EPUB, a URL fragment and an inventory of Sphinx.
ANCHOR = re.compile(r"[^\W\d][\w.\-]*")
_POINTERS: Final = frozenset(POINTER_ATTRIBUTES)


@dataclass(frozen=True, slots=True)
class Context:
    """The file being read.

    :ivar file: its path below the source folder.
    :ivar prefixes: its private pointer schemes.
    :ivar anchors: the id of every element that has one: the ``xml:id``, if it is the first of
        that name in the file and can be an anchor, or a computed one.
    :ivar ids: every ``xml:id`` with the line of its first place.
    :ivar duplicates: the lines of all places of each id that is given twice.
    :ivar pointing: every attribute that points at something: element, name and value.
    :ivar dated: every element with attributes that say when.
    """

    file: str
    prefixes: Mapping[str, Prefix]
    anchors: dict[etree._Element, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    duplicates: dict[str, list[int]] = field(default_factory=dict)
    pointing: list[tuple[etree._Element, str, str]] = field(default_factory=list)
    dated: list[etree._Element] = field(default_factory=list)
    _expanded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _counters: Counter[str] = field(default_factory=Counter)

    def key(self, element: etree._Element) -> str:
        """The key of an element that has an anchor."""
        return key(self.file, self.anchors[element])

    def key_or_none(self, element: etree._Element) -> str:
        """The key of *element*, or "" if it has no anchor."""
        anchor = self.anchors.get(element)
        return key(self.file, anchor) if anchor else ""

    def targets(self, element: etree._Element, attribute: str) -> tuple[str, ...]:
        """What *attribute* of *element* points at, as keys."""
        value = element.get(attribute)
        return self.expand(value) if value else ()

    def expand(self, value: str) -> tuple[str, ...]:
        """What an attribute with this *value* points at, as keys. The same values come often."""
        known = self._expanded.get(value)
        if known is None:
            known = self._expanded[value] = unique(targets(value, self.file, self.prefixes))
        return known

    def number(self, element: etree._Element, prefix: str) -> str:
        """Count *element* as one more of its sort and give its anchor, computing one if needed.

        A computed anchor is *prefix* and the ordinal of the element among its sort in the file.
        """
        self._counters[prefix] += 1
        anchor = self.anchors.get(element)
        if anchor is None:
            anchor = f"{prefix}{self._counters[prefix]}"
            while anchor in self._taken:
                anchor += "-"
            self._taken.add(anchor)
            self.anchors[element] = anchor
        return anchor

    def is_stable(self, element: etree._Element) -> bool:
        """Whether the anchor of *element* is the editor's own."""
        return self.anchors.get(element) == element.get(XML_ID)


def context_of(document: Document) -> Context:
    """The context of *document*: one pass over all attributes for ids, pointers and dates."""
    context = Context(document.name, read_prefixes(document.root))
    for element in document.root.iter("*"):
        for name, value in element.items():
            if name == XML_ID:
                _note_id(context, element, value)
            elif name in SAY_WHEN and element not in context.dated[-1:]:
                context.dated.append(element)
            if name in _POINTERS:  # @from and @to are of both sorts
                context.pointing.append((element, name, value))
    return context


def _note_id(context: Context, element: etree._Element, identifier: str) -> None:
    line = element.sourceline or 0
    if identifier in context.ids:
        context.duplicates.setdefault(identifier, [context.ids[identifier]]).append(line)
        return
    context.ids[identifier] = line
    if ANCHOR.fullmatch(identifier):
        context.anchors[element] = identifier
        context._taken.add(identifier)
