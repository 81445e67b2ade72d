"""Tables of the edition's own words."""

from __future__ import annotations

from docutils import nodes

from edition.sphinxext.doctree.structure import COLUMN

#: A row of a table: its cells, each a list of inline nodes, and of examples that stand below them.
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
            examples = [node for node in cell if isinstance(node, nodes.literal_block)]
            words = (node for node in cell if not isinstance(node, nodes.literal_block))
            row += nodes.entry("", nodes.paragraph("", "", *words), *examples)
        body += row
    group += body
    made += group
    return made
