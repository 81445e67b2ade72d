"""The page being written, and the small pieces of which its additions are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from docutils import nodes
from sphinx.builders import Builder

from edition.model import Edition
from edition.model.records import Span
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.nodes import generated
from edition.sphinxext.theming import theme_option
from edition.tei.pointers import split_key

_T = TypeVar("_T", bound=nodes.Element)


@dataclass(frozen=True, slots=True)
class Writing:
    """One page in one builder.

    :ivar domain: knows the edition and where its things are.
    :ivar builder: makes the addresses.
    :ivar docname: the page.
    """

    domain: TEIDomain
    builder: Builder
    docname: str

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self.domain.edition

    @property
    def has_margins(self) -> bool:
        """Whether the theme has room for notes beside the text (its option ``notes``)."""
        return theme_option(self.builder, "notes") == "margin"

    def link(self, key: str, text: str, *classes: str) -> nodes.Node:
        """*text* linked to what *key* names; without a link if no page has it."""
        content = nodes.inline("", text, classes=list(classes)) if classes else nodes.Text(text)
        return self.domain.link(self.builder, self.docname, key, content) or content

    def passage_link(self, span: Span) -> nodes.Node:
        """The passage of *span*, as its anchor, linked."""
        file, anchor = split_key(span.passage)
        own = self.domain.page_with(file) is self.domain.page_at(self.docname)
        others = len(self.edition.texts) > 1
        text = anchor if own or not others else f"{self.work_name(file)}, {anchor}"
        return self.link(span.passage, text, "passage-ref")

    def work_name(self, file: str) -> str:
        """A short name of a file: its docname."""
        page = self.domain.page_with(file)
        return page.docname if page else file

    def in_context(self, span: Span) -> list[nodes.Node]:
        """The words of *span* with what stands around them."""
        before, after = self.edition.context(span)
        words = nodes.strong("", span.words, classes=["words"])
        return [
            nodes.inline("", before, classes=["before"]),
            words,
            nodes.inline("", after, classes=["after"]),
        ]


def labelled(label: str, *content: nodes.Node) -> nodes.paragraph:
    """A paragraph of the edition's own words that begins with a label."""
    paragraph = nodes.paragraph()
    if label:
        paragraph += nodes.strong("", f"{label}:", classes=["field-label"])
        paragraph += nodes.Text(" ")
    paragraph.extend(content)
    return _own(paragraph)


def bullet_list(items: list[list[nodes.Node]], *classes: str) -> nodes.bullet_list:
    """A list of the edition's own words."""
    made = nodes.bullet_list(classes=list(classes))
    for item in items:
        made += nodes.list_item("", nodes.paragraph("", "", *item))
    return _own(made)


def joined(items: list[nodes.Node], separator: str = ", ") -> list[nodes.Node]:
    """*items* with a separator between them."""
    woven: list[nodes.Node] = []
    for item in items:
        if woven:
            woven.append(nodes.Text(separator))
        woven.append(item)
    return woven


def _own(node: _T) -> _T:
    generated(node)
    return node
