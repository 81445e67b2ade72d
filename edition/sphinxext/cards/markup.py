"""Small pieces of HTML. Everything that comes from a source is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

#: Gives the address of what a key names, as seen from the root of the site, or "" if no page has it.
Address = Callable[[str], str]


def element(tag: str, *content: str, css: str = "") -> str:
    """An element with finished *content*, or "" if that is empty."""
    inner = "".join(content)
    attribute = f' class="{escape(css)}"' if css else ""
    return f"<{tag}{attribute}>{inner}</{tag}>" if inner else ""


def text(words: str) -> str:
    """*words* of a source, escaped."""
    return escape(words, quote=False)


def link(address: str, words: str) -> str:
    """*words* linked; without an address, the words alone."""
    return f'<a href="{escape(address)}">{text(words)}</a>' if address else text(words)


def joined(pieces: Iterable[str], separator: str = ", ") -> str:
    """Finished *pieces* with a separator between those that are not empty."""
    return separator.join(piece for piece in pieces if piece)
