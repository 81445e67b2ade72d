"""The Sphinx extension: TEI files become pages of a cross-referenced edition."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from edition import __version__
from edition.sphinxext import (
    config,
    context,
    directives,
    economy,
    epub,
    exports,
    folding,
    html,
    pdf,
    search,
    titles,
)
from edition.sphinxext.cards import write_cards
from edition.sphinxext.citing import write_citations
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.encoding import accept_any
from edition.sphinxext.incremental import changed_pages
from edition.sphinxext.metadata import tell_programs
from edition.sphinxext.nodes import listing, tombstone
from edition.sphinxext.parser import TEIParser
from edition.sphinxext.published.gone_pages import pages_of_gone_files
from edition.sphinxext.published.record import check_published
from edition.sphinxext.resolve import resolve_page
from edition.sphinxext.sources import forget
from edition.sphinxext.split.forward import forward_old_anchors, name_no_source, write_script
from edition.sphinxext.split.project import install
from edition.sphinxext.summary import check_written_page
from edition.sphinxext.theming import slim_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: Raised with every change in the shape of what is stored in the environment.
ENV_VERSION: Final = 13

#: Nesting of the deepest file that is read costs a few frames of Python for each level.
_RECURSION_LIMIT: Final = 10_000


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION_LIMIT))
    config.register(app)
    economy.register(app)
    app.add_source_suffix(".xml", "tei")
    app.add_source_parser(TEIParser)
    app.add_domain(TEIDomain)
    html.register(app)
    context.register(app)
    app.add_node(listing)
    app.add_node(tombstone)
    folding.register(app)
    titles.register(app)
    directives.register(app)
    search.register(app)
    epub.register(app)
    exports.register(app)
    pdf.register(app)
    app.add_html_theme("edition", str(Path(__file__).parent.parent / "theme"))
    app.connect("builder-inited", install)
    app.connect("env-before-read-docs", accept_any)
    app.connect("env-updated", forget)
    app.connect("env-updated", check_published)
    app.connect("env-updated", changed_pages)
    app.connect("doctree-resolved", resolve_page)
    app.connect("html-page-context", check_written_page)
    app.connect("html-collect-pages", pages_of_gone_files)
    app.connect("write-started", write_script)
    app.connect("write-started", write_cards)
    app.connect("write-started", write_citations)
    app.connect("html-page-context", tell_programs)
    app.connect("html-page-context", forward_old_anchors)
    app.connect("build-finished", slim_files)
    app.connect("html-page-context", name_no_source)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
