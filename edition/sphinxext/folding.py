"""Plain prose is kept out of Sphinx's sight until its page is written.

Between reading and writing Sphinx walks through the whole doctree some forty times, to look for footnotes,
images, downloads, substitutions and so on. A text has a thousand small nodes on a page, none of which is
any of these. So the content of a paragraph that holds only words and our own inline nodes is folded away
into one node when it has been read, and put back before anything is done with the page. What holds
a link, an image or whatever else an extension may be looking for is never folded.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes

from edition.sphinxext.nodes import dated, departure, folded, line_break, mention, sentence

#: What nobody looks for: nodes of exactly these classes.
_PLAIN: Final = frozenset(
    {
        dated,
        departure,
        line_break,
        mention,
        nodes.emphasis,
        nodes.inline,
        nodes.strong,
        nodes.subscript,
        nodes.superscript,
        nodes.Text,
        sentence,
    }
)


def fold(document: nodes.document) -> None:
    """Fold the plain paragraphs of *document*."""
    for paragraph in list(document.findall(nodes.paragraph)):
        if len(paragraph) > 1 and all(map(_is_plain, paragraph.children)):
            paragraph.children = [folded(content=paragraph.children)]
            paragraph.children[0].parent = paragraph


def unfold(document: nodes.document) -> None:
    """Put back what :func:`fold` took out of *document*."""
    for node in list(document.findall(folded)):
        node.parent.children = node["content"]


def _is_plain(node: nodes.Node) -> bool:
    return type(node) in _PLAIN and all(map(_is_plain, node.children))
