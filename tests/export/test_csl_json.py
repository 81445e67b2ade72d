"""The bibliography as CSL-JSON: what the dossier had, field by field, and other shapes of bibl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edition.export.csl_json import TYPES, bibliography
from edition.tei.parse import parse, parse_file
from tests.text.reading import bibliography_key, from_dossier

_NAME_KEYS = {"family", "given", "literal", "non-dropping-particle", "suffix"}


@pytest.fixture(scope="module")
def items(sources: Path) -> list[dict[str, Any]]:
    """The items of this edition."""
    document = parse_file(sources / "bibliography.xml", sources)
    made: list[dict[str, Any]] = json.loads(bibliography([document]))
    return made


def test_nothing_of_the_dossier_is_lost_on_the_way(
    items: list[dict[str, Any]], shared: Path
) -> None:
    """Through TEI and back: the same types, titles, people, dates, addresses; nothing besides."""
    by_id = {item["id"]: item for item in items}
    dossier = from_dossier(shared, "bibliography.json")

    assert len(items) == len(dossier) == 133
    for expected in dossier:
        found = by_id[bibliography_key(expected["id"])]
        wanted = {key: value for key, value in expected.items() if key not in {"id", "note"}}
        assert {key: value for key, value in found.items() if key != "id"} == wanted


def test_items_keep_the_rules_of_the_schema(items: list[dict[str, Any]]) -> None:
    """Types of CSL, names in parts, dates as numbers."""
    for item in items:
        assert item["type"] in TYPES
        for role in ("author", "editor", "translator", "container-author"):
            for name in item.get(role, []):
                assert name
                assert set(name) <= _NAME_KEYS
        for parts in item.get("issued", {}).get("date-parts", []):
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)


def _one(bibl: str) -> dict[str, Any]:
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listBibl>'
        f"{bibl}</listBibl></standOff></TEI>"
    )
    (item,) = json.loads(bibliography([parse(data.encode(), "a.xml")]))
    assert isinstance(item, dict)
    return item


def test_an_article_in_a_journal() -> None:
    """Its type told by its parts; ranges of pages, a range of dates, particles of names."""
    item = _one(
        "<biblStruct xml:id='a'><analytic><author><persName><forename>Ludwig</forename><nameLink>van</nameLink>"
        "<surname>B</surname></persName></author><title level='a'>Part</title><idno type='DOI'>10.1/x</idno>"
        "</analytic><monogr><title level='j'>Whole</title><editor>Ed Itor</editor><imprint><biblScope unit='vol'>"
        "3</biblScope><biblScope unit='pp' from='4' to='9'/><date from='1801' to='1802'/></imprint></monogr>"
        "<series><title level='s'>Series</title><biblScope>7</biblScope></series></biblStruct>"
    )

    assert item == {
        "id": "a",
        "type": "article-journal",
        "title": "Part",
        "container-title": "Whole",
        "author": [{"family": "B", "given": "Ludwig", "non-dropping-particle": "van"}],
        "editor": [{"literal": "Ed Itor"}],
        "issued": {"date-parts": [[1801], [1802]]},
        "volume": "3",
        "page": "4–9",
        "collection-title": "Series",
        "collection-number": "7",
        "DOI": "10.1/x",
    }


def test_a_loose_bibl() -> None:
    """What is marked up is read; an address that is no address of the web is none."""
    item = _one(
        "<bibl xml:id='b' type='nonsense'><author>Anon.</author>, <title>Some Book</title> "
        "(<publisher>P</publisher>, <date notAfter='-0043'/>), <ptr target='javascript:alert(1)'/></bibl>"
    )

    assert item == {
        "id": "b",
        "type": "book",
        "title": "Some Book",
        "author": [{"literal": "Anon."}],
        "publisher": "P",
        "issued": {"date-parts": [[-44]], "circa": True},
    }


def test_a_date_in_words_stays_in_words() -> None:
    """But "n.d." says that there is none."""
    assert _one("<bibl xml:id='b'><title>T</title><date>spring 1801</date></bibl>")["issued"] == {
        "literal": "spring 1801"
    }
    assert "issued" not in _one("<bibl xml:id='b'><title>T</title><date>n.d.</date></bibl>")
