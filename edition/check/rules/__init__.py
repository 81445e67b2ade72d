"""All rules, by topic. A project's own come as plug-ins: entry points of the group ``edition.rules``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Final

from edition.check.rules import (
    citation,
    claims,
    dates,
    figures,
    headers,
    ids,
    notes,
    pointers,
    registers,
    texts,
)
from edition.check.rules.rule import Found, Rule
from edition.errors import UsageError

__all__ = ["RULES", "Found", "Rule", "plug_ins"]

#: The rules of this package, in the order in which they are documented.
RULES: Final = (
    *ids.RULES,
    *pointers.RULES,
    *dates.RULES,
    *registers.RULES,
    *claims.RULES,
    *notes.RULES,
    *texts.RULES,
    *headers.RULES,
    *citation.RULES,
    *figures.RULES,
)


def plug_ins() -> Iterator[Rule]:
    """The rules that installed packages add: each entry point names a :class:`Rule`.

    :raises UsageError: one of them cannot be loaded, or is no rule.
    """
    for point in entry_points(group="edition.rules"):
        try:
            rule = point.load()
        except Exception as error:
            raise UsageError(
                f"the rule {point.name!r} ({point.value}) cannot be loaded: {error}"
            ) from error
        if not isinstance(rule, Rule):
            raise UsageError(f"{point.value} is no edition.check.rules.Rule")
        yield rule
