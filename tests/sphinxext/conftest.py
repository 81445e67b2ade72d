"""Builds of small projects: what was read, what was written, what was said."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sphinx.testing.util import SphinxTestApp


@dataclass
class Build:
    """One finished build."""

    app: SphinxTestApp
    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    @property
    def warnings(self) -> str:
        """What Sphinx warned of, without colours."""
        return self.app.warning.getvalue().strip()

    def page(self, name: str) -> html.HtmlElement:
        """The HTML of a page."""
        return html.fromstring((self.app.outdir / f"{name}.html").read_bytes())

    def text(self, name: str) -> str:
        """The text of a page's main part, white space collapsed."""
        (main,) = self.page(name).xpath("//main")
        return " ".join(main.text_content().split())


@pytest.fixture
def project(tmp_path: Path, rootdir: Path) -> Callable[[str], Path]:
    """Copies a root of ``tests/roots`` to where it may be changed."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(rootdir / f"test-{name}", target)
        return target

    return copy


@pytest.fixture
def build() -> Callable[..., Build]:
    """Builds a folder; a second call on it is an incremental build."""

    def run(source: Path, builder: str = "html", **options: Any) -> Build:  # noqa: ANN401
        app = SphinxTestApp(
            builder,
            srcdir=source,
            builddir=source.parent / "_build",
            warning=StringIO(),
            status=StringIO(),
            **options,
        )
        made = Build(app)
        app.connect("env-before-read-docs", lambda _app, _env, names: made.read.extend(names))
        app.connect(
            "html-page-context",
            lambda _app, name, _template, _context, doctree: (
                made.written.append(name) if doctree is not None else None
            ),
        )
        try:
            app.build()
        finally:
            app.cleanup()
        made.read.sort()
        made.written.sort()
        return made

    return run


@pytest.fixture
def letters(project: Callable[[str], Path], build: Callable[..., Build]) -> Build:
    """The letters, built."""
    return build(project("letters"))
