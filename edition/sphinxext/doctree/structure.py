"""Behaviours of blocks: divisions, headings, paragraphs, verse, drama, lists, tables, figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from docutils import nodes
from lxml import etree

from edition.sphinxext.doctree.walk import Walk, behaviour
from edition.sphinxext.nodes import generated, passage
from edition.tei.names import TEI_PREFIX, XML_ID, local_name, tei

_ORDERED: Final = frozenset({"ordered", "numbered", "decimal", "alpha", "roman"})
#: Width of a column of a table in characters, for writers that need one (plain text).
COLUMN: Final = 24


def is_words(walk: Walk, element: etree._Element) -> bool:
    """Whether an element of either sort is to be read as words here."""
    if element in walk.holding:
        return False
    if walk.builder.in_words:
        return True
    parent = element.getparent()
    return parent is not None and walk.is_mixed(parent)


@lru_cache(maxsize=1024)
def _class_of(name: str) -> str:
    """The class for elements called *name*."""
    local = name.rpartition("}")[2].lower()
    return "tei-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in local)


def class_of(element: etree._Element) -> str:
    """The class that says which TEI element a node was."""
    return _class_of(local_name(element))


@contextmanager
def either_way(walk: Walk, element: etree._Element, *classes: str) -> Iterator[None]:
    """A node for *element* to put words into: words among words, a block among blocks."""
    if is_words(walk, element):
        with walk.builder.inline(walk.dress(nodes.inline(), element, *classes)):
            yield
    else:
        with walk.builder.block(walk.dress(nodes.container(), element, *classes)):
            yield


@behaviour("unknown")
def unknown(walk: Walk, element: etree._Element, option: str) -> None:
    """An element without a rule: its text and ids are kept, as words or as a block by context.

    With the option ``name`` its name stands before it.
    """
    name = local_name(element)
    walk.builder.account.unknown.setdefault(name, []).append(element.sourceline or 0)
    if option == "name":
        label = nodes.literal("", f"<{name.rpartition('}')[2]}>", classes=["unknown-name"])
        with either_way(walk, element, class_of(element)):
            walk.builder.add_inline(generated(label))
            walk.children(element)
    else:
        either(walk, element, "")


@behaviour("transparent")
def transparent(walk: Walk, element: etree._Element, _option: str) -> None:
    """Nothing of its own: what it holds stands where it stands. An id of its own is kept."""
    # The anchor of a whole document is that of its page.
    is_page = element.getparent() is None and local_name(element) in {"TEI", "teiCorpus"}
    if element in walk.context.anchors and not is_page:
        anchor = walk.dress(nodes.container(), element, class_of(element))
        with walk.builder.block(anchor):
            walk.children(element)
    else:
        walk.children(element)


@behaviour("below-text")
def below_text(walk: Walk, element: etree._Element, option: str) -> None:
    """What stands off from a text that follows: below the text, since a reader has come for that."""
    text = next(element.itersiblings(f"{TEI_PREFIX}text"), None)
    if text is None or not any(words.strip() for words in text.itertext(etree.Element)):
        transparent(walk, element, option)
        return
    node = walk.dress(nodes.container(), element, "stand-off")
    walk.builder.account.moved[element] = node
    walk.builder.apart.append(node)
    with walk.builder.detached(node):
        walk.children(element)


@behaviour("omit")
def omit(walk: Walk, element: etree._Element, option: str) -> None:
    """Left out with all it holds; the option is the reason, which the ledger names."""
    walk.builder.account.omitted[element] = option or "omit"


@behaviour("division")
def division(walk: Walk, element: etree._Element, _option: str) -> None:
    """A division: a section if it has a heading, otherwise a container."""
    builder = walk.builder
    head = next(element.iterchildren(tei("head")), None)
    css = class_of(element)
    if head is None or not builder.at_structure or _text_before(element, head):
        walk.block(nodes.container(), element, css)
        builder.flush_floats()
        return
    section = walk.dress(nodes.section(), element, css)
    if not section["ids"]:
        section["ids"] = [walk.context.number(element, "d")]
    builder.flush_floats()
    with builder.block(section):
        title = nodes.title()
        with builder.paragraph(walk.dress(title, head)):
            walk.children(head)
        builder.text(head.tail)
        for child in element:
            if child is not head:
                walk.element(child)
                builder.text(child.tail)
        builder.flush_floats()


def _text_before(element: etree._Element, head: etree._Element) -> bool:
    """Whether something would be put out of order by making *head* the title of *element*."""
    if element.text and element.text.strip():
        return True
    for child in element:
        if child is head:
            return False
        if local_name(child) or (child.tail and child.tail.strip()):
            return True
    return False


@behaviour("heading")
def heading(walk: Walk, element: etree._Element, _option: str) -> None:
    """A heading that is no title of a section: of a list, of a figure, a second one."""
    node = nodes.rubric() if walk.builder.at_structure else nodes.paragraph()
    with walk.builder.paragraph(walk.dress(node, element, "heading", *_typed(element))):
        walk.children(element)
    walk.builder.flush_floats()


def _typed(element: etree._Element) -> list[str]:
    kind = element.get("type", "")
    return [f"type-{kind}"] if kind.isalnum() and kind.isascii() else []


@behaviour("paragraph")
def paragraph(walk: Walk, element: etree._Element, option: str) -> None:
    """A paragraph of the text, a citable passage."""
    builder = walk.builder
    node = passage(number=element.get("n", ""), stable=element.get(XML_ID) is not None)
    classes = [option] if option else []
    with builder.paragraph(walk.dress(node, element, *classes)):
        walk.children(element)
    builder.flush_floats()


@behaviour("block")
def block(walk: Walk, element: etree._Element, option: str) -> None:
    """A block of its own: option or element name as class."""
    walk.block(nodes.container(), element, option or class_of(element))
    walk.builder.flush_floats()


@behaviour("either")
def either(walk: Walk, element: etree._Element, option: str) -> None:
    """Words among words, a block among blocks."""
    css = option or class_of(element)
    if is_words(walk, element):
        walk.words(nodes.inline(), element, css)
    else:
        walk.block(nodes.container(), element, css)
        walk.builder.flush_floats()


@behaviour("quotation")
def quotation(walk: Walk, element: etree._Element, _option: str) -> None:
    """A quotation: in the words, or a block of its own."""
    if is_words(walk, element):
        walk.words(nodes.inline(), element, "quote")
    else:
        walk.block(nodes.block_quote(), element)
        walk.builder.flush_floats()


@behaviour("stanza")
def stanza(walk: Walk, element: etree._Element, _option: str) -> None:
    """Verse: a group of lines."""
    walk.block(nodes.container(), element, "stanza")
    walk.builder.flush_floats()


@behaviour("verse-line")
def verse_line(walk: Walk, element: etree._Element, _option: str) -> None:
    """A line of verse."""
    with walk.builder.paragraph(walk.dress(nodes.paragraph(), element, "verse-line")):
        walk.children(element)


@behaviour("list")
def list_(walk: Walk, element: etree._Element, _option: str) -> None:
    """A list: of terms if it has labels, numbered if it says so, otherwise plain."""
    builder = walk.builder
    labels = [child for child in element if local_name(child) == "label"]
    if any(label in walk.holding for label in labels):
        walk.block(nodes.container(), element, class_of(element))
    elif labels:
        _definition_list(walk, element)
    else:
        style = {element.get("rend", ""), element.get("type", "")}
        says = any(child.get("n") for child in element if local_name(child) == "item")
        is_counted = bool(style & _ORDERED) and not says
        node = nodes.enumerated_list() if is_counted else nodes.bullet_list()
        walk.dress(node, element, *(["labelled"] if says else []))
        _around_items(walk, element, node)
    builder.flush_floats()


def _around_items(walk: Walk, element: etree._Element, node: nodes.Element) -> None:
    """The items into *node*; what stands before the first goes before the list.

    A list holds nothing but items in a doctree, so what stands between items becomes one.
    """
    builder = walk.builder
    children = list(element)
    lead = []
    while children and local_name(children[0]) in {"head", ""}:
        lead.append(children.pop(0))
    builder.text(element.text)
    for child in lead:
        walk.element(child)
        builder.text(child.tail)
    builder.add_block(node)
    for child in children:
        item = nodes.list_item()
        if local_name(child) == "item":
            walk.dress(item, child)
        node.append(item)
        with builder.detached(item):
            if local_name(child) == "item":
                walk.children(child)
            else:
                walk.element(child)
            builder.text(child.tail)
        if local_name(child) == "item" and (number := child.get("n")):
            _say_number(item, number)
        if not item.children and not item["ids"]:
            node.remove(item)


def _say_number(item: nodes.Element, number: str) -> None:
    """Begin *item* with what the source calls it."""
    label = generated(nodes.inline("", f"{number} ", classes=["number"]))
    first = item.children[0] if item.children else None
    if isinstance(first, nodes.paragraph):
        first.insert(0, label)
    else:
        item.insert(0, generated(nodes.paragraph("", "", label)))


def _definition_list(walk: Walk, element: etree._Element) -> None:
    builder = walk.builder
    node = walk.dress(nodes.definition_list(), element)
    builder.text(element.text)
    definition: nodes.Element | None = None
    placed = False
    for child in element:
        name = local_name(child)
        if name in {"", "head"} and not placed:
            walk.element(child)
            builder.text(child.tail)
            continue
        if not placed:
            builder.add_block(node)
            placed = True
        if name == "label" or definition is None:
            entry = nodes.definition_list_item()
            term, definition = nodes.term(), nodes.definition()
            entry += [term, definition]
            node.append(entry)
        if name == "label":
            with builder.detached_words(walk.dress(term, child)):
                walk.children(child)
            with builder.detached(definition):
                builder.text(child.tail)
        else:
            holder = nodes.container()
            definition.append(holder)
            with builder.detached(holder):
                if name in {"item", "def"}:
                    walk.dress(holder, child, class_of(child))
                    walk.children(child)
                else:
                    walk.element(child)
                builder.text(child.tail)


@behaviour("table")
def table(walk: Walk, element: etree._Element, _option: str) -> None:
    """A table with merged cells; what is no row stands before or after it.

    Rows with something between them are no table for a doctree: they become blocks, in order.
    """
    builder = walk.builder
    children = [child for child in element if local_name(child)]
    rows = [child for child in children if local_name(child) == "row"]
    columns = max((_width(row) for row in rows), default=0)
    if not columns or not _is_regular(walk, element, rows):
        walk.block(nodes.container(), element, "table")
        return
    first, last = children.index(rows[0]), children.index(rows[-1])
    for child in children[:first]:
        walk.element(child)
    node = walk.dress(nodes.table(classes=["colwidths-auto"]), element)
    group = nodes.tgroup(cols=columns)
    group += [nodes.colspec(colwidth=COLUMN) for _ in range(columns)]
    head, body = nodes.thead(), nodes.tbody()
    for row in rows:
        in_head = row.get("role") == "label" and not body.children
        (head if in_head else body).append(_row(walk, row))
    if head.children and body.children:
        group.append(head)
    else:
        body.extend(head.children)
    group.append(body)
    node.append(group)
    builder.add_block(node)
    for child in children[last + 1 :]:
        walk.element(child)
    builder.flush_floats()


def _is_regular(walk: Walk, element: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether nothing but rows stands between the rows, and nothing but cells in them."""
    if walk.is_mixed(element) or any(map(walk.is_mixed, rows)):
        return False
    between = [child for child in element if local_name(child)]
    run = between[between.index(rows[0]) : between.index(rows[-1]) + 1]
    return run == rows


def _width(row: etree._Element) -> int:
    return sum(_span(cell, "cols") for cell in row if local_name(cell))


def _span(cell: etree._Element, attribute: str) -> int:
    value = cell.get(attribute, "1")
    return max(1, min(int(value), 100)) if value.isdecimal() and value.isascii() else 1


def _row(walk: Walk, row: etree._Element) -> nodes.row:
    node = nodes.row()
    walk.dress(node, row)
    for cell in row:
        if not local_name(cell):
            continue
        entry = nodes.entry()
        if (columns := _span(cell, "cols")) > 1:
            entry["morecols"] = columns - 1
        if (height := _span(cell, "rows")) > 1:
            entry["morerows"] = height - 1
        node.append(entry)
        if local_name(cell) == "cell":
            walk.dress(entry, cell, *(["label"] if cell.get("role") == "label" else []))
        with walk.builder.detached(entry):
            if local_name(cell) == "cell":
                walk.children(cell)
            else:
                walk.element(cell)
    return node


@behaviour("code")
def code(walk: Walk, element: etree._Element, _option: str) -> None:
    """Source code: a literal block with its white space, or literal words."""
    if is_words(walk, element) and "\n" not in "".join(element.itertext(etree.Element)):
        walk.words(nodes.literal(), element)
        return
    source = "".join(element.itertext(etree.Element))
    walk.builder.account.verbatim[element] = source
    node = walk.dress(nodes.literal_block(source, source), element)
    node["ids"] += walk.anchors_below(element)
    node["language"] = "none"
    walk.builder.add_block(node)


@behaviour("example")
def example(walk: Walk, element: etree._Element, _option: str) -> None:
    """Mark-up shown as mark-up (``egXML``): the source of what it holds."""
    source = _inner_source(element)
    walk.builder.account.verbatim[element] = source
    node = walk.dress(nodes.literal_block(source, source), element)
    # An id in an example is an id of the file like any other.
    node["ids"] += walk.anchors_below(element)
    node["language"] = "xml"
    # A fragment need not be well-formed for the highlighter; it shows what it can.
    node["force"] = True
    walk.builder.add_block(node)


def _inner_source(element: etree._Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces.append(etree.tostring(child, encoding="unicode", with_tail=False))
        pieces.append(child.tail or "")
    source = "".join(pieces)
    for prefix, uri in element.nsmap.items():
        declaration = f' xmlns:{prefix}="{uri}"' if prefix else f' xmlns="{uri}"'
        source = source.replace(declaration, "")
    return source.strip("\n")


@behaviour("title-of-text")
def title_of_text(walk: Walk, element: etree._Element, _option: str) -> None:
    """The heading of a whole text: it was made the title of the page already."""
    if element not in walk.builder.account.moved:
        heading(walk, element, "")
