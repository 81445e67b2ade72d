"""A page of the EPUB: its notes, what it is as a part of a book, and its mark-up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from docutils import nodes
from lxml import etree

from edition.sphinxext.books.nodes import noteref
from edition.sphinxext.books.notes import foot_of_notes, part_neighbours, take_notes
from edition.sphinxext.books.remarks import add_remarks
from edition.sphinxext.books.visitors import (
    COMMON,
    Visitors,
    depart_division,
    passage_number,
)
from edition.sphinxext.books.xhtml import content, well_formed
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.epub.formulas import mend_formula
from edition.sphinxext.resolve.notes import TEXTUAL
from edition.sphinxext.resolve.writing import Writing

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
_SVG: Final = "{http://www.w3.org/2000/svg}"
_X: Final = "{http://www.w3.org/1999/xhtml}"
#: What may stand in an address as it is; letters of all languages may, too.
_IN_ADDRESSES: Final = "%/:?#[]@!$&'()*+,;=~-._" + "".join(map(chr, range(0xA0, 0x2000)))
_TYPE: Final = "{http://www.idpf.org/2007/ops}type"


def prepare(writing: Writing, doctree: nodes.document) -> None:
    """Set the notes of *doctree* at its end and say in words what a screen would show."""
    add_remarks(writing, doctree)
    part_neighbours(doctree)
    calls = take_notes(doctree)
    for call in calls:
        sign = noteref("", call.label, refid=call.note["ids"][0], textual=call.is_textual)
        call.node.children = []
        call.node.append(sign)
    section = next(doctree.findall(nodes.section), None)
    if section is not None:
        section.extend(foot_of_notes(calls))


def make_well_formed(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Make the body of a page XML, and say what part of the book the page is."""
    if app.builder.name != "epub":
        return
    context["book_part"] = part_of_book(app.env, pagename)
    if context.get("body"):
        root = well_formed(context["body"])
        _mend(root, pagename)
        context["body"] = content(root)


def part_of_book(env: BuildEnvironment, docname: str) -> str:
    """What a page is in the vocabulary of EPUB's structural semantics."""
    domain = TEIDomain.of(env)
    if docname == env.config.root_doc:
        return "frontmatter titlepage"
    if docname == "genindex" or any(
        kind == "index" for kind, _ in domain.listings.get(docname, ())
    ):
        return "backmatter index"
    page = domain.page_at(docname)
    if page is None:
        return "backmatter appendix"
    kind = page.part.works[0].kind if page.part.works else "text"
    if kind == "text":
        return "bodymatter"
    return "backmatter bibliography" if page.part.sources else "backmatter appendix"


def _mend(root: etree._Element, pagename: str) -> None:
    """Take out what no page of a book may have."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        anchor = element.get("id")
        if anchor is not None:
            if anchor in seen or not anchor:
                del element.attrib["id"]
            seen.add(anchor)
        if element.tag in {f"{_X}a", f"{_SVG}a"}:
            _mend_link(element, pagename)
        elif element.tag == f"{_MATHML}math":
            mend_formula(element)
        elif element.tag == f"{_X}ul" and "index" in element.get("class", "").split():
            _say_index(element)


def _mend_link(link: etree._Element, pagename: str) -> None:
    """Let a link to a page as a whole name the page alone."""
    address = link.get("href")
    if address == "#":
        link.set("href", f"{pagename.rpartition('/')[2]}.xhtml")
    elif address:
        # What a browser would mend by itself, a reader of EPUB may refuse.
        link.set("href", quote(address.removesuffix("#"), safe=_IN_ADDRESSES))


def _say_index(entries: etree._Element) -> None:
    """Name the entries of an index what they are."""
    entries.set(_TYPE, "index-entry-list")
    for entry in entries.iterchildren(f"{_X}li"):
        entry.set(_TYPE, "index-entry")
        links = list(entry.iter(f"{_X}a"))
        for number, link in enumerate(links):
            link.set(_TYPE, "index-locator" if number else "index-term")


def visit_noteref(self: HTML5Translator, node: nodes.Element) -> None:
    """The sign of a note, which a reader of EPUB opens where it stands.

    :raises docutils.nodes.SkipNode: always; all of it is written here.
    """
    attributes: dict[str, Any] = {
        "href": f"#{node['refid']}",
        "epub:type": "noteref",
        "role": "doc-noteref",
    }
    sign = self.starttag(node, "a", "", CLASS="noteref", **attributes)
    self.body.append(f"<sup>{sign}{self.encode(node.astext())}</a></sup>")
    raise nodes.SkipNode


def visit_annotation(self: HTML5Translator, node: nodes.Element) -> None:
    """A note, to be shown where it is called; one that stands for itself is part of the page."""
    if not node.get("label") or node.get("standoff"):
        self.body.append(self.starttag(node, "div", CLASS="note"))
        self.context.append("</div>\n")
        return
    attributes: dict[str, Any] = {"epub:type": "footnote", "role": "doc-footnote"}
    textual = ["textual"] if node["kind"] == TEXTUAL else []
    self.body.append(self.starttag(node, "aside", CLASS=" ".join(["note", *textual]), **attributes))
    self.body.append(f'<span class="note-label">{self.encode(node["label"])}</span> ')
    self.context.append("</aside>\n")


def depart_annotation(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the note."""
    self.body.append(str(self.context.pop()))


def visit_passage(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph, with its number before it."""
    self.body.append(self.starttag(node, "p", "", CLASS="passage"))
    passage_number(self, node)


def depart_passage(self: HTML5Translator, _node: nodes.Element) -> None:
    """End the paragraph."""
    self.body.append("</p>\n")


def visit_passage_group(self: HTML5Translator, node: nodes.Element) -> None:
    """A paragraph that holds blocks."""
    self.body.append(self.starttag(node, "div", CLASS="passage"))
    passage_number(self, node)


#: What a page of EPUB writes otherwise than a page of HTML.
VISITORS: Final[Visitors] = {
    **COMMON,
    "annotation": (visit_annotation, depart_annotation),
    "noteref": (visit_noteref, None),
    "passage": (visit_passage, depart_passage),
    "passage_group": (visit_passage_group, depart_division),
}


def source_pages(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """The pages of the source that are numbered: number, document and anchor, in the order of the files."""
    for _docname, page in sorted(TEIDomain.of(env).pages.items()):
        for passage in page.part.passages:
            place = page.places.get(passage.id)
            if passage.kind == "page" and passage.n and place:
                yield passage.n, place, passage.id
