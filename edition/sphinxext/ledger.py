"""The no-loss ledger: every character and every id of the source is accounted for.

Two comparisons, each linear. On reading, the text of the source is compared with the text of the
doctree, stream by stream: the main text, and each piece that was taken out of its place. On
writing, the text of the resolved doctree is looked for, in order, in the page. White space does not
count. What differs stops the build, with the place where the difference begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from lxml import etree, html

from edition.model.read import Reading
from edition.sphinxext.doctree.builder import Account
from edition.sphinxext.nodes import GENERATED, call, mathml
from edition.tei.names import NAMESPACES, TEI_PREFIX, XML_ID, local_name

_AROUND: Final = 30
#: What a page shows in another form than as its text: formulas may gain brackets.
_WRITTEN_OTHERWISE: Final = (
    mathml,
    nodes.comment,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.substitution_definition,
)
_shown_ids: Final = re.compile(r"""\sid=["']([^"']*)["']""")
_with_id: Final = etree.XPath(
    "//tei:text/descendant-or-self::*[@xml:id] | //tei:standOff/descendant-or-self::*[@xml:id]",
    namespaces=NAMESPACES,
)


@dataclass(frozen=True, slots=True)
class Loss:
    """A difference between the source and what was made of it.

    :ivar line: 1-based line of the source where it begins, or None if not known.
    """

    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Balance:
    """The ledger of one file, in characters without white space.

    :ivar shown: characters in the text of the page.
    :ivar moved: characters in notes and in the apparatus.
    :ivar left_out: characters left out, by rule.
    :ivar ids: number of ids.
    :ivar losses: number of differences; a build in which it is not 0 stops.
    :ivar unknown: names of elements without a rule, with how often.
    :ivar elements: names of all elements of TEI, with how often.
    """

    shown: int = 0
    moved: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    ids: int = 0
    losses: int = 0
    unknown: tuple[tuple[str, int], ...] = ()
    elements: tuple[tuple[str, int], ...] = ()


def settle(
    reading: Reading, section: nodes.Element, account: Account, anchors: AbstractSet[str]
) -> tuple[Balance, list[Loss]]:
    """Compare the source of *reading* with the *section* that was built from it.

    :param anchors: the ids that are in *section*.
    :returns: the balance, and the losses (none in a build that keeps its promise).
    """
    moved_nodes = {id(node) for node in account.moved.values()}
    losses: list[Loss] = []
    root = reading.document.root
    queue: list[tuple[etree._Element, nodes.Element]] = [(root, section)]
    sizes = []
    for element, node in queue:
        source = _without_space(_source_pieces(element, account, queue))
        target = _without_space(_doctree_pieces(node, moved_nodes))
        sizes.append(len(source))
        if source != target:
            losses.append(_difference(element, source, target, account))
    losses.extend(_lost_ids(reading, anchors, account))
    left_out: dict[str, int] = {}
    for element, rule in account.omitted.items():
        size = len(_without_space(element.itertext(etree.Element)))
        left_out[rule] = left_out.get(rule, 0) + size
    balance = Balance(
        shown=sizes[0],
        moved=sum(sizes[1:]),
        left_out=tuple(sorted(left_out.items())),
        ids=len(reading.part.ids),
        losses=len(losses),
        unknown=tuple(sorted((name, len(lines)) for name, lines in account.unknown.items())),
        elements=_counted(root),
    )
    return balance, losses


def _counted(root: etree._Element) -> tuple[tuple[str, int], ...]:
    """The elements of TEI in *root* and how often each occurs, by name."""
    numbers = Counter(element.tag for element in root.iter(f"{TEI_PREFIX}*"))
    return tuple(sorted((str(tag)[len(TEI_PREFIX) :], number) for tag, number in numbers.items()))


def _without_space(pieces: Iterable[str]) -> str:
    return "".join("".join(pieces).split())


def _source_pieces(
    top: etree._Element, account: Account, queue: list[tuple[etree._Element, nodes.Element]]
) -> list[str]:
    """The text of *top* in order; elements moved out of it are queued instead."""
    pieces: list[str] = []

    def add(element: etree._Element) -> None:
        if element in account.verbatim:
            pieces.append(account.verbatim[element])
            return
        if element.text:
            pieces.append(element.text)
        for child in element:
            if isinstance(child, etree._Entity):
                pieces.append(child.text or "")
            elif child in account.moved:
                queue.append((child, account.moved[child]))
            elif isinstance(child.tag, str) and child not in account.omitted:
                add(child)
            if child.tail:
                pieces.append(child.tail)

    if top not in account.omitted:
        add(top)
    return pieces


def _doctree_pieces(top: nodes.Element, moved: set[int]) -> list[str]:
    """The source's own text in *top*, in order."""
    pieces: list[str] = []

    def add(node: nodes.Element) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                pieces.append(child)
            elif (
                isinstance(child, nodes.Element)
                and id(child) not in moved
                and GENERATED not in child.attributes["classes"]
            ):
                add(child)

    add(top)
    return pieces


def _difference(element: etree._Element, source: str, target: str, account: Account) -> Loss:
    at = next(
        (i for i, (a, b) in enumerate(zip(source, target, strict=False)) if a != b),
        min(len(source), len(target)),
    )
    expected, found = source[at : at + _AROUND], target[at : at + _AROUND]
    before = source[max(0, at - _AROUND) : at]
    message = f"text is lost or displaced after “{before}”: the source has “{expected}”, the page “{found}”"
    return Loss(message, _line_at(element, at, account))


def _line_at(element: etree._Element, at: int, account: Account) -> int | None:
    """The line of the element that holds character number *at* of its stream."""
    seen = 0

    def find(current: etree._Element) -> int | None:
        nonlocal seen
        if current is not element and (current in account.omitted or current in account.moved):
            return None
        seen += len("".join((current.text or "").split()))
        if seen > at:
            return current.sourceline
        for child in current:
            if local_name(child) and (line := find(child)):
                return line
            seen += len("".join((child.tail or "").split()))
            if seen > at:
                return child.sourceline
        return None

    return find(element) or element.sourceline


def _lost_ids(reading: Reading, shown: AbstractSet[str], account: Account) -> Iterator[Loss]:
    anchors = reading.context.anchors
    for element in _with_id(reading.document.root):
        anchor = anchors.get(element)
        if anchor is None or anchor in shown or _is_left_out(element, account):
            continue
        yield Loss(f"the id “{element.get(XML_ID)}” is lost", element.sourceline)


def _is_left_out(element: etree._Element, account: Account) -> bool:
    if element in account.omitted or any(up in account.omitted for up in element.iterancestors()):
        return True
    return any(up in account.verbatim for up in element.iterancestors())


def check_page(doctree: nodes.document, body: str) -> Iterator[Loss]:
    """Compare a resolved *doctree* with the *body* of the HTML page that was written from it.

    Yields what the page lacks: text, in the order of the doctree, and ids.
    """
    parser = html.HTMLParser(huge_tree=True)
    whole = html.fragment_fromstring(body, create_parent="div", parser=parser) if body else None
    shown = whole.itertext() if whole is not None else ()
    yield from _lost_text(doctree, _to_compare(shown))
    ids = set(_shown_ids.findall(body))
    for node in doctree.findall(nodes.Element):
        for anchor in node.attributes["ids"]:
            if html_escape(anchor) not in ids and not isinstance(
                node, (nodes.target, nodes.document)
            ):
                yield Loss(f"the page lacks the id “{anchor}”", _line_of(node))


def _to_compare(pieces: Iterable[str]) -> str:
    """Text without white space, and without the mark of byte order that highlighters take away."""
    return _without_space(pieces).replace("\ufeff", "")


def _lost_text(doctree: nodes.document, shown: str) -> Iterator[Loss]:
    """Look for the text of *doctree* in *shown*, block by block; if one is not there, word by word."""
    at = 0
    for block in _blocks(doctree):
        texts = [text for text in block.findall(nodes.Text) if not _is_sign(text)]
        whole = _to_compare(texts)
        found = shown.find(whole, at)
        if found >= 0:
            at = found + len(whole)
            continue
        for text in texts:
            wanted = _to_compare([text.astext()])
            if not wanted or _is_off_page(text):
                continue
            found = shown.find(wanted, at)
            if found < 0:
                yield Loss(f"the page lacks “{text.astext().strip()[:60]}”", _line_of(text))
            else:
                at = found + len(wanted)


def _blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    """The nodes in and below *node* that hold text, in order, outermost first."""
    if isinstance(node, nodes.TextElement):
        yield node
        return
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from _blocks(child)


def html_escape(anchor: str) -> str:
    """*anchor* as it stands in an attribute."""
    return anchor.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _is_sign(text: nodes.Text) -> bool:
    """Whether *text* is the sign of a call, which the page draws."""
    reference = text.parent
    return isinstance(reference, nodes.reference) and isinstance(reference.parent.parent, call)


def _is_off_page(text: nodes.Text) -> bool:
    up = text.parent
    while up is not None:
        if isinstance(
            up,
            _WRITTEN_OTHERWISE,
        ):
            return True
        up = up.parent
    return False


def _line_of(node: nodes.Node) -> int | None:
    up: nodes.Node | None = node
    while up is not None:
        if up.line:
            return up.line
        up = up.parent
    return None
