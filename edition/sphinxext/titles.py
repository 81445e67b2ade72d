"""Titles in contents: the words of a heading, without its anchors.

Sphinx copies headings into the contents of every page that lists them, with all their nodes. An anchor
belongs to one place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: After the collectors of Sphinx, which are called at 500.
_AFTER_COLLECTORS = 600


def register(app: Sphinx) -> None:
    """Have the copies of each document's headings freed of their anchors."""
    app.connect("doctree-read", _free_of_anchors, priority=_AFTER_COLLECTORS)


def _free_of_anchors(app: Sphinx, _document: nodes.document) -> None:
    env = app.env
    docname = env.docname
    for store in (env.tocs, env.titles, env.longtitles):
        copy = store.get(docname)
        for node in copy.findall(nodes.Element) if copy is not None else ():
            node["ids"] = []
