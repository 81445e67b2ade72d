"""The files of a schema: RELAX NG in XML syntax, with what it includes from beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.errors import UnreadableError
from edition.tei.parse import safe_parser

RNG: Final = "{http://relaxng.org/ns/structure/1.0}"


def read_schema(path: Path) -> etree._Element:
    """The root of the schema at *path*.

    :raises UnreadableError: it is not there, not XML, or not RELAX NG in XML syntax.
    """
    if path.suffix == ".rnc":
        raise UnreadableError(
            "the schema is in the compact syntax of RELAX NG, which is not read",
            file=str(path),
            hint="Convert it to XML syntax: trang schema.rnc schema.rng.",
        )
    try:
        root = etree.fromstring(path.read_bytes(), safe_parser())
    except OSError as error:
        raise UnreadableError(
            f"the schema cannot be read: {error.strerror}",
            file=str(path),
            hint="Check that it exists and its permissions.",
        ) from error
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise UnreadableError(
            f"the schema is not well-formed XML: {(error.msg or '').split(', line')[0]}",
            file=str(path),
            line=max(line, 1),
            column=max(column, 1),
            hint="Make it anew, or get it again from where it came from.",
        ) from None
    if not str(root.tag).startswith(RNG):
        raise UnreadableError(
            f"the schema is not RELAX NG: its root is <{etree.QName(root).localname}>",
            file=str(path),
            line=root.sourceline or 1,
            hint="Name a schema in the XML syntax of RELAX NG (.rng).",
        )
    return root


def beside(path: Path, reference: str, node: etree._Element) -> Path:
    """The file that *node* of the schema at *path* refers to.

    Only files in the folder of the schema, or below, are opened.

    :raises UnreadableError: *reference* leads elsewhere.
    """
    parts = urlsplit(reference)
    target = (path.parent / unquote(parts.path)).resolve()
    is_local = not parts.scheme and not parts.netloc and parts.path
    if not is_local or not target.is_relative_to(path.parent.resolve()):
        raise UnreadableError(
            f"the schema includes {reference!r}, which is not a file beside it",
            file=str(path),
            line=node.sourceline or 1,
            hint="Put the file into the folder of the schema, and include it by its name.",
        )
    return target
