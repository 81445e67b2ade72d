"""The text: that it is the copy's, and that names of the registers are marked in it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Edition, Entity, EntityKind, Part, Passage, Span
from edition.tei.names import LISTS, NAMESPACES, local_name
from edition.tei.text import copy_text

#: Names that are shorter are too often something else.
_SHORTEST: Final = 4
#: Where names belong to registers, or to who wrote the text.
_APART: Final = LISTS | {"byline", "docAuthor"}
_WORD: Final = re.compile(r"(?<!\w)\w+")


def _copy(subject: Subject) -> Iterator[Found]:
    for file, reading in subject.readings.items():
        recorded = next((work.copy_digest for work in reading.part.works), "")
        text = reading.document.root.find("tei:text", NAMESPACES)
        if not recorded or text is None:
            continue
        found = hashlib.sha256(copy_text(text).encode()).hexdigest()
        if found != recorded:
            message = (
                f"the copy reading of the text has the SHA-256 {found}, the header records {recorded}: "
                "a departure from the copy is not marked up"
            )
            yield Found(file, text, "", message)


def _untagged(subject: Subject) -> Iterator[Found]:
    """Names of the registers that stand unmarked in a file which marks names of their kind."""
    edition = subject.edition
    known = _Names(edition.entities.values())
    for file in edition.texts:
        part = edition.parts[file]
        kinds = _marked_kinds(part, edition)
        taken: dict[str, list[Span]] = defaultdict(list)
        for mention in part.mentions:
            taken[mention.span.block].append(mention.span)
        for passage in part.passages if kinds else ():
            element = subject.element(passage.key)
            if element is None or not _is_read(passage, element, edition):
                continue
            for start, end in known.unmarked(passage.text, taken[passage.key]):
                words = passage.text[start:end]
                owners = [one for one in known.owners[words].values() if one.kind in kinds]
                if owners:
                    whose = ", ".join(owner.key for owner in owners)
                    message = f"“{words}” is the name of {whose}, and is not marked up here"
                    place = subject.place_of_words(passage, start)
                    yield Found(file, element, "", message, place=place)


def _marked_kinds(part: Part, edition: Edition) -> set[EntityKind]:
    """Of which kinds of entities a file marks the names."""
    targets = {target for mention in part.mentions for target in mention.targets}
    keys = filter(None, map(edition.resolve, targets))
    return {edition.entities[key].kind for key in keys if key in edition.entities}


def _is_read(passage: Passage, element: etree._Element, edition: Edition) -> bool:
    """Whether *passage* is a block of the text: no note, no register, no byline, no part of a block."""
    around = edition.passages.get(passage.parent)
    if passage.kind == "note" or (around is not None and around.text):
        return False
    return _APART.isdisjoint(local_name(up) for up in (element, *element.iterancestors()))


class _Names:
    """The names of the registers, by their first word.

    :ivar owners: whose each name is.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.owners: dict[str, dict[str, Entity]] = defaultdict(dict)
        for entity in sorted(entities, key=lambda entity: entity.key):
            for name in entity.names:
                if len(name.text) >= _SHORTEST and name.text[:1].isupper():
                    self.owners[name.text][entity.key] = entity
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for written in sorted(self.owners, key=lambda name: (-len(name), name)):
            if first := _WORD.match(written):
                self._by_word[first[0]].append(written)

    def unmarked(self, text: str, marked: Iterable[Span]) -> Iterator[tuple[int, int]]:
        """Where names stand in *text* as whole words outside what is *marked*."""
        taken = list(marked)
        for start, end in self._places(text):
            if not any(span.start < end and start < span.end for span in taken):
                yield start, end

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand in *text* as whole words: of several at one place the longest."""
        behind = 0
        for word in _WORD.finditer(text):
            start = word.start()
            for name in self._by_word.get(word[0], ()) if start >= behind else ():
                end = start + len(name)
                if text.startswith(name, start) and not text[end : end + 1].isalnum():
                    behind = end
                    yield start, end
                    break


_REGISTER: Final = '<standOff><listPerson><person xml:id="anna"><persName>Anna Berg</persName></person></listPerson></standOff>'
_WITNESS: Final = '<teiHeader><fileDesc><sourceDesc><p><idno type="sha256">{}</idno></p></sourceDesc></fileDesc></teiHeader><p>So it was.</p>'

RULES: Final = (
    Rule(
        "copy-text",
        "error",
        "With all departures taken back, the text is not that of the copy whose digest the header records.",
        "Mark the departure (choice, supplied, surplus, gap), or undo it.",
        _WITNESS.format("0" * 64),
        _WITNESS.format(hashlib.sha256(b"So it was.").hexdigest()),
        _copy,
    ),
    Rule(
        "mention-untagged",
        "note",
        "A name of the registers stands in a text without being marked up, and the text marks such names.",
        "Mark it up, or leave it if it means somebody or something else.",
        f'{_REGISTER}<p><persName ref="#anna">Anna Berg</persName> came.</p><p>Anna Berg left.</p>',
        f'{_REGISTER}<p><persName ref="#anna">Anna Berg</persName> came.</p><p>She left.</p>',
        _untagged,
    ),
)
