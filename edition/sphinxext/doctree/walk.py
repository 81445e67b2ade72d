"""The walk through a TEI tree: for each element the behaviour that the table names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from lxml import etree

from edition.errors import UsageError
from edition.sphinxext.doctree.builder import Builder
from edition.sphinxext.selectors import Selector, Test, compile_selector
from edition.tei.names import EXAMPLE, NAMESPACES, XML_LANG, XML_SPACE, local_name, tei
from edition.tei.text import is_mixed

Behaviour = Callable[["Walk", etree._Element, str], None]
_Found = tuple[Behaviour, str]

#: All behaviours by name; filled by :func:`behaviour`.
BEHAVIOURS: Final[dict[str, Behaviour]] = {}

#: Elements that hold blocks; one of them below an element of either sort makes it a block.
_BLOCKS: Final = (
    EXAMPLE,
    *map(
        tei,
        (
            "ab", "castList", "div", "eg", "entry", "figure", "head", "item", "l", "lg", "list",
            "listBibl", "listEvent", "listOrg", "listPerson", "listPlace", "p", "sp", "table",
        ),
    ),
)  # fmt: skip
#: The behaviours of the TEI's processing model, by the names of ours (P5, section 22.5.4.5).
PROCESSING_MODEL: Final = {
    "alternate": "choice",
    "body": "transparent",
    "break": "break",
    "cell": "block",
    "cit": "either",
    "document": "transparent",
    "glyph": "inline",
    "index": "block",
    "listItem": "block",
    "metadata": "omit",
    "row": "block",
    "section": "division",
    "text": "transparent",
    "title": "either",
}
_TOKEN: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def behaviour(name: str) -> Callable[[Behaviour], Behaviour]:
    """Register a behaviour under *name*, by which the table and ``conf.py`` call it."""

    def register(function: Behaviour) -> Behaviour:
        if name in BEHAVIOURS:
            message = f"there are two behaviours called {name!r}"
            raise ValueError(message)
        BEHAVIOURS[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: elements, and what is done with them.

    :ivar selector: which elements (see :mod:`edition.sphinxext.selectors`).
    :ivar behaviour: name of a behaviour.
    :ivar option: what the behaviour needs to know besides, or "".
    :ivar predicate: XPath that must hold besides, with the prefix ``tei``, or "".
    """

    selector: str
    behaviour: str
    option: str = ""
    predicate: str = ""


def _holds(predicate: str) -> Test:
    """The test that *predicate*, an XPath, is."""
    path = etree.XPath(f"boolean({predicate})", namespaces=NAMESPACES)
    return lambda element: bool(path(element))


class Rules:
    """The table, ready for use: the first rule that fits an element is taken."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Compile *rules*, best first.

        :raises UsageError: a selector cannot be read, or no behaviour has that name.
        """
        self._compiled: list[tuple[Selector, _Found]] = []
        for rule in rules:
            selector = compile_selector(rule.selector)
            if rule.predicate:
                selector = selector.narrowed(_holds(rule.predicate))
            try:
                function = BEHAVIOURS[PROCESSING_MODEL.get(rule.behaviour, rule.behaviour)]
            except KeyError:
                message = f"there is no behaviour {rule.behaviour!r} (for {rule.selector!r})"
                hint = f"Behaviours are: {', '.join(sorted({*BEHAVIOURS, *PROCESSING_MODEL}))}."
                raise UsageError(message, hint=hint) from None
            self._compiled.append((selector, (function, rule.option)))
        #: What is tried for elements of a name below elements of a name; filled when first asked.
        self._tried: dict[tuple[str, str], list[tuple[Test | None, _Found]]] = {}

    def find(self, name: str, element: etree._Element) -> tuple[Behaviour, str] | None:
        """The behaviour for *element* and its option, or None if no rule fits."""
        parent = element.getparent()
        names = (name, "" if parent is None else local_name(parent))
        tried = self._tried.get(names)
        if tried is None:
            tried = self._tried[names] = list(self._for(*names))
        for test, found in tried:
            if test is None or test(element):
                return found
        return None

    def _for(self, name: str, parent: str) -> Iterator[tuple[Test | None, _Found]]:
        """The rules for *name* below *parent*, up to the first that always fits."""
        for selector, found in self._compiled:
            if selector.name in {name, "*"} and selector.parent in {parent, "*"}:
                yield selector.test, found
                if selector.test is None:
                    return


class Walk:
    """One walk, building one doctree.

    :ivar holding: the elements that hold a block, notes aside.
    """

    def __init__(self, builder: Builder, rules: Rules, root: etree._Element) -> None:
        """Walk what is below *root* with *rules* into *builder*."""
        self.builder = builder
        self.context = builder.context
        self.rules = rules
        self.holding = _holding_blocks(root)
        self._mixed: dict[etree._Element, bool] = {}
        self._unknown = BEHAVIOURS["unknown"], ""

    def children(self, element: etree._Element) -> None:
        """Walk the content of *element*."""
        text = self.builder.text
        text(element.text)
        for child in element:
            self.element(child)
            text(child.tail)

    def element(self, element: etree._Element) -> None:
        """Do with *element* what the table says."""
        name = local_name(element)
        if not name:
            return
        found = self.rules.find(name, element) or self._unknown
        if element.get(XML_SPACE) == "preserve" and not self.builder.preserve:
            self.builder.preserve = True
            found[0](self, element, found[1])
            self.builder.preserve = False
        else:
            found[0](self, element, found[1])

    def words(self, node: nodes.Element, element: etree._Element, *classes: str) -> None:
        """The content of *element* as words in *node*."""
        self.dress(node, element, *classes)
        self.builder.open_inline(node)
        self.children(element)
        self.builder.close_inline()

    def block(self, node: nodes.Element, element: etree._Element, *classes: str) -> None:
        """The content of *element* in *node*, a block."""
        with self.builder.block(self.dress(node, element, *classes)):
            self.children(element)

    def anchors_below(self, element: etree._Element) -> list[str]:
        """The anchors of all that is in *element*, for a node that shows it as a whole."""
        known, moved = self.context.anchors, self.builder.account.moved
        below = element.iterdescendants("*")
        return [known[inner] for inner in below if inner in known and inner not in moved]

    def is_mixed(self, element: etree._Element) -> bool:
        """Whether text stands between the children of *element*."""
        known = self._mixed.get(element)
        if known is None:
            known = self._mixed[element] = is_mixed(element)
        return known

    def heading(self, element: etree._Element, node: nodes.Element) -> bool:
        """Put the content of *element* into *node*, a title, if that is possible.

        A title holds words only. If there is a block in *element* nothing is done, and the caller
        treats it as any other element.
        """
        builder = self.builder
        holder, floats = nodes.section(), len(builder.floats)
        self.dress(node, element)
        with builder.detached(holder), builder.paragraph(node):
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
        own: list[str] = node.attributes["classes"]
        own += classes
        if element.attrib:
            own += rendition(element)
            own += language_of(element)
            if element.get(XML_SPACE) == "preserve":
                own.append("space-preserved")
        return node


def _holding_blocks(root: etree._Element) -> set[etree._Element]:
    """The elements below *root* that hold a block; what a note holds is not held around it."""
    holding: set[etree._Element] = set()
    for block in root.iter(*_BLOCKS):
        up = block.getparent()
        while up is not None and up not in holding:
            holding.add(up)
            up = None if local_name(up) == "note" else up.getparent()
    return holding


def language_of(element: etree._Element) -> list[str]:
    """The class by which docutils knows the language of *element*, if it names one."""
    language = element.get(XML_LANG)
    return [f"language-{language}"] if language and _LANGUAGE.fullmatch(language) else []


def rendition(element: etree._Element) -> list[str]:
    """Classes for the tokens of ``@rend`` that are plain words; others name nothing we know."""
    rend = element.get("rend")
    if not rend:
        return []
    return [f"rend-{token}" for token in rend.lower().split() if _TOKEN.fullmatch(token)]
