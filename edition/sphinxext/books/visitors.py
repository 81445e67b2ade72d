"""How the nodes look in a book: every sign is text, as there is no script and not always a sheet.

What is written is XML as well as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MethodType
from typing import TYPE_CHECKING, Any, Final, cast

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[["HTML5Translator", nodes.Element], None]
#: What is done when a node begins and when it ends, by the name of its class.
Visitors = Mapping[str, tuple[Visitor, Visitor | None]]

_COLOUR_OF_PAGE: Final = re.compile(r"var\(--[\w-]+, Canvas\)")


def install(translator: HTML5Translator, visitors: Visitors) -> None:
    """Have *translator* write the nodes that *visitors* name as they say, whatever a page of HTML does."""
    for name, (visit, depart) in visitors.items():
        setattr(translator, f"visit_{name}", MethodType(visit, translator))
        if depart is not None:
            setattr(translator, f"depart_{name}", MethodType(depart, translator))


def visit_span(self: HTML5Translator, node: nodes.Element) -> None:
    """Words."""
    self.body.append(self.starttag(node, "span", ""))


def depart_span(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the words."""
    self.body.append("</span>")


def visit_division(self: HTML5Translator, node: nodes.Element) -> None:
    """A block."""
    self.body.append(self.starttag(node, "div"))


def depart_division(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the block."""
    self.body.append("</div>\n")


def visit_section(self: HTML5Translator, node: nodes.Element) -> None:
    """An entry with a heading."""
    self.body.append(self.starttag(node, "section", CLASS="register-entry"))


def depart_section(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the entry."""
    self.body.append("</section>\n")


def visit_link(self: HTML5Translator, node: nodes.Element) -> None:
    """A link within the edition; how sure it is stands in words elsewhere."""
    address = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    tag = "a" if address else "span"
    attributes: dict[str, Any] = {"href": address} if address else {}
    self.body.append(self.starttag(node, tag, "", **attributes))
    self.context.append(f"</{tag}>")


def depart_context(self: HTML5Translator, _node: nodes.Element) -> None:
    """End what was begun."""
    self.body.append(cast("str", self.context.pop()))


def visit_line_break(self: HTML5Translator, node: nodes.Element) -> None:
    """A line break, or a possible one within a word.

    :raises docutils.nodes.SkipNode: always; all of it is written here.
    """
    if node["ids"]:
        self.body.append(self.starttag(node, "span", "") + "</span>")
    self.body.append("<wbr/>" if node["within_word"] else "<br/>")
    raise nodes.SkipNode


def visit_mathml(self: HTML5Translator, node: nodes.Element) -> None:
    """A formula, as MathML.

    :raises docutils.nodes.SkipNode: always; all of it is written here.
    """
    self.body.append(f"{self.starttag(node, 'span', '')}{node['markup']}</span>")
    raise nodes.SkipNode


def visit_drawing(self: HTML5Translator, node: nodes.Element) -> None:
    """A drawing on a page whose colour its reader chooses."""
    draw(self, node, "none")


def draw(self: HTML5Translator, node: nodes.Element, paper: str) -> None:
    """A drawing, which says in its own attributes all that it says, and its caption.

    :param paper: what stands for the colour of the page, which only browsers can look up.
    """
    figure = self.starttag(node, "figure", "", CLASS="drawing")
    self.body.append(f"{figure}{_COLOUR_OF_PAGE.sub(paper, node['markup'])}<figcaption>")


def depart_drawing(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the drawing."""
    self.body.append("</figcaption></figure>\n")


def passage_number(self: HTML5Translator, node: nodes.Element) -> None:
    """The number of a paragraph, as a word of its own before it."""
    if node["ids"] and node.get("number"):
        self.body.append(f'<span class="passage-number">{self.attval(node["number"])}</span> ')


#: What both books have.
COMMON: Final[Visitors] = {
    "annotation": (visit_division, depart_division),
    "apparatus_entry": (visit_division, depart_division),
    "dated": (visit_span, depart_span),
    "departure": (visit_span, depart_span),
    "drawing": (visit_drawing, depart_drawing),
    "entry_part": (visit_division, depart_division),
    "further": (visit_span, depart_span),
    "line_break": (visit_line_break, None),
    "link": (visit_link, depart_context),
    "marginal": (visit_division, depart_division),
    "mathml": (visit_mathml, None),
    "mention": (visit_span, depart_span),
    "note_call": (visit_span, depart_span),
    "claim_call": (visit_span, depart_span),
    "page_break": (visit_span, depart_span),
    "reading": (visit_span, depart_span),
    "register_entry": (visit_section, depart_section),
    "remarks": (visit_division, depart_division),
    "sentence": (visit_span, depart_span),
}
