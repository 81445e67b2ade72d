"""What is said of pointers that lead nowhere, or in a circle: all of them, in few lines.

Editions with thousands of dangling pointers are common: a register was not published, a list of hands
lies elsewhere. A few are named one by one, with all they need to be mended; a flood is counted.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from edition.model import Edition, Pointer
from edition.sphinxext.messages import Kind, source_path, warn
from edition.tei.pointers import split_key

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: How many things of one sort are named; of more, the first of them.
_FEW: Final = 5
#: Files in which a sort of pointer may dangle before it is said once for all of them.
_MANY: Final = 10

#: Pointers of one file by attribute and element, and then the lines of each target.
_Sorts = dict[tuple[str, str, str], dict[str, list[int]]]


def warn_of_pointers(env: BuildEnvironment, edition: Edition) -> None:
    """Name every pointer into the *edition* that leads nowhere or in a circle, at file and line."""
    absent: dict[str, list[tuple[str, Pointer]]] = defaultdict(list)
    sorts: _Sorts = defaultdict(lambda: defaultdict(list))
    for file, pointer in edition.dangling:
        aimed = split_key(pointer.target)[0]
        if aimed in edition.parts:
            sort = (file, pointer.attribute, pointer.element)
            sorts[sort][pointer.target].append(pointer.line)
        else:
            absent[aimed].append((file, pointer))
    # A picture is no file of the edition, but it may be there.
    missing = {aimed: at for aimed, at in absent.items() if not (env.srcdir / aimed).is_file()}
    _warn_of_absent_files(env, missing)
    _warn_of_absent_ids(env, _without_floods(env, sorts))
    for file, pointer in edition.cycles:
        message = f"@{pointer.attribute} leads back to “{pointer.target}”: a circle"
        warn(Kind.CYCLE, message, source_path(env, file), pointer.line)


def _warn_of_absent_files(
    env: BuildEnvironment, absent: dict[str, list[tuple[str, Pointer]]]
) -> None:
    for aimed in list(absent)[:_FEW]:
        file, first = absent[aimed][0]
        message = f"@{first.attribute} of <{first.element}> points at “{first.target}”, and the edition has no {aimed}"
        if (number := len(absent[aimed])) > 1:
            files = len({file for file, _ in absent[aimed]})
            among = f" of {files} files" if files > 1 else ""
            message += f" ({number:,} pointers{among} lead to it)"
        warn(Kind.DANGLING, message, source_path(env, file), first.line)
    if others := list(absent)[_FEW:]:
        file, first = absent[others[0]][0]
        message = f"{len(others):,} more files are pointed at that the edition does not have: {others[0]} and so on"
        warn(Kind.DANGLING, message, source_path(env, file), first.line)


def _without_floods(env: BuildEnvironment, sorts: _Sorts) -> _Sorts:
    """*sorts* without those that are in many files; these are counted in one line each."""
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file, attribute, element in sorts:
        files[attribute, element].append(file)
    for (attribute, element), places in files.items():
        if len(places) <= _MANY:
            continue
        found = [sorts[file, attribute, element] for file in places]
        number = sum(len(lines) for targets in found for lines in targets.values())
        target, lines = next(iter(found[0].items()))
        message = (
            f"@{attribute} of <{element}> points at what is not in the edition {number:,} times in "
            f"{len(places):,} files; first at “{target}”"
        )
        warn(Kind.DANGLING, message, source_path(env, places[0]), lines[0])
    return {sort: targets for sort, targets in sorts.items() if len(files[sort[1:]]) <= _MANY}


def _warn_of_absent_ids(env: BuildEnvironment, sorts: _Sorts) -> None:
    for (file, attribute, element), targets in sorts.items():
        path = source_path(env, file)
        if len(targets) <= _FEW:
            for target, lines in targets.items():
                again = f" (again in line {_some(lines[1:])})" if len(lines) > 1 else ""
                message = f"@{attribute} of <{element}> points at “{target}”, which is not in the edition{again}"
                warn(Kind.DANGLING, message, path, lines[0])
            continue
        named = ", ".join(
            f"“{target}” (line {lines[0]})" for target, lines in list(targets.items())[:_FEW]
        )
        message = (
            f"@{attribute} of <{element}> points at {len(targets):,} things that are not in the edition: "
            f"{named} and {len(targets) - _FEW:,} more"
        )
        warn(Kind.DANGLING, message, path, next(iter(targets.values()))[0])


def _some(lines: list[int]) -> str:
    """The first few of *lines*, and how many more there are."""
    first = ", ".join(str(line) for line in lines[:_FEW])
    return first if len(lines) <= _FEW else f"{first} and {len(lines) - _FEW} more"
