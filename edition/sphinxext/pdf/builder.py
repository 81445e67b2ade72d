"""The builder: all pages as chapters of one book, which WeasyPrint sets."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util.display import progress_message
from sphinx.util.osutil import make_filename

from edition.sphinxext import ledger
from edition.sphinxext.books.data import data_of
from edition.sphinxext.books.remarks import add_remarks
from edition.sphinxext.books.visitors import install
from edition.sphinxext.context import with_directions
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.messages import Kind, LossError, source_path, warn
from edition.sphinxext.pdf.book import Written, book_page
from edition.sphinxext.pdf.general_index import general_index
from edition.sphinxext.pdf.joining import join, page_uri
from edition.sphinxext.pdf.notes import set_notes
from edition.sphinxext.pdf.order import GENERAL_INDEX, Chapter, chapters_of
from edition.sphinxext.pdf.visitors import VISITORS
from edition.sphinxext.resolve.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator

_MISSING = (
    "the PDF is set by WeasyPrint, which is not installed. "
    'Install it: python -m pip install "tei-edition[pdf]"'
)
_WITHOUT_PANGO = (
    "the PDF is set by WeasyPrint, which lacks a library of the system: {}. "
    "Install Pango; on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)


class EditionPdfBuilder(StandaloneHTMLBuilder):
    """An edition as one PDF."""

    name = "pdf"
    epilog = "Open the PDF file in %(outdir)s."

    copysource = False
    search = False
    add_permalinks = False
    download_support = False
    html_scaled_image_link = False
    supported_remote_images = False

    def init(self) -> None:
        """Refuse to begin without what sets the pages.

        :raises sphinx.errors.ConfigError: WeasyPrint, or a library that it needs, is not there.
        """
        try:
            import_module("weasyprint")
        except ModuleNotFoundError as error:
            raise ConfigError(_MISSING) from error
        except OSError as error:
            raise ConfigError(_WITHOUT_PANGO.format(error)) from error
        super().init()

    @property
    def book(self) -> Path:
        """The file that is written."""
        return Path(self.outdir) / f"{make_filename(self.config.project)}.pdf"

    def create_translator(self, *args: Any) -> HTML5Translator:  # noqa: ANN401
        """The translator, with visitors for printed pages."""
        translator = cast("HTML5Translator", super().create_translator(*args))
        install(translator, VISITORS)
        return translator

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """A book is set as a whole."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """A preliminary address: where it is in the book is known when all of it is joined."""
        return page_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """The same from everywhere."""
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Resolve, join, write and set all documents."""
        self.prepare_writing(set(self.env.all_docs))
        with progress_message("joining the chapters"):
            chapters = [self._resolved(chapter) for chapter in chapters_of(self.env)]
            data = data_of(self.env)
            anchors = join(chapters, data.address)
        with progress_message("writing"):
            written = [
                Written(chapter, anchors[chapter.docname][""], self._body(chapter))
                for chapter in chapters
            ]
        with progress_message("setting the pages"):
            # Imported here, as it needs libraries that only those have who make a PDF.
            from edition.sphinxext.pdf.press import press  # noqa: PLC0415

            pictures = {name: Path(self.srcdir) / path for path, name in self.images.items()}
            page = book_page(data, written, self.config.root_doc)
            press(page, data, pictures, self.book)

    def copy_assets(self) -> None:
        """Nothing stands beside the book: what it needs is in it."""

    def finish(self) -> None:
        """The book is done when it is written."""

    def _resolved(self, chapter: Chapter) -> Chapter:
        """*chapter* with all that it shows of others, and its notes where they are called."""
        docname, doctree = chapter.docname, chapter.doctree
        if docname == GENERAL_INDEX and docname not in self.env.found_docs:
            doctree.append(general_index(self.env, self))
            doctree.reporter = self.env.get_doctree(self.config.root_doc).reporter
            return chapter
        self.env.resolve_references(doctree, docname, self)
        self.post_process_images(doctree)
        add_remarks(Writing(TEIDomain.of(self.env), self, docname), doctree)
        set_notes(doctree)
        return chapter

    def _body(self, chapter: Chapter) -> str:
        """The chapter as HTML.

        :raises LossError: it lacks something of its source.
        """
        docname, doctree = chapter.docname, chapter.doctree
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath, self.dlpath = self.imagedir, "_downloads"
        self.current_docname = docname
        translator = self.create_translator(doctree, self)
        translator.initial_header_level = 1 + chapter.depth
        doctree.walkabout(translator)
        body = "".join(translator.fragment)
        self._check(docname, doctree, body)
        # As on a page of HTML, languages that are written from right to left say so.
        return with_directions(body)

    def _check(self, docname: str, doctree: nodes.document, body: str) -> None:
        page = TEIDomain.of(self.env).page_at(docname)
        losses = list(ledger.check_page(doctree, body)) if page is not None else []
        if page is None or not losses:
            return
        path = source_path(self.env, page.file)
        for loss in losses:
            warn(Kind.LOST, loss.message, path, loss.line)
        raise LossError(f"{page.file}: the book lacks what its source has; see the warnings")
