"""The answers of the navigation endpoint, one file for each question that can be asked.

Every unit is written to JSON once and every answer is joined of such pieces, so that the cost is that of
what is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from edition.export.dts import objects
from edition.export.dts.addresses import Addresses, navigation_paths
from edition.export.dts.names import LONGEST, encoded
from edition.model.citation import CitationTree, Unit

#: Units that all answers about siblings (``down=0``) of a tree may have together. They grow with the
#: square of the number of siblings; a parent with more children than fit has no such answers.
SIBLINGS = 100_000


#: How deep is answered where a tree is less deep: to ask too deep is no error.
_ASKED = 2
#: What each answer says of the text; the rest is told once, in the collection.
_ABOUT_A_TEXT = (
    "@id",
    "@type",
    "dtsVersion",
    "collection",
    "navigation",
    "document",
    "citationTrees",
)


class Navigation:
    """The units of one tree, ready for being asked.

    :ivar units: those that can be asked for, in document order, each before those within it.
    :ivar refused: identifiers that are too long for the name of a file.
    """

    def __init__(self, name: str, tree: CitationTree, place: int) -> None:
        """Prepare *tree*, which is at *place* among those of the text *name*."""
        self.name = name
        self.tree = encoded(tree.name) if place else ""
        self.depth = tree.depth
        self.units: list[Unit] = []
        self.refused: list[str] = []
        self.references: list[str] = []
        for unit in tree.units:
            reference = encoded(unit.identifier)
            if len(reference) > LONGEST:
                self.refused.append(unit.identifier)
                continue
            self.units.append(unit)
            self.references.append(reference)
        self._pieces = [objects.dump(objects.unit(unit)) for unit in self.units]
        self._ends = _ends(self.units)

    def files(
        self, addresses: Addresses, resource: objects.Json, ranges: int
    ) -> Iterator[tuple[str, str]]:
        """Path and content of every answer.

        :param resource: the text, with its trees.
        :param ranges: answers are given for so many pairs of units at most.
        """
        about = objects.dump({key: resource[key] for key in _ABOUT_A_TEXT})

        def answer(
            references: tuple[str, ...], down: int | None, units: str, members: str | None
        ) -> Iterator[tuple[str, str]]:
            for path in navigation_paths(self.name, references, self.tree, down):
                head = {
                    "@context": objects.CONTEXT,
                    "@id": addresses.of(path),
                    "@type": "Navigation",
                    "dtsVersion": objects.VERSION,
                }
                tail = "" if members is None else f',"member":[{members}]'
                yield path, f'{objects.dump(head)[:-1]},"resource":{about}{units}{tail}}}\n'

        for down in self._depths():
            yield from answer((), down, "", self._members(0, len(self.units), 0, down))
        siblings = self._siblings()
        for place, unit in enumerate(self.units):
            reference, piece = (self.references[place],), f',"ref":{self._pieces[place]}'
            yield from answer(reference, None, piece, None)
            if unit.parent in siblings:
                yield from answer(reference, 0, piece, siblings[unit.parent])
            for down in self._depths():
                members = self._members(place, self._ends[place], unit.level, down)
                yield from answer(reference, down, piece, members)
        for start, end in self.pairs(ranges):
            references = self.references[start], self.references[end]
            pieces = f',"start":{self._pieces[start]},"end":{self._pieces[end]}'
            yield from answer(references, None, pieces, None)
            level = self.units[start].level
            for down in self._depths():
                members = self._members(start, self._ends[end], level, down)
                yield from answer(references, down, pieces, members)

    def pairs(self, most: int) -> Iterator[tuple[int, int]]:
        """The places of beginning and end of ranges within one level, the shortest first."""
        return islice(self._all_pairs(), most)

    def _all_pairs(self) -> Iterator[tuple[int, int]]:
        levels: dict[int, list[int]] = defaultdict(list)
        for place, unit in enumerate(self.units):
            levels[unit.level].append(place)
        longest = max(map(len, levels.values()), default=0)
        for distance in range(longest):
            for _, places in sorted(levels.items()):
                yield from zip(places, places[distance:], strict=False)

    def _depths(self) -> tuple[int, ...]:
        return (*range(1, max(self.depth, _ASKED) + 1), -1)

    def _members(self, start: int, end: int, level: int, down: int) -> str:
        """The units from *start* to *end* that are no further than *down* below *level*, and not above."""
        deepest = self.depth if down < 0 else level + down
        return ",".join(
            self._pieces[place]
            for place in range(start, end)
            if level <= self.units[place].level <= deepest
        )

    def _siblings(self) -> dict[str, str]:
        """The children of each parent that has not too many of them."""
        children: dict[str, list[str]] = defaultdict(list)
        for unit, piece in zip(self.units, self._pieces, strict=True):
            children[unit.parent].append(piece)
        left, found = SIBLINGS, {}
        for parent, pieces in children.items():
            if len(pieces) ** 2 <= left:
                left -= len(pieces) ** 2
                found[parent] = ",".join(pieces)
        return found


def _ends(units: list[Unit]) -> list[int]:
    """For each unit the place behind it and all that is within it."""
    ends = [len(units)] * len(units)
    open_: list[int] = []
    for place, unit in enumerate(units):
        while open_ and units[open_[-1]].level >= unit.level:
            ends[open_.pop()] = place
        open_.append(place)
    return ends
