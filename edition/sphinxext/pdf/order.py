"""The order of the chapters: that of the contents, each chapter before those it lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: The name under which contents list the general index that Sphinx makes.
GENERAL_INDEX = "genindex"


@dataclass(slots=True)
class Chapter:
    """One document as a chapter.

    :ivar depth: how many chapters are above it.
    :ivar part: the caption under which the contents list it, if it is the first there; otherwise "".
    :ivar doctree: its content.
    """

    docname: str
    depth: int
    part: str
    doctree: nodes.document


def chapters_of(env: BuildEnvironment) -> Iterator[Chapter]:
    """The documents of *env* that the contents name, without the contents themselves.

    The general index, if it is listed, is a chapter without content.
    """
    seen: set[str] = set()
    # As a stack, since contents can be as deep as an editor likes.
    waiting = [(env.config.root_doc, 0, "")]
    while waiting:
        docname, depth, part = waiting.pop()
        if docname in seen:
            continue
        seen.add(docname)
        if docname == GENERAL_INDEX and docname not in env.found_docs:
            yield Chapter(docname, depth, part, nodes.document(env.settings, None))  # type: ignore[arg-type]
            continue
        if docname not in env.found_docs:
            continue
        doctree = env.get_doctree(docname)
        below = depth if docname == env.config.root_doc else depth + 1
        listed = list(_take_contents(doctree))
        waiting += [(name, below, caption) for name, caption in reversed(listed)]
        yield Chapter(docname, depth, part, doctree)


def _take_contents(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Take the lists of contents out of *doctree*; give their documents, and captions with the first."""
    for node in list(doctree.findall(addnodes.toctree)):
        caption = node.get("caption") or ""
        for _title, docname in node["entries"]:
            yield docname, caption
            caption = ""
        wrapper = node.parent
        wrapper.remove(node)
        if not wrapper.children and "toctree-wrapper" in wrapper.get("classes", ()):
            wrapper.parent.remove(wrapper)
