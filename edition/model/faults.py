"""What an editor should mend although it can be read: names, patterns, directions, places, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from edition.model.context import ANCHOR
from edition.model.records import DatedExpression, Fault
from edition.tei.names import NAMESPACES, XML_ID, local_name
from edition.tei.parse import Document
from edition.tei.pointers import is_refused, prefix_definitions

#: Embeddings, overrides and isolates of the bidirectional algorithm (Unicode, annex 9).
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_with_id: Final = etree.XPath("//*[@xml:id]")
#: Text where only elements may stand, and paragraphs in paragraphs.
_MISPLACED: Final = etree.XPath(
    "//*[self::tei:text or self::tei:body or self::tei:front or self::tei:back or self::tei:div"
    " or self::tei:list or self::tei:table or self::tei:row or self::tei:lg]"
    "[text()[normalize-space()]]"
    " | //tei:p/tei:p | //tei:p/tei:div | //tei:hi/tei:p | //tei:table/tei:cell",
    namespaces=NAMESPACES,
)


def without_bidi(text: str) -> str:
    """*text* without characters that turn the direction of what follows."""
    return _BIDI.sub("", text)


def read_faults(document: Document, dates: Iterable[DatedExpression]) -> Iterator[Fault]:
    """All faults of *document*; *dates* are those that were read from it."""
    root = document.root
    for element in _with_id(root):
        identifier = element.get(XML_ID)
        if not ANCHOR.fullmatch(identifier):
            message = f"xml:id “{identifier}” is no name of XML; give it another"
            yield Fault("invalid_id", message, element.sourceline or 0)
    for definition in prefix_definitions(root):
        if is_refused(definition):
            message = f"the pattern of prefixDef “{definition.get('ident', '')}” cannot be used; simplify it"
            yield Fault("prefix", message, definition.sourceline or 0)
    yield from _turned(root)
    yield from _misplaced(root)
    for expression in dates:
        for attribute, value in expression.dating.malformed:
            message = f"@{attribute} “{value}” is no date of the calendar; write YYYY, YYYY-MM or YYYY-MM-DD"
            yield Fault("date", message, expression.line)


def _turned(root: etree._Element) -> Iterator[Fault]:
    """One fault for a file whose text has characters that turn its direction."""
    if not _BIDI.search("".join(root.itertext(etree.Element))):
        return
    for element in root.iter(etree.Element):
        if _BIDI.search((element.text or "") + (element.tail or "")):
            message = "the text has characters that turn the direction of what follows; mark up the language"
            yield Fault("bidi", message, element.sourceline or 0)
            return


def _misplaced(root: etree._Element) -> Iterator[Fault]:
    """One fault for each sort of misplaced content."""
    lines: dict[str, list[int]] = {}
    for element in _MISPLACED(root):
        parent = element.getparent()
        name = local_name(element)
        inner = name in {"p", "div", "cell"} and parent is not None and local_name(parent) != "body"
        mixed = bool(element.text and element.text.strip()) and name not in {"p", "cell"}
        within = (
            f"<{name}> in <{local_name(parent)}>"
            if inner and parent is not None and not mixed
            else ""
        )
        lines.setdefault(within or f"text in <{name}>", []).append(element.sourceline or 0)
    for sort, places in lines.items():
        times = f" ({len(places)} times)" if len(places) > 1 else ""
        yield Fault(
            "structure", f"{sort}, where TEI has no place for it{times}; it is kept", places[0]
        )
