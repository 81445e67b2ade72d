"""Search over passages, in the theme of this package: from a disk, with no server.

It takes the place of Sphinx's own search, which knows pages and no passages. With other themes that
one stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.search.pieces import FORMAT
from edition.sphinxext.search.writing import is_written, write_index

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_THEME: Final = Path(__file__).parent.parent.parent / "theme"
_BUILDERS: Final = frozenset({"html", "dirhtml"})


def register(app: Sphinx) -> None:
    """Have the index written instead of that of Sphinx."""
    app.connect("builder-inited", leave_out_other_index)
    app.connect("html-collect-pages", write_at_end)
    app.connect("html-page-context", name_registers)


def leave_out_other_index(app: Sphinx) -> None:
    """Let Sphinx write its search page, which is ours, but no index of its own.

    Sphinx makes its index if it is to have a search page. So there is none while it prepares to write.
    """
    builder = app.builder
    if not _is_ours(builder):
        return
    assert isinstance(builder, StandaloneHTMLBuilder)
    builder.prepare_writing = _without_search(builder)  # type: ignore[method-assign]


def _without_search(builder: StandaloneHTMLBuilder) -> Callable[..., None]:
    prepare = builder.prepare_writing

    def prepare_without(*arguments: Any) -> None:  # noqa: ANN401 – as Sphinx calls it
        builder.search = False
        try:
            prepare(*arguments)
        finally:
            builder.search = True

    return prepare_without


def write_at_end(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index when all pages are written, unless it would be the one that is there."""
    builder = app.builder
    if _is_ours(builder):
        assert isinstance(builder, StandaloneHTMLBuilder)
        mark = f"format {FORMAT}, {builder.name}, {builder.link_suffix}, {builder.config.language}"
        if TEIDomain.of(app.env).is_new or not is_written(builder, mark):
            write_index(builder, mark)
    return iter(())


def name_registers(
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Tell the search page which pages do the same for those who have no scripts (``registers``)."""
    if pagename != "search" or not _is_ours(app.builder):
        return
    domain = TEIDomain.of(app.env)
    registers = {name for name, page in domain.pages.items() if page.kind != "text"}
    names = sorted(
        registers | domain.listings.keys(),
        key=lambda name: (name in registers, app.env.titles[name].astext().casefold(), name),
    )
    context["registers"] = [
        (app.builder.get_relative_uri("search", name), app.env.titles[name].astext())
        for name in names
    ]


def _is_ours(builder: object) -> bool:
    """Whether *builder* writes pages, with our theme or one that inherits from it."""
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name not in _BUILDERS:
        return False
    return _THEME in {Path(folder) for folder in builder.theme.get_theme_dirs()}
