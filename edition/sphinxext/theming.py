"""What the theme of a build can do, and what becomes of its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What our own files can do without; no string of theirs goes over a line or holds such things.
_SLIMMER: Final = {
    ".css": (
        (re.compile(r"/\*.*?\*/", re.DOTALL), ""),
        (re.compile(r"\n\s*"), "\n"),
        (re.compile(r"^([a-z-]+): ", re.MULTILINE), r"\1:"),
        (re.compile(r"( \{|;|,)\n"), lambda end: end[1].strip()),
    ),
    ".js": ((re.compile(r"^\s*//.*$", re.MULTILINE), ""), (re.compile(r"\n\s*"), "\n")),
}


def theme_option(builder: Builder, name: str) -> str:
    """The value of an option that our theme has, and those that inherit from it.

    It is "" if the theme, or the builder, knows no such thing.
    """
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name in {"epub", "pdf"}:
        return ""
    options = builder.get_theme_config()[1]
    default = builder.theme.get_config("options", name, "")
    return str(options.get(name, default) if default else "")


def slim_files(app: Sphinx, exception: Exception | None) -> None:
    """Take comments and indents out of the copies of our sheets and scripts that readers load."""
    if exception is not None or not theme_option(app.builder, "notes"):
        return
    for own in sorted((Path(__file__).parent.parent / "theme" / "static").glob("*.*")):
        copy = Path(app.outdir) / "_static" / own.name
        if own.suffix not in _SLIMMER or not copy.is_file():
            continue
        content = slim = copy.read_text(encoding="utf-8")
        for pattern, less in _SLIMMER[own.suffix]:
            slim = pattern.sub(less, slim)
        if slim != content:
            copy.write_text(slim.lstrip(), encoding="utf-8")
