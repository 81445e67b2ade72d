"""Identifiers: given once, and such that they can be anchors everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model.context import ANCHOR


def _duplicates(subject: Subject) -> Iterator[Found]:
    first: dict[tuple[str, str], int] = {}
    for file, element, identifier in subject.identified:
        if (file, identifier) in first:
            line = first[file, identifier]
            message = f"xml:id “{identifier}” is given already in line {line}"
            yield Found(file, element, "xml:id", message)
        else:
            first[file, identifier] = element.sourceline or 0


def _malformed(subject: Subject) -> Iterator[Found]:
    for file, element, identifier in subject.identified:
        if not ANCHOR.fullmatch(identifier):
            message = f"xml:id “{identifier}” is no name of XML"
            yield Found(file, element, "xml:id", message)


RULES: Final = (
    Rule(
        "id-duplicate",
        "error",
        "An xml:id is given to two elements of a file.",
        "Give one of them another; links go to the first.",
        '<p xml:id="a">One.</p><p xml:id="a">Two.</p>',
        '<p xml:id="a">One.</p><p xml:id="b">Two.</p>',
        _duplicates,
    ),
    Rule(
        "id-malformed",
        "error",
        "An xml:id cannot be an anchor.",
        "Begin it with a letter, and use letters, digits, “.”, “-” and “_” only.",
        '<p xml:id="1a">One.</p>',
        '<p xml:id="a1">One.</p>',
        _malformed,
    ),
)
