"""How a text is cited, by its own account: the trees of its citable units.

A header declares them in ``refsDecl/citeStructure`` (P5, section 3.11.4 and 17.2.5): each ``citeStructure``
selects elements (``@match``), says what each is called (``@use``) and what parts that from the name of
the unit around it (``@delim``). Several ``refsDecl`` are several trees. Where a header declares none,
the passages of the model are the tree. This is read by who needs it, not in every build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, NamedTuple

from lxml import etree

from edition.model.declarations import Declaration, Problem, Rule, read_declarations
from edition.model.read import Reading
from edition.model.records import Passage
from edition.tei.names import XML_LANG, local_name, tei
from edition.tei.pointers import split_key
from edition.tei.text import BREAKS, edited_text
from edition.tei.xpath import PathError

#: Bytes that weigh as much as an element.
_LONG: Final = 50


class Value(NamedTuple):
    """One value of a ``citeData``.

    :ivar property: the address of the property.
    :ivar language: the language of the value (BCP 47), or "".
    """

    property: str
    text: str
    language: str


class Unit(NamedTuple):
    """One citable unit.

    :ivar identifier: what it is cited by; no other of its tree has the same.
    :ivar kind: ``@unit``: paragraph, sentence, page …
    :ivar level: 1 for those that are in no other.
    :ivar parent: identifier of the unit around it, or "".
    :ivar values: what ``citeData`` says of it.
    :ivar element: the element; for a page or line of the source, the break at which it begins.
    :ivar stop: the break at which it ends, exclusive; None for what is one element or ends with *within*.
    :ivar within: the element that a page or line of the source stays in; None for what is one element.
    """

    identifier: str
    kind: str
    level: int
    parent: str
    values: tuple[Value, ...]
    element: etree._Element
    stop: etree._Element | None = None
    within: etree._Element | None = None


class Level(NamedTuple):
    """A sort of units, and the sorts within it."""

    kind: str
    inner: tuple[Level, ...]


@dataclass(frozen=True, eq=False)
class CitationTree:
    """All units of a text by one scheme, in document order, each before those within it.

    :ivar name: ``@n`` of its ``refsDecl``, or "".
    :ivar levels: the sorts of units there can be.
    """

    name: str
    levels: tuple[Level, ...]
    units: tuple[Unit, ...]

    @property
    def depth(self) -> int:
        """How many levels it has, at least one."""
        return max((unit.level for unit in self.units), default=1)


@dataclass(frozen=True, eq=False)
class Citation:
    """The trees of a text, the default one first, and what is wrong with what its header declares."""

    trees: tuple[CitationTree, ...]
    problems: tuple[Problem, ...]


def citation_of(reading: Reading) -> Citation:
    """The citation trees of a file: those that it declares, or that of its passages."""
    root = reading.document.root
    declared, problems = read_declarations(root, reading.context.prefixes)
    if not declared:
        return Citation(_passage_trees(reading), tuple(problems))
    finder = _Finder(reading, problems)
    trees = tuple(
        CitationTree(
            declaration.name,
            tuple(map(_level, declaration.rules)),
            tuple(finder.units(declaration)),
        )
        for declaration in declared
    )
    return Citation(trees, tuple(problems))


def outermost_units(reading: Reading) -> list[etree._Element]:
    """The elements that the default scheme of a file calls units of the first level, in document order.

    Whether each has a name to be cited by is not asked. Empty if the file declares no scheme.
    """
    declared, _ = read_declarations(reading.document.root, reading.context.prefixes)
    finder = _Finder(reading, [])
    found = (
        {element for rule in declared[0].rules for element in finder.matched(rule)}
        if declared
        else ()
    )
    return sorted(found, key=finder.order.__getitem__)


def _level(rule: Rule) -> Level:
    return Level(rule.kind, tuple(map(_level, rule.inner)))


class _Around(NamedTuple):
    """What units are looked for in: a unit that was found, or the text."""

    unit: Unit | None
    #: Orders of the first element and of that behind the last.
    start: int
    end: int


class _Finder:
    """Finds the units of one file; knows the order of its elements."""

    def __init__(self, reading: Reading, problems: list[Problem]) -> None:
        self.root = reading.document.root
        self.problems = problems
        self.order = {element: place for place, element in enumerate(self.root.iter("*"))}
        #: In elements; a file with few of them has much text in each.
        self.size = max(len(self.order), len(reading.document.data) // _LONG)
        self._said: set[str] = set()

    def units(self, declaration: Declaration) -> Iterator[Unit]:
        """All units of a tree; of two with one name the first."""
        seen: set[str] = set()
        around = _Around(None, 0, len(self.order))
        yield from self._below(around, declaration.rules, 1, seen)

    def _below(
        self, around: _Around, rules: tuple[Rule, ...], level: int, seen: set[str]
    ) -> Iterator[Unit]:
        found = sorted(
            (
                (self.order[element], element, value, rule)
                for rule in rules
                for element, value in self._matches(rule, around)
            ),
            key=itemgetter(0),
        )
        prefix = around.unit.identifier if around.unit else ""
        for place, (order, element, value, rule) in enumerate(found):
            identifier = f"{prefix}{rule.delimiter}{value}"
            if identifier in seen:
                self._say(
                    f"the reference {identifier!r} is that of another {rule.kind} too",
                    element,
                )
                continue
            seen.add(identifier)
            unit = Unit(identifier, rule.kind, level, prefix, self._values(rule, element), element)
            end = self._end(element)
            if local_name(element) in BREAKS:
                following = found[place + 1][:2] if place + 1 < len(found) else (around.end, None)
                unit = self._from_break(unit, around, following[1])
                end = following[0]
            yield unit
            yield from self._below(_Around(unit, order, end), rule.inner, level + 1, seen)

    def matched(self, rule: Rule) -> list[etree._Element]:
        """The elements of the whole file that an outermost rule selects."""
        try:
            return self._selected(rule, _Around(None, 0, len(self.order)))
        except PathError as error:
            self._say(str(error), rule.element)
            return []

    def _end(self, element: etree._Element) -> int:
        """The order of the element behind *element* and all that is in it."""
        last = element
        while (child := next(last.iterchildren("*", reversed=True), None)) is not None:
            last = child
        return self.order[last] + 1

    def _from_break(self, unit: Unit, around: _Around, stop: etree._Element | None) -> Unit:
        """A unit from its break to the next one, or to the end of what it is in."""
        outer = around.unit
        if stop is None and outer is not None:
            stop = outer.stop
        within = (outer.within if outer.within is not None else outer.element) if outer else None
        if within is None:
            texts = list(unit.element.iterancestors(tei("text")))
            within = texts[-1] if texts else self.root
        if stop is not None and within not in stop.iterancestors():
            stop = None
        return unit._replace(stop=stop, within=within)

    def _matches(self, rule: Rule, around: _Around) -> Iterator[tuple[etree._Element, str]]:
        """The elements that a rule selects, each with what it calls them."""
        try:
            elements = self._selected(rule, around)
            for position, element in enumerate(elements, 1):
                values = rule.use.values(element, position, len(elements))
                value = _text(values[0]) if values else ""
                if value:
                    yield element, value
        except PathError as error:
            self._say(str(error), rule.element)

    def _selected(self, rule: Rule, around: _Around) -> list[etree._Element]:
        if not all(
            path.is_affordable(self.size)
            for path in (rule.match, rule.use, *(path for _, path in rule.data))
        ):
            raise PathError(f"{rule.match.written!r} costs too much in a text of this size")
        outer = around.unit
        if outer is None:
            return rule.match.nodes(self.root)
        if outer.within is None:
            return [one for one in rule.match.nodes(outer.element) if one is not outer.element]
        # Between two breaks nothing is within anything: what lies between them is its own.
        return [
            one for one in rule.everywhere(self.root) if around.start < self.order[one] < around.end
        ]

    def _values(self, rule: Rule, element: etree._Element) -> tuple[Value, ...]:
        values = []
        for name, path in rule.data:
            try:
                found = path.values(element)
            except PathError as error:
                self._say(str(error), rule.element)
                continue
            for one in found:
                language = _language(one if isinstance(one, etree._Element) else element)
                if text := _text(one):
                    values.append(Value(name, text, language))
        return tuple(values)

    def _say(self, message: str, element: etree._Element) -> None:
        """Report, the same only once."""
        if message not in self._said:
            self._said.add(message)
            self.problems.append(Problem(message, element))


def _text(value: etree._Element | str) -> str:
    return value.strip() if isinstance(value, str) else edited_text(value)


def _language(element: etree._Element) -> str:
    for up in (element, *element.iterancestors()):
        if language := up.get(XML_LANG):
            return language
    return ""


def _passage_trees(reading: Reading) -> tuple[CitationTree, ...]:
    """The passages of the model, with their anchors as references, and the pages of the source."""
    elements = {anchor: element for element, anchor in reading.context.anchors.items()}
    passages = reading.part.passages
    apart = {passage.key for passage in passages if passage.kind == "note"}
    levels: dict[str, int] = {"": 0}
    units = []
    for passage in passages:
        if (
            passage.kind in {"note", "page"}
            or passage.parent in apart
            or passage.id not in elements
        ):
            apart.add(passage.key)
            continue
        levels[passage.key] = levels[passage.parent] + 1
        parent = split_key(passage.parent)[1]
        units.append(
            Unit(passage.id, passage.kind, levels[passage.key], parent, (), elements[passage.id])
        )
    trees = [CitationTree("", _levels_of(units), tuple(units))] if units else []
    pages = list(_pages(reading, passages, elements))
    if pages:
        trees.append(CitationTree("pages" if units else "", (Level("page", ()),), tuple(pages)))
    return tuple(trees)


def _levels_of(units: list[Unit]) -> tuple[Level, ...]:
    """The sorts of units that occur, in those that they occur in."""
    kinds = {unit.identifier: unit.kind for unit in units}
    chains: dict[tuple[str, ...], None] = {}
    known: dict[str, tuple[str, ...]] = {"": ()}
    for unit in units:
        known[unit.identifier] = (*known[unit.parent], kinds[unit.identifier])
        chains[known[unit.identifier]] = None

    def below(chain: tuple[str, ...]) -> tuple[Level, ...]:
        inner = [one for one in chains if len(one) == len(chain) + 1 and one[:-1] == chain]
        return tuple(Level(one[-1], below(one)) for one in inner)

    return below(())


def _pages(
    reading: Reading, passages: tuple[Passage, ...], elements: dict[str, etree._Element]
) -> Iterator[Unit]:
    breaks = [
        (passage, elements[passage.id])
        for passage in passages
        if passage.kind == "page" and passage.id in elements
    ]
    for place, (passage, element) in enumerate(breaks):
        stop = breaks[place + 1][1] if place + 1 < len(breaks) else None
        texts = list(element.iterancestors(tei("text")))
        within = texts[-1] if texts else reading.document.root
        ends = stop if stop is not None and within in stop.iterancestors() else None
        yield Unit(passage.id, "page", 1, "", (), element, ends, within)
