"""Lists made of the whole edition: indices, apparatus, claims, quotations, and those of other modules.

Each kind is a function from the page being written and the argument of the directive to nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from docutils import nodes

from edition.model import Departure
from edition.sphinxext import wording
from edition.sphinxext.messages import Kind, warn
from edition.sphinxext.nodes import listing
from edition.sphinxext.resolve.about import colophon, markup
from edition.sphinxext.resolve.changes import changes
from edition.sphinxext.resolve.drawings import claim_relations, map_, timeline_
from edition.sphinxext.resolve.entries import status_words
from edition.sphinxext.resolve.indices import index
from edition.sphinxext.resolve.tables import Row, table
from edition.sphinxext.resolve.times import chronology
from edition.sphinxext.resolve.writing import Writing, joined, labelled
from edition.tei.pointers import split_key

Maker = Callable[[Writing, str], Iterator[nodes.Node]]

_DEPARTURES: Final = {
    "correction": "corrected from",
    "regularisation": "regularised from",
    "supplied": "supplied by the editors",
    "surplus": "too many in the copy",
    "gap": "gap",
    "space": "space",
}


def fill_listings(writing: Writing, doctree: nodes.document) -> None:
    """Replace every place of a list by the list."""
    for node in list(doctree.findall(listing)):
        made = list(LISTINGS[node["kind"]](writing, node["argument"]))
        if not made and node["kind"] in {"quote", "titlepage"}:
            message = f"there is no “{node['argument']}” in the edition to make a {node['kind']} of"
            warn(Kind.REFERENCE, message, writing.docname, node.line)
        node.parent.replace(node, made)


def _apparatus(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """Every place where the edited text is not the copy."""
    rows: list[Row] = [
        [
            [writing.passage_link(departure.span)],
            [nodes.Text(_edges_shown(departure.reading) or "—")],
            [nodes.Text(_edges_shown(departure.copy) or "—")],
            [nodes.Text(_said_of(departure))],
        ]
        for departure in writing.edition.departures
    ]
    if rows:
        yield table(("Passage", "This edition", "Copy", "Kind"), rows, "apparatus")


def _edges_shown(text: str) -> str:
    """*text* with a space at its edge made visible."""
    words = text.strip(" ")
    before, _, after = text.partition(words) if words else (text, "", "")
    return f"{'␣' * len(before)}{words}{'␣' * len(after)}"


def _said_of(departure: Departure) -> str:
    pieces = [_DEPARTURES.get(departure.kind, departure.kind)]
    if departure.reason:
        pieces.append(departure.reason.replace("-", " "))
    if departure.sources:
        pieces.append("witnesses " + " ".join(split_key(source)[1] for source in departure.sources))
    if doubt := wording.certainty(departure.cert):
        pieces.append(doubt)
    return "; ".join(pieces)


def _claims(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The claims by status: a claim of several statuses stands under each."""
    by_status = defaultdict(list)
    for claim in writing.edition.claims.values():
        for status in status_words(writing, claim) or [""]:
            by_status[status].append(claim)
    for status, claims in sorted(by_status.items()):
        rows: list[Row] = []
        for claim in claims:
            spans = [span for target in claim.targets if (span := writing.edition.words_at(target))]
            rows.append(
                [
                    [writing.link(claim.key, split_key(claim.key)[1])],
                    [writing.link(claim.key, claim.title)],
                    joined([writing.passage_link(span) for span in spans]),
                    [nodes.Text(wording.counted(len(claim.positions), "position", "positions"))],
                ]
            )
        heading = f"{(status or 'no status').capitalize()} ({len(claims)})"
        yield nodes.rubric("", heading, **{"heading-level": 2})
        yield table(("Claim", "Title", "Passage", "Positions"), rows, "claims")


def _quote(writing: Writing, argument: str) -> Iterator[nodes.Node]:
    """The words of a passage, with the way to it."""
    key = writing.domain.find("passage", argument)
    span = writing.edition.words_at(key) if key else None
    if key is None or span is None:
        return
    link = writing.link(key, f"{writing.work_name(split_key(key)[0])}, {split_key(key)[1]}")
    yield nodes.block_quote(
        "",
        nodes.paragraph("", span.words),
        nodes.attribution("", "", link),
        classes=["tei-quote"],
    )


def _titlepage(writing: Writing, argument: str) -> Iterator[nodes.Node]:
    """What the edition says of itself, from the header of the text that the argument names."""
    files = writing.edition.texts or tuple(writing.edition.works)
    first = next((writing.work_name(file) for file in files), "")
    page = writing.domain.page_at(argument or first)
    if page is None:
        return
    work = page.part.works[0]
    edition = writing.edition
    yield nodes.paragraph("", work.title, classes=["titlepage-title"])
    for label, text in (
        ("Author", "; ".join(work.authors)),
        ("Edited by", "; ".join(work.editors)),
        ("Edition", wording.version(work)),
        ("Status", work.status),
    ):
        if text:
            yield labelled(label, nodes.Text(text))
    yield labelled("Cite as", nodes.Text(f"{wording.reference(work)}, paragraph …"))
    for label, address in work.licences:
        link: nodes.Node = nodes.Text(label)
        if address.startswith("https://"):
            link = nodes.reference("", label, refuri=address)
        yield labelled("Licence", link)
    for rights in work.rights:
        yield labelled("Rights in the text", nodes.Text(rights))
    counts = (
        wording.counted(
            sum(p.kind == "paragraph" for p in page.part.passages), "paragraph", "paragraphs"
        ),
        wording.counted(len(page.part.mentions), "mention", "mentions"),
        wording.counted(len(page.part.dates), "temporal expression", "temporal expressions"),
        wording.counted(len(edition.entities), "entity", "entities"),
        wording.counted(len(edition.claims), "claim", "claims"),
        wording.counted(len(edition.notes), "note", "notes"),
        wording.counted(len(edition.sources), "source", "sources"),
    )
    yield labelled("In numbers", nodes.Text(", ".join(c for c in counts if not c.startswith("0 "))))


#: The kinds of lists, by the name of their directive.
LISTINGS: Final[dict[str, Maker]] = {
    "apparatus": _apparatus,
    "changes": changes,
    "chronology": chronology,
    "claim-relations": claim_relations,
    "claims": _claims,
    "colophon": colophon,
    "index": index,
    "map": map_,
    "markup": markup,
    "quote": _quote,
    "timeline": timeline_,
    "titlepage": _titlepage,
}
