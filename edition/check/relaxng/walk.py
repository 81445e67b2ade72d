"""A document held against the automaton of a schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.check.relaxng.attributes import settled
from edition.check.relaxng.automaton import Automaton, State, Step
from edition.check.relaxng.datatypes import SPACE
from edition.check.relaxng.faults import Fault, Missing, Stray, StrayText, WrongValue
from edition.check.relaxng.mend import WINDOW, Mend, mend
from edition.check.relaxng.names import namespace_of, tag_of

#: What an inclusion brings is not known here: it is passed over, and nothing said to be missing beside it.
INCLUDE: Final = "{http://www.w3.org/2001/XInclude}include"


class Walk:
    """One way through a document.

    :ivar faults: what was found wrong, in the order in which it was found.
    """

    def __init__(self, automaton: Automaton) -> None:
        """Begin at the start of *automaton*."""
        self._automaton = automaton
        self._allows = automaton.derive.allows
        self.faults: list[Fault] = []

    def document(self, root: etree._Element) -> None:
        """Hold the document of *root* against the schema."""
        start = self._automaton.start
        step = start.step(tag_of(root))
        if step is not None:
            self._element(root, step.inside)
            return
        plan = mend(start, [tag_of(root)], to_the_end=True)
        fault = Stray(root, start, plan.instead, plan.meant)
        self.faults.append(fault)
        if plan.meant and plan.step is not None:
            self._element(root, plan.step.inside)
        else:
            self._by_itself(root)

    def _element(self, element: etree._Element, opened: State) -> State:
        """Go through *element* from the beginning of its start tag.

        :returns: a state in which it is complete; if it is not, that was noted.
        """
        state = self._start_tag(element, opened)
        if state.has_data:
            return self._valued(element, state)
        if not state.takes_text and (text := element.text) and text.strip(SPACE):
            state = self._text(element, None, text, state)
        for child in element:
            step = state.steps.get(child.tag)  # type: ignore[arg-type] # a comment's is a function
            if step is None and isinstance(child.tag, str) and child.tag != INCLUDE:
                step = state.step(child.tag)
                if step is None:
                    return self._mended(element, state, child)
            if step is not None:
                state = self._child(child, state, step)
            if not state.takes_text and (text := child.tail) and text.strip(SPACE):
                state = self._text(element, child, text, state)
        return state if state.is_complete else self._unfinished(element, state)

    def _start_tag(self, element: etree._Element, opened: State) -> State:
        """The state behind the start tag of *element*, whose attributes are nearly always all right."""
        names = tuple(element.keys())
        shape = opened.shapes[names] if names in opened.shapes else opened.shape(names)
        if shape is not None:
            for attribute, value in zip(shape.attributes, element.values(), strict=True):
                if not (attribute.known.get(value) or self._allows(attribute, value)):
                    break
            else:
                return shape.content
        state, faults = settled(element, opened)
        self.faults.extend(faults)
        return state

    def _child(self, child: etree._Element, state: State, step: Step) -> State:
        """Go through *child*, which can stand in *state*, and give the state behind it."""
        end = self._element(child, step.inside)
        if step.is_certain:
            return step.behind
        return state.behind(end.complete()) or step.behind

    def _text(
        self, parent: etree._Element, behind: etree._Element | None, text: str, state: State
    ) -> State:
        """The state behind a text of more than white space."""
        then = state.behind_value(text) if state.has_data else state.behind_text
        if then is None:
            self.faults.append(StrayText(parent, behind, text, state))
            return state
        return then

    def _valued(self, element: etree._Element, state: State) -> State:
        """Go through the content of an element that asks for a value."""
        children = [child for child in element if isinstance(child.tag, str)]
        if not children:
            # The text of an element is one, whatever comments stand in it.
            text = "".join((element.text or "", *(child.tail or "" for child in element)))
            end = state.ends_with(text)
            if end is None:
                self.faults.append(
                    WrongValue(element, text, tuple(h.rest for h in state.hypotheses))
                )
            return end or state.finished
        if not any(state.candidates(tag_of(child)) for child in children):
            for child in children:
                self.faults.append(Stray(child, state))
                self._by_itself(child)
            return state.finished
        if element.text and element.text.strip(SPACE):
            state = self._text(element, None, element.text, state)
        return self._mended(element, state, element[0])

    def _mended(self, element: etree._Element, state: State, child: etree._Element) -> State:
        """Go through the children of *element* from *child* on, which cannot stand in *state*."""
        strays: list[Stray] = []
        gaps: list[Missing] = []
        rest = [child, *child.itersiblings()]
        tags = [one.tag for one in rest if isinstance(one.tag, str) and one.tag != INCLUDE]
        index = 0
        for one in rest:
            if isinstance(one.tag, str) and one.tag != INCLUDE:
                step = state.steps.get(one.tag) or state.step(one.tag)
                if step is not None:
                    state = self._child(one, state, step)
                else:
                    window = tags[index : index + WINDOW]
                    plan = mend(state, window, to_the_end=index + WINDOW >= len(tags))
                    if plan.missing:
                        gaps.append(Missing(element, list(plan.missing), one))
                    state = self._planned(one, plan, strays)
                index += 1
            if not state.takes_text and (text := one.tail) and text.strip(SPACE):
                state = self._text(element, one, text, state)
        if not state.is_complete:
            state = self._end(element, state, gaps)
        self.faults.extend(_reconciled(strays, gaps))
        return state

    def _planned(self, child: etree._Element, plan: Mend, strays: list[Stray]) -> State:
        """Take *child* for what *plan* says, and give the state behind it."""
        if plan.step is None:
            strays.append(Stray(child, plan.state))
            self._by_itself(child)
            return plan.state
        if not plan.instead:
            if plan.meant:
                strays.append(Stray(child, plan.state, meant=plan.meant))
            return self._child(child, plan.state, plan.step)
        strays.append(Stray(child, plan.state, instead=plan.instead))
        self._by_itself(child)
        return plan.step.behind

    def _unfinished(self, element: etree._Element, state: State) -> State:
        """Note what is missing at the end of *element*."""
        gaps: list[Missing] = []
        state = self._end(element, state, gaps)
        self.faults.extend(gaps)
        return state

    def _end(self, element: etree._Element, state: State, gaps: list[Missing]) -> State:
        if element.find(INCLUDE) is not None:
            return state.finished
        plan = mend(state, (), to_the_end=True)
        gaps.append(Missing(element, list(plan.missing), None, needs_text=state.has_data))
        return plan.state if plan.state.is_complete else state.finished

    def _by_itself(self, element: etree._Element) -> None:
        """Go through an element that cannot stand where it does, by what the schema says of it elsewhere."""
        found = self._automaton.by_name.get(tag_of(element))
        if found:
            self._element(element, self._automaton.opened(found))
            return
        for child in element.iterchildren("*"):
            tag = tag_of(child)
            is_unknown = tag not in self._automaton.by_name
            if is_unknown and namespace_of(tag) in self._automaton.namespaces:
                self.faults.append(Stray(child, self._automaton.start))
            self._by_itself(child)


def _reconciled(strays: list[Stray], gaps: list[Missing]) -> Iterator[Fault]:
    """*strays* and *gaps* of one element, less those that are the other side of one another.

    What is missing in one place and too much in another was misplaced; that is one mistake.
    """
    by_tag: dict[str, list[Stray]] = {}
    for stray in strays:
        if not stray.instead and not stray.meant:
            by_tag.setdefault(tag_of(stray.element), []).append(stray)
    for gap in gaps:
        left = []
        for names in gap.names:
            moved = next((by_tag[name] for name in names if by_tag.get(name)), None)
            if moved is None:
                left.append(names)
                continue
            stray = moved.pop(0)
            stray.before = gap.before
            stray.is_needed_later = gap.before is None
        gap.names = left
    yield from strays
    yield from (gap for gap in gaps if gap.names or gap.needs_text)
