"""What a page shows of other pages, put in when all of them are known.

Run on ``doctree-resolved``, in the process that writes the page: lists made of the whole edition, what
the registers know of their entries, notes and claims on the words of a text, and links of mentions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.folding import unfold
from edition.sphinxext.published.record import lock_of
from edition.sphinxext.published.tombstones import add_tombstones
from edition.sphinxext.resolve.entries import complete_entries
from edition.sphinxext.resolve.links import link_mentions
from edition.sphinxext.resolve.listings import fill_listings
from edition.sphinxext.resolve.margins import fill_margins
from edition.sphinxext.resolve.writing import Writing

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["resolve_page"]


def resolve_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Complete *doctree* with what only the whole edition knows."""
    unfold(doctree)
    writing = Writing(TEIDomain.of(app.env), app.builder, docname)
    page = writing.domain.page_at(docname)
    if page is not None:
        add_tombstones(writing, page, lock_of(app.env), doctree)
        fill_margins(writing, page, doctree)
        complete_entries(writing, doctree)
    fill_listings(writing, doctree)
    link_mentions(writing, doctree)
