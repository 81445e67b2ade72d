"""What the environment remembers of each file between builds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docutils import nodes

from edition.model.records import Part
from edition.sphinxext.ledger import Balance
from edition.sphinxext.nodes import annotation


@dataclass(frozen=True, slots=True)
class Page:
    """One TEI file as a page, or as several.

    :ivar docname: its name in Sphinx; if it is cut up, that of the page that has its contents.
    :ivar part: what it contributes to the edition.
    :ivar balance: its ledger.
    :ivar standoff: the notes it holds that are about other places, by key, as nodes.
    :ivar places: the docname of the page on which each anchor is.
    """

    docname: str
    part: Part
    balance: Balance
    standoff: dict[str, nodes.Element] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def docnames(self) -> set[str]:
        """All its pages."""
        return {self.docname, *self.places.values()}


def standoff_notes(section: nodes.section) -> dict[str, nodes.Element]:
    """Copies of the notes in *section* that are about other places, by key."""
    return {
        node["key"]: node.deepcopy() for node in section.findall(annotation) if node.get("standoff")
    }


def anchors_of(node: nodes.Element) -> frozenset[str]:
    """All ids in and below *node*."""
    return frozenset(
        anchor for inner in node.findall(nodes.Element) for anchor in inner.attributes["ids"]
    )
