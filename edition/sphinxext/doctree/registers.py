"""Behaviours of what stands apart from the text: registers, claims, bibliographies, notes."""

from __future__ import annotations

from typing import Final

from docutils import nodes
from lxml import etree

from edition.model.registers import ENTRIES
from edition.sphinxext import wording
from edition.sphinxext.authorities import address
from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import annotation, entry_part, generated, mention, register_entry
from edition.tei.dates import read_dating
from edition.tei.names import NAMESPACES, local_name, tei
from edition.tei.pointers import split_key

_STRUCTURED: Final = frozenset({"analytic", "monogr", "imprint", "series"})
_MAIN_TYPES: Final = frozenset({"main", "pref", "preferred", "reg"})
_HEADINGS: Final = frozenset(
    {
        "eventName",
        "geogName",
        "label",
        "name",
        "objectName",
        "orgName",
        "persName",
        "placeName",
        "title",
    }
)


@behaviour("entry")
def entry_(walk: Walk, element: etree._Element, option: str) -> None:
    """An entry of a register: its main name as heading, the rest as labelled parts."""
    builder = walk.builder
    if element not in walk.context.anchors:
        walk.context.number(element, local_name(element))
    kind = option or ENTRIES.get(local_name(element), "entry")
    node = walk.dress(
        register_entry(key=walk.context.key(element), kind=kind), element, "entry", kind
    )
    heading = _heading(element)
    with builder.block(node):
        title = _entry_heading()
        if heading is None or not walk.heading(heading, title):
            heading = None
            title = _entry_heading()
            title.append(generated(nodes.inline("", split_key(node["key"])[1])))
        builder.add_block(title)
        _own_dating(walk, element)
        builder.text(element.text)
        for child in element:
            if child is not heading:
                walk.element(child)
            builder.text(child.tail)


def _entry_heading() -> nodes.rubric:
    """The heading of an entry: below the title of the page, without a place in the contents."""
    heading = nodes.rubric("", classes=["entry-heading"])
    heading["heading-level"] = 2
    return heading


def _heading(element: etree._Element) -> etree._Element | None:
    within = (element, *element.iterchildren(tei("objectIdentifier")))
    names = [name for holder in within for name in holder if local_name(name) in _HEADINGS]
    main = [name for name in names if name.get("type") in _MAIN_TYPES]
    return next(iter(main or names), None)


def _own_dating(walk: Walk, element: etree._Element) -> None:
    dating = read_dating(element)
    if dating is None:
        return
    node = generated(nodes.paragraph())
    node["classes"].append("field-date")
    node.append(nodes.Text(wording.dating(dating)))
    walk.builder.add_block(node)


@behaviour("field")
def field_(walk: Walk, element: etree._Element, option: str) -> None:
    """A labelled part of an entry: label, words or the dating in words, certainty, sources."""
    builder = walk.builder
    kind = option or element.get("type") or local_name(element)
    node = walk.dress(entry_part(kind=kind), element, "field", f"field-{_css(kind)}")
    with builder.block(node):
        words = wording.field(kind)
        # A state or event that says what it is needs no label of ours.
        if words and element.find("tei:label", NAMESPACES) is None:
            builder.add_inline(label(words))
        walk.children(element)
        dating = read_dating(element)
        if dating is not None:
            words = wording.dating(dating)
            separator = ", " if _has_words(element) else ""
            builder.add_inline(generated(nodes.inline("", separator + words)))
        _certainty(walk, element)
        _sources(walk, element)


def _css(kind: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in kind.lower())


def label(text: str) -> nodes.Element:
    """The name of a part of an entry, before it."""
    return generated(nodes.strong("", f"{text}: ", classes=["field-label"]))


def _has_words(element: etree._Element) -> bool:
    return any(text.strip() for text in element.itertext(etree.Element))


def _certainty(walk: Walk, element: etree._Element) -> None:
    words = wording.certainty(element.get("cert", ""))
    if words:
        node = generated(nodes.inline("", f" ({words})"))
        node["classes"].append("certainty")
        walk.builder.add_inline(node)


def _sources(walk: Walk, element: etree._Element) -> None:
    sources = walk.context.targets(element, "source")
    for source in sources:
        walk.builder.add_inline(generated(nodes.inline("", " ")))
        node = mention(targets=[source], kind="source", subtype="", cert="")
        walk.builder.add_inline(generated(node))


@behaviour("identifier")
def identifier(walk: Walk, element: etree._Element, _option: str) -> None:
    """An identifier: linked to its authority file where that is known."""
    kind = element.get("type") or element.get("subtype") or ""
    value = "".join(element.itertext(etree.Element)).strip()
    target = address(kind, value)
    builder = walk.builder
    inner: nodes.Element = nodes.reference(refuri=target) if target else nodes.inline()
    if builder.in_words:
        walk.words(inner, element, "identifier")
        return
    with builder.block(walk.dress(entry_part(kind=kind), element, "field", "field-identifier")):
        if kind:
            builder.add_inline(label(kind.capitalize()))
        with builder.inline(inner):
            walk.children(element)
        _certainty(walk, element)
        _sources(walk, element)


@behaviour("identifying")
def identifying(walk: Walk, element: etree._Element, _option: str) -> None:
    """What holds the names of an object: the main one is the heading, the others are variants."""
    for child in element:
        if local_name(child) and child not in walk.builder.account.moved:
            walk.element(child)
        walk.builder.text(child.tail)


@behaviour("identified")
def identified(walk: Walk, element: etree._Element, _option: str) -> None:
    """Something that is called by its id (a witness, a category): the id, then what it is."""
    node = walk.dress(nodes.container(), element, "field", f"tei-{local_name(element).lower()}")
    with walk.builder.block(node):
        anchor = walk.context.anchors.get(element)
        if anchor:
            walk.builder.add_inline(label(anchor.replace("-", " ")))
        walk.children(element)


@behaviour("relation")
def relation(walk: Walk, element: etree._Element, _option: str) -> None:
    """A relation: shown with the entries that it joins; words of its own are kept here."""
    if not _has_words(element):
        walk.builder.account.omitted[element] = "relation: shown with the entries it joins"
        return
    walk.block(nodes.container(), element, "relation")


@behaviour("claim")
def claim(walk: Walk, element: etree._Element, _option: str) -> None:
    """A claim: title, then statement, positions, evidence and assessment as labelled parts."""
    builder = walk.builder
    node = walk.dress(
        register_entry(key=walk.context.key(element), kind="claim"), element, "entry", "claim"
    )
    title = next((c for c in element if c.get("type") == "title"), None)
    with builder.block(node):
        heading = _entry_heading()
        number = generated(nodes.inline("", f"{split_key(node['key'])[1]} ", classes=["number"]))
        if title is None or not walk.heading(title, heading):
            title, heading = None, _entry_heading()
        heading.insert(0, number)
        builder.add_block(heading)
        for child in element:
            if child is not title:
                walk.element(child)
            builder.text(child.tail)


@behaviour("position")
def position(walk: Walk, element: etree._Element, _option: str) -> None:
    """What somebody holds of a claim, with the stance as label."""
    stances = walk.context.targets(element, "ana")
    stance = split_key(stances[0])[1] if stances else "position"
    node = walk.dress(
        entry_part(kind="position"), element, "field", "position", f"stance-{_css(stance)}"
    )
    with walk.builder.block(node):
        walk.builder.add_inline(label(stance.replace("-", " ").capitalize()))
        walk.children(element)
        _certainty(walk, element)


@behaviour("holder")
def holder(walk: Walk, element: etree._Element, _option: str) -> None:
    """The holder of a position, linked to the register if registered."""
    builder = walk.builder
    targets = walk.context.targets(element, "ref")
    node: nodes.Element = nodes.inline()
    if targets:
        node = mention(targets=list(targets), kind="name", subtype="", cert="")
    walk.words(node, element, "holder")
    builder.add_inline(generated(nodes.inline("", ": ")))


@behaviour("standoff-note")
def standoff_note(walk: Walk, element: etree._Element, _option: str) -> None:
    """A note that stands apart from what it is about."""
    is_note = local_name(element) == "note"
    note = element if is_note else next((c for c in element if local_name(c) == "note"), None)
    kind = note.get("type", "") if note is not None else ""
    node = annotation(
        kind=kind, key=walk.context.key(element), label=element.get("n", ""), standoff=True
    )
    css = [f"note-{kind}"] if kind.isalpha() and kind.isascii() else []
    if is_note:
        walk.block(node, element, *css)
        return
    with walk.builder.block(walk.dress(node, element, *css)):
        for child in element:
            if local_name(child) == "note":
                walk.children(child)
            else:
                walk.element(child)
            walk.builder.text(child.tail)


@behaviour("bibliography-item")
def bibliography_item(walk: Walk, element: etree._Element, _option: str) -> None:
    """An item of a bibliography: its parts in their order, commas between structured ones."""
    builder = walk.builder
    if element not in walk.context.anchors:
        walk.context.number(element, "bibl")
    node = register_entry(key=walk.context.key(element), kind="source")
    with builder.block(walk.dress(node, element, "entry", "source")):
        if local_name(element) == "biblStruct":
            with builder.paragraph(nodes.paragraph()):
                _parts(walk, element)
        else:
            walk.children(element)


def _parts(walk: Walk, element: etree._Element) -> None:
    builder = walk.builder
    builder.text(element.text and element.text.strip())
    for child in element:
        name = local_name(child)
        if name in _STRUCTURED:
            if child in walk.context.anchors:
                builder.add_inline(walk.dress(nodes.inline(), child))
            _parts(walk, child)
        elif name:
            if builder.has_words and name != "note":
                builder.add_inline(generated(nodes.inline("", ", ")))
            walk.element(child)
        builder.text(child.tail and child.tail.strip())


@behaviour("chronology-event")
def chronology_event(walk: Walk, element: etree._Element, _option: str) -> None:
    """A line of a chronology: when, what, from which source."""
    builder = walk.builder
    walk.context.number(element, "event")
    dating = read_dating(element)
    node = register_entry(key=walk.context.key(element), kind="dated-event")
    with builder.block(walk.dress(node, element, "entry", "dated-event")):
        if dating is not None:
            builder.add_inline(label(wording.dating(dating)))
        builder.text(element.text)
        for child in element:
            only = len(element) == 1 and child not in walk.context.anchors
            if only and local_name(child) in {"label", "desc", "eventName", "p", "head"}:
                walk.children(child)
            else:
                walk.element(child)
            builder.text(child.tail)
        _certainty(walk, element)
        _sources(walk, element)
