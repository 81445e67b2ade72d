"""Pages for files that are gone as a whole: their old addresses lead to what became of their anchors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.published.record import lock_of
from edition.sphinxext.published.tombstones import graves, note_of
from edition.sphinxext.resolve.writing import Writing
from edition.tei.files import stem

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def pages_of_gone_files(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, context and template of a page for each file that had published anchors and is gone."""
    builder, domain = app.builder, TEIDomain.of(app.env)
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    lock = lock_of(app.env)
    gone = {r.file for r in lock.records.values() if r.status != "live"}
    for file in sorted(gone):
        docname = stem(file)
        if domain.page_with(file) is not None or docname in app.env.found_docs:
            continue
        writing = Writing(domain, builder, docname)
        section = nodes.section(ids=["gone"])
        section += nodes.title("", "What was here")
        section.extend(note_of(writing, grave) for grave in graves(lock, file))
        body = builder.render_partial(section)["fragment"]
        yield docname, {"title": "What was here", "body": body, "metatags": ""}, "page.html"
