"""Behaviours of alternatives: editorial choices, and the apparatus of variant readings (P5, 3.5 and 13).

One of the alternatives stands in the text; the others stand in the apparatus at the foot of the page, with
the sigla of their witnesses.
"""

from __future__ import annotations

from typing import Final

from docutils import nodes
from lxml import etree

from edition.sphinxext.doctree.structure import class_of, either
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import apparatus_entry, departure, generated, mention, reading
from edition.tei.names import local_name
from edition.tei.pointers import split_key
from edition.tei.text import edited_text, preferred

_KINDS: Final = {"corr": "correction", "reg": "regularisation", "expan": "expansion"}


@behaviour("choice")
def choice(walk: Walk, element: etree._Element, _option: str) -> None:
    """Alternatives: the edited reading in the text, the others in the apparatus."""
    chosen = preferred(element)
    if chosen is None or walk.is_mixed(element):
        either(walk, element, "")
        return
    kind = _KINDS.get(local_name(chosen), "choice")
    place = walk.dress(departure(kind=kind), element, f"departure-{kind}")
    with walk.builder.inline(place):
        walk.element(chosen)
    _into_apparatus(walk, element, chosen, place)


@behaviour("apparatus")
def apparatus(walk: Walk, element: etree._Element, _option: str) -> None:
    """An apparatus entry (``app``): the lemma, or the first reading, in the text."""
    if walk.is_mixed(element):
        either(walk, element, "")
        return
    lemma = next((c for c in element if local_name(c) == "lem"), None)
    if lemma is None:
        lemma = next((c for c in element if local_name(c) == "rdg"), None)
    place = walk.dress(departure(kind="variant"), element, "departure-variant")
    with walk.builder.inline(place):
        if lemma is not None:
            walk.element(lemma)
    _into_apparatus(walk, element, lemma, place)


@behaviour("reading")
def reading_(walk: Walk, element: etree._Element, _option: str) -> None:
    """A reading of some witnesses; in the apparatus it is followed by their sigla."""
    witnesses = walk.context.targets(element, "wit")
    sigla = [split_key(key)[1] or key.removeprefix("?") for key in witnesses]
    if element in walk.holding:
        walk.block(nodes.container(), element, class_of(element))
    else:
        walk.words(reading(witnesses=sigla), element, class_of(element))
    if not _in_apparatus(walk, element):
        return
    if not any(text.strip() for text in element.itertext(etree.Element)):
        walk.builder.add_inline(generated(nodes.inline("", "om.")))
    for key, siglum in zip(witnesses, sigla, strict=True):
        walk.builder.add_inline(generated(nodes.inline("", " ")))
        link = mention(targets=[key], kind="wit", subtype="", cert="")
        link += nodes.Text(siglum)
        walk.builder.add_inline(generated(link))


def _in_apparatus(walk: Walk, element: etree._Element) -> bool:
    """Whether *element* was taken out of the text, itself or in a group of readings."""
    parent = element.getparent()
    return element in walk.builder.account.moved or parent in walk.builder.account.moved


def _into_apparatus(
    walk: Walk, element: etree._Element, shown: etree._Element | None, place: nodes.Element
) -> None:
    """Take the other readings out of the text, to the foot of the page; link both ways."""
    others = [child for child in element if child is not shown and local_name(child)]
    if not others:
        return
    if not place["ids"]:
        place["ids"] = [walk.context.number(element, "departure")]
    lemma = edited_text(shown) if shown is not None else ""
    for child in others:
        node = apparatus_entry(kind=local_name(child), classes=["apparatus-entry"])
        node.source, node.line = walk.builder.source, child.sourceline
        walk.builder.floats.append(node)
        label = nodes.reference("", f"{lemma or '—'}]", refid=place["ids"][0], internal=True)
        readings = nodes.container()
        node += [generated(nodes.paragraph("", "", label, classes=["lemma"])), readings]
        walk.builder.account.moved[child] = readings
        with walk.builder.detached(readings):
            walk.element(child)
