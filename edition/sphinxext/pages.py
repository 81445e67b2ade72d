"""What the environment remembers of each page between builds."""

from __future__ import annotations

from dataclasses import dataclass, field

from docutils import nodes

from edition.model.records import Part
from edition.sphinxext.ledger import Balance
from edition.sphinxext.nodes import annotation


@dataclass(frozen=True, slots=True)
class Page:
    """One TEI file as a page.

    :ivar docname: its name in Sphinx.
    :ivar part: what it contributes to the edition.
    :ivar balance: its ledger.
    :ivar anchors: the ids that are on it.
    :ivar standoff: the notes it holds that are about other places, by key, as nodes.
    """

    docname: str
    part: Part
    balance: Balance
    standoff: dict[str, nodes.Element] = field(default_factory=dict)
    anchors: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        docname: str,
        part: Part,
        balance: Balance,
        document: nodes.document,
        anchors: frozenset[str],
    ) -> Page:
        """The page that *document*, with the ids *anchors* in it, is."""
        standoff: dict[str, nodes.Element] = {}
        for node in document.findall(annotation):
            if node.get("standoff"):
                standoff[node["key"]] = node.deepcopy()
        return cls(docname, part, balance, standoff, anchors)


def anchors_of(document: nodes.document) -> frozenset[str]:
    """All ids in *document*."""
    return frozenset(
        anchor for node in document.findall(nodes.Element) for anchor in node.attributes["ids"]
    )
