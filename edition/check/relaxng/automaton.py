"""The schema as an automaton whose states are found as documents need them.

RELAX NG may leave open which of several elements of the schema an element of the document is, until its
content is known. So a state is a set of hypotheses: which element this is, and what of its content is
still to come. Nearly always there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from edition.check.relaxng.derive import Derivatives
from edition.check.relaxng.grammar import Grammar
from edition.check.relaxng.names import contains, has_wildcard, listed, local_of, namespace_of
from edition.check.relaxng.patterns import Attribute, Element, Pattern


class Hypothesis(NamedTuple):
    """What an open element may be.

    :ivar element: of the schema; None is the document.
    :ivar rest: what is still to come in it.
    """

    element: Element | None
    rest: Pattern


class Named(NamedTuple):
    """The elements that may come first in a pattern.

    :ivar names: those that are given by name, by it.
    :ivar others: those whose names are classes with wildcards.
    """

    names: dict[str, tuple[Element, ...]]
    others: tuple[Element, ...]

    def get(self, tag: str) -> tuple[Element, ...]:
        """Those that may have the name *tag*."""
        found = self.names.get(tag, ())
        if self.others:
            return (*found, *(e for e in self.others if contains(e.names, tag)))
        return found


class Step(NamedTuple):
    """What a child of some name means in some state.

    :ivar inside: the state at the beginning of its start tag.
    :ivar behind: the state behind it, if it can be all that its name says.
    :ivar is_certain: whether its name says which element of the schema it is.
    """

    inside: State
    behind: State
    is_certain: bool


class Shape(NamedTuple):
    """What a set of attribute names means in some state.

    :ivar attributes: of the schema, one for each name.
    :ivar content: the state at the end of the start tag, if each has a value that is allowed.
    """

    attributes: tuple[Attribute, ...]
    content: State


@dataclass(eq=False)
class State:
    """A set of hypotheses, and what follows from it as far as it was asked for.

    :ivar steps: by the name of a child, what it means; None if it cannot stand here.
    :ivar shapes: by the names of all attributes, what they mean; None if that depends on values.
    """

    automaton: Automaton
    hypotheses: tuple[Hypothesis, ...]
    steps: dict[str, Step | None] = field(default_factory=dict)
    shapes: dict[tuple[str, ...], Shape | None] = field(default_factory=dict)

    @cached_property
    def takes_text(self) -> bool:
        """Whether any text can stand here and changes nothing."""
        derive = self.automaton.derive
        return not self.has_data and all(
            derive.after_text(h.rest, "x") is h.rest for h in self.hypotheses
        )

    @cached_property
    def has_data(self) -> bool:
        """Whether a value is asked for: then the text is looked at as a whole."""
        return any(h.rest.has_data for h in self.hypotheses)

    @cached_property
    def is_complete(self) -> bool:
        """Whether the element may end here, in one hypothesis at least."""
        return any(h.rest.nullable for h in self.hypotheses)

    @cached_property
    def behind_text(self) -> State | None:
        """The state behind a text of more than white space, where no value is asked for."""
        return self.behind_value("x")

    def behind_value(self, text: str) -> State | None:
        """The state behind *text* if it is all that stands between two tags, or None."""
        derive = self.automaton.derive
        return self._derived(
            h._replace(rest=derive.after_text(h.rest, text)) for h in self.hypotheses
        )

    def ends_with(self, text: str) -> State | None:
        """As :meth:`behind_value` for an element without children: white space may be nothing."""
        matching = [h for h in self.hypotheses if self.automaton.derive.matches(h.rest, text)]
        empty = self.automaton.grammar.make.empty
        return self._derived(h._replace(rest=empty) for h in matching)

    def candidates(self, tag: str) -> tuple[Element, ...]:
        """The elements of the schema that a child of this name can be."""
        named = self.automaton.named
        if len(self.hypotheses) == 1:
            return named(self.hypotheses[0].rest).get(tag)
        found = {e: None for h in self.hypotheses for e in named(h.rest).get(tag)}
        return tuple(found)

    def step(self, tag: str) -> Step | None:
        """What a child of this name means, or None if it cannot stand here."""
        found = self.candidates(tag)
        step = None
        if found:
            behind = self.behind(frozenset(found))
            assert behind is not None  # each can come first in some hypothesis
            step = Step(self.automaton.opened(found), behind, len(found) == 1)
        self.steps[tag] = step
        return step

    def behind(self, taken: frozenset[Element]) -> State | None:
        """The state behind a child that can be any one of those *taken*, or None."""
        derive = self.automaton.derive
        return self._derived(
            h._replace(rest=derive.after_element(h.rest, taken)) for h in self.hypotheses
        )

    def complete(self) -> frozenset[Element]:
        """Of which elements this would be a whole."""
        return frozenset(h.element for h in self.hypotheses if h.rest.nullable and h.element)

    def attributes(self, name: str) -> tuple[Attribute, ...]:
        """What an attribute of this name can be."""
        return tuple(one for one in self._attributes if contains(one.names, name))

    @cached_property
    def _attributes(self) -> tuple[Attribute, ...]:
        return tuple(dict.fromkeys(one for h in self.hypotheses for one in h.rest.attributes()))

    @cached_property
    def attribute_names(self) -> dict[str, None]:
        """The names of attributes that are possible, in the order of the schema."""
        return {name: None for one in self._attributes for name in listed(one.names)}

    def behind_attribute(self, taken: frozenset[Attribute]) -> State | None:
        """The state behind an attribute that can be any one of those *taken*, or None."""
        derive = self.automaton.derive
        return self._derived(
            h._replace(rest=derive.after_attribute(h.rest, taken)) for h in self.hypotheses
        )

    @cached_property
    def content(self) -> State | None:
        """The state at the end of the start tag, or None if an attribute is missing."""
        derive = self.automaton.derive
        return self._derived(
            h._replace(rest=derive.without_attributes(h.rest)) for h in self.hypotheses
        )

    def shape(self, names: tuple[str, ...]) -> Shape | None:
        """What attributes of these *names* mean, or None if it depends on their values or they are wrong."""
        self.shapes[names] = None
        state = self
        attributes = []
        for name in names:
            found = state.attributes(name)
            behind = state.behind_attribute(frozenset(found)) if len(found) == 1 else None
            if behind is None:
                return None
            attributes.append(found[0])
            state = behind
        if state.content is None:
            return None
        shape = self.shapes[names] = Shape(tuple(attributes), state.content)
        return shape

    @cached_property
    def names(self) -> dict[str, None]:
        """The names of children that can stand here, in the order of the schema."""
        return {
            name: None
            for hypothesis in self.hypotheses
            for element in hypothesis.rest.elements
            for name in listed(element.names)
        }

    @cached_property
    def moves(self) -> dict[State, list[str]]:
        """The states that a child leads to, each with the names of the children that do."""
        moves: dict[State, list[str]] = {}
        for name in self.names:
            step = self.steps.get(name) or self.step(name)
            if step is not None:
                moves.setdefault(step.behind, []).append(name)
        return moves

    @cached_property
    def finished(self) -> State:
        """The state in which nothing is to come, whatever should."""
        empty = self.automaton.grammar.make.empty
        return self.automaton.state(tuple(h._replace(rest=empty) for h in self.hypotheses))

    def _derived(self, hypotheses: Iterator[Hypothesis]) -> State | None:
        impossible = self.automaton.grammar.make.not_allowed
        left = tuple(dict.fromkeys(h for h in hypotheses if h.rest is not impossible))
        return self.automaton.state(left) if left else None


class Automaton:
    """The states of a *grammar*."""

    def __init__(self, grammar: Grammar) -> None:
        """Begin with the state of a document of which nothing is known."""
        self.grammar = grammar
        self.derive = Derivatives(grammar.make)
        self._named: dict[Pattern, Named] = {}
        self._states: dict[tuple[Hypothesis, ...], State] = {}
        self.start = self.state((Hypothesis(None, grammar.start),))

    def state(self, hypotheses: tuple[Hypothesis, ...]) -> State:
        """The state of these *hypotheses*."""
        found = self._states.get(hypotheses)
        if found is None:
            found = self._states[hypotheses] = State(self, hypotheses)
        return found

    def opened(self, elements: tuple[Element, ...]) -> State:
        """The state at the beginning of a start tag that can be that of any of *elements*."""
        return self.state(tuple(Hypothesis(element, element.content) for element in elements))

    def named(self, pattern: Pattern) -> Named:
        """The elements that may come first in *pattern*."""
        found = self._named.get(pattern)
        if found is None:
            names: dict[str, tuple[Element, ...]] = {}
            others = []
            for element in pattern.elements:
                if has_wildcard(element.names):
                    others.append(element)
                    continue
                for name in listed(element.names):
                    names[name] = (*names.get(name, ()), element)
            found = self._named[pattern] = Named(names, tuple(others))
        return found

    @cached_property
    def by_name(self) -> dict[str, tuple[Element, ...]]:
        """All elements of the schema that are given by name, by their names."""
        found: dict[str, tuple[Element, ...]] = {}
        for element in self.grammar.elements():
            for name in listed(element.names):
                found[name] = (*found.get(name, ()), element)
        return found

    @cached_property
    def by_local(self) -> dict[str, str]:
        """The names of all elements that are given by name, by their local parts."""
        return {local_of(name): name for name in self.by_name}

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The namespaces of the elements that can be the root."""
        return frozenset(map(namespace_of, self.start.names))
