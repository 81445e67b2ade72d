"""Places as GeoJSON: longitude first, everything in its place."""

from __future__ import annotations

import json

from edition import Edition
from edition.export.geojson import places
from edition.model import assemble, read
from edition.tei.parse import parse


def test_the_places_of_this_edition(own: Edition) -> None:
    """All of them, valid by RFC 7946, with what the register says."""
    made = json.loads(places(own, lambda key: f"https://example.org/{key}"))

    assert made["type"] == "FeatureCollection"
    known = [entity for entity in own.entities.values() if entity.kind == "place"]
    assert len(made["features"]) >= len(known)
    for feature in made["features"]:
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    pakistan = next(one for one in made["features"] if one["id"] == "pakistan")
    assert pakistan["geometry"] == {"type": "Point", "coordinates": [70.0, 30.0]}
    assert pakistan["properties"]["identifiers"]["wikidata"] == "Q843"
    assert pakistan["properties"]["mentions"] == len(own.mentions_of["places.xml#pakistan"])
    assert "article.xml#p1.s1" in pakistan["properties"]["passages"]


def test_a_place_without_coordinates_has_no_geometry() -> None:
    """It is there all the same; a name is text, whatever it looks like."""
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPlace><place xml:id="a" cert="low">'
        '<placeName>&lt;b&gt;"A"&lt;/b&gt;</placeName></place></listPlace></standOff></TEI>'
    )
    (feature,) = json.loads(
        places(assemble([read(parse(data.encode(), "a.xml")).part]), lambda _key: "")
    )["features"]

    assert feature["geometry"] is None
    assert feature["properties"] == {
        "name": '<b>"A"</b>',
        "kind": "place",
        "certainty": "low",
        "mentions": 0,
    }
