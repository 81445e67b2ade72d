"""Faults that only follow from others: one mistake is one finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from edition.check.relaxng.datatypes import SPACE
from edition.check.relaxng.faults import Fault, Stray, StrayText, is_in
from edition.check.relaxng.names import local_of, tag_of
from edition.check.relaxng.wrapping import around

#: Things that stand loose beside one another which say what is missing around them.
_ENOUGH: Final = 12


def without_consequences(faults: Sequence[Fault]) -> Iterator[Fault]:
    """*faults*, less those that are there because of others.

    An element in the wrong place, or of the wrong name, has attributes and children that go with another;
    and what stands beside one another where none of it may is there for one reason.
    """
    within: dict[etree._Element, list[Fault]] = {}
    for fault in faults:
        element = is_in(fault)
        if element is not None:
            within.setdefault(element, []).append(fault)
    dropped: set[int] = set()
    for fault in faults:
        if isinstance(fault, Stray) and fault.element in within and not _is_clear(fault):
            # A slip in a name explains the element only if the rest of it is as that name wants it.
            fault.meant = ""
            dropped.update(map(id, within[fault.element]))
    for element, inside in within.items():
        loose = {_key(fault): fault for fault in inside if _is_loose(fault)}
        if loose:
            dropped.update(map(id, _followers(element, loose)))
    yield from (fault for fault in faults if id(fault) not in dropped)


def _is_clear(fault: Stray) -> bool:
    """Whether it is a slip beyond doubt: the letters are those of another name."""
    return local_of(fault.meant).casefold() == local_of(tag_of(fault.element)).casefold()


def _is_loose(fault: Fault) -> bool:
    """Whether it is an element that is known, or a text, that can simply not stand where it does."""
    if isinstance(fault, StrayText):
        return True
    if not isinstance(fault, Stray) or fault.instead or fault.meant or fault.before is not None:
        return False
    return not fault.is_needed_later and tag_of(fault.element) in fault.state.automaton.by_name


def _key(fault: Fault) -> tuple[etree._Element | None, bool]:
    """The node that *fault* is of, and whether it is the text behind it."""
    if isinstance(fault, StrayText):
        return fault.behind, True
    assert isinstance(fault, Stray)
    return fault.element, False


def _followers(
    parent: etree._Element, loose: dict[tuple[etree._Element | None, bool], Fault]
) -> Iterator[Fault]:
    """Those of *loose*, all within *parent*, that are there for the reason of an earlier one.

    They stand beside one another, and are of the same name; or there is loose text among them, or an
    element that could hold them all: then the tags around them are missing.
    """
    for run in _runs(parent, loose):
        leader = run[0]
        is_mixed = any(isinstance(fault, StrayText) for fault in run)
        tags = ["" if isinstance(fault, StrayText) else tag_of(fault.element) for fault in run]
        if is_mixed or len(set(tags)) > 1:
            leader.wrappers = around(leader.state, tags[:_ENOUGH])
        first_of: dict[str, Stray] = {}
        is_one = is_mixed or bool(leader.wrappers)
        for fault in run:
            first: Stray | StrayText | None = leader if is_one else None
            if isinstance(fault, Stray):
                first = first or first_of.get(tag_of(fault.element))
                first_of.setdefault(tag_of(fault.element), fault)
            if first is None or first is fault:
                continue
            if isinstance(fault, Stray):
                first.also.append(tag_of(fault.element))
            yield fault


def _runs(
    parent: etree._Element, loose: dict[tuple[etree._Element | None, bool], Fault]
) -> Iterator[list[Stray | StrayText]]:
    """The faults that stand beside one another, with nothing but comments and white space between."""
    run: list[Stray | StrayText] = []
    for key, text in _nodes(parent):
        fault = loose.get(key)
        node, is_text = key
        if fault is not None:
            assert isinstance(fault, Stray | StrayText)
            run.append(fault)
        elif text.strip(SPACE) if is_text else node is not None and isinstance(node.tag, str):
            if run:
                yield run
            run = []
    if run:
        yield run


def _nodes(
    parent: etree._Element,
) -> Iterator[tuple[tuple[etree._Element | None, bool], str]]:
    """The texts and children of *parent* in order, each with its key and its text."""
    yield (None, True), parent.text or ""
    for child in parent:
        yield (child, False), ""
        yield (child, True), child.tail or ""
