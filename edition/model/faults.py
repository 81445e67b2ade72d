"""What an editor should mend although it can be read: names, patterns, directions, places, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from edition.model.context import ANCHOR, Context
from edition.model.records import DatedExpression, Fault
from edition.tei.names import local_name, tei
from edition.tei.pointers import is_refused, prefix_definitions
from edition.tei.text import is_mixed

#: Embeddings, overrides and isolates of the bidirectional algorithm (Unicode, annex 9).
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WORDS: Final = etree.XPath("string()", smart_strings=False)
#: Elements that hold other elements and no text.
_NO_TEXT: Final = tuple(
    tei(name) for name in ("text", "body", "front", "back", "div", "list", "table", "row", "lg")
)
#: Elements that are sometimes found where they may not stand, and where that is.
_STRAY: Final = {"p": {"p", "hi"}, "div": {"p"}, "cell": {"table"}}


def without_bidi(text: str) -> str:
    """*text* without characters that turn the direction of what follows."""
    return _BIDI.sub("", text)


def read_faults(
    root: etree._Element, context: Context, dates: Iterable[DatedExpression]
) -> Iterator[Fault]:
    """All faults of the file below *root*; *dates* are those that were read from it."""
    for identifier, line in context.ids.items():
        if not ANCHOR.fullmatch(identifier):
            message = f"xml:id “{identifier}” is no name of XML; give it another"
            yield Fault("invalid_id", message, line)
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
    if not _BIDI.search(_WORDS(root)):
        return
    for element in root.iter(etree.Element):
        if _BIDI.search((element.text or "") + (element.tail or "")):
            message = "the text has characters that turn the direction of what follows; mark up the language"
            yield Fault("bidi", message, element.sourceline or 0)
            return


def _misplaced(root: etree._Element) -> Iterator[Fault]:
    """One fault for each sort of text or element that stands where TEI has no place for it."""
    places: dict[str, list[int]] = {}
    for element in root.iter(*_NO_TEXT):
        if is_mixed(element):
            places.setdefault(f"text in <{local_name(element)}>", []).append(
                element.sourceline or 0
            )
    for element in root.iter(*map(tei, _STRAY)):
        parent, name = element.getparent(), local_name(element)
        if parent is not None and local_name(parent) in _STRAY[name]:
            sort = f"<{name}> in <{local_name(parent)}>"
            places.setdefault(sort, []).append(element.sourceline or 0)
    for sort, lines in places.items():
        times = f" ({len(lines)} times)" if len(lines) > 1 else ""
        message = f"{sort}, where TEI has no place for it{times}; it is kept"
        yield Fault("structure", message, lines[0])
