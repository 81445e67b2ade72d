"""Lists of time: the chronology, and what relative expressions of time rest on."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from edition.model.records import DatedExpression
from edition.sphinxext import wording
from edition.sphinxext.resolve.tables import Row, table
from edition.sphinxext.resolve.writing import Writing, joined
from edition.tei.dates import Dating


def chronology(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The events in order of time, with what they belong to and where they stand in the text."""
    rows: list[Row] = []
    for event in writing.edition.events:
        keys = [k for target in event.subjects if (k := writing.edition.resolve(target))]
        links = [writing.link(k, writing.edition.label(k)) for k in keys]
        rows.append(
            [
                [nodes.Text(_said(event.dating))],
                [writing.link(event.key, event.label), *_bracketed(links)],
                [nodes.Text(event.status.replace("-", " "))],
            ]
        )
    if rows:
        yield table(("Date", "Event", "Status"), rows, "chronology")


def relative_dates(writing: Writing) -> Iterator[nodes.Node]:
    """The expressions of the text that say when by way of something else, and what that is."""
    rows = [_resolved(writing, date) for date in writing.edition.dates if date.anchors]
    if rows:
        yield nodes.rubric("", "Relative dates", **{"heading-level": 2})
        yield table(("In the text", "Passage", "Meaning", "Rests on"), rows, "relative-dates")


def _resolved(writing: Writing, date: DatedExpression) -> Row:
    edition = writing.edition
    keys = [key for target in date.anchors if (key := edition.resolve(target))]
    grounds: list[nodes.Node] = [_ground(writing, key) for key in keys]
    notes = edition.notes_on.get(date.key, ())
    grounds.extend(writing.link(note.key, "note") for note in notes)
    return [
        [nodes.Text(f"“{date.span.words}”")],
        [writing.passage_link(date.span)],
        [nodes.Text(_said(date.dating))],
        joined(grounds, "; "),
    ]


def _ground(writing: Writing, key: str) -> nodes.Node:
    """What a date rests on: the words of another, with the passage they are in, or an event."""
    other = writing.edition.dates_by_key.get(key)
    if other is None:
        return writing.link(key, writing.edition.label(key))
    words = nodes.inline("", f"“{other.span.words}” ")
    return nodes.inline("", "", words, writing.passage_link(other.span))


def _said(dating: Dating) -> str:
    doubt = wording.certainty(dating.cert)
    return wording.dating(dating) + (f" ({doubt})" if doubt else "")


def _bracketed(links: list[nodes.Node]) -> list[nodes.Node]:
    return [nodes.Text(" ("), *joined(links), nodes.Text(")")] if links else []
