"""Suggestions wait apart from the text, and verdicts are remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.annotate.suggest import suggest
from edition.annotate.suggest.proposals import (
    Proposal,
    merged,
    proposed,
    read_proposals,
    written,
)
from edition.errors import UnreadableError
from edition.model import Edition, assemble, read
from edition.tei.parse import parse

_REGISTER = '<standOff><listPerson><person xml:id="anna"><persName>Anna Berg</persName></person></listPerson></standOff>'


def _edition(text: str) -> Edition:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/>{_REGISTER}<text><body><p xml:id="p1">{text}</p></body></text></TEI>'
    return assemble([read(parse(tei.encode(), "a.xml")).part])


def _proposals(text: str, date: str = "2026-01-01") -> list[Proposal]:
    edition = _edition(text)
    return proposed(edition, suggest(edition, "a.xml"), date)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """With agent, method, date and score, and the same bytes every time."""
    made = _proposals("Then Anna Berg came in 1949, and the Foobar left.")
    path = tmp_path / "proposals.jsonld"
    path.write_text(written(made), encoding="utf-8")

    again = read_proposals(path)
    assert sorted(again) == sorted(made)
    assert written(reversed(again)) == path.read_text(encoding="utf-8")
    assert {proposal.suggestion.method for proposal in again} == {"register", "date", "capitals"}
    assert all(proposal.agent.startswith("tei-edition ") for proposal in again)


def test_what_was_refused_is_not_proposed_again() -> None:
    """Though the text around it moves on."""
    first = _proposals("Then Anna Berg came.")
    refused = [first[0]._replace(verdict="rejected")]
    moved = _proposals(
        "A long sentence before, of more than forty characters. Then Anna Berg came.", "2026-02-02"
    )

    (known,) = merged(refused, _proposals("Then Anna Berg came.", "2026-02-02"), "a.xml")
    assert (known.verdict, known.date) == ("rejected", "2026-01-01")
    # Another context is another place: it is asked again.
    assert [p.verdict for p in merged(refused, moved, "a.xml")] == ["rejected", "proposed"]


def test_what_waited_and_is_gone_is_dropped() -> None:
    """The text was changed, or the words were marked up; other files keep theirs."""
    waiting = _proposals("Then Anna Berg came.")
    other = [waiting[0]._replace(suggestion=waiting[0].suggestion._replace(passage="b.xml#p1"))]

    assert merged([*waiting, *other], [], "a.xml") == other


@pytest.mark.parametrize("text", ["", "{}", '{"first": {"items": [{}]}}', "[1]"])
def test_a_broken_file_is_not_written_over(tmp_path: Path, text: str) -> None:
    """It remembers what was refused."""
    path = tmp_path / "proposals.jsonld"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableError):
        read_proposals(path)
    assert read_proposals(tmp_path / "none.jsonld") == []
