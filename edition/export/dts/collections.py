"""The files above the texts: the entry point, the edition, its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.export.dts import objects
from edition.export.dts.addresses import Addresses
from edition.model import Work


def collection_files(
    title: str, works: Mapping[str, Work], downloads: Mapping[str, str], addresses: Addresses
) -> Iterator[tuple[str, bytes]]:
    """Path and content of each.

    A text lies two levels below the root, where the clients that there are look for it.

    :param title: that of the edition.
    :param works: the texts by their names, in their order.
    :param downloads: the address of the TEI of each, by its name.
    """
    root = objects.collection(addresses, objects.ROOT, title, 0, 1)
    texts = objects.collection(addresses, objects.TEXTS, "Texts", 1, len(works))
    members = [
        objects.resource(addresses, name, work, downloads.get(name, ""))
        for name, work in works.items()
    ]
    answers = {
        "index.jsonld": objects.entry(addresses),
        **_answers("collection", root, [], [texts]),
        **_answers(f"collection/{objects.ROOT}", root, [], [texts]),
        **_answers(f"collection/{objects.TEXTS}", texts, [root], members),
        **{
            f"collection/{member['@id']}/parents/index.jsonld": objects.with_members(
                member, [texts]
            )
            for member in members
        },
    }
    for path, answer in answers.items():
        yield path, f"{objects.dump(answer)}\n".encode()


def _answers(
    folder: str, thing: objects.Json, parents: list[objects.Json], children: list[objects.Json]
) -> dict[str, objects.Json]:
    """What is said of a collection: its children, which is what is asked if nothing is said, or parents."""
    down = objects.with_members(thing, children)
    return {
        f"{folder}/index.jsonld": down,
        f"{folder}/children/index.jsonld": down,
        f"{folder}/parents/index.jsonld": objects.with_members(thing, parents),
    }
