"""The edition as EPUB 3: ``sphinx-build -b epub``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import validate_config_values

from edition.sphinxext.epub.builder import EditionEpubBuilder
from edition.sphinxext.epub.pages import make_well_formed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["register"]

#: After those who look at a page as HTML.
_LAST = 900


def _ask_the_headers(app: Sphinx) -> None:
    """Let conf.py be silent: Sphinx wants there what the headers of the texts say."""
    for listener in tuple(app.events.listeners.get("builder-inited", ())):
        if listener.handler is validate_config_values:
            app.disconnect(listener.id)


def register(app: Sphinx) -> None:
    """Take the place of Sphinx's own builder, which this one builds upon."""
    app.setup_extension("sphinx.builders.epub3")
    _ask_the_headers(app)
    app.add_builder(EditionEpubBuilder, override=True)
    app.add_html_theme("edition-epub", str(Path(__file__).parent.parent.parent / "theme" / "epub"))
    app.connect("html-page-context", make_well_formed, priority=_LAST)
