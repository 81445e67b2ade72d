"""Selectors of the table of behaviours: which elements a rule is for.

A small language, read in one pass: ``name``, ``*``, ``parent/name``, ``ancestor//name``, each step
with any number of ``[@attribute]`` or ``[@attribute='value']``. Names are local names of TEI.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from edition.errors import UsageError
from edition.tei.names import local_name

Test = Callable[[etree._Element], bool]

_STEP: Final = re.compile(
    r"(?P<name>\*|[\w.-]+)(?P<tests>(?:\[@[\w:.-]+(?:=(?:'[^']*'|\"[^\"]*\"))?\])*)"
)
_TEST: Final = re.compile(r"\[@([\w:.-]+)(?:=(?:'([^']*)'|\"([^\"]*)\"))?\]")


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector, ready for use.

    :ivar name: the name of the elements that it is for, or ``*``.
    :ivar parent: the name of their parent, or ``*`` if that does not matter.
    :ivar test: what they must pass besides, if anything.
    """

    name: str
    parent: str = "*"
    test: Test | None = None

    def narrowed(self, test: Test) -> Selector:
        """The same, for elements that pass *test* besides."""
        return Selector(self.name, self.parent, _both(self.test, test))


def compile_selector(selector: str) -> Selector:
    """The elements that *selector* is for.

    :raises UsageError: *selector* is not of the language.
    """
    compiled = Selector("")
    axis = ""
    for piece in re.split(r"(//|/)", selector.strip()):
        if piece in {"/", "//"}:
            axis = piece
            continue
        step = _STEP.fullmatch(piece)
        if step is None:
            message = f"the selector {selector!r} cannot be read at {piece!r}"
            hint = "Write name, parent/name or ancestor//name, with [@attribute='value'] if needed."
            raise UsageError(message, hint=hint)
        own = _attributes(step["tests"])
        if not axis:
            compiled = Selector(step["name"], "*", own)
        elif axis == "/":
            compiled = Selector(step["name"], compiled.name, _both(own, _parent_passes(compiled)))
        else:
            compiled = Selector(step["name"], "*", _both(own, _below(compiled)))
    return compiled


def _attributes(text: str) -> Test | None:
    wanted = [(name, single or double) for name, single, double in _TEST.findall(text)]
    present = [name for name, value in wanted if f"[@{name}]" in text]
    exact = [(name, value) for name, value in wanted if name not in present]
    if not wanted:
        return None

    def test(element: etree._Element) -> bool:
        return all(element.get(name) is not None for name in present) and all(
            element.get(name) == value for name, value in exact
        )

    return test


def _parent_passes(outer: Selector) -> Test | None:
    """What the parent must pass besides its name."""
    if outer.test is None and outer.parent == "*":
        return None

    def found(element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and _fits(outer, parent)

    return found


def _below(outer: Selector) -> Test:
    def found(element: etree._Element) -> bool:
        return any(_fits(outer, up) for up in element.iterancestors())

    return found


def _fits(selector: Selector, element: etree._Element) -> bool:
    if selector.name not in {"*", local_name(element)}:
        return False
    if selector.parent != "*":
        parent = element.getparent()
        if parent is None or local_name(parent) != selector.parent:
            return False
    return selector.test is None or selector.test(element)


def _both(first: Test | None, second: Test | None) -> Test | None:
    if first is None or second is None:
        return first or second
    return lambda element: first(element) and second(element)
