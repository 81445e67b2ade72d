"""The JSON objects of DTS: entry, collections, resources, citation trees, units.

Keys and their order are those of the tables of the standard; what is optional is left out where it would
say nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from edition.export.dts.addresses import Addresses
from edition.export.dts.names import encoded
from edition.model import Work
from edition.model.citation import CitationTree, Level, Unit

CONTEXT: Final = "https://dtsapi.org/context/v1.0.json"
VERSION: Final = "1.0"
ROOT: Final = "edition"
TEXTS: Final = "texts"
TEI: Final = "application/tei+xml"
_DUBLIN_CORE: Final = ("http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")

Json = dict[str, Any]


def dump(value: object) -> str:
    """*value* as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def entry(addresses: Addresses) -> Json:
    """What tells a client where everything is."""
    return {
        "@context": CONTEXT,
        "@id": addresses.of("index.jsonld"),
        "@type": "EntryPoint",
        "dtsVersion": VERSION,
        "collection": addresses.collection,
        "navigation": addresses.navigation(),
        "document": addresses.document(),
    }


def collection(
    addresses: Addresses, identifier: str, title: str, parents: int, children: int
) -> Json:
    """A collection without its members."""
    return {
        "@id": identifier,
        "@type": "Collection",
        "dtsVersion": VERSION,
        "title": title,
        "totalParents": parents,
        "totalChildren": children,
        "collection": addresses.collection_of(identifier),
    }


def with_members(thing: Json, members: Iterable[Json]) -> Json:
    """*thing* as the answer to a request, with *members*."""
    return {"@context": CONTEXT, **thing, "member": list(members)}


def resource(addresses: Addresses, name: str, work: Work, download: str) -> Json:
    """A text as its header describes it.

    :param download: the address of its TEI, or "".
    """
    described = {
        "title": _said((work.title,), work.language),
        "creator": list(work.authors),
        "contributor": list(work.editors),
        "publisher": [work.publisher] if work.publisher else [],
        "language": [work.language] if work.language else [],
        "issued": [work.date] if work.date else [],
        "license": [address for _, address in work.licences if address],
    }
    found: Json = {
        "@id": name,
        "@type": "Resource",
        "dtsVersion": VERSION,
        "title": work.title,
        "totalParents": 1,
        "totalChildren": 0,
        "collection": addresses.collection_of(name),
        "navigation": addresses.navigation(name),
        "document": addresses.document(name),
        "mediaTypes": [TEI],
        "dublinCore": {key: values for key, values in described.items() if values},
    }
    return found | ({"download": download} if download else {})


def trees(citation_trees: tuple[CitationTree, ...]) -> list[Json]:
    """What sorts of units there are; the first tree is the default one and has no name."""
    return [
        {
            "@type": "CitationTree",
            **({"identifier": encoded(tree.name)} if place else {}),
            "citeStructure": _levels(tree.levels),
            **({"description": tree.name} if tree.name else {}),
        }
        for place, tree in enumerate(citation_trees)
    ]


def _levels(levels: tuple[Level, ...]) -> list[Json]:
    return [
        {
            "@type": "CiteStructure",
            "citeType": level.kind,
            **({"citeStructure": _levels(level.inner)} if level.inner else {}),
        }
        for level in levels
    ]


def unit(one: Unit) -> Json:
    """A citable unit."""
    dublin_core: dict[str, list[object]] = {}
    extensions: dict[str, list[object]] = {}
    for value in one.values:
        base = next((base for base in _DUBLIN_CORE if value.property.startswith(base)), "")
        store, name = (
            (dublin_core, value.property.removeprefix(base))
            if base
            else (extensions, value.property)
        )
        store.setdefault(name, []).extend(_said((value.text,), value.language))
    return {
        "identifier": encoded(one.identifier),
        "@type": "CitableUnit",
        "level": one.level,
        "parent": encoded(one.parent) if one.parent else None,
        "citeType": one.kind,
        **_if_any("dublinCore", dublin_core),
        **_if_any("extensions", extensions),
    }


def _if_any(key: str, values: Mapping[str, object]) -> Json:
    return {key: dict(values)} if values else {}


def _said(texts: Iterable[str], language: str) -> list[object]:
    """Words of a language, or just words where it is not known."""
    return [{"lang": language, "value": text} if language else text for text in texts if text]
