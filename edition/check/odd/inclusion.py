"""Files that an ODD includes (``xi:include``), put where they are included.

Only files in the folder of the ODD, or below, are opened. What stands in an included file keeps its place
there for messages. There is no fallback: a file that is not there is an error, since a schema without it
would be another schema.

Source: XML Inclusions (XInclude) 1.0, W3C, 15 November 2006; XPointer Framework, W3C, 25 March 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.errors import EditionError, UnreadableError
from edition.tei.names import EXAMPLE, XML_ID
from edition.tei.parse import Document, parse

INCLUDE: Final = "{http://www.w3.org/2001/XInclude}include"
#: How many files may be included one in the other, and in all.
_DEPTH, _MOST = 8, 500
_ID: Final = re.compile(r"(?:xpointer\(id\(|element\(|)[\"']?([\w.-]+)[\"']?\)*")
_SCHEME: Final = re.compile(r"xmlns\(\s*([\w.-]+)\s*=\s*([^)]*?)\s*\)")
_XPATH: Final = re.compile(r"xpointer\((.*)\)\s*$", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Odd(Document):
    """An ODD with what it includes.

    :ivar origins: of each element that was included, the file and the element there.
    """

    origins: dict[etree._Element, tuple[Document, etree._Element]] = field(default_factory=dict)

    def fault(self, element: etree._Element, message: str, hint: str) -> EditionError:
        """An error at the start tag of *element*, in the file in which it stands."""
        document, node = self.origins.get(element, (None, element))
        return super().fault(element, message, hint) if document is None else document.fault(node, message, hint)  # fmt: skip


def origin(document: Document, node: etree._Element) -> tuple[Document, etree._Element]:
    """The file in which *node* stands, and the element there."""
    found = document.origins.get(node) if isinstance(document, Odd) else None
    return found or (document, node)


def read_odd(path: Path, name: str) -> Document:
    """The ODD at *path* with all that it includes.

    :param name: how messages call it.
    :raises UnreadableError: a file cannot be read, or is no TEI.
    :raises EditionError: what is to be included is not below the folder of the ODD, or includes itself.
    """
    return _Inclusion(path.parent.resolve()).read(path, name, ())


class _Inclusion:
    """One ODD while it is put together."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.left = _MOST

    def read(self, path: Path, name: str, within: tuple[Path, ...]) -> Document:
        """The file at *path*, itself included by those of *within*."""
        document = _read(path, name)
        includes = [
            node
            for node in document.root.iter(INCLUDE)
            if next(node.iterancestors(EXAMPLE), None) is None
        ]
        if not includes:
            return document
        document.order(document.root)  # the places are those before anything is put in
        odd = Odd(document.name, document.data, document.root)
        odd.__dict__.update(document.__dict__)
        for node in includes:
            there = self._included(odd, node, path, (*within, path.resolve()))
            _put(odd, node, [(there, found) for found in _wanted(odd, node, there)])
        return odd

    def _included(
        self, document: Document, node: etree._Element, path: Path, within: tuple[Path, ...]
    ) -> Document:
        """The file that *node* includes."""
        href = node.get("href", "").strip()
        parts = urlsplit(href)
        target = (path.parent / unquote(parts.path)).resolve()
        outside = parts.scheme or parts.netloc or not target.is_relative_to(self.folder)
        if outside or node.get("parse", "xml").strip() != "xml":
            raise document.fault(
                node,
                f"{href} is not included: only TEI files in the folder of the ODD or below are",
                "Put a copy there and name it by a relative path; nothing is fetched.",
            )
        self.left -= 1
        if not parts.path or target in within or len(within) > _DEPTH or self.left < 0:
            raise document.fault(
                node,
                f"{href or 'the ODD'} includes itself, or too many files are included",
                "Take out the <xi:include>.",
            )
        name = (Path(document.name).parent / unquote(parts.path)).as_posix()
        try:
            return self.read(target, name, within)
        except UnreadableError as error:
            raise at(document, node, error) from error


def _read(path: Path, name: str) -> Document:
    try:
        return parse(path.read_bytes(), name)
    except OSError as error:
        raise UnreadableError(
            f"the file cannot be read: {error.strerror}",
            file=name,
            hint="Check that it exists and its permissions.",
        ) from error


def _wanted(document: Document, node: etree._Element, there: Document) -> list[etree._Element]:
    """What *node* wants of the file: all of it, or what its ``@xpointer`` says."""
    pointer = node.get("xpointer", "").strip()
    if not pointer:
        return [there.root]
    if found := _ID.fullmatch(pointer):
        chosen = [e for e in there.root.iter("*") if e.get(XML_ID) == found[1]][:1]
    else:
        chosen = list(_by_path(pointer, there.root))
    if not chosen:
        raise document.fault(
            node,
            f"there is no {pointer} in {there.name}",
            "Check @xpointer; an xml:id is the surest.",
        )
    return chosen


def _by_path(pointer: str, root: etree._Element) -> Iterator[etree._Element]:
    """The elements that the XPath in *pointer* selects; of what is no such pointer, none."""
    path = _XPATH.search(_SCHEME.sub("", pointer))
    if path is None:
        return
    try:
        select = etree.XPath(path[1], namespaces=dict(_SCHEME.findall(pointer)), regexp=False)
        found = select(root)
    except (etree.XPathError, ValueError):
        return
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, etree._Element))


def _put(
    odd: Odd, node: etree._Element, chosen: list[tuple[Document, etree._Element]]
) -> None:  # fmt: skip
    """Put copies of what was *chosen* in the place of *node*."""
    parent = node.getparent()
    assert parent is not None  # the root of an ODD is of the TEI
    place = parent.index(node)
    for number, (document, original) in enumerate(chosen):
        copied = deepcopy(original)
        copied.tail = None
        parent.insert(place + number, copied)
        for element, before in zip(copied.iter("*"), original.iter("*"), strict=True):
            odd.origins[element] = origin(document, before)
    parent.remove(node)


def at(document: Document, node: etree._Element, error: EditionError) -> UnreadableError:
    """*error* of another file, told at the element that names that file."""
    place = document.fault(node, "", "")
    return UnreadableError(
        f"{error.place}: {error.message}",
        file=place.file,
        line=place.line,
        column=place.column,
        hint=error.hint,
    )
