"""The files of citations, written before the pages that name them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from edition.cite.citations import Citation
from edition.cite.pandoc import find_pandoc, identity
from edition.cite.rendering import Request, templates
from edition.cite.styles import NAMED, Style, find_style
from edition.errors import EditionError
from edition.export.layout import can_name_a_file
from edition.sphinxext.citing.panel import data, requests
from edition.sphinxext.citing.works import (
    FOLDER,
    FORMATS,
    CitedText,
    base_of,
    cited_texts,
    has_citations,
)
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.files import call, write
from edition.sphinxext.messages import Kind
from edition.sphinxext.metadata.graph import graph
from edition.sphinxext.metadata.signposting import linkset
from edition.sphinxext.theming import theme_option

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_logger = logging.getLogger(__name__)

#: Where the scripts of the panel are.
SCRIPTS: Final = "_static/citations"
#: Texts of an edition that are rendered without being asked for: more would take minutes.
_MANY: Final = 100


def write_citations(app: Sphinx, builder: Builder) -> None:
    """Write all files of citations, and remove those of what is gone.

    Nothing is done if nothing was read and the settings are those of the last time.
    """
    if not has_citations(builder):
        return
    root, store = Path(builder.outdir), Path(app.doctreedir) / "citations"
    state = _state(builder)
    if (root / FOLDER).is_dir() and not TEIDomain.of(app.env).is_new and _stands(store, state):
        return
    texts = list(cited_texts(builder))
    files = dict(_files(builder, texts))
    if theme_option(builder, "cards") == "true":
        files |= _scripts(builder, texts, store)
    for folder in (root / FOLDER, root / SCRIPTS):
        for path in [path for path in folder.rglob("*.*") if path.is_file()]:
            if path.relative_to(root).as_posix() not in files:
                path.unlink()
    for name, content in files.items():
        write(root / name, content)
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    write(store / "state", state)


def _state(builder: Builder) -> str:
    """What the files depend on besides the texts."""
    config = builder.config
    try:
        engine = identity()
    except EditionError:
        engine = ""
    values = (
        config.html_baseurl,
        config.tei_version_url,
        config.tei_citation_styles,
        config.tei_citation_files,
    )
    return json.dumps(
        [str(builder.outdir), engine, theme_option(builder, "cards"), *map(repr, values)]
    )


def _stands(store: Path, state: str) -> bool:
    path = store / "state"
    return path.is_file() and path.read_text(encoding="utf-8") == state


def _files(builder: Builder, texts: list[CitedText]) -> Iterator[tuple[str, str]]:
    """Records and data of each text, and records of each paragraph if these are few."""
    base = base_of(builder)
    for cited in texts:
        yield from _records(cited, cited.citation(base), "")
        yield cited.file_of(".jsonld"), graph(builder, cited)
        if base:
            yield cited.file_of(".linkset.json"), linkset(builder, cited)
    if has_files(builder, texts):
        for cited in texts:
            for passage in cited.paragraphs:
                if can_name_a_file(passage.id):
                    yield from _records(cited, cited.citation(base, passage.id), passage.id)


def _records(cited: CitedText, citation: Citation, anchor: str) -> Iterator[tuple[str, str]]:
    for format_ in FORMATS:
        yield cited.file_of(format_.suffix, anchor), format_.write(citation)


def has_files(builder: Builder, texts: list[CitedText]) -> bool:
    """Whether paragraphs are so few that each has files of its own (``tei_citation_files``)."""
    most: int = builder.config.tei_citation_files
    return sum(len(cited.paragraphs) for cited in texts) <= most


def _scripts(builder: Builder, texts: list[CitedText], store: Path) -> dict[str, str]:
    """What the panel of each text says."""
    base = base_of(builder)
    styles = _styles(builder, texts)
    try:
        _render_all(styles, texts, base, store)
    except EditionError as error:
        _logger.warning(
            "citations are not rendered: %s", error, type="tei", subtype=Kind.CITATION.value
        )
        styles = []
    few = has_files(builder, texts)
    return {
        f"{SCRIPTS}/{cited.docname}.js": call(
            "editionCitations", data(cited, base, styles, store, has_files=few)
        )
        for cited in texts
    }


def _styles(builder: Builder, texts: list[CitedText]) -> list[Style]:
    """The styles that readers can choose (``tei_citation_styles``); none if nothing can render them."""
    wanted = builder.config.tei_citation_styles
    if wanted == "auto":
        wanted = NAMED if len(texts) <= _MANY else ()
    try:
        if wanted:
            find_pandoc()
        return [find_style(name) for name in wanted]
    except EditionError as error:
        if builder.config.tei_citation_styles != "auto":
            _logger.warning(
                "tei_citation_styles: %s", error, type="tei", subtype=Kind.CITATION.value
            )
        else:
            _logger.info("Citations have no styles on these pages: %s", error.message)
        return []


def _render_all(styles: list[Style], texts: list[CitedText], base: str, store: Path) -> None:
    """Have all texts rendered by one process for each style, side by side; what is stored by none."""

    def render(style: Style) -> None:
        wanted: list[Request] = []
        for cited in texts:
            wanted += requests(style, cited, base).values()
        templates(style, wanted, store)

    with ThreadPoolExecutor() as threads:
        list(threads.map(render, styles))
