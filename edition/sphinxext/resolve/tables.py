"""Tables of the edition's own words."""

from __future__ import annotations

from docutils import nodes

from edition.sphinxext.doctree.structure import COLUMN

#: A row of a table: its cells, each a list of inline nodes.
Row = list[list[nodes.Node]]


def table(head: tuple[str, ...], rows: list[Row], *classes: str) -> nodes.table:
    """A table with a line of headings."""
    made = nodes.table(classes=["listing", "colwidths-auto", *classes])
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=COLUMN) for _ in head]
    header = nodes.row()
    for label in head:
        header += nodes.entry("", nodes.paragraph("", label))
    group += nodes.thead("", header)
    body = nodes.tbody()
    for cells in rows:
        row = nodes.row()
        for cell in cells:
            row += nodes.entry("", nodes.paragraph("", "", *cell))
        body += row
    group += body
    made += group
    return made
