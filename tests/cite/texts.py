"""Small texts of paragraphs with ids, as anchors."""

from __future__ import annotations

from collections.abc import Mapping

from edition.cite.anchors import Anchor, anchors
from edition.model import assemble, read
from edition.tei.parse import parse


def tei(paragraphs: Mapping[str, str]) -> bytes:
    """A text of *paragraphs* by id."""
    body = "".join(f'<p xml:id="{name}">{words}</p>' for name, words in paragraphs.items())
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div xml:id="d">'
        f"{body}</div></body></text></TEI>"
    ).encode()


def anchors_of(**files: Mapping[str, str]) -> list[Anchor]:
    """What can be cited of some files, each of paragraphs by id."""
    parts = [read(parse(tei(text), f"{name}.xml")).part for name, text in files.items()]
    return list(anchors(assemble(parts)))
