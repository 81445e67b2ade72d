"""Documents that are archives (DOCX, ODT, EPUB): their members, and what they say of themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from lxml import etree

from edition.convert.syntax import Node

#: Formats that are archives, and where in them the addresses of pictures begin.
ARCHIVES: Final = {".docx": "word/", ".epub": "", ".odt": ""}
#: Members larger than this are not read.
_LARGEST: Final = 50_000_000

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
#: Where an archive describes itself, and where it has its styles.
_DESCRIPTIONS: Final = {
    ".docx": ("docProps/core.xml", "word/styles.xml"),
    ".odt": ("meta.xml", "styles.xml"),
}


def member(path: Path, name: str) -> bytes | None:
    """The member of the archive at *path* that is called *name*, wherever the document has its pictures."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            prefix = ARCHIVES[path.suffix.lower()]
            ends = sorted(known for known in names if known.endswith(f"/{name}"))
            for candidate in (f"{prefix}{name}", name, *ends):
                if candidate in names and archive.getinfo(candidate).file_size <= _LARGEST:
                    return archive.read(candidate)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None  # damaged, of an unknown sort, or locked: as if it were not there
    return None


def of_itself(path: Path) -> Node:
    """Title, author and language that a DOCX or ODT names, as metadata of a syntax tree.

    Pandoc takes them from paragraphs of certain styles alone.
    """
    if path.suffix.lower() not in _DESCRIPTIONS:
        return {}
    description, styles = _DESCRIPTIONS[path.suffix.lower()]
    root = _tree(member(path, description))
    said = {
        "title": _first(root, f"{_DC}title"),
        "author": _first(root, f"{_DC}creator"),
        "lang": _first(root, f"{_DC}language") or _language(_tree(member(path, styles))),
    }
    return {name: {"t": "MetaString", "c": words} for name, words in said.items() if words}


def _tree(data: bytes | None) -> etree._Element:
    """The root of an XML member; an empty one if it is none: a text is readable whatever is said of it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root: etree._Element = etree.fromstring(data or b"<none/>", parser)
    except etree.XMLSyntaxError:
        return etree.Element("none")
    return root


def _first(root: etree._Element, name: str) -> str:
    return " ".join((root.findtext(f".//{name}") or "").split())


def _language(styles: etree._Element) -> str:
    """The language that the styles give to all text."""
    word = styles.find(f".//{_WORD}docDefaults//{_WORD}lang")
    if word is not None:
        return word.get(f"{_WORD}val", "")
    writer = styles.find(f".//{_STYLE}default-style//*[@{_FO}language]")
    if writer is None:
        return ""
    parts = (writer.get(f"{_FO}language", ""), writer.get(f"{_FO}country", ""))
    return "-".join(part for part in parts if part not in {"", "none"})
