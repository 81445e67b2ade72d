"""Where the pages of a text begin: at divisions, at page breaks, at citable units, or by size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from lxml import etree

from edition.errors import UsageError
from edition.model.citation import outermost_units
from edition.model.read import Reading
from edition.tei.names import DIVISIONS, LISTS, STRUCTURE, local_name, tei

#: Elements that begin the pages of a text, in order.
Plan = Callable[[Reading], list[etree._Element]]

#: What a page may weigh before its text is cut up, and what makes a division worth a page.
#: Characters, with as many again for each element as its mark-up costs on a page.
HEAVY: Final = 500_000
_LIGHT: Final = 15_000
_ELEMENT: Final = 60

#: What stands apart from the run of a text, or is never cut in two: pages do not begin in it.
_WHOLE: Final = frozenset(
    {"app", "choice", "code", "eg", "egXML", "head", "label", "note", "standOff", "table"}
)

_DEPTH: Final = re.compile(r"div([1-7])")


def plan_of(mode: str) -> Plan:
    """How to find where pages begin.

    :param mode: ``none``, ``auto`` (by size), ``div1`` to ``div7`` (divisions down to that depth), ``pb``
        (page breaks) or ``cite`` (the largest units of ``refsDecl/citeStructure``).
    :raises UsageError: there is no such mode.
    """
    depth = _DEPTH.fullmatch(mode)
    if depth:
        return partial(_divisions, depth=int(depth[1]))
    try:
        return _MODES[mode]
    except KeyError:
        message = f"{mode!r} does not say where a text is cut"
        raise UsageError(message, hint="Say none, auto, div1 … div7, pb or cite.") from None


def starts(reading: Reading, plan: Plan) -> list[str]:
    """The anchors of the elements at which the pages of *reading* begin, in order.

    What stands before the first is on the page of the text itself.
    """
    context = reading.context
    return [context.number(element, local_name(element)) for element in plan(reading)]


def leaf_name(docname: str, anchor: str) -> str:
    """The document of the page of *docname* that begins at *anchor*."""
    return f"{docname}/{anchor}"


def _nowhere(_reading: Reading) -> list[etree._Element]:
    return []


def _divisions(reading: Reading, depth: int) -> list[etree._Element]:
    """The divisions down to *depth*."""
    return [
        division
        for division in reading.document.root.iter(*map(tei, DIVISIONS))
        if _in_text(division)
        and sum(local_name(up) in DIVISIONS for up in division.iterancestors()) < depth
    ]


def _page_breaks(reading: Reading) -> list[etree._Element]:
    return [element for element in reading.document.root.iter(tei("pb")) if _in_text(element)]


def _citable_units(reading: Reading) -> list[etree._Element]:
    """What the header declares to be the largest units of the default scheme of citation."""
    found: dict[etree._Element, None] = {}
    for element in outermost_units(reading):
        if _in_text(element) and not any(up in found for up in element.iterancestors()):
            found[element] = None
    return list(found)


def _in_text(element: etree._Element) -> bool:
    """Whether *element* belongs to the run of a text, and to nothing in it that stays whole."""
    names = [local_name(up) for up in element.iterancestors()]
    return "text" in names and _WHOLE.isdisjoint(names)


def _by_size(reading: Reading) -> list[etree._Element]:
    """Divisions, or runs of blocks, so that no page is too heavy to be read."""
    root = reading.document.root
    # A file of less is on one page whatever is in it.
    if len(reading.document.data) < HEAVY:
        return []
    return [element for text in _outermost_texts(root) for element in _cut(text)]


def _outermost_texts(root: etree._Element) -> Iterator[etree._Element]:
    for text in root.iter(tei("text"), tei("standOff")):
        if not any(local_name(up) == "text" for up in text.iterancestors()):
            yield text


def _cut(container: etree._Element) -> Iterator[etree._Element]:
    """Where pages begin within *container*, if it is too heavy for one."""
    if _weight(container) <= HEAVY:
        return
    weight = 0
    for block in _blocks(container):
        own = _weight(block)
        is_division = local_name(block) in DIVISIONS
        if weight + own > HEAVY or (is_division and max(weight, own) > _LIGHT):
            yield block
            weight = 0
        inner = list(_cut(block)) if is_division else []
        yield from inner
        weight = _weight(inner[-1]) if inner else weight + own


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The divisions and blocks that stand directly in the structure of *container*."""
    for child in container:
        name = local_name(child)
        if name in DIVISIONS or not name:
            if name:
                yield child
        elif name in STRUCTURE or name in LISTS:
            yield from _blocks(child)
        else:
            yield child


def _weight(element: etree._Element) -> int:
    return sum(map(len, element.itertext(etree.Element))) + _ELEMENT * sum(
        1 for _ in element.iterdescendants("*")
    )


_MODES: Final[dict[str, Plan]] = {
    "none": _nowhere,
    "auto": _by_size,
    "pb": _page_breaks,
    "cite": _citable_units,
}
