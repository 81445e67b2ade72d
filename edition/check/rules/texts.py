"""The text: that it is the copy's, and that names of the registers are marked in it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Entity, Span
from edition.tei.names import NAMESPACES
from edition.tei.text import copy_text

#: Names that are shorter are too often something else.
_SHORTEST: Final = 4


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
    """Names that stand unmarked in a file which marks them elsewhere."""
    edition = subject.edition
    for file in edition.texts:
        part = edition.parts[file]
        taken: dict[str, list[Span]] = defaultdict(list)
        marked = set()
        for mention in part.mentions:
            taken[mention.span.block].append(mention.span)
            marked |= {key for target in mention.targets if (key := edition.resolve(target))}
        names = _names(edition.entities[key] for key in marked if key in edition.entities)
        if not names:
            continue
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
        for passage in part.passages:
            if passage.key not in taken or passage.kind == "note":
                continue
            for words in _unmarked(pattern, passage.text, taken[passage.key]):
                message = f"“{words}” is the name of {names[words]}, and is not marked up here"
                yield Found(file, subject.element(passage.key), "", message)


def _names(entities: Iterable[Entity]) -> dict[str, str]:
    """The names by which *entities* can be found in a text, with whose they are."""
    owners: dict[str, list[str]] = defaultdict(list)
    for entity in sorted(entities, key=lambda entity: entity.key):
        for name in entity.names:
            if len(name.text) >= _SHORTEST and name.text[:1].isupper():
                owners[name.text].append(entity.key)
    return {name: ", ".join(dict.fromkeys(keys)) for name, keys in owners.items()}


def _unmarked(pattern: re.Pattern[str], text: str, spans: list[Span]) -> Iterator[str]:
    for match in pattern.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in spans):
            yield match[0]


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
        "A name of the registers stands in a paragraph without being marked up.",
        "Mark it up, or leave it if it means somebody or something else.",
        f'{_REGISTER}<p><persName ref="#anna">Anna Berg</persName> came. Anna Berg left.</p>',
        f'{_REGISTER}<p><persName ref="#anna">Anna Berg</persName> came and left.</p>',
        _untagged,
    ),
)
