"""Where what is exported lies in a build, and which of it there is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.export.layout import FOLDER
from edition.sphinxext.citing.works import base_of
from edition.sphinxext.domain import TEIDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

#: What can be written besides DTS, which is switched by ``tei_dts``.
EXPORTS: Final = ("annotations", "csl-json", "geojson", "tei", "text")


def has_exports(builder: Builder) -> bool:
    """Whether *builder* writes pages for the web, with one file for each."""
    return isinstance(builder, StandaloneHTMLBuilder) and builder.name in {"dirhtml", "html"}


class Site:
    """The pages of a build, as seen from what is exported."""

    def __init__(self, app: Sphinx) -> None:
        """Look at the build of *app*."""
        self.builder = app.builder
        self.domain = TEIDomain.of(app.env)
        self.edition = self.domain.edition
        #: The address of the edition with a slash at its end, or "".
        self.base = base_of(app.builder)
        self.title = str(app.config.html_title or app.config.project)
        self.folder = Path(app.outdir)
        self._pages: dict[str, str] = {}
        self.exports = frozenset(app.config.tei_exports)
        #: How many pairs of units DTS has answers for, or None if there is no DTS.
        self.ranges = int(app.config.tei_dts_ranges) if self.base and app.config.tei_dts else None

    def page(self, docname: str) -> str:
        """The address of a page, from a file in the folder of exports if there is no other."""
        known = self._pages.get(docname)
        if known is None:
            target = self.builder.get_target_uri(docname)
            known = self._pages[docname] = f"{self.base or '../'}{target}"
        return known

    def data(self, path: str) -> str:
        """The address of a file in the folder of exports, likewise."""
        return f"{self.base}{FOLDER}/{path}" if self.base else path

    def address(self, key: str) -> str:
        """The address of anything that has a key, or "" if no page has it."""
        place = self.domain.page_of(key)
        if place is None:
            return ""
        docname, anchor = place
        return f"{self.page(docname)}#{anchor}" if anchor else self.page(docname)
