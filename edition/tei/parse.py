"""Reading TEI that nobody vouches for.

The parser opens no file and no connection besides the bytes it is given: no external
entity, no external DTD, no XInclude. Internal entities are expanded within libxml2's
amplification limit, since real editions use them. Duplicate ``xml:id`` are accepted here
and reported by those who know what an id is for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from edition.errors import EditionError, UnreadableError
from edition.tei.names import TEI_NS, local_name
from edition.tei.positions import Position, positions

#: Deepest nesting that is read. libxml2 refuses more by itself unless ``huge_tree`` is set.
MAX_DEPTH: Final = 256

_GZIP = b"\x1f\x8b"
_DECLARED_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
#: Encodings in which harmless bytes can spell mark-up.
_UNSAFE_ENCODINGS = frozenset({b"utf-7", b"utf7", b"unicode-1-1-utf-7", b"hz-gb-2312"})
_PLACE_IN_MESSAGE = re.compile(r", line \d+, column \d+.*$")


class _NothingOutside(etree.Resolver):
    """Answers every request for an outside resource with an empty one.

    ``collect_ids=False`` makes libxml2 open a local external DTD whatever ``load_dtd`` says;
    ``resolve_empty`` does not prevent it, an empty string does.
    """

    def resolve(  # type: ignore[override] # the stub gives the arguments another order
        self,
        system_url: str | None,  # noqa: ARG002 – whatever it is, it is not opened
        public_id: str | None,  # noqa: ARG002
        context: object,
    ) -> object:
        """Give a comment instead of what is asked for."""
        return self.resolve_string("<!-- -->", context)


@dataclass(frozen=True, eq=False)
class Document:
    """One TEI file, read once.

    :ivar name: path of the file relative to the source folder, with ``/``.
    :ivar data: the bytes of the file, exactly as they are on disk.
    :ivar root: the tree.
    """

    name: str
    data: bytes
    root: etree._Element

    @cached_property
    def _positions(self) -> Callable[[int], Position]:
        return positions(self.data, self.root.getroottree().docinfo.encoding or "utf-8")

    @cached_property
    def _order(self) -> dict[etree._Element, int]:
        return {element: order for order, element in enumerate(self.root.iter("*"))}

    def position(self, element: etree._Element) -> Position:
        """Where the start tag of *element* stands in the file.

        All start tags are found in one pass when the first is asked for.
        """
        return self._positions(self._order[element])

    def order(self, element: etree._Element) -> int:
        """The how-manieth element of the file *element* is, from 0."""
        return self._order[element]

    def fault(self, element: etree._Element, message: str, hint: str) -> EditionError:
        """An error at the start tag of *element*, for whoever raises it."""
        position = self.position(element)
        return EditionError(
            message, file=self.name, line=position.line, column=position.column, hint=hint
        )


def parse(data: bytes, name: str) -> Document:
    """Read a TEI file.

    :param data: the bytes of the file.
    :param name: how messages call it; by convention its path relative to the source folder.
    :raises UnreadableError: the bytes are not well-formed XML, or the root is not TEI P5.
    """
    _refuse_disguise(data, name)
    try:
        root = etree.fromstring(data, safe_parser())
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, name) from None
    except (LookupError, UnicodeError) as error:
        message = f"its encoding cannot be decoded: {error}"
        raise UnreadableError(message, file=name, line=1, hint="Save the file as UTF-8.") from None
    _require_tei(root, name)
    return Document(name, data, root)


def parse_file(path: Path, source_folder: Path) -> Document:
    """Read the TEI file at *path*, named by its place below *source_folder*.

    :raises UnreadableError: as :func:`parse`, or the file cannot be opened.
    """
    name = path.relative_to(source_folder).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise UnreadableError(
            message, file=name, hint="Check that it exists and its permissions."
        ) from error
    return parse(data, name)


def is_tei(data: bytes) -> bool:
    """Whether a file that ends in ``.xml`` claims to be TEI P5, judged by its first bytes.

    The suffix belongs to everybody (schemas, exports, configuration); only files that name
    the TEI namespace near their beginning are read.
    """
    head = data[:65536]
    return TEI_NS.encode() in head or TEI_NS.encode() in head.replace(b"\x00", b"")


def safe_parser() -> etree.XMLParser:
    """A new parser that opens nothing: lxml's are not to be shared between threads while they resolve."""
    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        collect_ids=False,
    )
    parser.resolvers.add(_NothingOutside())
    return parser


def _refuse_disguise(data: bytes, name: str) -> None:
    """Refuse what libxml2 would take for something else."""
    if data.startswith(_GZIP):
        message = "the file is compressed (gzip), not XML"
        raise UnreadableError(message, file=name, line=1, hint="Unpack it first: gunzip.")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("the file is empty", file=name, line=1, hint="Restore its text.")
    declared = _DECLARED_ENCODING.match(data[:200])
    if declared and declared[1].lower() in _UNSAFE_ENCODINGS:
        message = f"the encoding {declared[1].decode('ascii')} is not allowed in XML"
        raise UnreadableError(message, file=name, line=1, hint="Save the file as UTF-8.")


def _syntax_error(error: etree.XMLSyntaxError, name: str) -> UnreadableError:
    line, column = error.position
    message = _PLACE_IN_MESSAGE.sub("", error.msg or "not well-formed XML").replace("\n", " ")
    return UnreadableError(
        f"not well-formed XML: {message}",
        file=name,
        line=max(line, 1),
        column=max(column, 1),
        hint="Mend the mark-up at this place; nothing of the file was read.",
    )


def _require_tei(root: etree._Element, name: str) -> None:
    """Refuse a root that is not in the TEI namespace, and say what it is instead."""
    if etree.QName(root).namespace == TEI_NS:
        return
    local = etree.QName(root).localname
    namespace = etree.QName(root).namespace
    if local in {"TEI.2", "teiCorpus.2"}:
        message = f"<{local}> is TEI P4; this is a tool for TEI P5"
        hint = "Convert the file with the TEI's p4top5 stylesheet first."
    elif local in {"TEI", "teiCorpus"}:
        named = f"in the namespace {namespace}" if namespace else "in no namespace"
        message = f"the root <{local}> is {named}, not in the TEI namespace"
        hint = f'Write <{local} xmlns="{TEI_NS}">.'
    else:
        named = f" of the namespace {namespace}" if namespace else ""
        message = f"not TEI: the root is <{local_name(root).rpartition('}')[2]}>{named}"
        hint = "Leave the file out of the source folder, or exclude it (exclude_patterns)."
    raise UnreadableError(message, file=name, line=root.sourceline or 1, column=1, hint=hint)
