"""Behaviours of words: names, dates, sentences, corrections, breaks, notes, links."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from lxml import etree
from sphinx import addnodes

from edition.model.passages import manner
from edition.sphinxext import wording
from edition.sphinxext.doctree.figures import local_picture
from edition.sphinxext.doctree.structure import class_of
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import (
    annotation,
    dated,
    departure,
    generated,
    line_break,
    mention,
    note_call,
    page_break,
    sentence,
)
from edition.tei.dates import read_dating
from edition.tei.names import XML_LANG, local_name
from edition.tei.pointers import is_internal, web_address
from edition.tei.text import edited_text

_RENDITIONS: Final[dict[str, type[nodes.Element]]] = {
    "b": nodes.strong,
    "bold": nodes.strong,
    "i": nodes.emphasis,
    "ital": nodes.emphasis,
    "italic": nodes.emphasis,
    "italics": nodes.emphasis,
    "sub": nodes.subscript,
    "subscript": nodes.subscript,
    "sup": nodes.superscript,
    "superscript": nodes.superscript,
}


@behaviour("inline")
def inline(walk: Walk, element: etree._Element, option: str) -> None:
    """Words with a class: the option, or the name of the element."""
    css = option or class_of(element)
    if element in walk.holding:
        walk.block(nodes.container(), element, css)
    else:
        walk.words(nodes.inline(), element, css)


@behaviour("token")
def token(walk: Walk, element: etree._Element, option: str) -> None:
    """A word, a sign or a part of one: its text, as long as nothing is to be seen of it.

    Linguistic mark-up names every word; a page with a node for each would be made of nothing else.
    """
    if element in walk.context.anchors or element.get("rend") or element.get(XML_LANG):
        inline(walk, element, option)
    else:
        walk.children(element)


@behaviour("highlighted")
def highlighted(walk: Walk, element: etree._Element, option: str) -> None:
    """Words set off: slanted, bold, raised or lowered as ``@rend`` says, or as the option says."""
    tokens = (element.get("rend") or option).lower().replace("(", " ").replace(")", " ").split()
    kind = next((_RENDITIONS[token] for token in tokens if token in _RENDITIONS), nodes.inline)
    css = class_of(element)
    walk.words(kind(), element, css)


@behaviour("sentence")
def sentence_(walk: Walk, element: etree._Element, _option: str) -> None:
    """A sentence: a citable unit within a paragraph."""
    walk.words(sentence(), element, "sentence")


@behaviour("mention")
def mention_(walk: Walk, element: etree._Element, _option: str) -> None:
    """Words that mean an entity, if the element says which; otherwise words like others."""
    keys = walk.context.targets(element, "ref") or tuple(
        f"?{key}" for key in element.get("key", "").split()
    )
    name = local_name(element)
    if not keys:
        inline(walk, element, "")
        return
    node = mention(
        targets=list(keys),
        kind=name,
        subtype=manner(element),
        cert=element.get("cert", ""),
    )
    walk.words(node, element)


@behaviour("date")
def date(walk: Walk, element: etree._Element, _option: str) -> None:
    """A temporal expression; an empty one is said in words, which are the edition's."""
    dating = read_dating(element)
    node = walk.dress(dated(iso="", words=""), element)
    if dating is not None:
        node["iso"], node["words"] = wording.iso(dating), wording.dating(dating)
    with walk.builder.inline(node):
        walk.children(element)
    if not node.astext().strip() and node["words"]:
        node.append(generated(nodes.inline("", node["words"])))


@behaviour("departure")
def departure_(walk: Walk, element: etree._Element, option: str) -> None:
    """Words that the copy lacks, or that are too many in it."""
    if element in walk.holding:
        walk.block(nodes.container(), element, f"departure-{option}")
        return
    walk.words(departure(kind=option), element, f"departure-{option}")


@behaviour("gap")
def gap(walk: Walk, element: etree._Element, _option: str) -> None:
    """A gap: three points in square brackets, which are the edition's; what it says is kept."""
    node = walk.dress(departure(kind="gap"), element, "departure-gap")
    if walk.builder.in_words:
        with walk.builder.inline(node):
            walk.builder.add_inline(generated(nodes.inline("", "[…]")))
            walk.children(element)
        return
    paragraph = nodes.paragraph()
    paragraph["classes"] = ["gap"]
    with walk.builder.paragraph(paragraph), walk.builder.inline(node):
        walk.builder.add_inline(generated(nodes.inline("", "[…]")))
        walk.children(element)
    walk.builder.flush_floats()


@behaviour("line-break")
def line_break_(walk: Walk, element: etree._Element, _option: str) -> None:
    """A line break of the source."""
    if walk.builder.in_words or element in walk.context.anchors:
        within_word = element.get("break") == "no"
        walk.builder.add_inline(walk.dress(line_break(within_word=within_word), element))
    walk.children(element)


@behaviour("break")
def break_(walk: Walk, element: etree._Element, option: str) -> None:
    """A break of the sort that the option names, ``page`` or ``line``."""
    if option == "page":
        page_break_(walk, element, option)
    else:
        line_break_(walk, element, option)


@behaviour("page-break")
def page_break_(walk: Walk, element: etree._Element, option: str) -> None:
    """The beginning of a page, column or other section of the source, with its number."""
    number = element.get("n", "")
    unit = element.get("unit", option) if option == "section" else option
    node = walk.dress(page_break(unit=unit, number=number), element, "page-break")
    label = f"[{wording.unit(unit)} {number}]" if number else ""
    picture = _facsimile(walk, element, label or f"[{wording.unit(unit)}]")
    if picture is not None or label:
        node.append(generated(nodes.inline("", "", picture or nodes.Text(label))))
    if walk.builder.in_words:
        with walk.builder.inline(node):
            walk.children(element)
        return
    holder = nodes.paragraph()
    holder["classes"] = ["page-break"]
    with walk.builder.paragraph(holder), walk.builder.inline(node):
        walk.children(element)


def _facsimile(walk: Walk, element: etree._Element, label: str) -> nodes.Node | None:
    """The number of a page as a link to a picture of it, if ``@facs`` leads to one."""
    target = next(iter(walk.context.targets(element, "facs")), "")
    if web_address(target):
        return nodes.reference("", label, refuri=target, classes=["facsimile"])
    if not target or not (is_internal(target) or target.startswith("?")):
        return None
    if path := local_picture(walk, element.get("facs", "").split()[0]):
        copied = addnodes.download_reference(reftarget=f"/{path}", classes=["facsimile"])
        copied += nodes.Text(label)
        return copied
    link = mention(targets=[target], kind="facs", subtype="", cert="")
    link += nodes.Text(label)
    return link


@behaviour("space")
def space(walk: Walk, element: etree._Element, _option: str) -> None:
    """Space of the source: a wide blank among words, nothing among blocks."""
    if walk.builder.in_words:
        node = walk.dress(nodes.inline(), element, "tei-space")
        node.append(generated(nodes.inline("", " ")))
        walk.builder.add_inline(node)
    elif element in walk.context.anchors:
        walk.builder.add_block(walk.dress(nodes.container(), element, "tei-space"))
    walk.children(element)


@behaviour("anchor")
def anchor(walk: Walk, element: etree._Element, _option: str) -> None:
    """An empty place: nothing but its id."""
    if element in walk.context.anchors:
        if walk.builder.in_words:
            walk.builder.add_inline(walk.dress(nodes.inline(), element))
        else:
            walk.builder.add_block(walk.dress(nodes.container(), element))
    walk.children(element)


@behaviour("note")
def note(walk: Walk, element: etree._Element, _option: str) -> None:
    """A note in the text: taken out of the words and called from its place."""
    builder, context = walk.builder, walk.context
    # The model has numbered the notes of texts; one elsewhere (in a register) is a block there.
    if element not in context.anchors or not builder.in_words:
        walk.block(nodes.container(), element, "note", *_kind(element))
        return
    key = context.key(element)
    node = annotation(kind=element.get("type", ""), key=key, label=element.get("n", ""))
    walk.dress(node, element, *_kind(element))
    builder.account.moved[element] = node
    builder.add_inline(note_call(note=key))
    builder.floats.append(node)
    with builder.detached(node):
        walk.children(element)


def _kind(element: etree._Element) -> list[str]:
    kind = element.get("type", "")
    return [f"note-{kind}"] if kind.isalpha() and kind.isascii() else []


def _is_safe(target: str) -> bool:
    """Whether a link may lead to *target*: a page, a letter, a call; nothing that executes."""
    return web_address(target) is not None or target.lower().startswith(("mailto:", "tel:"))


@behaviour("link")
def link(walk: Walk, element: etree._Element, option: str) -> None:
    """A reference: a link inside the edition or to a safe address; anything else stays text.

    The option names the attribute that points (default ``target``).
    """
    pointers = walk.context.targets(element, option or "target")
    target = pointers[0] if pointers else ""
    css = class_of(element)
    node: nodes.Element
    if target and is_internal(target):
        node = mention(targets=list(pointers), kind="ref", subtype="", cert=element.get("cert", ""))
    elif _is_safe(target) and not walk.builder.is_inside(nodes.reference):
        node = nodes.reference(refuri=target)
    else:
        node = nodes.inline()
    walk.words(node, element, css)
    if not node.astext().strip() and isinstance(node, nodes.reference):
        node.append(generated(nodes.inline("", target)))


@behaviour("index-term")
def index_term(walk: Walk, element: etree._Element, _option: str) -> None:
    """A term for the general index, which is Sphinx's; terms in terms are entries below entries."""
    terms = _terms(element)
    walk.builder.account.omitted[element] = "index terms: shown in the general index"
    anchor = walk.context.number(element, "index")
    entries = [("single", "; ".join(path), anchor, "", None) for path in terms]
    add = walk.builder.add_inline if walk.builder.in_words else walk.builder.add_block
    add(addnodes.index(entries=entries))
    add(nodes.target("", "", ids=[anchor]))


def _terms(element: etree._Element) -> list[tuple[str, ...]]:
    """The terms of an ``index``, each with those above it."""
    own = tuple(
        edited_text(child).replace(";", ",") for child in element if local_name(child) == "term"
    )
    inner = [path for child in element if local_name(child) == "index" for path in _terms(child)]
    return [own + path for path in inner] or ([own] if own else [])
