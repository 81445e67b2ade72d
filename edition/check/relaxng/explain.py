"""Faults put into words: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from lxml import etree

from edition.check.findings import Finding, Fix
from edition.check.likeness import near
from edition.check.relaxng import codes, fixes, places
from edition.check.relaxng.automaton import Automaton
from edition.check.relaxng.datatypes import SPACE
from edition.check.relaxng.faults import (
    Fault,
    Missing,
    MissingAttribute,
    Stray,
    StrayAttribute,
    StrayText,
    WrongAttribute,
    WrongValue,
)
from edition.check.relaxng.names import local_of, namespace_of, tag_of
from edition.check.relaxng.places import Place, Source, Written
from edition.check.relaxng.values import correction, expected
from edition.check.relaxng.wording import Wording, listing, names_within, quoted
from edition.tei.parse import Document


def findings(document: Document, automaton: Automaton, faults: Sequence[Fault]) -> list[Finding]:
    """The *faults* of *document* as findings, in the order of the file."""
    if not faults:
        return []
    speaker = _Speaker(document, automaton, faults)
    return sorted(speaker.finding(fault) for fault in faults)


class _Speaker:
    """Puts the faults of one document into words."""

    def __init__(self, document: Document, automaton: Automaton, faults: Sequence[Fault]) -> None:
        self._document = document
        self._automaton = automaton
        self._wording = Wording(document, automaton)
        self._attributes: dict[etree._Element, dict[str, Written]] = {}
        #: What may stand in a place is said once for all places that are alike.
        self._possible: dict[tuple[object, ...], str] = {}
        self._gaps = places.Gaps(document)
        gaps = [self._gaps.behind(f.parent, f.behind) for f in faults if isinstance(f, StrayText)]
        gaps += [self._gaps.behind(f.element, None) for f in faults if isinstance(f, WrongValue)]
        renamed = [document.order(f.element) for f in faults if isinstance(f, Stray) and f.meant]
        self._source = places.source(document, gaps, renamed) if gaps or renamed else Source({}, {})

    def finding(self, fault: Fault) -> Finding:  # noqa: PLR0911 – one for each kind
        """*fault* in words."""
        match fault:
            case Stray():
                return self._stray(fault)
            case Missing():
                return self._missing(fault)
            case StrayText():
                return self._text(fault)
            case WrongValue():
                return self._value(fault)
            case StrayAttribute():
                return self._stray_attribute(fault)
            case WrongAttribute():
                return self._wrong_attribute(fault)
            case MissingAttribute():
                return self._missing_attribute(fault)

    def _finding(
        self, place: Place, code: str, message: str, hint: str, fix: Fix | None = None
    ) -> Finding:
        return Finding(
            self._document.name, place.line, place.column, code, "error", message, hint, fix
        )

    def _at(self, element: etree._Element) -> Place:
        return places.of_element(self._document, element)

    # Elements -------------------------------------------------------------------------------------

    def _stray(self, fault: Stray) -> Finding:
        say, tag = self._wording, tag_of(fault.element)
        if tag in self._automaton.by_name:
            make = partial(self._finding, self._at(fault.element), codes.MISPLACED_ELEMENT)
            return make(*self._misplaced(fault))
        message = f"the schema has no element {say.element(tag)}"
        fix = None
        if fault.meant:
            hint = f"Write {say.element(fault.meant)}."
            fix = fixes.rename(self._document, fault.element, fault.meant, self._source.ends)
        else:
            hint = self._alike(fault) or self._here(fault, "Here may stand")
        return self._finding(self._at(fault.element), codes.UNKNOWN_ELEMENT, message, hint, fix)

    def _alike(self, fault: Stray) -> str:
        """What an unknown element may have been meant for, anywhere in the schema."""
        if namespace_of(tag_of(fault.element)) not in self._automaton.namespaces:
            return ""
        local = local_of(tag_of(fault.element))
        here = [local_of(name) for name in fault.state.names]
        alike = near(local, self._automaton.by_local)
        if not alike or near(local, here):
            return ""
        named = self._wording.elements(self._automaton.by_local[name] for name in alike)
        return f"If {named} is meant, it cannot stand here. {self._here(fault, 'Here may stand')}"

    def _here(self, fault: Stray, begin: str) -> str:
        """What may stand in the place of *fault*, as a sentence."""
        parent = fault.element.getparent()
        key = (None if parent is None else parent.tag, fault.state, fault.element.tag)
        named = self._possible.get(key)
        if named is None:
            named = self._wording.may_stand(parent, fault.state, tag_of(fault.element))
            self._possible[key] = named
        return f"{begin} {named}." if named else "No element may stand here."

    def _misplaced(self, fault: Stray) -> tuple[str, str]:  # noqa: PLR0911 – one for each cause
        """Message and hint of an element that the schema has, but not here."""
        say, tag = self._wording, tag_of(fault.element)
        name, parent = say.element(tag), fault.element.getparent()
        if parent is None:
            return f"{name} cannot be the root of a document", self._here(fault, "The root may be")
        above = say.element(tag_of(parent))
        if fault.before is not None:
            other = f"{say.element(tag_of(fault.before))} (line {self._at(fault.before).line})"
            return f"{name} comes too late in {above}: it must stand before {other}", "Move it up."
        if fault.is_needed_later:
            return (
                f"{name} comes too early in {above}",
                "Move it down, behind what must come first.",
            )
        beside = say.elements(dict.fromkeys(fault.also), join="and")
        more = f"; nor can {beside} beside it" if beside else ""
        if fault.instead:
            usual = say.usual(parent, fault.instead)
            message = f"{name} stands in {above} where {say.elements(usual)} must"
            return message + more, self._homes(fault, f"Put {say.elements(usual)} there.")
        elements = self._automaton.by_name.get(tag_of(parent), ())
        if fault.wrappers:
            wrappers = say.elements(say.usual(parent, fault.wrappers))
            return f"{name} cannot stand directly in {above}{more}", f"Put it all into {wrappers}."
        if any(tag in names_within(element) for element in elements):
            message = f"{name} cannot stand in {above} at this place, or not once more"
            return message + more, self._here(fault, "Here may stand")
        message = f"{name} cannot stand in {above}{more}"
        return message, self._homes(fault, self._here(fault, "Here may stand"))

    def _homes(self, fault: Stray, hint: str) -> str:
        """*hint*, and where the element of *fault* may stand."""
        homes = self._wording.homes(tag_of(fault.element))
        name = self._wording.element(tag_of(fault.element))
        return f"{hint} {name} may stand in {homes}." if homes else hint

    def _missing(self, fault: Missing) -> Finding:
        say, parent = self._wording, fault.parent
        name, code, place = say.element(tag_of(parent)), codes.MISSING_ELEMENT, self._at(parent)
        if not fault.names:
            patterns = "a value" if fault.needs_text else "more"
            message = f"{name} ends too early: it must have {patterns}"
            return self._finding(place, code, message, "Add what is missing, or remove it.")
        one_by_one = [say.elements(say.usual(parent, names)) for names in fault.names]
        lacking = listing(one_by_one, "and")
        message = f"{name} lacks {lacking}"
        hint = f"Add {lacking} at its end."
        if fault.before is not None:
            other = say.element(tag_of(fault.before))
            hint = f"Add {lacking} before {other} (line {self._at(fault.before).line})."
        elif not len(parent) and not (parent.text or "").strip(SPACE):
            message = f"{name} is empty, and must have {lacking}"
            hint = f"Add {lacking}, or remove {name}."
        return self._finding(place, code, message, hint)

    # Texts ----------------------------------------------------------------------------------------

    def _text(self, fault: StrayText) -> Finding:
        say, parent = self._wording, fault.parent
        gap = self._gaps.behind(parent, fault.behind)
        place = self._source.texts.get(gap) or self._at(parent)
        name = say.element(tag_of(parent))
        beside = say.elements(dict.fromkeys(fault.also), join="and")
        more = f"; nor can {beside} beside it" if beside else ""
        named = say.elements(say.usual(parent, fault.wrappers))
        if fault.state.has_data:
            message = f"the text of {name} cannot be {quoted(fault.words)}"
            patterns = [hypothesis.rest for hypothesis in fault.state.hypotheses]
            hint = f"Write {expected(patterns, fault.words)}."
        else:
            message = f"text cannot stand directly in {name}: {quoted(fault.words)}"
            hint = f"Put it into {named}." if named else f"Move it out of {name}."
        return self._finding(place, codes.TEXT, message + more, hint)

    def _value(self, fault: WrongValue) -> Finding:
        name = self._wording.element(tag_of(fault.element))
        gap = self._gaps.behind(fault.element, None)
        place = self._source.texts.get(gap) or self._at(fault.element)
        said = quoted(fault.text) if fault.text.strip(SPACE) else "empty"
        return self._finding(
            place,
            codes.VALUE,
            f"the text of {name} cannot be {said}",
            f"Write {expected(fault.patterns, fault.text)}.",
        )

    # Attributes -----------------------------------------------------------------------------------

    def _written(self, element: etree._Element, name: str) -> Written | None:
        """The attribute as it is written; None if it is written elsewhere, in a DTD or an entity."""
        if element not in self._attributes:
            self._attributes[element] = places.attributes(self._document, element)
        return self._attributes[element].get(name)

    def _stray_attribute(self, fault: StrayAttribute) -> Finding:
        say = self._wording
        name, attribute = say.element(tag_of(fault.element)), say.attribute(fault.name)
        written = self._written(fault.element, fault.name)
        place = written.place if written else self._at(fault.element)
        if fault.with_others:
            others = listing([say.attribute(other) for other in fault.with_others])
            message = f"{name} cannot have {attribute} beside {others}"
            hint = "Leave out what does not go with the other."
            return self._finding(place, codes.CONFLICTING_ATTRIBUTE, message, hint)
        message, fix = f"{name} cannot have {attribute}", None
        possible = fault.state.attribute_names
        if fault.meant:
            hint = f"Write {say.attribute(fault.meant)}."
            if written and fault.element.get(fault.meant) is None:
                fix = fixes.rename_attribute(written, fault.name, fault.meant)
        else:
            alike = near(fault.name, possible)
            named = say.attributes(fault.element, alike or list(possible))
            hint = f"Leave it out, or write {named}." if named else "Leave it out."
        return self._finding(place, codes.UNKNOWN_ATTRIBUTE, message, hint, fix)

    def _wrong_attribute(self, fault: WrongAttribute) -> Finding:
        say, value = self._wording, fault.value
        written = self._written(fault.element, fault.name)
        place = written.place if written else self._at(fault.element)
        said = quoted(value) if value.strip(SPACE) else "empty"
        message = (
            f"{say.attribute(fault.name)} of {say.element(tag_of(fault.element))} cannot be {said}"
        )
        hint = f"Write {expected(fault.patterns, value)}."
        meant = correction(value, fault.patterns, self._automaton.derive.allows)
        fix = fixes.set_value(written, meant) if written and meant else None
        if meant:
            hint = (
                f"Write “{meant}”, or another of what it may be: {expected(fault.patterns, value)}."
            )
        return self._finding(place, codes.VALUE, message, hint, fix)

    def _missing_attribute(self, fault: MissingAttribute) -> Finding:
        say = self._wording
        each = [listing([say.attribute(one) for one in names]) for names in fault.names]
        lacking = listing(each, "and")
        message = f"{say.element(tag_of(fault.element))} lacks {lacking}"
        return self._finding(
            self._at(fault.element), codes.MISSING_ATTRIBUTE, message, f"Add {lacking}."
        )
