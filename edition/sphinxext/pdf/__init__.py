"""The edition as a printed book: ``sphinx-build -b pdf``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edition.sphinxext.pdf.builder import EditionPdfBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["register"]


def register(app: Sphinx) -> None:
    """Make the builder known; WeasyPrint is looked for when it is used."""
    app.add_builder(EditionPdfBuilder)
