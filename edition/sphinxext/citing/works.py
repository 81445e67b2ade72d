"""The texts of an edition that have citations on their pages, and where these are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

from edition.cite.citations import Citation, address, cite, with_slash
from edition.cite.formats import bibtex, csl_json, ris
from edition.cite.references import Point, Reference
from edition.model import Edition, Passage
from edition.sphinxext.domain import TEIDomain

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: Builders whose pages are files of their own.
_BUILDERS: Final = frozenset({"html", "dirhtml"})
#: Where they are, from the root of the site.
FOLDER: Final = "citations"


class FileFormat(NamedTuple):
    """A format that reference managers read.

    :ivar name: what readers know it as.
    :ivar media: its media type.
    """

    name: str
    suffix: str
    media: str
    write: Callable[[Citation], str]


def _csl_json(citation: Citation) -> str:
    return csl_json.write([citation])


#: Files of each text and, if they are few, of each paragraph.
FORMATS: Final = (
    FileFormat("BibTeX", ".bib", "application/x-bibtex", bibtex.write),
    FileFormat("RIS", ".ris", "application/x-research-info-systems", ris.write),
    FileFormat("CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json", _csl_json),
)


@dataclass(frozen=True, slots=True)
class CitedText:
    """A text that can be cited.

    :ivar docname: its page; if it is cut up, the one that has its contents.
    :ivar page: the address of that page, as seen from the root of the site.
    """

    edition: Edition
    file: str
    docname: str
    page: str

    @property
    def paragraphs(self) -> list[Passage]:
        """What has a number in its margin to be cited by."""
        return [p for p in self.edition.parts[self.file].passages if p.kind == "paragraph"]

    def citation(self, base: str, anchor: str = "") -> Citation:
        """Its citation, or that of a passage.

        :param base: the address of the edition with a slash at its end, or "".
        """
        point = Point(anchor)
        made = cite(self.edition, Reference(self.file, point, point))
        if base:
            # The builder knows what the page is called; a command can but guess.
            made.item["URL"] = address(base, unquote(self.page), anchor)
        return made

    def file_of(self, suffix: str, anchor: str = "") -> str:
        """Path of a file with its citation, or that of a passage, from the root of the site."""
        return f"{FOLDER}/{self.docname}{f'/{anchor}' if anchor else ''}{suffix}"


def has_citations(builder: Builder) -> bool:
    """Whether *builder* makes pages that are cited."""
    return builder.name in _BUILDERS


def base_of(builder: Builder) -> str:
    """The address of the edition with a slash at its end (``html_baseurl``), or ""."""
    return with_slash(str(builder.config.html_baseurl or ""))


def cited_texts(builder: Builder) -> Iterator[CitedText]:
    """The texts that can be cited, in the order of their files."""
    domain = TEIDomain.of(builder.env)
    for file in domain.edition.texts:
        if text := text_of(builder, file):
            yield text


def text_of(builder: Builder, file: str) -> CitedText | None:
    """The text of *file*, if it is one and has a page."""
    domain = TEIDomain.of(builder.env)
    page = domain.page_with(file)
    if page is None or page.kind != "text" or not page.part.works:
        return None
    return CitedText(domain.edition, file, page.docname, builder.get_target_uri(page.docname))


def url(path: str) -> str:
    """*path* as it stands in an address."""
    return quote(path)
