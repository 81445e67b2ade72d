"""The builder: Sphinx's own for EPUB 3, with notes that open, and a package that says what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders.epub3 import Epub3Builder

from edition.sphinxext.books.data import data_of
from edition.sphinxext.books.visitors import install
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.epub.archive import write_archive
from edition.sphinxext.epub.navigation import Landmark, complete_navigation
from edition.sphinxext.epub.package import complete_package, name_book
from edition.sphinxext.epub.pages import VISITORS, part_of_book, prepare, source_pages
from edition.sphinxext.resolve.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.writers.html5 import HTML5Translator

#: What Sphinx puts beside every page, and no page of ours needs.
_UNUSED = ("basic.css", "file.png", "minus.png", "plus.png", "tei.css")


class EditionEpubBuilder(Epub3Builder):
    """An edition as EPUB 3."""

    epilog = "Open %(outdir)s with any reader of EPUB: it holds one file that ends in .epub."

    def get_theme_config(self) -> tuple[str, dict[str, Any]]:
        """The theme: the one for editions, unless conf.py names one that is not Sphinx's own."""
        name, options = super().get_theme_config()
        return ("edition-epub", {}) if name == "epub" else (name, options)

    def create_translator(self, *args: Any) -> HTML5Translator:  # noqa: ANN401
        """The translator, with visitors for books."""
        translator = cast("HTML5Translator", super().create_translator(*args))
        install(translator, VISITORS)
        return translator

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Remove the pages of documents that are no more: all that lies there would be packed."""
        super().prepare_writing(docnames)
        known = {self.get_outfilename(name) for name in self.env.all_docs}
        for page in Path(self.outdir).rglob(f"*{self.out_suffix}"):
            if str(page) not in {str(path) for path in known}:
                page.unlink()

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page with its notes at its end."""
        prepare(Writing(TEIDomain.of(self.env), self, docname), doctree)
        super().write_doc(docname, doctree)

    def build_content(self) -> None:
        """Write the package, with the data of the edition."""
        self.config.epub_exclude_files = [*self.config.epub_exclude_files, *self._not_of_the_book()]
        super().build_content()
        complete_package(Path(self.outdir), data_of(self.env))

    def _not_of_the_book(self) -> list[str]:
        """What lies in the folder and is not to be packed."""
        out, doctrees = Path(self.outdir), Path(self.doctreedir)
        found = [f"_static/{name}" for name in _UNUSED]
        if doctrees.is_relative_to(out):
            found += [path.relative_to(out).as_posix() for path in doctrees.rglob("*")]
        return found

    def build_navigation_doc(self) -> None:
        """Write the contents, the list of pages of the source, and the landmarks."""
        super().build_navigation_doc()
        pages = [
            (number, f"{self.get_target_uri(docname)}#{anchor}")
            for number, docname, anchor in source_pages(self.env)
        ]
        complete_navigation(Path(self.outdir), data_of(self.env), pages, self._landmarks())

    def _landmarks(self) -> list[Landmark]:
        """Where the parts of the book begin, in the order in which they are read."""
        root = self.config.root_doc
        order = [root, *(ref["refuri"].partition("#")[0] for ref in self.refnodes)]
        names = {self.get_target_uri(name): name for name in self.env.all_docs}
        names["genindex.xhtml"] = "genindex"
        found: dict[str, Landmark] = {}
        for address in dict.fromkeys(order):
            docname = names.get(address)
            if docname is None or address in self.ignored_files:
                continue
            kind = part_of_book(self.env, docname).split()[-1]
            title = self.env.titles.get(docname)
            words = title.astext() if title is not None else "Index"
            found.setdefault(kind, Landmark(kind, address, words))
        return list(found.values())

    def build_toc(self) -> None:
        """Write the contents for old readers, under the name of this book."""
        super().build_toc()
        name_book(Path(self.outdir), data_of(self.env))

    @property
    def book(self) -> Path:
        """The file that is written."""
        return Path(self.outdir) / f"{self.config.epub_basename}.epub"

    def build_epub(self) -> None:
        """Pack all, with the same bytes every time."""
        files = ["META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        write_archive(Path(self.outdir), self.book.name, files, data_of(self.env).moment)
