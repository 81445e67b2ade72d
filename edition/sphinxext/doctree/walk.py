"""The walk through a TEI tree: for each element the behaviour that the table names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from lxml import etree

from edition.errors import UsageError
from edition.sphinxext.doctree.builder import Builder
from edition.sphinxext.selectors import compile_selector
from edition.tei.names import XML_LANG, XML_SPACE, local_name

Behaviour = Callable[["Walk", etree._Element, str], None]

#: All behaviours by name; filled by :func:`behaviour`.
BEHAVIOURS: Final[dict[str, Behaviour]] = {}

_TOKEN: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def behaviour(name: str) -> Callable[[Behaviour], Behaviour]:
    """Register a behaviour under *name*, by which the table and ``conf.py`` call it."""

    def register(function: Behaviour) -> Behaviour:
        BEHAVIOURS[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: elements, and what is done with them.

    :ivar selector: which elements (see :mod:`edition.sphinxext.selectors`).
    :ivar behaviour: name of a behaviour.
    :ivar option: what the behaviour needs to know besides, or "".
    """

    selector: str
    behaviour: str
    option: str = ""


class Rules:
    """The table, ready for use: the first rule that fits an element is taken."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile *rules*, best first.

        :raises UsageError: a selector cannot be read, or no behaviour has that name.
        """
        compiled = []
        for rule in rules:
            name, test = compile_selector(rule.selector)
            try:
                function = BEHAVIOURS[rule.behaviour]
            except KeyError:
                message = f"there is no behaviour {rule.behaviour!r} (for {rule.selector!r})"
                hint = f"Behaviours are: {', '.join(sorted(BEHAVIOURS))}."
                raise UsageError(message, hint=hint) from None
            compiled.append((name, (test, function, rule.option)))
        #: What is tried for each name, in the order of the table; for other names, the "*" rules.
        self._by_name = {
            name: [rule for of, rule in compiled if of in {name, "*"}] for name, _ in compiled
        }
        self._by_name.setdefault("*", [])

    def find(self, name: str, element: etree._Element) -> tuple[Behaviour, str] | None:
        """The behaviour for *element* and its option, or None if no rule fits."""
        for test, function, option in self._by_name.get(name) or self._by_name["*"]:
            if test is None or test(element):
                return function, option
        return None


class Walk:
    """One walk, building one doctree."""

    def __init__(self, builder: Builder, rules: Rules) -> None:
        """Walk with *rules* into *builder*."""
        self.builder = builder
        self.context = builder.context
        self.rules = rules
        self._unknown = BEHAVIOURS["unknown"]

    def children(self, element: etree._Element) -> None:
        """Walk the content of *element*."""
        builder = self.builder
        builder.text(element.text)
        for child in element:
            self.element(child)
            builder.text(child.tail)

    def element(self, element: etree._Element) -> None:
        """Do with *element* what the table says."""
        name = local_name(element)
        if not name:
            return
        found = self.rules.find(name, element)
        if found is None:
            self.builder.account.unknown.setdefault(name, []).append(element.sourceline or 0)
            self._unknown(self, element, "")
        elif element.get(XML_SPACE) == "preserve" and not self.builder.preserve:
            self.builder.preserve = True
            found[0](self, element, found[1])
            self.builder.preserve = False
        else:
            found[0](self, element, found[1])

    def heading(self, element: etree._Element, node: nodes.Element) -> bool:
        """Put the content of *element* into *node*, a title, if that is possible.

        A title holds words only. If there is a block in *element* nothing is done, and the caller
        treats it as any other element.
        """
        builder = self.builder
        holder, floats = nodes.section(), len(builder.floats)
        with builder.detached(holder), builder.paragraph(self.dress(node, element)):
            self.children(element)
        if len(holder) > 1:
            del builder.floats[floats:]
            return False
        holder.clear()
        builder.account.moved[element] = node
        return True

    def dress(self, node: nodes.Element, element: etree._Element, *classes: str) -> nodes.Element:
        """Give *node* the anchor, line, language and classes of *element*."""
        anchor = self.context.anchors.get(element)
        if anchor:
            node["ids"] = [anchor]
        node.source, node.line = self.builder.source, element.sourceline
        node["classes"] = [*node["classes"], *classes, *rendition(element)]
        language = element.get(XML_LANG)
        if language and _LANGUAGE.fullmatch(language):
            node["classes"].append(f"language-{language}")
        return node


def rendition(element: etree._Element) -> list[str]:
    """Classes for the tokens of ``@rend`` that are plain words; others name nothing we know."""
    rend = element.get("rend")
    if not rend:
        return []
    return [f"rend-{token}" for token in rend.lower().split() if _TOKEN.fullmatch(token)]
