"""The head of the page of a text: fields for reference managers, links for robots, a summary as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from edition.cite.items import Item, iso
from edition.sphinxext.citing.works import FORMATS, CitedText, base_of, has_citations, text_of, url
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.files import script_json
from edition.sphinxext.metadata.graph import summary
from edition.sphinxext.metadata.signposting import links
from edition.sphinxext.theming import theme_option

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def tell_programs(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Complete the head of a page of text, in any theme; and tell ours of the files of its citation."""
    page = TEIDomain.of(app.env).page_at(pagename) if has_citations(app.builder) else None
    cited = text_of(app.builder, page.file) if page is not None else None
    if cited is None:
        context["cited_work"], context["citation_files"] = "", []
        return
    root = str(context["content_root"]).removeprefix("./")
    head = "\n  ".join(_head(app, cited, root))
    if theme_option(app.builder, "notes"):
        context["citation_head"] = head
    else:
        context["metatags"] = f"{context.get('metatags', '')}\n  {head}"
    context["cited_work"] = cited.docname
    context["citation_files"] = [
        (f"{root}{url(cited.file_of(f.suffix))}", f.media, f.name) for f in FORMATS
    ]


def _head(app: Sphinx, cited: CitedText, root: str) -> Iterator[str]:
    base = base_of(app.builder)
    # The prefix by which Zotero's translator knows its own fields.
    yield '<link rel="schema.z" href="http://www.zotero.org/namespaces/export#">'
    for name, content in _fields(cited.citation(base).item):
        yield f'<meta name="{name}" content="{escape(content)}">'
    for link in links(app.builder, cited):
        href = root + link.href if link.is_path else link.href
        media = f' type="{link.type}"' if link.type else ""
        yield f'<link rel="{link.rel}" href="{escape(href)}"{media}>'
    about = {"@context": "https://schema.org", **summary(cited, base)}
    about.pop("copyrightNotice", None)  # in the linked file, and on the title page in words
    yield f'<script type="application/ld+json">{script_json(about)}</script>'


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Names and contents of ``meta`` elements: Highwire's, and those by which Zotero knows a book section."""
    is_part = "container-title" in item
    original = iso(item.get("original-date", {}))
    fields = [
        ("z:itemType", "bookSection" if is_part else "book"),
        ("citation_title", item["title"]),
        *(("citation_author", _name(name)) for name in item.get("author", [])),
        ("citation_inbook_title", item.get("container-title", "")),
        *(("citation_editor", _name(name)) for name in item.get("editor", [])),
        ("citation_publisher", item.get("publisher", "")),
        ("citation_publication_date", iso(item.get("issued", {})).replace("-", "/")),
        ("citation_language", item.get("language", "")),
        ("prism.edition", item.get("edition", "")),
        ("z:extra", f"Original Date: {original}" if original else ""),
    ]
    return ((name, content) for name, content in fields if content)


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return ", ".join(filter(None, (family, name.get("given", ""), name.get("suffix", ""))))
