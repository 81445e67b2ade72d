"""The whole book as one page of HTML: title page, contents, chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from docutils import nodes

from edition.sphinxext.books.data import Data
from edition.sphinxext.pdf.order import Chapter
from edition.sphinxext.pdf.visitors import heading_words

#: Lines of contents beyond which sections of chapters are not listed.
_MOST: Final = 300


@dataclass(frozen=True, slots=True)
class Written:
    """A chapter with its HTML.

    :ivar anchor: the anchor of the chapter.
    """

    chapter: Chapter
    anchor: str
    body: str

    @property
    def title(self) -> str:
        """Its heading in words."""
        title = next(self.chapter.doctree.findall(nodes.title), None)
        return heading_words(title) if title is not None else self.chapter.docname


def book_page(data: Data, written: Sequence[Written], root: str) -> str:
    """The book: *written* in order, the document *root* as what the edition says of itself."""
    front = [one for one in written if one.chapter.docname == root]
    chapters = [one for one in written if one.chapter.docname != root]
    pieces = [
        f'<!DOCTYPE html>\n<html lang="{escape(data.language)}">\n<head>',
        *_head(data),
        "</head>\n<body>",
        *_title_page(data),
        *(_chapter(one, "imprint") for one in front),
        *_contents(chapters),
        *(_chapter(one, "chapter" if not one.chapter.depth else "subchapter") for one in chapters),
        "</body>\n</html>\n",
    ]
    return "\n".join(pieces)


def _head(data: Data) -> Iterator[str]:
    """What the file says of itself; WeasyPrint puts it into the metadata of the PDF."""
    moment = data.moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    yield f'<meta charset="utf-8">\n<title>{escape(data.title)}</title>'
    for name, value in (
        ("author", ", ".join(data.authors)),
        ("description", data.description),
        ("keywords", ", ".join(name.replace(",", "") for name in data.keywords)),
        ("generator", "tei-edition"),
        ("dcterms.created", moment),
        ("dcterms.modified", moment),
    ):
        if value:
            yield f'<meta name="{name}" content="{escape(value)}">'


def _title_page(data: Data) -> Iterator[str]:
    foot = " · ".join(part for part in (data.address, _version(data)) if part)
    yield (
        f'<section class="title-page" data-title="{escape(data.short_title)}"'
        f' data-foot="{escape(foot)}">'
    )
    if data.authors:
        yield f'<p class="authors">{escape(", ".join(data.authors))}</p>'
    yield f'<p class="title">{escape(data.title)}</p>'
    if data.editors:
        yield f'<p class="editors">Edited by {escape(", ".join(data.editors))}</p>'
    said = (data.publisher, _version(data), data.date)
    yield f'<p class="publisher">{escape(", ".join(part for part in said if part))}</p>'
    yield "</section>"


def _version(data: Data) -> str:
    return f"version {data.version}" if data.version else ""


def _contents(chapters: Sequence[Written]) -> Iterator[str]:
    sections = {one.anchor: list(_sections(one)) for one in chapters}
    are_few = len(chapters) + sum(map(len, sections.values())) <= _MOST
    yield '<nav class="contents" data-words="Contents"><h1 data-words="Contents">Contents</h1>'
    for one in chapters:
        if one.chapter.part:
            yield f'<p class="part">{escape(one.chapter.part)}</p>'
        yield _line(one.anchor, one.title, one.chapter.depth)
        for anchor, words in sections[one.anchor] if are_few else ():
            yield _line(anchor, words, one.chapter.depth + 1)
    yield "</nav>"


def _line(anchor: str, words: str, depth: int) -> str:
    return (
        f'<p class="line depth-{min(depth, 3)}"><a href="#{escape(anchor)}">{escape(words)}</a></p>'
    )


def _sections(one: Written) -> Iterator[tuple[str, str]]:
    """The sections of a chapter that have a heading, one level of them."""
    top = next(one.chapter.doctree.findall(nodes.section), None)
    for section in top.findall(nodes.section) if top is not None else ():
        title = next((c for c in section.children if isinstance(c, nodes.title)), None)
        if section.parent is top and section["ids"] and title is not None:
            yield section["ids"][0], heading_words(title)


def _chapter(one: Written, kind: str) -> str:
    return (
        f'<article class="{kind}" id="{escape(one.anchor)}" data-words="{escape(one.title)}">'
        f"{one.body}</article>"
    )
