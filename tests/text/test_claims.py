"""Claims: all of the dossier's, with positions, evidence, statuses and relations."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.text.reading import TEI, XML_ID, bibliography_key, from_dossier

_CERTAINTY = {"verified": "high", "known": "medium", "uncertain": "low"}


def _sources(note: etree._Element) -> list[str]:
    return [b.get("corresp", "").rpartition("#")[2] for b in note.iter(f"{TEI}bibl")]


def _notes(annotation: etree._Element, kind: str) -> list[etree._Element]:
    return annotation.findall(f"{TEI}note[@type='{kind}']")


@pytest.fixture(scope="module")
def all_claims(files: dict[str, etree._Element]) -> dict[str, etree._Element]:
    """The claims of the edition by id."""
    return {a.get(XML_ID, ""): a for a in files["claims.xml"].iter(f"{TEI}annotation")}


def test_every_claim_has_its_positions_and_evidence(
    all_claims: dict[str, etree._Element], shared: Path
) -> None:
    """Statuses, stances, certainty and sources as in the dossier, for all 45."""
    claims = from_dossier(shared, "claims.json")["claims"]

    assert len(claims) == 45
    assert [claim["id"] for claim in claims] == list(all_claims)
    for claim in claims:
        annotation = all_claims[claim["id"]]
        statuses = [p.rpartition("#")[2] for p in annotation.get("ana", "").split()]
        assert [*claim["assessment"], f"weight-{claim['weight']}"] == statuses
        assert [
            (p["stance"], _CERTAINTY[p["confidence"]], [bibliography_key(k) for k in p["evidence"]])
            for p in claim["positions"]
        ] == [
            (p.get("ana", "").rpartition("#")[2], p.get("cert"), _sources(p))
            for p in _notes(annotation, "position")
        ]
        assert [
            (_CERTAINTY[e["confidence"]], [bibliography_key(e["ref"])]) for e in claim["evidence"]
        ] == [(e.get("cert"), _sources(e)) for e in _notes(annotation, "evidence")]
        assert len(claim["open_questions"]) == len(_notes(annotation, "open"))


def test_every_claim_says_what_is_claimed_by_whom_and_what_the_editors_think(
    all_claims: dict[str, etree._Element],
) -> None:
    """Title, claimant, statement and assessment: one of each, with words in it."""
    for annotation in all_claims.values():
        for kind in ("title", "claimant", "statement", "assessment"):
            (note,) = _notes(annotation, kind)
            assert "".join(note.itertext()).strip()
        assert _notes(annotation, "assessment")[0].get("cert") in {"high", "medium", "low"}


def test_a_claim_points_at_its_own_words(all_claims: dict[str, etree._Element]) -> None:
    """Claim c03 at the words of c03."""
    for identifier, annotation in all_claims.items():
        assert f"article.xml#{identifier}.words" == annotation.get("target")


def test_every_position_has_a_holder(all_claims: dict[str, etree._Element]) -> None:
    """The holder comes first, and is the one responsible where a register has him."""
    for annotation in all_claims.values():
        for position in _notes(annotation, "position"):
            holder = position[0]
            assert holder.get("type") == "holder"
            assert "".join(holder.itertext()).strip()
            if holder.get("ref"):
                assert holder.get("ref") == position.get("resp")


def test_statuses_and_stances_are_defined_in_the_header(
    all_claims: dict[str, etree._Element], article: etree._Element
) -> None:
    """With a description each; nine statuses, four stances."""
    defined = {
        taxonomy.get(XML_ID): {
            category.get(XML_ID)
            for category in taxonomy.iter(f"{TEI}category")
            if "".join(category.itertext()).strip()
        }
        for taxonomy in article.iter(f"{TEI}taxonomy")
    }
    used = {
        pointer.rpartition("#")[2]
        for annotation in all_claims.values()
        for pointer in annotation.get("ana", "").split()
    }
    stances = {
        position.get("ana", "").rpartition("#")[2]
        for annotation in all_claims.values()
        for position in _notes(annotation, "position")
    }

    assert len(defined["claim-status"]) == 9
    assert used <= defined["claim-status"] | defined["weight"]
    assert stances <= defined["stance"]
    assert len(defined["stance"]) == 4


def test_contradictions_are_mutual(files: dict[str, etree._Element]) -> None:
    """A claim that is contradicted contradicts."""
    relations = files["claims.xml"].findall(f".//{TEI}relation[@name='contradicts']")

    assert relations
    assert all(len(relation.get("mutual", "").split()) == 2 for relation in relations)
