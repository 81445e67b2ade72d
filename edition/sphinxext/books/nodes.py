"""Nodes that only books have; they are made when a book is written and never stored."""

from __future__ import annotations

from docutils import nodes


class noteref(nodes.inline):  # noqa: N801 – docutils' convention
    """The sign of a note in the text. Attributes: ``refid``, ``textual``."""


class footnote_text(nodes.inline):  # noqa: N801
    """A note that stands in its call, for a page that sets it at its foot.

    Attributes: ``label``, ``textual``, ``plain`` (whether it holds nothing but paragraphs).
    """


class remarks(nodes.container):  # noqa: N801
    """What is said in words of the block before it, as paper has no cards."""
