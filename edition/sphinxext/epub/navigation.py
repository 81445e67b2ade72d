"""The navigation document: contents, the pages of the source, landmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from edition.sphinxext.books.data import Data

_X: Final = "http://www.w3.org/1999/xhtml"
_OPS: Final = "http://www.idpf.org/2007/ops"
_ROLES: Final = {"toc": "doc-toc", "page-list": "doc-pagelist"}
_DOWN: Final = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)


class Landmark(NamedTuple):
    """Where a part of the book begins.

    :ivar kind: what it is, in the vocabulary of EPUB.
    """

    kind: str
    address: str
    words: str


def complete_navigation(
    folder: Path, data: Data, pages: list[tuple[str, str]], landmarks: list[Landmark]
) -> None:
    """Add to the contents in *folder* the *pages* of the source and the *landmarks*."""
    path = folder / "nav.xhtml"
    tree = etree.parse(path, _DOWN)
    body = tree.find(f"{{{_X}}}body")
    contents = body.find(f"{{{_X}}}nav") if body is not None else None
    if body is None or contents is None:
        return
    contents.set("id", "toc")
    contents.set("role", _ROLES["toc"])
    for title in tree.iter(f"{{{_X}}}title"):
        title.text = data.title
    for link in contents.iter(f"{{{_X}}}a"):
        if not "".join(filter(str.isprintable, "".join(link.itertext()))).strip():
            link.text = link.get("href", "").partition(".xhtml")[0]
    if pages:
        body.append(_list("page-list", "Pages of the source", [(n, uri, "") for n, uri in pages]))
    marks = [("Contents", "#toc", "toc"), *((m.words, m.address, m.kind) for m in landmarks)]
    body.append(_list("landmarks", "Landmarks", marks))
    tree.write(path, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _list(kind: str, heading: str, items: list[tuple[str, str, str]]) -> etree._Element:
    nav = etree.Element(f"{{{_X}}}nav", {f"{{{_OPS}}}type": kind, "hidden": "hidden"})
    if kind in _ROLES:
        nav.set("role", _ROLES[kind])
    etree.SubElement(nav, f"{{{_X}}}h2").text = heading
    entries = etree.SubElement(nav, f"{{{_X}}}ol")
    for words, address, meaning in items:
        link = etree.SubElement(etree.SubElement(entries, f"{{{_X}}}li"), f"{{{_X}}}a")
        link.set("href", address)
        link.text = words
        if meaning:
            link.set(f"{{{_OPS}}}type", meaning)
    return nav
