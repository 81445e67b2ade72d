"""Behaviours of linking, analysis and speech: what stands apart from the words it is about (P5, 8, 17, 18)."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from lxml import etree

from edition.sphinxext import wording
from edition.sphinxext.doctree.structure import class_of, either, either_way, is_words
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import generated, mention
from edition.tei.names import local_name

#: Attributes by which an interpretation says what it is about, best first.
_ABOUT: Final = ("target", "from", "to", "inst", "corresp", "synch")
#: Attributes that hold the value of a feature (P5, chapter 18).
_VALUES: Final = ("value", "max")


@behaviour("apart")
def apart(walk: Walk, element: etree._Element, _option: str) -> None:
    """An interpretation or a link: if it says something, that, and where; otherwise only its id."""
    has_words = any(text.strip() for text in element.itertext(etree.Element))
    if not has_words and not any(local_name(child) for child in element):
        _place_only(walk, element)
        return
    if not has_words or is_words(walk, element):
        either(walk, element, "")
        return
    with walk.builder.block(walk.dress(nodes.container(), element, "apart", class_of(element))):
        walk.children(element)
        for attribute in _ABOUT:
            for key in walk.context.targets(element, attribute):
                walk.builder.add_inline(generated(nodes.inline("", " ")))
                link = mention(targets=[key], kind="ref", subtype="", cert="")
                walk.builder.add_inline(generated(link))


def _place_only(walk: Walk, element: etree._Element) -> None:
    if element not in walk.context.anchors:
        return
    if walk.builder.in_words:
        walk.builder.add_inline(walk.dress(nodes.inline(), element, class_of(element)))
    else:
        walk.builder.add_block(walk.dress(nodes.container(), element, class_of(element)))


@behaviour("feature")
def feature(walk: Walk, element: etree._Element, _option: str) -> None:
    """A feature with its name, or the value of one: what its attributes say is said in words."""
    name = element.get("name") or element.get("type") or ""
    value = " – ".join(given for key in _VALUES if (given := element.get(key)))
    with either_way(walk, element, "feature", class_of(element)):
        if name:
            label = nodes.inline("", f"{name}: ", classes=["feature-name"])
            walk.builder.add_inline(generated(label))
        if value:
            walk.builder.add_inline(generated(nodes.inline("", f"{value} ")))
        walk.children(element)


@behaviour("speech")
def speech(walk: Walk, element: etree._Element, _option: str) -> None:
    """What somebody says (``u``): who, then what."""
    with walk.builder.block(walk.dress(nodes.container(), element, "speech", class_of(element))):
        for key in walk.context.targets(element, "who"):
            link = generated(mention(targets=[key], kind="who", subtype="", cert=""))
            link["classes"].append("speaker")
            walk.builder.add_inline(link)
            walk.builder.add_inline(generated(nodes.inline("", " ")))
        walk.children(element)
    walk.builder.flush_floats()


@behaviour("happening")
def happening(walk: Walk, element: etree._Element, _option: str) -> None:
    """What happens between the words: a pause, a cough, a door; in brackets, which are the edition's."""
    has_words = any(text.strip() for text in element.itertext(etree.Element))
    says = "" if has_words else wording.happening(local_name(element), element.get("dur", ""))
    walk.dress(node := nodes.inline(), element, "happening", class_of(element))
    with walk.builder.inline(node):
        walk.builder.add_inline(generated(nodes.inline("", f"[{says}")))
        walk.children(element)
        walk.builder.add_inline(generated(nodes.inline("", "]")))


@behaviour("sign")
def sign(walk: Walk, element: etree._Element, option: str) -> None:
    """A sign of the edition's own for an element that has no words: the option."""
    with walk.builder.inline(walk.dress(nodes.inline(), element, class_of(element))):
        walk.builder.add_inline(generated(nodes.inline("", option)))
        walk.children(element)


@behaviour("named")
def named(walk: Walk, element: etree._Element, option: str) -> None:
    """Something that is called by an attribute, which the option names: that, then what it holds."""
    name = element.get(option, "")
    if is_words(walk, element):
        with walk.builder.inline(walk.dress(nodes.inline(), element, class_of(element))):
            if name:
                walk.builder.add_inline(generated(nodes.literal("", name)))
            walk.children(element)
        return
    with walk.builder.block(walk.dress(nodes.container(), element, class_of(element))):
        if name:
            label = nodes.paragraph("", "", nodes.literal("", name), classes=["part-label"])
            walk.builder.add_block(generated(label))
        walk.children(element)


@behaviour("sense")
def sense(walk: Walk, element: etree._Element, _option: str) -> None:
    """A sense of a word in a dictionary, with its number."""
    number = element.get("n", "")
    with either_way(walk, element, "sense"):
        if number:
            walk.builder.add_inline(generated(nodes.inline("", f"{number} ", classes=["number"])))
        walk.children(element)
