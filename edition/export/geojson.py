"""The places of an edition as GeoJSON (RFC 7946): coordinates are longitude, then latitude, on WGS 84.

A place of which no coordinates are known is a feature without a geometry, as the standard has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from edition.model import Edition, Entity
from edition.tei.pointers import split_key

MEDIA_TYPE: Final = "application/geo+json"


def places(edition: Edition, address: Callable[[str], str]) -> str:
    """The JSON of all places, and of all else that has coordinates, one feature on a line.

    :param address: the address of the entry of a key, or "".
    """
    features = [
        _feature(edition, entity, address)
        for entity in edition.entities.values()
        if entity.kind == "place" or entity.coordinates
    ]
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _feature(edition: Edition, entity: Entity, address: Callable[[str], str]) -> dict[str, Any]:
    point = entity.coordinates
    mentions = edition.mentions_of.get(entity.key, ())
    properties: dict[str, Any] = {
        "name": entity.name,
        "names": [
            {"name": name.text, **({"lang": name.language} if name.language else {})}
            for name in entity.names[1:]
        ],
        "kind": entity.kind,
        "type": entity.subtype,
        "description": entity.description,
        "identifiers": {one.type: one.value for one in entity.identifiers if one.type},
        "certainty": (point.cert if point else "") or entity.cert,
        "within": edition.label(entity.parent) if entity.parent else "",
        "mentions": len(mentions),
        "passages": list(dict.fromkeys(mention.span.passage for mention in mentions)),
        "url": address(entity.key),
    }
    return {
        "type": "Feature",
        "id": split_key(entity.key)[1],
        "geometry": {"type": "Point", "coordinates": [point.longitude, point.latitude]}
        if point
        else None,
        "properties": {
            name: value
            for name, value in properties.items()
            if value not in ("", [], {}) or name == "name"
        },
    }
