"""A rule: what it looks for, why, and an example by which it is documented and tested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from edition.check.findings import Finding, Fix, Severity
from edition.check.subject import Subject


class Found(NamedTuple):
    """What a rule found.

    :ivar file: where.
    :ivar element: the element it is about, or None for the file as a whole.
    :ivar attribute: the attribute it is about, as written, or "".
    :ivar message: what is wrong, as one sentence without a full stop.
    :ivar hint: what to do, if the remedy of the rule does not say it well enough.
    :ivar place: line and column, if it is about words in the element.
    """

    file: str
    element: etree._Element | None
    attribute: str
    message: str
    hint: str = ""
    fix: Fix | None = None
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked.

    :ivar code: its stable name.
    :ivar meaning: what is wrong when it finds something, in a sentence.
    :ivar remedy: what to do about it, in a sentence.
    :ivar wrong: TEI in which it finds something.
    :ivar right: the same, mended.
    :ivar look: finds it.
    """

    code: str
    severity: Severity
    meaning: str
    remedy: str
    wrong: str
    right: str
    look: Callable[[Subject], Iterator[Found]]

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What it finds in *subject*, with its places."""
        for found in self.look(subject):
            line, column = found.place or (0, 0)
            if found.place is None and found.element is not None:
                line, column = subject.place(found.file, found.element, found.attribute)
            yield Finding(
                found.file,
                line,
                column,
                self.code,
                self.severity,
                found.message,
                found.hint or self.remedy,
                found.fix,
            )
