"""All files of one text: what it is, how it is navigated, its passages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.export.dts import objects
from edition.export.dts.addresses import Addresses, document_path
from edition.export.dts.navigation import Navigation
from edition.export.dts.passages import passage, passages, whole_text
from edition.model import Reading, Work
from edition.model.citation import Citation, citation_of


@dataclass(frozen=True, eq=False)
class Text:
    """A text, read for DTS.

    :ivar name: its identifier.
    :ivar download: the address of its TEI, or "".
    """

    name: str
    work: Work
    reading: Reading
    citation: Citation
    download: str


def text_of(name: str, reading: Reading, download: str = "") -> Text:
    """Prepare a text."""
    return Text(name, reading.part.works[0], reading, citation_of(reading), download)


def text_files(text: Text, addresses: Addresses, ranges: int) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of a text, below the folder of DTS.

    :param ranges: passages from one unit to another are made for so many pairs of each tree at most.
    """
    described = objects.resource(addresses, text.name, text.work, text.download)
    described |= {"citationTrees": objects.trees(text.citation.trees)}
    document = text.reading.document
    answer = objects.with_members(described, [])
    yield f"collection/{text.name}/index.jsonld", _json(answer)
    yield f"collection/{text.name}/children/index.jsonld", _json(answer)
    yield document_path(text.name, (), ""), whole_text(document.root, document.data)
    for place, tree in enumerate(text.citation.trees):
        navigation = Navigation(text.name, tree, place)
        for path, content in navigation.files(addresses, described, ranges):
            yield path, content.encode()
        for unit, reference in zip(navigation.units, navigation.references, strict=True):
            yield (
                document_path(text.name, (reference,), navigation.tree),
                passage(unit, reference),
            )
        for start, end in navigation.pairs(ranges):
            references = navigation.references[start], navigation.references[end]
            yield (
                document_path(text.name, references, navigation.tree),
                passages(navigation.units[start], navigation.units[end], references),
            )
    if not text.citation.trees:
        yield from _nothing_to_cite(text, addresses, described)


def _nothing_to_cite(
    text: Text, addresses: Addresses, described: objects.Json
) -> Iterator[tuple[str, bytes]]:
    """A text without any unit is no error: there are no members."""
    for down in (1, -1):
        path = f"navigation/{text.name};down={down}.jsonld"
        yield (
            path,
            _json(
                {
                    "@context": objects.CONTEXT,
                    "@id": addresses.of(path),
                    "@type": "Navigation",
                    "dtsVersion": objects.VERSION,
                    "resource": described,
                    "member": [],
                }
            ),
        )


def _json(value: object) -> bytes:
    return f"{objects.dump(value)}\n".encode()
