"""HTML."""

from __future__ import annotations

from html import escape
from typing import Final

from edition.cite.rich import Rich, Run

_TAGS: Final = {"strong": "b", "emph": "i", "sup": "sup", "sub": "sub"}


def write(rich: Rich) -> str:
    """Phrasing content, every word of it escaped; addresses of the web are links."""
    return "".join(map(_run, rich))


def _run(run: Run) -> str:
    html = escape(run.text, quote=False)
    for mark in reversed(run.marks):
        if mark == "smallcaps":
            html = f'<span style="font-variant:small-caps">{html}</span>'
        else:
            html = f"<{_TAGS[mark]}>{html}</{_TAGS[mark]}>"
    if run.href.startswith(("https://", "http://")):
        html = f'<a href="{escape(run.href)}">{html}</a>'
    return html
