"""The general index of terms that the texts name, as Sphinx collects it, as a chapter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment.adapters.indexentries import IndexEntries

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_Links = list[tuple[str, str]]


def general_index(env: BuildEnvironment, builder: Builder) -> nodes.section:
    """The chapter: each term with links to its places, which are printed as page numbers."""
    section = nodes.section("", nodes.title("", "Index"), ids=["genindex"])
    letters = nodes.container(classes=["index-letters"])
    for letter, entries in IndexEntries(env).create_index(builder):
        group = nodes.container(classes=["index-letter"])
        group += nodes.rubric("", letter, **{"heading-level": 2})
        group += _list(entries)
        letters += group
    section += letters
    return section


def _list(entries: Iterable[tuple[str, Any]]) -> nodes.bullet_list:
    items = nodes.bullet_list(classes=["index"])
    for name, (links, inner, *_) in entries:
        item = nodes.list_item("", nodes.paragraph("", name, *_places(links)))
        if inner:
            item += _list((inner_name, (inner_links, ())) for inner_name, inner_links in inner)
        items += item
    return items


def _places(links: _Links) -> list[nodes.Node]:
    return [
        nodes.reference("", "", refuri=address, internal=True, classes=["page-only"])
        for _, address in links
    ]
