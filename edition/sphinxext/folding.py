"""The text is kept out of Sphinx's sight until its page is written.

Between reading and writing Sphinx walks through the whole doctree some forty times, to look for footnotes,
images, downloads, substitutions and so on. A text has a thousand small nodes on a page, none of which is
any of these. So what holds only words and nodes of ours is folded away into one node when it has
been read, and put back before anything is done with the page. What holds an image, code or
whatever else an extension may be looking for stays where it is; and links are there for the builder that
checks them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from edition.sphinxext import nodes as tei

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What nobody looks for: nodes of exactly these classes.
_PLAIN: Final = frozenset(
    {
        nodes.block_quote,
        nodes.container,
        nodes.emphasis,
        nodes.inline,
        nodes.list_item,
        nodes.bullet_list,
        nodes.enumerated_list,
        nodes.paragraph,
        nodes.reference,
        nodes.rubric,
        nodes.strong,
        nodes.subscript,
        nodes.superscript,
        nodes.Text,
        tei.annotation,
        tei.apparatus_entry,
        tei.dated,
        tei.departure,
        tei.entry_part,
        tei.line_break,
        tei.mention,
        tei.mathml,
        tei.note_call,
        tei.page_break,
        tei.passage,
        tei.passage_group,
        tei.reading,
        tei.register_entry,
        tei.sentence,
    }
)


def fold(node: nodes.Element) -> None:
    """Fold whatever is plain below *node*."""
    children: list[nodes.Node] = []
    run: list[nodes.Node] = []
    for child in node.children:
        if _is_plain(child):
            run.append(child)
            continue
        if run:
            children.append(_folded(run, node))
            run = []
        children.append(child)
        if isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            fold(child)
    if run:
        children.append(_folded(run, node))
    node.children = children


def unfold(document: nodes.document) -> None:
    """Put back what :func:`fold` took out of *document*."""
    for parent in {node.parent: None for node in document.findall(tei.folded)}:
        children = parent.children
        parent.children = []
        for child in children:
            parent.extend(child["content"] if isinstance(child, tei.folded) else [child])


def register(app: Sphinx) -> None:
    """Make the node known, and what unfolds it for those who look for links."""
    app.add_node(tei.folded)
    app.add_post_transform(_UnfoldForLinkCheck)


class _UnfoldForLinkCheck(SphinxPostTransform):
    """Links are looked for before the pages are resolved."""

    default_priority = 1
    builders = ("linkcheck",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 – as Sphinx calls it
        """Unfold the document."""
        unfold(self.document)


def _is_plain(node: nodes.Node) -> bool:
    return type(node) in _PLAIN and all(map(_is_plain, node.children))


def _folded(run: list[nodes.Node], parent: nodes.Element) -> tei.folded:
    node = tei.folded(content=run)
    node.parent = parent
    return node
