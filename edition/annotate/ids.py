"""Giving passages ids of their own, so that they can be cited for good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from edition.cite.anchors import unstable
from edition.errors import EditionError
from edition.model.read import Reading, read
from edition.tei.names import XML_ID
from edition.tei.parse import parse
from edition.tei.splice import Splice, add_id, spliced


class Assigned(NamedTuple):
    """The outcome for one file.

    :ivar data: its bytes with the ids.
    :ivar ids: the ids, in the order of the file.
    :ivar refused: why some passages could not be given one.
    """

    data: bytes
    ids: tuple[str, ...]
    refused: tuple[EditionError, ...]


def with_ids(reading: Reading) -> Assigned:
    """The file of *reading* with an ``xml:id`` on every passage that has words and none yet.

    The ids are those that its passages were known by, so that addresses stay as they are.

    :raises EditionError: with the ids the file would not read as it did; nothing is to be written then.
    """
    document = reading.document
    splices: list[Splice] = []
    ids, refused = [], []
    for element, identifier in _without_id(reading):
        try:
            splices.append(add_id(document, element, identifier))
        except EditionError as error:
            refused.append(error)
        else:
            ids.append(identifier)
    data = spliced(document.data, splices)
    if ids:
        _prove(reading, data, ids)
    return Assigned(data, tuple(ids), tuple(refused))


def _without_id(reading: Reading) -> Iterator[tuple[etree._Element, str]]:
    """Passages whose id is computed, in the order of the file."""
    computed = {passage.id for passage in unstable(reading.part.passages)}
    anchors = reading.context.anchors
    for element in reading.document.root.iter("*"):
        identifier = anchors.get(element)
        if identifier in computed and identifier != element.get(XML_ID):
            yield element, identifier


def _prove(reading: Reading, data: bytes, ids: list[str]) -> None:
    """See that *data* reads as the file did, but for the *ids*.

    :raises EditionError: it does not.
    """
    after = read(parse(data, reading.document.name)).part
    before = reading.part
    given = set(ids)
    expected = [
        passage._replace(stable=passage.stable or passage.id in given)
        for passage in before.passages
    ]
    if list(after.passages) != expected or set(after.ids) != set(before.ids) | given:
        raise EditionError(
            "with the new ids the file would not read as it does now; nothing was written",
            file=before.file,
            hint="This is a fault of tei-edition: please report it with the file.",
        )
