"""One TEI document into the doctree of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from docutils import nodes
from lxml import etree

from edition.model.read import Reading
from edition.sphinxext.doctree.builder import Account, Builder
from edition.sphinxext.doctree.manuscripts import manifests
from edition.sphinxext.doctree.walk import Rules, Walk, language_of
from edition.sphinxext.nodes import GENERATED, apparatus_entry, generated
from edition.tei.names import NAMESPACES, local_name

#: Parts of a header that hold things with an id of their own.
_OF_THE_HEADER: Final = frozenset(
    {
        "correspDesc",
        "editorialDecl",
        "handNotes",
        "listWit",
        "msDesc",
        "particDesc",
        "settingDesc",
        "taxonomy",
    }
)
_has_id: Final = etree.XPath("boolean(descendant-or-self::*/@xml:id)")
_TITLES: Final = etree.XPath(
    "(//tei:text/tei:body/tei:head[@type='main'] | //tei:text/tei:body/tei:head[not(@type)])[1]",
    namespaces=NAMESPACES,
)


@dataclass(frozen=True, slots=True)
class Built:
    """The doctree of one file.

    :ivar section: the text.
    :ivar apart: what stands off from it.
    :ivar foot: what of the header is shown below it.
    :ivar account: what became of every piece of the source.
    """

    section: nodes.section
    apart: list[nodes.Element]
    foot: list[nodes.Element]
    account: Account


def build(reading: Reading, path: str, rules: Rules) -> Built:
    """Make the doctree of *reading*.

    The page is one section. Its title is the heading of the text if it has one of its own,
    otherwise the title of the header, which is then the edition's word, not the source's.

    :param path: of the file, for messages.
    """
    root = reading.document.root
    context = reading.context
    section = nodes.section()
    section["ids"] = [_page_anchor(root, context.anchors)]
    section["classes"] = ["tei-page", f"kind-{reading.part.works[0].kind}", *_language(root)]
    section.source, section.line = path, 1
    builder = Builder(section, context, path)
    walk = Walk(builder, rules, root)
    title = nodes.title()
    heads = _TITLES(root)
    if not heads or not walk.heading(heads[0], title):
        title = nodes.title("", "", generated(nodes.inline("", reading.part.works[0].title)))
    section.append(title)
    walk.element(root)
    builder.finish()
    return Built(section, builder.apart, list(_foot(walk, root)), builder.account)


def _language(root: etree._Element) -> list[str]:
    """The language of the text: of its ``text`` element, or of the whole file."""
    text = root.find("tei:text", NAMESPACES)
    return (language_of(text) if text is not None else []) or language_of(root)


def _foot(walk: Walk, root: etree._Element) -> Iterator[nodes.Element]:
    """What other places of the edition can point at outside the text, at the foot of the page.

    The header is data of the page, not its text; what has an id in it must be found by it. Of the source
    it describes, and of a letter's way, a reader wants to know; and of a facsimile where its pictures are.
    """
    header = root.iterfind(".//tei:teiHeader//*", NAMESPACES)
    shown = [e for e in header if local_name(e) in _OF_THE_HEADER and _is_worth_showing(e)]
    yield from _shown_below(walk, "From the header", "header-foot", _outermost(shown))
    facsimiles = root.findall(".//tei:facsimile", NAMESPACES)
    if addresses := list(manifests(root)):
        yield _links_to_manifests(addresses)
    yield from _shown_below(walk, "Facsimile", "facsimile-foot", [c for f in facsimiles for c in f])


def _is_worth_showing(element: etree._Element) -> bool:
    return local_name(element) in {"msDesc", "correspDesc"} or bool(_has_id(element))


def _outermost(elements: list[etree._Element]) -> list[etree._Element]:
    """The *elements* that are in no other of them."""
    known = set(elements)
    return [e for e in elements if known.isdisjoint(e.iterancestors())]


def _shown_below(
    walk: Walk, title: str, css: str, elements: list[etree._Element]
) -> Iterator[nodes.Element]:
    if not any(local_name(element) for element in elements):
        return
    foot = nodes.container("", classes=[GENERATED, css])
    heading = nodes.rubric("", title)
    heading["heading-level"] = 2
    foot.append(heading)
    with walk.builder.detached(foot):
        for element in elements:
            walk.element(element)
    yield foot


def _links_to_manifests(addresses: list[str]) -> nodes.Element:
    foot = nodes.container("", classes=[GENERATED, "manifest-foot"])
    for address in addresses:
        link = nodes.reference("", address, refuri=address)
        foot += nodes.paragraph("", "IIIF manifest: ", link)
    return foot


def _page_anchor(root: etree._Element, anchors: dict[etree._Element, str]) -> str:
    """The anchor of the page as a whole: that of its root, or one that nothing else has."""
    if root in anchors and local_name(root) in {"TEI", "teiCorpus"}:
        return anchors[root]
    taken = set(anchors.values())
    anchor = "top"
    while anchor in taken:
        anchor += "-"
    return anchor


def gather_apparatus(section: nodes.section) -> None:
    """What the copy has instead of the edited text, together at the foot of the page."""
    entries = list(section.findall(apparatus_entry))
    if not entries:
        return
    foot = nodes.container()
    foot["classes"] = ["apparatus-foot"]
    heading = generated(nodes.rubric("", "Readings of the copy"))
    heading["heading-level"] = 2
    foot.append(heading)
    for entry in entries:
        entry.parent.remove(entry)
        foot.append(entry)
    section.append(foot)
