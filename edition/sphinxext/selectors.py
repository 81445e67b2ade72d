"""Selectors of the table of behaviours: which elements a rule is for.

A small language, read in one pass: ``name``, ``*``, ``parent/name``, ``ancestor//name``, each step
with any number of ``[@attribute]`` or ``[@attribute='value']``. Names are local names of TEI.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from edition.errors import UsageError
from edition.tei.names import local_name

Test = Callable[[etree._Element], bool]

_STEP: Final = re.compile(
    r"(?P<name>\*|[\w.-]+)(?P<tests>(?:\[@[\w:.-]+(?:=(?:'[^']*'|\"[^\"]*\"))?\])*)"
)
_TEST: Final = re.compile(r"\[@([\w:.-]+)(?:=(?:'([^']*)'|\"([^\"]*)\"))?\]")


def compile_selector(selector: str) -> tuple[str, Test | None]:
    """The name of the elements that *selector* is for, and the test they must pass, if any.

    :raises UsageError: *selector* is not of the language.
    """
    pieces = re.split(r"(//|/)", selector.strip())
    tests: Test | None = None
    name = ""
    axis = ""
    for piece in pieces:
        if piece in {"/", "//"}:
            axis = piece
            continue
        step = _STEP.fullmatch(piece)
        if step is None:
            message = f"the selector {selector!r} cannot be read at {piece!r}"
            hint = "Write name, parent/name or ancestor//name, with [@attribute='value'] if needed."
            raise UsageError(message, hint=hint)
        outer, outer_name = tests, name
        name = step["name"]
        tests = _attributes(step["tests"])
        if axis:
            tests = _both(tests, _above(outer_name, outer, parent_only=axis == "/"))
    return name, tests


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


def _above(name: str, test: Test | None, *, parent_only: bool) -> Test:
    def found(element: etree._Element) -> bool:
        for up in element.iterancestors():
            if (name in {"*", local_name(up)}) and (test is None or test(up)):
                return True
            if parent_only:
                return False
        return False

    return found


def _both(first: Test | None, second: Test) -> Test:
    if first is None:
        return second
    return lambda element: first(element) and second(element)
