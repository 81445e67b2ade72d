"""Many pages as one: every anchor once, every link within.

Anchors stay what they are in the source. Where two pages have the same, the later one has the name of
its page before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes

from edition.sphinxext.nodes import drawing
from edition.sphinxext.pdf.order import Chapter

#: How links to a page are written until it is known where in the book it is.
_PAGE: Final = "edition-page:"
#: Classes of words that, in a link, say that a page number should follow.
_LOCATING: Final = frozenset({"claim-ref", "claim-title", "passage-ref"})

#: A link within the edition in a drawing: page and anchor.
_DRAWN_LINK: Final = re.compile(rf'href="({_PAGE}[^"#]*)?(?:#([^"]*))?"')

Anchors = dict[str, dict[str, str]]


def page_uri(docname: str) -> str:
    """The preliminary address of a page."""
    return _PAGE + quote(docname, safe="")


def join(chapters: Iterable[Chapter], address: str) -> Anchors:
    """Make the anchors of *chapters* unique and let links lead to them.

    :param address: where pages are that are not in the book, or "".
    :returns: what became of each anchor, by docname; "" is the chapter.
    """
    chapters = list(chapters)
    taken: set[str] = set()
    anchors = {chapter.docname: _rename(chapter, taken) for chapter in chapters}
    for chapter in chapters:
        for node in list(chapter.doctree.findall(nodes.reference)):
            _lead(node, chapter.docname, anchors, address)
        for drawn in chapter.doctree.findall(drawing):
            drawn["markup"] = _lead_drawn(drawn["markup"], chapter.docname, anchors)
        for other in chapter.doctree.findall(nodes.Element):
            if "refid" in other and not isinstance(other, nodes.reference):
                refid = other["refid"]
                other["refid"] = anchors[chapter.docname].get(refid, refid)
    return anchors


def _rename(chapter: Chapter, taken: set[str]) -> dict[str, str]:
    """Give the nodes of *chapter* ids that nothing has before it; return them by their old ones."""
    renamed: dict[str, str] = {}
    for node in chapter.doctree.findall(nodes.Element):
        ids = []
        for old in node.attributes["ids"]:
            if old in renamed:
                continue  # said twice on a page: the first has it
            new = old if old not in taken else unlike(f"{_name(chapter.docname)}-{old}", taken)
            taken.add(new)
            renamed[old] = new
            ids.append(new)
        node["ids"] = ids
    renamed[""] = unlike(f"chapter-{_name(chapter.docname)}", taken)
    taken.add(renamed[""])
    return renamed


def _name(docname: str) -> str:
    return docname.replace("/", "-")


def unlike(name: str, taken: set[str]) -> str:
    """*name*, or one like it that is not taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _lead(
    node: nodes.reference, docname: str, anchors: Mapping[str, Mapping[str, str]], address: str
) -> None:
    """Let a link lead to its place in this book, to the web, or nowhere."""
    target = _target_of(node, docname)
    if target is None:
        return
    page, anchor = target
    there = anchors.get(page, {}).get(anchor)
    node.attributes.pop("refid", None)
    node.attributes.pop("refuri", None)
    if there is not None:
        node["refid"] = there
        located = {name for child in node.findall(nodes.inline) for name in child["classes"]}
        if "claim-beside" in node.parent.parent.get("classes", ()) and page != docname:
            located.add("claim-title")
        node["classes"] += sorted(located & _LOCATING)
    elif address:
        node["refuri"] = f"{address}{page}.html" + (f"#{anchor}" if anchor else "")
    else:
        parent = node.parent
        at = next(place for place, child in enumerate(parent) if child is node)
        parent[at] = nodes.inline("", "", *node.children, ids=node["ids"], classes=node["classes"])


def _lead_drawn(markup: str, docname: str, anchors: Mapping[str, Mapping[str, str]]) -> str:
    """The SVG *markup* with links to places in this book, or none."""

    def lead(match: re.Match[str]) -> str:
        page = unquote(match[1].removeprefix(_PAGE)) if match[1] else docname
        there = anchors.get(page, {}).get(match[2] or "")
        return f'href="#{there}"' if there else ""

    return _DRAWN_LINK.sub(lead, markup)


def _target_of(node: nodes.reference, docname: str) -> tuple[str, str] | None:
    """Page and anchor that a link leads to; None if it leads out of the edition."""
    if "refid" in node:
        return docname, node["refid"]
    address = node.get("refuri", "")
    if address.startswith("#"):
        return docname, address[1:]
    if not address.startswith(_PAGE):
        is_absolute = bool(urlsplit(address).scheme)
        return None if is_absolute else (address.removesuffix(".html"), "")
    page, _, anchor = address.removeprefix(_PAGE).partition("#")
    return unquote(page), anchor
