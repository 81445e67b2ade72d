"""What is said of pointers that lead nowhere, or in a circle: all of them, in few lines.

Editions with thousands of dangling pointers are common: a register was not published, a list of hands
lies elsewhere. A few are named one by one, with all they need to be mended; a flood is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from edition.model import Edition, Pointer
from edition.sphinxext.messages import Kind
from edition.tei.pointers import split_key

#: How many things of one sort are named; of more, the first of them.
_FEW: Final = 5
#: Files in which a sort of pointer may dangle before it is said once for all of them.
_MANY: Final = 10

#: Pointers of one file by attribute and element, and then the lines of each target.
_Sorts = dict[tuple[str, str, str], dict[str, list[int]]]


class Complaint(NamedTuple):
    """Something to be said in every build until it is mended."""

    kind: Kind
    message: str
    file: str
    line: int


def complaints(edition: Edition) -> Iterator[Complaint]:
    """Every pointer into the *edition* that leads nowhere or in a circle, at file and line."""
    absent: dict[str, list[tuple[str, Pointer]]] = defaultdict(list)
    sorts: _Sorts = defaultdict(lambda: defaultdict(list))
    for file, pointer in edition.dangling:
        aimed = split_key(pointer.target)[0]
        if aimed in edition.parts:
            sort = (file, pointer.attribute, pointer.element)
            sorts[sort][pointer.target].append(pointer.line)
        else:
            absent[aimed].append((file, pointer))
    yield from _of_absent_files(absent)
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, attribute, element in sorts:
        files[attribute, element].append(file)
    for (attribute, element), places in files.items():
        if len(places) > _MANY:
            yield _of_a_flood(attribute, element, places, sorts)
            continue
        for file in places:
            yield from _of_absent_ids(file, attribute, element, sorts[file, attribute, element])
    for file, pointer in edition.cycles:
        message = f"@{pointer.attribute} leads back to “{pointer.target}”: a circle"
        yield Complaint(Kind.CYCLE, message, file, pointer.line)


def _of_absent_files(absent: dict[str, list[tuple[str, Pointer]]]) -> Iterator[Complaint]:
    for aimed in list(absent)[:_FEW]:
        file, first = absent[aimed][0]
        message = f"@{first.attribute} of <{first.element}> points at “{first.target}”, and the edition has no {aimed}"
        if (number := len(absent[aimed])) > 1:
            files = len({file for file, _ in absent[aimed]})
            among = f" of {files} files" if files > 1 else ""
            message += f" ({number:,} pointers{among} lead to it)"
        yield Complaint(Kind.DANGLING, message, file, first.line)
    if others := list(absent)[_FEW:]:
        file, first = absent[others[0]][0]
        message = f"{len(others):,} more files are pointed at that the edition does not have: {others[0]} and so on"
        yield Complaint(Kind.DANGLING, message, file, first.line)


def _of_a_flood(attribute: str, element: str, files: list[str], sorts: _Sorts) -> Complaint:
    """One line for a sort of pointer that dangles in many *files*."""
    found = [sorts[file, attribute, element] for file in files]
    number = sum(len(lines) for targets in found for lines in targets.values())
    target, lines = next(iter(found[0].items()))
    message = (
        f"@{attribute} of <{element}> points at what is not in the edition {number:,} times in "
        f"{len(files):,} files; first at “{target}”"
    )
    return Complaint(Kind.DANGLING, message, files[0], lines[0])


def _of_absent_ids(
    file: str, attribute: str, element: str, targets: dict[str, list[int]]
) -> Iterator[Complaint]:
    if len(targets) <= _FEW:
        for target, lines in targets.items():
            again = f" (again in line {_some(lines[1:])})" if len(lines) > 1 else ""
            message = f"@{attribute} of <{element}> points at “{target}”, which is not in the edition{again}"
            yield Complaint(Kind.DANGLING, message, file, lines[0])
        return
    named = ", ".join(
        f"“{target}” (line {lines[0]})" for target, lines in list(targets.items())[:_FEW]
    )
    message = (
        f"@{attribute} of <{element}> points at {len(targets):,} things that are not in the edition: "
        f"{named} and {len(targets) - _FEW:,} more"
    )
    yield Complaint(Kind.DANGLING, message, file, next(iter(targets.values()))[0])


def _some(lines: list[int]) -> str:
    """The first few of *lines*, and how many more there are."""
    first = ", ".join(str(line) for line in lines[:_FEW])
    return first if len(lines) <= _FEW else f"{first} and {len(lines) - _FEW} more"
