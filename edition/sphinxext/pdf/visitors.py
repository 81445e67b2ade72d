"""What a printed page writes otherwise than a page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from edition.sphinxext.books.nodes import footnote_text
from edition.sphinxext.books.visitors import (
    COMMON,
    Visitors,
    depart_context,
    depart_division,
    depart_drawing,
    depart_span,
    draw,
    passage_number,
    visit_span,
)
from edition.sphinxext.nodes import annotation, passage

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


def visit_footnote_text(self: HTML5Translator, node: nodes.Element) -> None:
    """A note for the foot of the page; it stands among words, so all of it is words."""
    kind = "footnote textual" if node["textual"] else "footnote"
    attributes: dict[str, Any] = {"data-label": node["label"]}
    self.body.append(self.starttag(node, "span", "", CLASS=kind, **attributes))


def visit_drawing(self: HTML5Translator, node: nodes.Element) -> None:
    """A drawing on white paper."""
    draw(self, node, "#fff")


def visit_noteref(self: HTML5Translator, node: nodes.Element) -> None:
    """The sign of a note that stands elsewhere: on an earlier page, or at the end of the chapter.

    :raises docutils.nodes.SkipNode: always; all of it is written here.
    """
    attributes: dict[str, Any] = {"href": f"#{node['refid']}"}
    sign = self.starttag(node, "a", "", CLASS="noteref", **attributes)
    self.body.append(f"{sign}{self.encode(node.astext())}</a>")
    raise nodes.SkipNode


def visit_annotation(self: HTML5Translator, node: nodes.Element) -> None:
    """A note that stands by itself, with the label that it is called by."""
    self.body.append(self.starttag(node, "div", CLASS="note"))
    if node.get("label") and not node.get("standoff"):
        self.body.append(f'<span class="note-label">{self.encode(node["label"])}</span> ')


def visit_paragraph(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph; in a note at the foot of a page, a line of its words."""
    if isinstance(node.parent, footnote_text):
        self.body.append(self.starttag(node, "span", "", CLASS="p"))
        self.context.append("</span>")
    elif isinstance(node, passage):
        self.body.append(self.starttag(node, "p", "", CLASS="passage"))
        passage_number(self, node)
        self.context.append("</p>\n")
    elif isinstance(node.parent, annotation):
        self.body.append(self.starttag(node, "p", ""))
        self.context.append("</p>\n")
    else:
        # Whether it is written at all is decided by what is around it, and by the same rules at its end.
        type(self).visit_paragraph(self, node)  # type: ignore[arg-type]


def depart_paragraph(self: HTML5Translator, node: nodes.Element) -> None:
    """End the paragraph."""
    own = isinstance(node, passage) or isinstance(node.parent, (footnote_text, annotation))
    if own:
        depart_context(self, node)
    else:
        type(self).depart_paragraph(self, node)  # type: ignore[arg-type]


def visit_passage_group(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph that holds blocks."""
    self.body.append(self.starttag(node, "div", CLASS="passage"))
    passage_number(self, node)


def visit_title(self: HTML5Translator, node: nodes.Element) -> None:
    """A heading, which tells running heads and bookmarks its words without its notes."""
    start = len(self.body)
    type(self).visit_title(self, node)  # type: ignore[arg-type]
    words = self.attval(heading_words(node))
    for at in range(start, len(self.body)):
        tag = self.body[at]
        if tag.startswith("<h") and tag.endswith(">"):
            self.body[at] = f'{tag[:-1]} data-words="{words}">'
            return


def heading_words(node: nodes.Element) -> str:
    """The words of a heading, without the notes on them and the signs among them."""
    copy = node.deepcopy()
    for inner in list(copy.findall(nodes.Element)):
        is_sign = isinstance(inner, footnote_text) or "claim-mark" in inner["classes"]
        if is_sign and inner.parent is not None:
            inner.parent.remove(inner)
    return " ".join(copy.astext().split())


#: What a printed page writes otherwise than a page of HTML.
VISITORS: Final[Visitors] = {
    **COMMON,
    "annotation": (visit_annotation, depart_division),
    "drawing": (visit_drawing, depart_drawing),
    "footnote_text": (visit_footnote_text, depart_span),
    # Printers know no MathML: a formula is its signs in a row.
    "mathml": (visit_span, depart_span),
    "noteref": (visit_noteref, None),
    "paragraph": (visit_paragraph, depart_paragraph),
    "passage": (visit_paragraph, depart_paragraph),
    "passage_group": (visit_passage_group, depart_division),
    "title": (visit_title, None),
}
