"""Registers and notes: everything of the dossier is there, all pointers lead somewhere."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from tests.text.reading import TEI, XML_ID, from_dossier

_REGISTERS = {
    "persons": "person",
    "places": "place",
    "organisations": "org",
    "events": "event",
    "works": "bibl",
    "objects": "object",
}
_POINTERS = ("active", "ana", "corresp", "datingMethod", "mutual", "passive", "ref", "resp", "source", "target")  # fmt: skip

_DATING = {"when", "from", "to", "notBefore", "notAfter", "when-custom"}


def test_every_entity_of_the_dossier_has_an_entry(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """101 entities, each with a name and a description."""
    entities = from_dossier(shared, "entities.json")["entities"]
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
    data = from_dossier(shared, "entities.json")
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
    """45 dated events in their order: date, words, status, certainty, and what they belong to."""
    rows = from_dossier(shared, "entities.json")["chronology"]
    events = files["events.xml"].findall(f".//{TEI}listEvent[@type='chronology']/{TEI}event")
    certainty = {"verified": None, "known": "medium", "uncertain": "low"}

    assert len(rows) == len(events) == 45
    for row, event in zip(rows, events, strict=True):
        span = "/".join(event.get(a, "") for a in ("from", "to") if event.get(a))
        assert row["edtf"] == (event.get("when-custom") or event.get("when") or span)
        assert row["label"] == (event.findtext(f"{TEI}label") or "").replace("–", "-")
        assert row["status"].startswith(event.get("type", "none"))
        assert certainty[row["confidence"]] == event.get("cert")
        related = event.get("corresp", "").split()
        assert any(pointer.endswith(f"#{row['entity']}") for pointer in related)
        assert not row["unit"] or f"article.xml#{row['unit']}" in related


def test_an_event_is_dated_by_itself(files: dict[str, etree._Element]) -> None:
    """Not by an accord before it or by its first day: the withdrawal, the war, the journey."""
    spans = {
        event.get(XML_ID): (event.get("from"), event.get("to"))
        for event in files["events.xml"].iter(f"{TEI}event")
    }

    assert spans["soviet-withdrawal-from-afghanistan"] == ("1988-05-15", "1989-02-15")
    assert spans["indo-pakistani-war-1971"] == ("1971-12-03", "1971-12-16")
    assert spans["liaquat-us-visit-1950"] == ("1950-05-03", "1950-05-30")
    assert spans["musharraf-visit-to-russia-2003"] == ("2003-02-04", "2003-02-06")


def test_every_date_of_an_entity_is_in_its_entry(
    files: dict[str, etree._Element], shared: Path
) -> None:
    """As an attribute that a program can read."""
    entries = {
        entry.get(XML_ID): entry
        for register, element in _REGISTERS.items()
        for entry in files[f"{register}.xml"].iter(TEI + element)
    }

    for entity in from_dossier(shared, "entities.json")["entities"]:
        values = {
            part.strip("{}~")
            for element in entries[entity["id"]].iter(etree.Element)
            for name, value in element.attrib.items()
            if name in _DATING
            for part in re.split("[/,]", str(value))
        }
        for date in entity["dates"]:
            assert {part.strip("{}~") for part in re.split("[/,]", date["edtf"])} <= values


def test_every_relative_date_has_a_note(files: dict[str, etree._Element], shared: Path) -> None:
    """The reasoning behind a resolved expression is told to the reader."""
    targets = {
        target.rpartition("#")[2]
        for annotation in files["notes.xml"].iter(f"{TEI}annotation")
        for target in annotation.get("target", "").split()
    }
    relative = {
        expression["id"]
        for expression in from_dossier(shared, "entities.json")["temporal"]
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
