"""Indices in columns: the letters of an index go on in the same columns, not each in its own."""

from __future__ import annotations

from docutils import nodes

_LETTER = "index-letter"


def set_columns(doctree: nodes.document) -> None:
    """Put the letters of each index of *doctree* together."""
    letters = [node for node in doctree.findall(nodes.container) if _LETTER in node["classes"]]
    columns: dict[nodes.Element, nodes.container] = {}
    for letter in letters:
        parent = letter.parent
        if parent not in columns:
            columns[parent] = nodes.container(classes=["index-columns"])
            parent.insert(parent.index(letter), columns[parent])
        parent.remove(letter)
        columns[parent].append(letter)
