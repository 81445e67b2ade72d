"""Certainty in words: behind a block of text, the identifications in it of which the editors are not sure.

On screen a mention shows this when it is pointed at. A page of a book cannot be pointed at.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes

from edition.sphinxext.books.nodes import remarks
from edition.sphinxext.nodes import GENERATED, annotation, marginal, mention
from edition.sphinxext.resolve.writing import Writing

_UNSURE: Final = {"medium": "medium certainty", "low": "low certainty", "unknown": "uncertain"}
#: Blocks that remarks may stand behind without breaking what they are part of.
_BLOCKS: Final = (nodes.paragraph, nodes.line_block, nodes.title, nodes.table, nodes.bullet_list)
_LONGEST: Final = 60


def add_remarks(writing: Writing, doctree: nodes.document) -> None:
    """Say behind each block of *doctree* how sure the identifications in it are."""
    found: dict[nodes.Element, list[nodes.Element]] = {}
    for node in doctree.findall(mention):
        doubt = _UNSURE.get(node["cert"])
        block = _block_around(node) if doubt else None
        if block is not None and doubt:
            found.setdefault(block, []).append(_remark(writing, node, doubt))
    for block, said in found.items():
        _insert_behind(block, remarks("", *said, classes=[GENERATED, "remarks"]))


def _remark(writing: Writing, node: mention, doubt: str) -> nodes.paragraph:
    words = _without_signs(node)
    keys = [key for target in node["targets"] if (key := writing.edition.resolve(target))]
    means = " or ".join(writing.edition.label(key) for key in keys)
    paragraph = nodes.paragraph()
    paragraph += nodes.inline("", f"“{words}”", classes=["words"])
    paragraph += nodes.Text(f": {means} " if means and means != words else " ")
    paragraph += nodes.inline("", f"(identification: {doubt})", classes=["certainty"])
    return paragraph


def _without_signs(node: nodes.Element) -> str:
    """The words of *node*, without the signs that the edition put among them."""
    words = " ".join("".join(text for text in node.findall(nodes.Text) if _is_text(text)).split())
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST)] + "…"


def _is_text(text: nodes.Text) -> bool:
    up = text.parent
    while up is not None:
        if GENERATED in up.get("classes", ()):
            return False
        up = up.parent
    return True


def _block_around(node: nodes.Element) -> nodes.Element | None:
    """The outermost block around *node* that stands in the text; None in notes and lists of the edition."""
    block = None
    up = node.parent
    while up is not None:
        if isinstance(up, (annotation, marginal)) or GENERATED in up.get("classes", ()):
            return None
        if isinstance(up, _BLOCKS):
            block = up
        up = up.parent
    return block


def _insert_behind(block: nodes.Element, said: nodes.Element) -> None:
    parent = block.parent
    if isinstance(parent, (nodes.list_item, nodes.entry)) or parent is None:
        (block if parent is None else parent).append(said)
    else:
        parent.insert(next(at for at, child in enumerate(parent) if child is block) + 1, said)
