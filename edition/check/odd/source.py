"""Files that declare: an ODD, the TEI's p5subset, or another ODD that is chained to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from edition.check.odd.inclusion import at, read_odd
from edition.check.odd.reading import KINDS, read_spec
from edition.check.odd.records import Key, Spec
from edition.errors import UnreadableError
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_ID, local_name
from edition.tei.parse import Document

_SPECS: Final = tuple(f"{TEI_PREFIX}{name}" for name in KINDS)
_EXAMPLES: Final = "{http://www.tei-c.org/ns/Examples}egXML"
_SCHEMATRON_NS: Final = "{http://purl.oclc.org/dsdl/schematron}ns"


@dataclass(frozen=True, eq=False)
class Source:
    """Declarations that a customisation may refer to, in their order.

    :ivar name: of its file, for messages.
    :ivar namespaces: the prefixes that its Schematron uses, each with its namespace.
    """

    name: str
    specs: tuple[Spec, ...]
    namespaces: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[Key, Spec]:
        """Each declaration by what it is known by."""
        return {spec.key: spec for spec in self.specs}

    @cached_property
    def modules(self) -> dict[str, list[Spec]]:
        """The declarations of each module: first those that are no elements, then the elements."""
        found: dict[str, list[Spec]] = {}
        for spec in sorted(self.specs, key=lambda spec: spec.kind == "element"):
            found.setdefault(spec.module, []).append(spec)
        return found


def open_odd(path: Path, name: str | None = None) -> Document:
    """Read an ODD, or another file that declares, with what it includes.

    :param name: how messages call it.
    :raises UnreadableError: it cannot be read, or is no TEI.
    :raises EditionError: what it includes is not beside it.
    """
    return read_odd(path, name or path.as_posix())


def declarations(document: Document) -> Source:
    """All that *document* declares, whether in a ``schemaSpec`` or between its prose (p5subset)."""
    specs = (node for node in document.root.iter(*_SPECS) if not _is_example(node))
    return Source(
        document.name,
        tuple(read_spec(document, node) for node in specs),
        namespaces_of(document.root),
    )


def namespaces_of(root: etree._Element) -> dict[str, str]:
    """The prefixes that ``sch:ns`` declare below *root*."""
    return {
        ns.get("prefix", ""): ns.get("uri", "")
        for ns in root.iter(_SCHEMATRON_NS)
        if ns.get("prefix") and not _is_example(ns)
    }


def _is_example(node: etree._Element) -> bool:
    return next(node.iterancestors(_EXAMPLES), None) is not None


def schema_of(document: Document) -> etree._Element:
    """The first ``schemaSpec`` of *document*.

    :raises UnreadableError: it has none.
    """
    found = document.root if local_name(document.root) == "schemaSpec" else None
    if found is None:
        specs = document.root.iter(f"{TEI_PREFIX}schemaSpec")
        found = next((spec for spec in specs if not _is_example(spec)), None)
    if found is None:
        raise UnreadableError(
            "not an ODD: there is no <schemaSpec>",
            file=document.name,
            line=1,
            hint="Name a file that defines a schema; documents are checked with edition check.",
        )
    return found


class Item:
    """Something that stands in a schema, with the file it stands in."""

    __slots__ = ("document", "node")

    def __init__(self, document: Document, node: etree._Element) -> None:
        """Keep both: a ``specGrpRef`` may lead to another file."""
        self.document = document
        self.node = node


def items_of(document: Document, schema: etree._Element, folder: Path) -> Iterator[Item]:
    """What stands in *schema*, groups of declarations opened and references to groups followed.

    :param folder: where other files are looked for.
    :raises EditionError: a group is not there, or contains itself.
    :raises UnreadableError: a file with a group cannot be read.
    """
    yield from _opened(document, schema, folder, ())


def _opened(
    document: Document, node: etree._Element, folder: Path, within: tuple[etree._Element, ...]
) -> Iterator[Item]:
    if node in within:
        raise document.fault(
            node, "the group of declarations contains itself", "Take out the <specGrpRef>."
        )
    for child in node.iterchildren("*"):
        name = local_name(child)
        if name == "specGrp":
            yield from _opened(document, child, folder, (*within, node))
        elif name == "specGrpRef":
            yield from _opened(*_group(document, child, folder), folder, (*within, node))
        else:
            yield Item(document, child)


def _group(
    document: Document, reference: etree._Element, folder: Path
) -> tuple[Document, etree._Element]:
    """The ``specGrp`` that a ``specGrpRef`` points at."""
    file, _, ident = reference.get("target", "").strip().partition("#")
    there = document if not file else local_file(document, reference, file, folder)
    for group in there.root.iter(f"{TEI_PREFIX}specGrp"):
        if group.get(XML_ID) == ident or (not ident and group.getparent() is None):
            return there, group
    first = there.root.find(".//tei:specGrp", NAMESPACES)
    if first is not None and not ident:
        return there, first
    raise document.fault(
        reference,
        f"there is no <specGrp xml:id={ident!r}> in {there.name}",
        "Check @target; groups are named by their xml:id.",
    )


def local_file(document: Document, node: etree._Element, target: str, folder: Path) -> Document:
    """The file that *node* names, beside the ODD.

    :raises EditionError: it is not a file of this machine.
    """
    if ":" in target or target.startswith("/"):
        raise document.fault(
            node,
            f"{target} is not a file beside the ODD; nothing is fetched",
            "Save it beside the ODD and name it by a relative path.",
        )
    try:
        return open_odd(folder / target, target)
    except UnreadableError as error:
        raise at(document, node, error) from error
