"""Behaviours of descriptions of objects: manuscripts, letters, facsimiles (P5, chapters 10 and 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from docutils import nodes
from lxml import etree

from edition.sphinxext import wording
from edition.sphinxext.doctree.registers import field_, label
from edition.sphinxext.doctree.structure import class_of, is_words
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import generated
from edition.tei.names import NAMESPACES, local_name, tei
from edition.tei.pointers import web_address

_MANIFEST: Final = re.compile(r"/manifest(?:\.json)?(?:[?#].*)?$", re.IGNORECASE)
#: An image of the IIIF Image API: the address before region, size, rotation and quality.
_IMAGE: Final = re.compile(r"(https?://.+?)(?:/info\.json|/[^/]+/[^/]+/[^/]+/[^/]+\.\w+)$")
_COORDINATES: Final = ("ulx", "uly", "lrx", "lry")


@behaviour("part")
def part(walk: Walk, element: etree._Element, _option: str) -> None:
    """A part of a description that has parts itself: its name, then they."""
    with walk.builder.block(walk.dress(nodes.container(), element, "part", class_of(element))):
        label = wording.part(local_name(element))
        number = element.get("n", "")
        if words := " ".join(word for word in (label, number) if word):
            walk.builder.add_block(generated(nodes.paragraph("", words, classes=["part-label"])))
        walk.children(element)


@behaviour("datum")
def datum(walk: Walk, element: etree._Element, option: str) -> None:
    """A fact: labelled if it stands for itself, words like others in running words."""
    if is_words(walk, element):
        walk.words(nodes.inline(), element, class_of(element))
    else:
        field_(walk, element, option)


@behaviour("joined")
def joined(walk: Walk, element: etree._Element, _option: str) -> None:
    """A fact that consists of several: labelled, with commas between them, which are the edition's."""
    kind = element.get("type") or local_name(element)
    with walk.builder.block(walk.dress(nodes.container(), element, "field", class_of(element))):
        walk.builder.add_inline(label(wording.field(kind)))
        walk.builder.text(element.text and element.text.strip())
        for at, child in enumerate(child for child in element if local_name(child)):
            if at:
                walk.builder.add_inline(generated(nodes.inline("", ", ")))
            walk.element(child)
            walk.builder.text(child.tail and child.tail.strip())


@behaviour("source-line")
def source_line(walk: Walk, element: etree._Element, _option: str) -> None:
    """A line of a transcription of the source as it looks."""
    with walk.builder.paragraph(walk.dress(nodes.paragraph(), element, "source-line")):
        walk.children(element)


@behaviour("surface")
def surface(walk: Walk, element: etree._Element, _option: str) -> None:
    """A page of a facsimile, with a link to each of its pictures; its zones are places in it."""
    label = f"Surface {element.get('n') or ''}".strip()
    node = walk.dress(nodes.container(), element, "surface")
    with walk.builder.block(node):
        walk.builder.add_inline(generated(nodes.inline("", f"{label} ")))
        walk.children(element)


@behaviour("zone")
def zone(walk: Walk, element: etree._Element, _option: str) -> None:
    """A part of a page: where it is in the picture, if the picture can be asked for parts of it."""
    walk.dress(node := nodes.inline(), element, "zone")
    if address := _region(element):
        label = element.get("n") or "zone"
        node.append(generated(nodes.inline("", "", nodes.reference("", label, refuri=address))))
    if walk.builder.in_words:
        walk.builder.add_inline(node)
        walk.children(element)
    else:
        holder = walk.dress(nodes.container(), element, "zone")
        node["ids"] = []
        with walk.builder.block(holder):
            if node.children:
                walk.builder.add_inline(node)
            walk.children(element)


def _region(element: etree._Element) -> str:
    """The address of the part of an IIIF image that a zone is, or ""."""
    values = [element.get(name, "") for name in _COORDINATES]
    if not all(value.isdecimal() for value in values):
        return ""
    left, top, right, bottom = map(int, values)
    parent = element.getparent()
    picture = None if parent is None else parent.find("tei:graphic", NAMESPACES)
    image = _IMAGE.match(picture.get("url", "")) if picture is not None else None
    if image is None or right <= left or bottom <= top:
        return ""
    return f"{image[1]}/{left},{top},{right - left},{bottom - top}/max/0/default.jpg"


def manifests(root: etree._Element) -> Iterator[str]:
    """The addresses of the IIIF manifests that a file names, each once."""
    known: set[str] = set()
    for element in root.iter(*map(tei, ("idno", "ref", "ptr", "graphic", "facsimile", "media"))):
        values = [element.get(name, "") for name in ("target", "url", "facs", "sameAs", "source")]
        values.append("".join(element.itertext(etree.Element)).strip())
        says_so = "iiif" in f"{element.get('type', '')} {element.get('subtype', '')}".lower()
        for value in values:
            if web_address(value) is None or value in known:
                continue
            if _MANIFEST.search(value) or (says_so and not _IMAGE.match(value)):
                known.add(value)
                yield value
