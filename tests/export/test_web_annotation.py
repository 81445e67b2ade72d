"""The collection of annotations: valid by the model of the W3C, and each finds its words."""

from __future__ import annotations

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from edition import Edition
from edition.export.annotated import annotated
from edition.export.hypothesis import rows
from edition.export.layout import plain_texts
from edition.export.streams import Stream, stream_of_text
from edition.export.web_annotation import Surroundings, collection, items_of

_BASE = "https://example.org/edition/"
_IRI = {"type": "string", "pattern": "^https://[^ ]+$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_MOTIVATION = {
    "enum": [
        "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
        "identifying", "linking", "moderating", "questioning", "replying", "tagging",
    ]
}  # fmt: skip
_SELECTOR = {
    "type": "object",
    "required": ["type"],
    "oneOf": [
        {
            "properties": {
                "type": {"const": "FragmentSelector"},
                "value": {"type": "string", "minLength": 1},
                "conformsTo": {"enum": ["http://tools.ietf.org/rfc/rfc3236", "http://tools.ietf.org/rfc/rfc5147"]},
                "refinedBy": {"$ref": "#/$defs/selector"},
            },
            "required": ["value", "conformsTo"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string", "minLength": 1},
                "prefix": {"type": "string", "maxLength": 32},
                "suffix": {"type": "string", "maxLength": 32},
            },
            "required": ["exact", "prefix", "suffix"],
            "additionalProperties": False,
        },
        {
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["start", "end"],
            "additionalProperties": False,
        },
    ],
}  # fmt: skip
_ANNOTATION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {
        "selector": _SELECTOR,
        "target": {
            "type": "object",
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": _IRI,
                "selector": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/selector"}},
                "state": {
                    "properties": {"type": {"const": "TimeState"}, "sourceDate": _MOMENT},
                    "required": ["type", "sourceDate"],
                },
            },
            "required": ["type", "source"],
            "additionalProperties": False,
        },
        "body": {
            "oneOf": [
                {
                    "properties": {
                        "type": {"const": "TextualBody"},
                        "purpose": _MOTIVATION,
                        "value": {"type": "string", "minLength": 1},
                        "format": {"const": "text/plain"},
                        "language": {"type": "string"},
                    },
                    "required": ["type", "value"],
                    "additionalProperties": False,
                },
                {
                    "properties": {
                        "type": {"const": "SpecificResource"},
                        "purpose": _MOTIVATION,
                        "source": _IRI,
                    },
                    "required": ["type", "source"],
                    "additionalProperties": False,
                },
            ]
        },
    },
    "type": "object",
    "properties": {
        "@context": {
            "anyOf": [
                {"const": "http://www.w3.org/ns/anno.jsonld"},
                {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
            ]
        },
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": _MOTIVATION,
        "creator": {},
        "created": _MOMENT,
        "rights": {"type": "array", "items": _IRI},
        "body": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/body"}},
        "target": {
            "anyOf": [
                {"$ref": "#/$defs/target"},
                {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/target"}},
            ]
        },
        "tei:cert": {"type": "string"},
    },
    "required": ["@context", "id", "type", "target"],
    "additionalProperties": False,
}


def _streams(own: Edition) -> dict[str, Stream]:
    streams: dict[str, Stream] = {}
    for plain in plain_texts(own):
        stream = stream_of_text(plain, f"{_BASE}data/text/{plain.file}")
        streams |= dict.fromkeys(stream.extents, stream)
    return streams


def _around(own: Edition) -> Surroundings:
    return Surroundings(f"{_BASE}data/annotations.jsonld", _streams(own), lambda key: _BASE + key)


@pytest.fixture(scope="module")
def written(own: Edition) -> str:
    """The collection of this edition."""
    return collection(own, "Pakistan and Russia", _around(own))


def _targets(item: dict[str, Any]) -> list[dict[str, Any]]:
    target = item["target"]
    return target if isinstance(target, list) else [target]


def test_the_collection_has_everything_that_the_editors_say(own: Edition, written: str) -> None:
    """Mentions, dates, departures, notes and claims."""
    made = json.loads(written)

    items = made["first"]["items"]
    assert made["type"] == "AnnotationCollection"
    assert made["total"] == len(items) == len({item["id"] for item in items})
    expected = sum(map(len, (own.mentions, own.dates, own.departures, own.notes, own.claims)))
    assert len(list(annotated(own))) == expected
    assert len(items) == expected


def test_every_annotation_is_valid(written: str) -> None:
    """By the constraints of the Web Annotation Data Model, sections 3 and 4."""
    validator = jsonschema.Draft202012Validator(_ANNOTATION)
    for item in items_of(written):
        assert list(validator.iter_errors(item)) == [], item


def test_every_selector_finds_the_words(own: Edition, written: str) -> None:
    """Position, quotation with its surroundings, and fragment agree."""
    texts = {stream.address: stream.text for stream in _streams(own).values()}
    checked = 0
    for item in items_of(written):
        for target in _targets(item):
            chosen = {selector["type"]: selector for selector in target["selector"]}
            if "TextQuoteSelector" not in chosen:
                assert "end-of-copy" in item["id"] or "tn27" in item["id"]  # a gap has no words
                continue
            quoted, position = chosen["TextQuoteSelector"], chosen["TextPositionSelector"]
            text = texts[target["source"]]
            start, end = position["start"], position["end"]
            assert text[start:end] == quoted["exact"]
            assert text[:start].endswith(quoted["prefix"])
            assert text[end:].startswith(quoted["suffix"])
            assert chosen["FragmentSelector"]["value"] == f"char={start},{end}"
            checked += 1
    assert checked > 450


def test_a_claim_is_told_with_its_positions(written: str) -> None:
    """Statement, status, who holds what, the assessment, and the sources."""
    (claim,) = [item for item in items_of(written) if item["id"].endswith("claim.claims.c01")]

    assert claim["motivation"] == "assessing"
    purposes = [body["purpose"] for body in claim["body"]]
    assert purposes.count("describing") == 1
    assert "classifying" in purposes
    said = " ".join(body.get("value", "") for body in claim["body"])
    assert "Tariq Fatemi disputes: Calls the perception folklore" in said
    assert {"type": "SpecificResource", "purpose": "linking", "source": f"{_BASE}bibliography.xml#fatemi-2012"} in claim["body"]  # fmt: skip


def test_what_is_uncertain_says_so(written: str) -> None:
    """With the certainty that the mark-up gives."""
    unsure = [item for item in items_of(written) if item.get("tei:cert") == "low"]

    assert unsure
    assert all({"tei": "http://www.tei-c.org/ns/1.0/"} in item["@context"] for item in unsure)


def test_hypothesis_gets_quotations_of_pages(own: Edition) -> None:
    """One row for each target, with the kind as a tag."""
    made = json.loads(rows(own, _around(own)))

    assert made["total"] == len(made["rows"]) > 450
    for row in made["rows"]:
        assert row["uri"].startswith(_BASE)
        assert "#" not in row["uri"]
        assert row["tags"][0] in {"claim", "date", "departure", "mention", "note"}
        (target,) = row["target"]
        assert target["source"] == row["uri"]
        assert [selector["type"] for selector in target["selector"]] == ["TextQuoteSelector"]
