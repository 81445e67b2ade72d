"""One doctree cut into pages, each a section of its own, with nothing lost and nothing out of order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from sphinx import addnodes

from edition.sphinxext.nodes import (
    annotation,
    apparatus_entry,
    generated,
    note_call,
    page_break,
    register_entry,
)

#: What is never cut in two, whatever element it was made of.
_WHOLE: Final = (
    annotation,
    apparatus_entry,
    nodes.literal,
    nodes.literal_block,
    nodes.table,
    nodes.term,
    nodes.title,
)
#: Characters of what opens a page, if nothing names it.
_OPENING: Final = 50


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page cut from a text.

    :ivar anchor: the anchor at which it begins.
    :ivar parent: the anchor of the page above it in the contents, or "" for the page of the text.
    :ivar section: all of it.
    """

    anchor: str
    parent: str
    section: nodes.section


def cut(page: nodes.section, anchors: Collection[str]) -> list[Leaf]:
    """Take out of *page* what begins at each of *anchors*, in the order of *page*.

    An anchor that *page* has not, or that is in something that is never cut in two, begins no page.
    """
    if not anchors:
        return []
    places = _places(page, anchors)
    above = {anchor: _above(node, places) for anchor, node in places.items()}
    pieces = {anchor: _take_from(node, page) for anchor, node in reversed(places.items())}
    leaves = [
        Leaf(anchor, above[anchor], _as_section(anchor, pieces[anchor], page["classes"]))
        for anchor in places
    ]
    _bring_home([page, *(leaf.section for leaf in leaves)])
    return leaves


def add_contents(sections: Mapping[str, nodes.section], pages: Iterable[tuple[str, str]]) -> None:
    """Name on each page those that follow from it: *pages* are docnames, above and below."""
    below: dict[str, list[str]] = {}
    for above, docname in pages:
        below.setdefault(above, []).append(docname)
    for above, docnames in below.items():
        node = addnodes.toctree(
            caption=None,
            entries=[(None, docname) for docname in docnames],
            glob=False,
            hidden=False,
            includefiles=docnames,
            includehidden=False,
            maxdepth=1,
            numbered=0,
            parent=above,
            rawentries=[],
            titlesonly=True,
        )
        sections[above] += generated(nodes.container("", node, classes=["toctree-wrapper"]))


def _places(page: nodes.section, anchors: Collection[str]) -> dict[str, nodes.Element]:
    """The nodes that begin a page, in the order of the text."""
    wanted = set(anchors)
    return {
        node["ids"][0]: node
        for node in page.findall(nodes.Element)
        if node is not page
        and wanted.intersection(node.attributes["ids"][:1])
        and not _is_in_whole(node, page)
    }


def _is_in_whole(node: nodes.Element, page: nodes.section) -> bool:
    """Whether *node* is in something that is no longer what it was when it is cut in two."""
    up = node.parent
    while up is not page:
        if isinstance(up, _WHOLE):
            return True
        up = up.parent
    return False


def _above(node: nodes.Element, places: dict[str, nodes.Element]) -> str:
    """The anchor of the section around *node* that begins a page itself."""
    up = node.parent
    while up is not None:
        if isinstance(up, nodes.section) and up["ids"] and places.get(up["ids"][0]) is up:
            return str(up["ids"][0])
        up = up.parent
    return ""


def _take_from(node: nodes.Element, page: nodes.section) -> list[nodes.Node]:
    """Everything of *page* from *node* on; what is around it goes on as a copy without anchor."""
    parent = node.parent
    at = _place(node)
    carried = parent.children[at:]
    del parent.children[at:]
    while parent is not page:
        around, at = parent.parent, _place(parent)
        rest = around.children[at + 1 :]
        del around.children[at + 1 :]
        if carried and not isinstance(parent, nodes.section):
            again = parent.copy()
            again["ids"] = []
            again.attributes.pop("number", None)
            again.extend(carried)
            carried = [again]
        carried = [*carried, *rest]
        parent = around
    return carried


def _place(node: nodes.Node) -> int:
    """Where *node* stands among its siblings; ``Element.index`` would find one that is equal."""
    return next(at for at, child in enumerate(node.parent.children) if child is node)


def _as_section(anchor: str, piece: list[nodes.Node], classes: list[str]) -> nodes.section:
    """A page of its own of *piece*, of the same sort and language as the whole."""
    first = piece[0]
    if isinstance(first, nodes.section) and not any(
        isinstance(node, nodes.section) for node in piece[1:]
    ):
        first.extend(piece[1:])
        first.parent = None
        own_language = any(name.startswith("language-") for name in first["classes"])
        first["classes"] = [
            *(name for name in classes if not (own_language and name.startswith("language-"))),
            *first["classes"],
        ]
        return first
    section = nodes.section(ids=[f"page-{anchor}"], classes=classes)
    section.source, section.line = first.source, first.line
    section += nodes.title("", "", generated(nodes.inline("", _title(anchor, piece))))
    section.extend(piece)
    return section


def _title(anchor: str, piece: list[nodes.Node]) -> str:
    """What to call a page that has no heading: its number, its entries, or how it begins."""
    holder = nodes.container()
    holder.children = list(piece)
    first_break = next(holder.findall(page_break), None)
    if first_break is not None and anchor in first_break["ids"] and first_break["number"]:
        return f"Page {first_break['number']}"
    for kind in (nodes.section, register_entry):
        heads = [node.children[0].astext() for node in holder.findall(kind) if node.children]
        if heads:
            first, last = _short(heads[0]), _short(heads[-1])
            return first if first == last else f"{first} – {last}"
    return _short(holder.astext()) or anchor


def _short(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _OPENING:
        return words
    return words[: words.rfind(" ", 0, _OPENING) + 1 or _OPENING].rstrip() + "…"


def _bring_home(sections: list[nodes.section]) -> None:
    """Notes and readings go to the page on which they are called."""
    homes: dict[str, nodes.section] = {}
    for section in sections:
        homes.update(dict.fromkeys((call["note"] for call in section.findall(note_call)), section))
        homes.update(
            (anchor, section)
            for node in section.findall(nodes.Element)
            for anchor in node.attributes["ids"]
            if not isinstance(node, annotation)
        )
    for section in sections:
        for float_ in [*section.findall(annotation), *section.findall(apparatus_entry)]:
            home = homes.get(_called_by(float_), section)
            if home is not section:
                del float_.parent.children[_place(float_)]
                home += float_


def _called_by(node: nodes.Element) -> str:
    """The key of a note, or the anchor of the words that a reading belongs to."""
    if isinstance(node, annotation):
        return str(node["key"])
    return str(
        next((link["refid"] for link in node.findall(nodes.reference) if "refid" in link), "")
    )
