"""Registers held against a snapshot of Wikidata, from a file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from edition.check.wikidata import drift, numbers, read_items
from edition.errors import UnreadableError
from tests.check.test_rules import document, subject_of

_REGISTER = """<standOff><listPerson><person xml:id="anna"><persName>Anna Berg</persName>
<birth when="1900-05-01"/><death when="1980"/><idno type="wikidata">Q1</idno></person></listPerson>
<listPlace><place xml:id="p"><placeName>Bonn</placeName><location><geo>50.7 7.1</geo></location>
<idno type="wikidata">https://www.wikidata.org/wiki/Q2</idno></place></listPlace></standOff><p/>"""


def _time(value: str, precision: int = 11) -> list[dict[str, Any]]:
    return [
        {
            "rank": "normal",
            "mainsnak": {"datavalue": {"value": {"time": value, "precision": precision}}},
        }
    ]


def _point(latitude: float, longitude: float) -> list[dict[str, Any]]:
    value = {"latitude": latitude, "longitude": longitude}
    return [{"rank": "normal", "mainsnak": {"datavalue": {"value": value}}}]


def _items(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 – whatever Wikidata says
    anna = {"id": "Q1", "labels": {"de": {"value": "Berg, Anna"}}, "claims": {"P569": _time("+1900-05-01T00:00:00Z"), "P570": _time("+1980-00-00T00:00:00Z", 9)}}  # fmt: skip
    bonn = {"id": "Q2", "labels": {"en": {"value": "City of Bonn"}}, "aliases": {"en": [{"value": "Bonn"}]}, "claims": {"P625": _point(50.73, 7.1)}}  # fmt: skip
    return {"Q1": anna | changes.get("Q1", {}), "Q2": bonn | changes.get("Q2", {})}


def _said(tmp_path: Path, items: dict[str, Any]) -> list[str]:
    path = tmp_path / "snapshot.json"
    path.write_text(json.dumps({"entities": items}))
    subject = subject_of(a=document(_REGISTER))
    found = list(drift(subject, read_items(path, numbers(subject).values())))
    assert all(finding.line and finding.severity == "note" for finding in found)
    return [finding.message for finding in found]


def test_what_agrees_is_not_said(tmp_path: Path) -> None:
    """Names in another order, aliases, dates to the year, points that are near."""
    assert _said(tmp_path, _items()) == []
    assert _said(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Q1": {"id": "Q99"}}, "Q1 of Wikidata is Q99 now"),
        ({"Q1": {"labels": {"en": {"value": "Otto"}}}}, "Wikidata calls Q1 none of its names"),
        ({"Q1": {"claims": {"P569": _time("+1901-01-01T00:00:00Z")}}}, "birth is 1900-05-01 here and 1901-01-01 in Wikidata"),
        ({"Q1": {"claims": {"P570": _time("-0044-03-15T00:00:00Z")}}}, "death is 1980 here and -0043-03-15 in Wikidata"),
        ({"Q2": {"claims": {"P625": _point(7.1, 50.7)}}}, "Wikidata has it at 7.1 50.7"),
    ],
)  # fmt: skip
def test_what_has_changed_is_said(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    """Numbers that were merged, names, years, coordinates."""
    (said,) = _said(tmp_path, _items(**changes))
    assert said.endswith(message)


def test_dumps_are_read_too(tmp_path: Path) -> None:
    """One item on each line, packed."""
    lines = ",\n".join(
        json.dumps(item)
        for item in _items(Q1={"id": "Q1", "labels": {"en": {"value": "Otto"}}}).values()
    )
    path = tmp_path / "dump.json.gz"
    path.write_bytes(gzip.compress(f"[\n{lines}\n]\n".encode()))

    assert read_items(path, ["Q1"])["Q1"].names == {"Otto"}
    path.write_bytes(b"{")
    with pytest.raises(UnreadableError):
        read_items(path, ["Q1"])
