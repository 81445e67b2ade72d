"""A static DTS answers every question that the standard knows, as its tables say."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import uritemplate
from lxml import etree

from edition.export.dts.passages import DTS_NS
from edition.model.citation import Unit
from tests.export.dts.conftest import BASE, Served

_UNIT = {
    "type": "object",
    "properties": {
        "identifier": {"type": "string", "pattern": "^[A-Za-z0-9._~-]+$"},
        "@type": {"const": "CitableUnit"},
        "level": {"type": "integer", "minimum": 1},
        "parent": {"type": ["string", "null"]},
        "citeType": {"type": "string"},
        "dublinCore": {"type": "object", "additionalProperties": {"type": "array"}},
    },
    "required": ["identifier", "@type", "level", "parent", "citeType"],
}
_TEMPLATE = {"type": "string", "pattern": "^https://example.org/edition/dts/.*[{].*[}]"}
_RESOURCE = {
    "type": "object",
    "properties": {
        "@id": {"type": "string"},
        "@type": {"const": "Resource"},
        "collection": _TEMPLATE,
        "navigation": _TEMPLATE,
        "document": _TEMPLATE,
        "citationTrees": {
            "type": "array",
            "items": {"type": "object", "required": ["@type", "citeStructure"]},
        },
    },
    "required": [
        "@id",
        "@type",
        "dtsVersion",
        "collection",
        "navigation",
        "document",
        "citationTrees",
    ],
}
_NAVIGATION = {
    "type": "object",
    "properties": {
        "@context": {"const": "https://dtsapi.org/context/v1.0.json"},
        "@type": {"const": "Navigation"},
        "dtsVersion": {"const": "1.0"},
        "resource": _RESOURCE,
        "ref": _UNIT,
        "start": _UNIT,
        "end": _UNIT,
        "member": {"type": "array", "items": _UNIT},
    },
    "required": ["@context", "@id", "@type", "dtsVersion", "resource"],
    "dependentRequired": {"start": ["end"], "end": ["start"]},
    "not": {"required": ["ref", "start"]},
}


def _at(template: str, **parameters: Any) -> str:  # noqa: ANN401 – what a client would say
    """The address that a template gives for these parameters."""
    return uritemplate.expand(template, dict(parameters))


def _names(answer: dict[str, Any]) -> list[str]:
    return [unit["identifier"] for unit in answer["member"]]


def _canonical(element: etree._Element) -> bytes:
    """*element* alone, in a form that does not depend on what is around it."""
    alone = deepcopy(element)
    alone.tail = None
    return etree.tostring(alone, method="c14n", exclusive=True)


def _trees(served: Served) -> list[tuple[dict[str, str], tuple[Unit, ...]]]:
    """The parameter that asks for each tree, and its units."""
    return [
        ({"tree": tree.name} if place else {}, tree.units)
        for place, tree in enumerate(served.text.citation.trees)
    ]


def test_the_entry_leads_to_everything(article: Served) -> None:
    """Three absolute templates."""
    entry = article.json(f"{BASE}dts/index.jsonld")

    assert entry["@type"] == "EntryPoint"
    assert entry["dtsVersion"] == "1.0"
    assert entry["@id"] == f"{BASE}dts/index.jsonld"
    root = article.json(_at(entry["collection"]))
    assert (root["@type"], root["totalParents"], root["totalChildren"]) == ("Collection", 0, 1)
    (texts,) = root["member"]
    assert article.json(_at(entry["collection"], id=texts["@id"]))["member"][0]["@id"] == "article"
    assert article.get(_at(entry["document"], resource="article")) is not None
    assert article.get(_at(entry["navigation"], resource="article", down=1)) is not None


def test_parents_and_children_are_told_both_ways(article: Served) -> None:
    """A text lies two levels below the root, where clients look for it."""
    template = article.json(f"{BASE}dts/index.jsonld")["collection"]

    up = article.json(_at(template, id="article", nav="parents"))
    assert [parent["@id"] for parent in up["member"]] == ["texts"]
    higher = article.json(_at(template, id="texts", nav="parents"))
    assert [parent["@id"] for parent in higher["member"]] == ["edition"]
    assert article.json(_at(template, id="edition", nav="parents"))["member"] == []
    assert article.json(_at(template, id="texts", nav="children")) == article.json(
        _at(template, id="texts")
    )


def test_a_resource_says_what_it_is(article: Served) -> None:
    """Metadata from the header; the first tree has no name, the others have."""
    resource = article.json(f"{BASE}dts/collection/article/index.jsonld")

    jsonschema.validate(resource, _RESOURCE)
    assert resource["title"] == "Pakistan: Russia’s New Best Friend?"
    assert resource["dublinCore"]["creator"] == ["Arif Rafiq"]
    assert resource["totalParents"] == 1
    assert ["identifier" in tree for tree in resource["citationTrees"]] == [False, True]


def test_navigation_follows_the_table_of_the_standard(article: Served) -> None:
    """Every unit, every depth, every tree."""
    resource = article.json(f"{BASE}dts/collection/article/index.jsonld")
    template = resource["navigation"]
    assert article.get(_at(template)) is None  # nothing asked for
    assert article.get(_at(template, down="0")) is None
    for tree, units in _trees(article):
        below = {
            unit.identifier: [
                other.identifier
                for other in units
                if unit.identifier in {other.identifier, other.parent}
            ]
            for unit in units
        }
        everything = [unit.identifier for unit in units]
        tops = [unit.identifier for unit in units if unit.level == 1]
        assert _names(article.json(_at(template, down=1, **tree))) == tops
        assert _names(article.json(_at(template, down=2, **tree))) == everything
        assert _names(article.json(_at(template, down=-1, **tree))) == everything
        for unit in units:
            asked = {"ref": unit.identifier, **tree}
            alone = article.json(_at(template, **asked))
            assert alone["ref"]["identifier"] == unit.identifier
            assert "member" not in alone
            siblings = [one.identifier for one in units if one.parent == unit.parent]
            zero = _at(template, down="0", **asked)
            assert _names(article.json(zero)) == siblings
            assert _names(article.json(zero.replace(";down=0", ";down"))) == siblings
            assert _names(article.json(_at(template, down=1, **asked))) == below[unit.identifier]
            assert _names(article.json(_at(template, down=-1, **asked))) == below[unit.identifier]
    assert article.get(_at(template, ref="p99")) is None
    assert article.get(_at(template, ref="p1", tree="nothing")) is None


def test_every_answer_has_the_keys_of_the_standard_and_its_own_address(article: Served) -> None:
    """All that is said of single units; of the thousands of ranges, which are made alike, some."""
    validator = jsonschema.Draft202012Validator(_NAVIGATION)
    answers = sorted(path for path in article.files if path.startswith("navigation/"))
    ranges = [path for path in answers if path.count("/") > 2]
    for path in [path for path in answers if path.count("/") <= 2] + ranges[::50]:
        answer = article.json(f"{BASE}dts/{path}")
        assert list(validator.iter_errors(answer)) == [], path
        assert answer["@id"] == f"{BASE}dts/{path}"


def test_ranges_within_a_level_are_answered(article: Served) -> None:
    """From each unit to each later one; with what lies between, in order."""
    resource = article.json(f"{BASE}dts/collection/article/index.jsonld")
    template = resource["navigation"]
    units = article.text.citation.trees[0].units
    tops = [unit.identifier for unit in units if unit.level == 1]
    for start, end in (("p3", "p5"), ("t1", "p12"), ("p6", "p6")):
        between = tops[tops.index(start) : tops.index(end) + 1]
        alone = article.json(_at(template, start=start, end=end))
        assert (alone["start"]["identifier"], alone["end"]["identifier"]) == (start, end)
        assert "member" not in alone
        deep = _names(article.json(_at(template, start=start, end=end, down=1)))
        assert [name for name in deep if "." not in name] == between
        assert deep == _names(article.json(_at(template, start=start, end=end, down=-1)))
    sentences = article.json(_at(template, start="p1.s4", end="p2.s2", down=1))
    assert _names(sentences) == ["p1.s4", "p2.s1", "p2.s2"]
    assert article.get(_at(template, start="p5", end="p3", down=1)) is None


def test_every_passage_is_well_formed_and_holds_its_words(article: Served) -> None:
    """In ``dts:wrapper``, below TEI, with the language of the text."""
    resource = article.json(f"{BASE}dts/collection/article/index.jsonld")
    for tree, units in _trees(article):
        for unit in units:
            data = article.get(_at(resource["document"], ref=unit.identifier, **tree))
            assert data is not None
            root = etree.fromstring(data)
            assert root.tag == "{http://www.tei-c.org/ns/1.0}TEI"
            (wrapper,) = root.iter(f"{{{DTS_NS}}}wrapper")
            assert wrapper.get("ref") == unit.identifier
            (passage,) = wrapper
            assert _canonical(passage) == _canonical(unit.element)
            languages = passage.xpath("ancestor-or-self::*/@xml:lang")
            assert languages[-1] == "en"


def test_the_whole_text_is_the_file(article: Served, sources: Any) -> None:  # noqa: ANN401
    """Byte by byte."""
    assert article.get(f"{BASE}dts/document/article.xml") == (sources / "article.xml").read_bytes()


@pytest.mark.parametrize(
    ("start", "end"), [("p2", "p5"), ("s1", "p1"), ("h1", "p4"), ("p1.s4", "p2.s1"), ("p6", "p6")]
)
def test_a_range_is_cut_through_the_elements_around_it(
    article: Served, start: str, end: str
) -> None:
    """All from the first to the last, and nothing else; no space or word is lost between."""
    data = article.get(f"{BASE}dts/document/article/{start}/{end}.xml")
    assert data is not None
    root = etree.fromstring(data)
    units = article.text.citation.trees[0].units
    by_name = {unit.identifier: unit for unit in units}
    level = by_name[start].level
    between = [unit for unit in units if unit.level == level]
    names = [unit.identifier for unit in between]
    expected = between[names.index(start) : names.index(end) + 1]

    (wrapper,) = root.iter(f"{{{DTS_NS}}}wrapper")
    assert (wrapper.get("start"), wrapper.get("end")) == (start, end)
    found = " ".join("".join(wrapper.itertext(etree.Element)).split())
    words = " ".join(
        " ".join("".join(unit.element.itertext(etree.Element)).split()) for unit in expected
    )
    assert found == words


def test_a_text_without_units_is_no_error(serve: Callable[..., Served]) -> None:
    """There are no trees and no members."""
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body/></text></TEI>'
    )

    resource = served.json(f"{BASE}dts/collection/text/index.jsonld")
    assert resource["citationTrees"] == []
    assert served.json(_at(resource["navigation"], down=1))["member"] == []


def test_siblings_that_would_fill_the_disk_are_left_out(serve: Callable[..., Served]) -> None:
    """Their answers grow with the square of their number; all else is there."""
    many = b"".join(b"<p xml:id='p%d'>x</p>" % number for number in range(400))
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>%s</body></text></TEI>'
        % many
    )

    assert served.get(f"{BASE}dts/navigation/text/p7.jsonld") is not None
    assert served.get(f"{BASE}dts/navigation/text/p7;down=0.jsonld") is None
