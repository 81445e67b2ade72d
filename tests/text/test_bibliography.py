"""The bibliography: nothing of the dossier's is lost, and every label tells one source."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.text.reading import TEI, XML_ID, bibliography_key, from_dossier

_CERTAINTY = {"verified": "high", "known": "medium", "uncertain": "low"}
_FIELDS = (
    "title", "URL", "container-title", "publisher", "publisher-place", "volume", "issue", "page",
    "collection-title", "collection-number", "ISBN",
)  # fmt: skip


@pytest.fixture(scope="module")
def sources_by_key(files: dict[str, etree._Element]) -> dict[str, etree._Element]:
    """The entries of the bibliography by id."""
    return {b.get(XML_ID, ""): b for b in files["bibliography.xml"].iter(f"{TEI}biblStruct")}


def test_the_bibliography_is_complete(
    sources_by_key: dict[str, etree._Element], shared: Path
) -> None:
    """133 items, with every field that the dossier has of them."""
    items = from_dossier(shared, "bibliography.json")

    assert 133 == len(items) == len(sources_by_key)
    for item in items:
        entry = sources_by_key[bibliography_key(item["id"])]
        text = " ".join("".join(entry.itertext()).split())
        assert item["type"] == entry.get("type")
        for field in _FIELDS:
            assert str(item.get(field, "")) in text, (item["id"], field)
        for author in item.get("author", []):
            assert all(part in text for part in author.values()), item["id"]
        if "language" in item:
            assert entry.xpath("boolean(.//@xml:lang)"), item["id"]


def test_dates_are_as_exact_as_those_of_the_dossier(
    sources_by_key: dict[str, etree._Element], shared: Path
) -> None:
    """Year, month and day where they are known; no date is invented."""
    for item in from_dossier(shared, "bibliography.json"):
        date = sources_by_key[bibliography_key(item["id"])].find(f".//{TEI}imprint/{TEI}date")
        assert date is not None
        parts = item["issued"]["date-parts"][0] if "issued" in item else []
        iso = "-".join(f"{part:02d}" for part in parts)
        assert date.get("when", "") == iso, item["id"]


def test_every_entry_says_what_was_seen_of_the_source(
    sources_by_key: dict[str, etree._Element], shared: Path
) -> None:
    """A note with its certainty, which is the dossier's."""
    for item in from_dossier(shared, "bibliography.json"):
        note = sources_by_key[bibliography_key(item["id"])].find(f"{TEI}note[@type='confidence']")
        assert note is not None
        assert "".join(note.itertext()).strip()
        word = item["note"].removeprefix("confidence: ").partition(".")[0]
        assert _CERTAINTY[word] == note.get("cert"), item["id"]


def test_labels_tell_sources_apart_and_stand_in_their_order(
    sources_by_key: dict[str, etree._Element],
) -> None:
    """No two sources have one label, and a reader finds each where it is looked for."""
    labels = [entry.get("n", "") for entry in sources_by_key.values()]
    keys = [
        label.replace("“", "").replace("”", "").removeprefix("The ").casefold() for label in labels
    ]

    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert sorted(keys) == keys
