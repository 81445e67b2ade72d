"""Drawings of the edition, each beside a list of the same: map, timeline, relations between claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from docutils import nodes

from edition.export.drawings.frame import degrees
from edition.export.drawings.graph import Edge, edges
from edition.export.drawings.map import maps
from edition.export.drawings.relations import relations, relations_of
from edition.export.drawings.spots import Spot, spots
from edition.export.drawings.svg import Address, Picture
from edition.export.drawings.timeline import legend, strip, timeline
from edition.sphinxext import wording
from edition.sphinxext.nodes import drawing, generated
from edition.sphinxext.resolve.tables import Row, table
from edition.sphinxext.resolve.times import chronology, relative_dates
from edition.sphinxext.resolve.writing import Writing
from edition.tei.pointers import split_key

_OF_THE_MAP: Final = (
    "Places are where the register puts them. Full dots are places, the larger the more often they are "
    "mentioned; hollow ones are no more, or not certain, and so are names in italics; names without a dot "
    "are areas; a number stands for the place of that number in the list. Coasts and borders are those of "
    "today as Natural Earth has them (public domain, 1:110 million); they imply no position on borders "
    "that are disputed."
)
_OF_THE_TIMELINE: Final = (
    "Full bars are spans and full dots are days; hollow ones mean some time within; broken outlines are "
    "uncertain; an arrow leads from what is known to what is open."
)
_OF_THE_RELATIONS: Final = (
    "Lines differ by relation: broken for “contradicts”, dotted for “qualifies”, full for “supports”, "
    "dots and dashes for “supersedes”. Arrows lead to the claim that is contradicted, qualified, supported "
    "or superseded. Claims that stand alone are not drawn."
)


def map_(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The places on a map, and the same as a list."""
    found = spots(writing.edition)
    if not found:
        return
    yield from _drawn(maps(writing.edition, _address(writing)), "map-drawings")
    yield _caption(_OF_THE_MAP)
    rows: list[Row] = [
        [
            [nodes.Text(str(spot.number))],
            [writing.link(spot.key, spot.name or split_key(spot.key)[1])],
            [nodes.Text(spot.sort)],
            [nodes.Text(_coordinates(spot))],
            [nodes.Text(spot.cert)],
            [nodes.Text(str(spot.mentions))],
        ]
        for spot in found
    ]
    head = ("No.", "Place", "Kind", "Coordinates", "Certainty", "Mentions")
    yield table(head, rows, "places")


def timeline_(writing: Writing, argument: str) -> Iterator[nodes.Node]:
    """The chronology as a line, the same as a list, and what relative dates rest on."""
    edition = writing.edition
    overview = strip(edition)
    if overview is not None:
        pieces = timeline(edition, _address(writing), wording.dating)
        yield from _drawn([overview, *_below_each_other(pieces)], "timeline-drawings")
        meaning = legend(edition)
        yield _caption(_OF_THE_TIMELINE + (f" How a date is known: {meaning}." if meaning else ""))
    yield from chronology(writing, argument)
    yield from relative_dates(writing)


def claim_relations(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The relations between claims as drawings, and the same as a list."""
    edition = writing.edition
    found = edges(edition)
    if not found:
        return
    pictures = relations(edition, _address(writing))
    if pictures:
        yield from _drawn(pictures, "relation-drawings")
        yield _caption(_OF_THE_RELATIONS)
    rows: list[Row] = [
        [
            [_claim(writing, edge.start)],
            [nodes.Text(_relation(edge))],
            [_claim(writing, edge.end)],
        ]
        for edge in found
    ]
    yield table(("Claim", "Relation", "Claim"), rows, "claim-relations")


def neighbours_drawn(writing: Writing, key: str) -> drawing | None:
    """The claim *key* and those it has to do with, for its entry; None if it stands alone."""
    picture = relations_of(writing.edition, key, _address(writing))
    return _drawing(picture) if picture is not None else None


def _address(writing: Writing) -> Address:
    def address(key: str) -> str:
        place = writing.domain.page_of(key)
        if place is None:
            return ""
        docname, anchor = place
        if docname == writing.docname:
            return f"#{anchor}" if anchor else ""
        uri = writing.builder.get_relative_uri(writing.docname, docname)
        # On a single page, a page is an anchor itself, and gives way to the anchor on it.
        uri = uri.partition("#")[0] if anchor else uri
        return f"{uri}#{anchor}" if anchor else uri

    return address


def _drawn(pictures: Iterable[Picture], class_: str) -> Iterator[nodes.Node]:
    holder = nodes.container(classes=["drawings", class_])
    holder += [_drawing(picture) for picture in pictures]
    yield holder


def _below_each_other(pieces: Sequence[Picture]) -> Iterator[Picture]:
    """Pieces of one drawing as one, called by what their names have in common."""
    if pieces:
        title = pieces[0].title.partition(", part ")[0]
        yield Picture(title, "".join(piece.markup for piece in pieces), pieces[0].width)


def _drawing(picture: Picture) -> drawing:
    made = drawing(markup=picture.markup, width=picture.width)
    made += nodes.paragraph("", picture.title)
    generated(made)
    return made


def _caption(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text, classes=["drawing-note"])


def _coordinates(spot: Spot) -> str:
    longitude, latitude = spot.at
    said = f"{degrees(latitude, 'NS')}, {degrees(longitude, 'EW')}"
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _relation(edge: Edge) -> str:
    remarks = ["mutual"] if edge.is_mutual else []
    remarks += [doubt] if (doubt := wording.certainty(edge.cert)) else []
    return f"{edge.name} ({', '.join(remarks)})" if remarks else edge.name


def _claim(writing: Writing, key: str) -> nodes.Node:
    claim = writing.edition.claims[key]
    number = split_key(key)[1]
    return writing.link(key, f"{number} {claim.title}".rstrip())
