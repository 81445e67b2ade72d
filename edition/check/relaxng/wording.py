"""Names as messages give them: those that matter first, and the rest as a number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from lxml import etree

from edition.check.likeness import near
from edition.check.relaxng.automaton import Automaton, State
from edition.check.relaxng.names import listed, local_of, namespace_of, tag_of
from edition.check.relaxng.patterns import Element, Pattern
from edition.tei.names import TEI_NS, XML_NS
from edition.tei.parse import Document

#: Names that are given before the rest are counted.
_MOST: Final = 5


class Wording:
    """What messages about one document say of names."""

    def __init__(self, document: Document, automaton: Automaton) -> None:
        """Speak of *document*, which is held against *automaton*."""
        self._root = document.root
        self._automaton = automaton
        self._prefixes = {namespace: prefix for prefix, namespace in self._root.nsmap.items()}

    def element(self, tag: str) -> str:
        """The name of an element, as a tag."""
        namespace = namespace_of(tag)
        if self._prefix(namespace) is None and namespace:
            return f"<{local_of(tag)}> of the namespace {namespace}"
        return f"<{self._name(tag)}>"

    def attribute(self, name: str) -> str:
        """The name of an attribute, with an @."""
        return f"@{self._name(name)}"

    def _name(self, tag: str) -> str:
        prefix = self._prefix(namespace_of(tag))
        return f"{prefix}:{local_of(tag)}" if prefix else local_of(tag)

    def _prefix(self, namespace: str) -> str | None:
        """What is written before a name of *namespace*; None if the document does not say."""
        if namespace in {"", TEI_NS}:
            return ""
        if namespace == XML_NS:
            return "xml"
        return self._prefixes[namespace] or "" if namespace in self._prefixes else None

    def elements(self, tags: Iterable[str], *, join: str = "or") -> str:
        """Some names of elements, as tags."""
        return listing([self.element(tag) for tag in tags], join)

    def may_stand(self, parent: etree._Element | None, state: State, instead_of: str = "") -> str:
        """What may stand in *state*: what looks like another name, then what is usual, then the rest."""
        names = state.names
        by_local = {local_of(name): name for name in names}
        alike = [by_local[name] for name in near(local_of(instead_of), by_local)]
        usual = self._usual(None if parent is None else tag_of(parent), names)
        return self.elements(dict.fromkeys((*alike, *usual)))

    def usual(self, parent: etree._Element, tags: Sequence[str]) -> list[str]:
        """*tags*, those first that the document has in such a parent, then those that it has at all."""
        return self._usual(tag_of(parent), dict.fromkeys(tags))

    def _usual(self, parent: str | None, tags: dict[str, None]) -> list[str]:
        within, anywhere = self._frequencies
        place = {tag: order for order, tag in enumerate(tags)}
        return sorted(tags, key=lambda tag: (-within[parent, tag], -anywhere[tag], place[tag]))

    def attributes(self, element: etree._Element, names: Sequence[str]) -> str:
        """*names* of attributes, those first that the document has at such an element."""
        used = self._attributes[tag_of(element)]
        place = {name: order for order, name in enumerate(names)}
        ordered = sorted(names, key=lambda name: (-used[name], place[name]))
        return listing([self.attribute(name) for name in ordered])

    @cached_property
    def _attributes(self) -> defaultdict[str, Counter[str]]:
        """How often each element has which attribute."""
        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for element in self._root.iter("*"):
            found[tag_of(element)].update(element.keys())
        return found

    @cached_property
    def _frequencies(self) -> tuple[Counter[tuple[str | None, str]], Counter[str]]:
        """How often each element stands in which, and at all."""
        within: Counter[tuple[str | None, str]] = Counter()
        anywhere: Counter[str] = Counter()
        for element in self._root.iter("*"):
            above = element.getparent()
            within[None if above is None else tag_of(above), tag_of(element)] += 1
            anywhere[tag_of(element)] += 1
        return within, anywhere

    def homes(self, tag: str) -> str:
        """Where an element of this name may stand: in what the document has, or else in anything."""
        elements = self._automaton.by_name.get(tag, ())
        used = [name for name, _ in self._frequencies[1].most_common()]
        for names in (used, list(self._automaton.by_name)):
            found = [name for name in names if name != tag and self._holds(name, elements)]
            if found:
                within = self._frequencies[0]
                found.sort(key=lambda name: -within[name, tag])  # stable: the rest stay in order
                return self.elements(found)
        return ""

    def _holds(self, name: str, elements: tuple[Element, ...]) -> bool:
        return any(
            element in within(one.content)
            for one in self._automaton.by_name.get(name, ())
            for element in elements
        )


@lru_cache(maxsize=1024)
def within(pattern: Pattern) -> Mapping[Element, None]:
    """All elements that may stand directly in what *pattern* is the content of, in order."""
    found: dict[Element, None] = {}
    seen: set[Pattern] = set()
    left = [pattern]
    while left:
        part = left.pop()
        if part in seen:
            continue
        seen.add(part)
        if isinstance(part, Element):
            found[part] = None
        else:
            left.extend(part.parts())
    return found


def names_within(element: Element) -> set[str]:
    """The names of all elements that may stand directly in *element*."""
    return {name for one in within(element.content) for name in listed(one.names)}


def listing(words: Sequence[str], join: str = "or", *, most: int = _MOST) -> str:
    """The first of *words*, and how many more there are."""
    if len(words) > most + 1:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    if len(words) > 1:
        return f"{', '.join(words[:-1])} {join} {words[-1]}"
    return "".join(words)


def quoted(text: str) -> str:
    """The beginning of *text* between quotation marks, on one line."""
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _LONGEST else f"“{line[:_LONGEST].rstrip()}…”"


_LONGEST: Final = 40
