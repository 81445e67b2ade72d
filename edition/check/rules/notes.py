"""Notes: that they say something, of something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.tei.names import tei
from edition.tei.pointers import split_key

#: What says something without words.
_SHOWN: Final = tuple(
    map(tei, ("binaryObject", "bibl", "formula", "gap", "graphic", "media", "notatedMusic", "ptr"))
)


def _empty(subject: Subject) -> Iterator[Found]:
    for key, note in subject.edition.notes.items():
        if note.text.strip():
            continue
        element = subject.element(key)
        if element is None or next(element.iter(*_SHOWN), None) is None:
            yield Found(split_key(key)[0], element, "", "the note is empty")


def _aimless(subject: Subject) -> Iterator[Found]:
    for key, note in subject.edition.notes.items():
        if not note.inline and not note.targets:
            yield Found(
                split_key(key)[0],
                subject.element(key),
                "",
                "the note is about nothing: it has no @target",
            )


_NOTE: Final = '<standOff><listAnnotation><annotation xml:id="n1"{}><note>{}</note></annotation></listAnnotation></standOff><p xml:id="p1">So it was.</p>'

RULES: Final = (
    Rule(
        "note-empty",
        "warning",
        "A note has no words.",
        "Write it, or take it out.",
        _NOTE.format(' target="#p1"', ""),
        _NOTE.format(' target="#p1"', "Was it?"),
        _empty,
    ),
    Rule(
        "note-target",
        "error",
        "A note that stands apart from the text does not say what it is about.",
        "Point at a passage or words with @target of annotation.",
        _NOTE.format("", "Was it?"),
        _NOTE.format(' target="#p1"', "Was it?"),
        _aimless,
    ),
)
