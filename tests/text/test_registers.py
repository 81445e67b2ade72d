"""Registers, claims, bibliography and notes: everything of the dossier is there, all pointers lead somewhere."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.text import reading
from tests.text.reading import TEI, XML_ID

_REGISTERS = {
    "persons": "person",
    "places": "place",
    "organisations": "org",
    "events": "event",
    "works": "bibl",
    "objects": "object",
}
_POINTERS = ("active", "ana", "corresp", "datingMethod", "mutual", "passive", "ref", "resp", "source", "target")  # fmt: skip


@pytest.fixture(scope="module")
def files(sources: Path) -> dict[str, etree._Element]:
    """All TEI files of the edition."""
    return {path.name: reading.parse(path) for path in sorted(sources.glob("*.xml"))}


def _json(shared: Path, name: str) -> Any:  # noqa: ANN401
    return json.loads((shared / "editorial" / name).read_text(encoding="utf-8"))


def test_every_entity_of_the_dossier_has_an_entry(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """101 entities, each with a name and a description."""
    entities = _json(shared, "entities.json")["entities"]
    entries = {
        entry.get(XML_ID): entry
        for register, element in _REGISTERS.items()
        for entry in files[f"{register}.xml"].iter(TEI + element)
    }

    assert len(entities) == 101
    for entity in entities:
        entry = entries[entity["id"]]
        assert entry.find(f".//{TEI}note[@type='description']") is not None
        text = " ".join("".join(entry.itertext()).split())
        assert _plain(entity["name"].split(" (")[0]) in _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"[“”\"’']", "", text)


def test_identifiers_are_only_those_of_the_dossier(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """No identifier was guessed, none was left out."""
    data = _json(shared, "entities.json")
    expected = {
        (entity["id"], kind, value["value"])
        for entity in data["entities"]
        for kind, value in entity["identifiers"].items()
    }
    found = {
        (entry.get(XML_ID), idno.get("type"), idno.text)
        for register, element in _REGISTERS.items()
        for entry in files[f"{register}.xml"].iter(TEI + element)
        for idno in entry.iterfind(f"{TEI}idno")
        if entry.get("type") != "context"
    }

    assert expected == found


def test_the_chronology_has_every_row_of_the_dossier(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """45 dated events."""
    rows = _json(shared, "entities.json")["chronology"]
    events = files["events.xml"].findall(f".//{TEI}listEvent[@type='chronology']/{TEI}event")

    assert len(rows) == len(events) == 45


def test_every_claim_has_its_positions_and_evidence(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """Statuses, stances, holders and sources as in the dossier, for all 45."""
    claims = _json(shared, "claims.json")["claims"]
    found = {a.get(XML_ID): a for a in files["claims.xml"].iter(f"{TEI}annotation")}

    assert [claim["id"] for claim in claims] == list(found)
    for claim in claims:
        annotation = found[claim["id"]]
        statuses = [p.rpartition("#")[2] for p in annotation.get("ana", "").split()]
        assert [*claim["assessment"], f"weight-{claim['weight']}"] == statuses
        positions = annotation.findall(f"{TEI}note[@type='position']")
        assert [(p["stance"], [_key(k) for k in p["evidence"]]) for p in claim["positions"]] == [
            (p.get("ana", "").rpartition("#")[2], _sources(p)) for p in positions
        ]
        evidence = annotation.findall(f"{TEI}note[@type='evidence']")
        assert [[_key(e["ref"])] for e in claim["evidence"]] == [_sources(e) for e in evidence]
        for kind in ("title", "statement", "claimant", "assessment"):
            note = annotation.find(f"{TEI}note[@type='{kind}']")
            assert note is not None
            assert "".join(note.itertext()).strip()
        assert len(claim["open_questions"]) == len(annotation.findall(f"{TEI}note[@type='open']"))


def _key(key: str) -> str:
    """A key of the bibliography as an XML name: one of them begins with a digit."""
    return f"_{key}" if key[0].isdigit() else key


def _sources(note: etree._Element) -> list[str]:
    return [b.get("corresp", "").rpartition("#")[2] for b in note.iter(f"{TEI}bibl")]


def test_contradictions_are_mutual(files: dict[str, etree._Element]) -> None:
    """A claim that is contradicted contradicts."""
    relations = files["claims.xml"].findall(f".//{TEI}relation[@name='contradicts']")

    assert relations
    assert all(len(relation.get("mutual", "").split()) == 2 for relation in relations)


def test_the_bibliography_is_complete(files: dict[str, etree._Element], shared: Path) -> None:
    """133 items; title, authors, date and address of each are in its entry; labels are unique."""
    items = _json(shared, "bibliography.json")
    found = {b.get(XML_ID): b for b in files["bibliography.xml"].iter(f"{TEI}biblStruct")}

    assert 133 == len(items) == len(found)
    assert len({b.get("n") for b in found.values()}) == 133
    for item in items:
        entry = found[_key(item["id"])]
        text = " ".join("".join(entry.itertext()).split())
        assert item["type"] == entry.get("type")
        for value in (item["title"], item.get("URL", ""), item.get("container-title", "")):
            assert value in text
        for author in item.get("author", []):
            assert author.get("literal", author.get("family", "")) in text
        if "issued" in item:
            date = entry.find(f".//{TEI}date")
            assert date is not None
            year = str(item["issued"]["date-parts"][0][0])
            assert year in (date.get("when"), date.get("from"), "") or (
                (date.get("when") or date.get("from") or "").startswith(year)
            )


def test_every_relative_date_has_a_note(files: dict[str, etree._Element], shared: Path) -> None:
    """The reasoning behind a resolved expression is told to the reader."""
    targets = {
        target.rpartition("#")[2]
        for annotation in files["notes.xml"].iter(f"{TEI}annotation")
        for target in annotation.get("target", "").split()
    }
    relative = {
        expression["id"]
        for expression in _json(shared, "entities.json")["temporal"]
        if expression["kind"] == "relative-date"
    }

    assert relative <= targets


def test_every_pointer_leads_to_something(files: dict[str, etree._Element]) -> None:
    """Within and across files."""
    ids = {
        name: {e.get(XML_ID) for e in root.iter() if e.get(XML_ID)} for name, root in files.items()
    }
    dangling = []
    for name, root in files.items():
        for element in root.iter(etree.Element):
            for attribute in _POINTERS:
                for pointer in element.get(attribute, "").split():
                    if urlsplit(pointer).scheme:
                        continue
                    file, _, fragment = pointer.partition("#")
                    if (file or name) not in ids or (
                        fragment and fragment not in ids[file or name]
                    ):
                        dangling.append((name, element.sourceline, pointer))

    assert dangling == []


def test_ids_are_unique_in_each_file(files: dict[str, etree._Element]) -> None:
    """And no entity, claim, note or source has the id of another of the edition."""
    everywhere = [e.get(XML_ID) for root in files.values() for e in root.iter() if e.get(XML_ID)]

    assert len(everywhere) == len(set(everywhere))


def test_all_files_are_valid_tei(sources: Path, shared: Path, tool: Callable[[str], str]) -> None:
    """Jing finds no error against TEI All."""
    schema = shared / "schema" / "tei_all.rng"
    paths = [str(path) for path in sorted(sources.glob("*.xml"))]

    done = subprocess.run(
        [tool("jing"), str(schema), *paths], capture_output=True, text=True, check=False
    )

    assert done.stdout == ""
    assert done.returncode == 0


def test_all_files_keep_the_rules_of_the_tei(sources: Path, shared: Path) -> None:
    """The TEI's Schematron finds nothing."""
    from tests.text import schematron  # noqa: PLC0415 – Saxon is heavy

    rules = shared / "schema" / "tei_all.sch"

    assert schematron.failures(rules, sorted(sources.glob("*.xml"))) == []


def test_the_rules_of_the_tei_can_fail(tmp_path: Path, shared: Path) -> None:
    """The Schematron reader is no rubber stamp: a known mistake is found."""
    from tests.text import schematron  # noqa: PLC0415

    broken = tmp_path / "broken.xml"
    broken.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
        '<p><date when="2015" calendar="#julian"/><s><s>no</s></s></p>'
        "</body></text></TEI>",
        encoding="utf-8",
    )

    found = schematron.failures(shared / "schema" / "tei_all.sch", [broken])

    assert any("s may not" in line or "nest" in line for line in found)
