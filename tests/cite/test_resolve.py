"""Every old citation gets the right one of five answers, and no words are ever silently taken for others."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.cite.anchors import anchors
from edition.cite.lock import Lock, Release
from edition.cite.matching import exact_hits
from edition.cite.folding import fold
from edition.cite.quotations import Quotation
from edition.cite.recording import EMPTY, recorded, retired
from edition.cite.resolve import Archive, Outcome, as_data, resolve
from edition.errors import UsageError
from edition.model import Edition, load
from edition.tei.pointers import key
from tests.cite.fates import Article, Fate, article

ONE, TWO = Release("1", "2026-01-01"), Release("2", "2026-02-01")
PARAGRAPHS = [f"p{number}" for number in range(1, 13)]
#: Paragraphs that stand behind another in their division, and have several sentences.
AFTER_ANOTHER = {"p2", "p3", "p5", "p6", "p7", "p8", "p9", "p12"}


@dataclass(repr=False)
class Published:
    """The article as it was published, with the record of its anchors."""

    article: Article
    edition: Edition
    lock: Lock


@pytest.fixture(scope="module")
def published(sources: Path) -> Published:
    """The article of this edition."""
    made = article(sources)
    edition = made.edition()
    return Published(made, edition, recorded(EMPTY, list(anchors(edition)), ONE))


# -- what can be done to a paragraph, and what becomes of its citations by that ---------------------

_SAME = frozenset({"same"})


def _leave(made: Article, name: str) -> Fate:
    return Fate(_SAME, name)


def _edit(made: Article, name: str) -> Fate:
    made.edit(name)
    return Fate(frozenset({"changed"}), name)


def _delete(made: Article, name: str) -> Fate:
    made.delete(name)
    return Fate(frozenset({"gone"}))


def _move(made: Article, name: str) -> Fate:
    made.move(name)
    return Fate(frozenset({"moved"}), name)


def _move_and_edit(made: Article, name: str) -> Fate:
    made.move(name)
    return _edit(made, name)


def _rename(made: Article, name: str) -> Fate:
    return Fate(frozenset({"moved"}), made.rename(name))


def _rename_and_move(made: Article, name: str) -> Fate:
    new = made.rename(name)
    made.move(new)
    return Fate(frozenset({"moved"}), new)


def _split(made: Article, name: str) -> Fate:
    return Fate(frozenset({"changed"}), name, made.split(name))


def _merge(made: Article, name: str) -> Fate:
    into = made.merge(name)
    made.fates[into] = Fate(frozenset({"changed"}), into)
    return Fate(frozenset({"moved"}), into)


def _overwrite(made: Article, name: str) -> Fate:
    made.overwrite(name)
    return Fate(frozenset({"gone"}))


def _readd(made: Article, name: str) -> Fate:
    """Deleted; and then its words come back as a new paragraph, elsewhere."""
    kept = copy.deepcopy(made.of(name))
    made.delete(name)
    made.paragraphs[-1].addnext(kept)
    return Fate(frozenset({"moved"}), made.rename(name))


ACTIONS: list[Callable[[Article, str], Fate]] = [
    _leave, _edit, _delete, _move, _move_and_edit, _rename, _rename_and_move, _split, _merge,
    _overwrite, _readd,
]  # fmt: skip


def _done(made: Article, plan: dict[str, Callable[[Article, str], Fate]]) -> dict[str, Fate]:
    """Do what is planned; merging first, since it needs the neighbour as it was."""
    for name in reversed(PARAGRAPHS):
        action = plan[name]
        before = f"p{int(name[1:]) - 1}"
        if action is _merge and (name not in AFTER_ANOTHER or plan.get(before) is not _leave):
            plan[name] = _leave
        elif action is _split and name not in AFTER_ANOTHER:
            plan[name] = _leave
    for name in PARAGRAPHS:
        if plan[name] is _merge:
            made.fates[name] = _merge(made, name)
    for name in PARAGRAPHS:
        if plan[name] is not _merge and (plan[name] is not _leave or name not in made.fates):
            made.fates[name] = plan[name](made, name)
    return made.fates


def _check(outcome: Outcome, fate: Fate, name: str) -> None:
    assert outcome.status in fate.statuses, (name, outcome)
    if fate.home:
        assert fate.home in outcome.block or fate.home == outcome.id, (name, outcome)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=st.fixed_dictionaries({name: st.sampled_from(ACTIONS) for name in PARAGRAPHS}))
def test_each_citation_gets_the_right_answer(
    published: Published,
    plan: dict[str, Callable[[Article, str], Fate]],
) -> None:
    """Whatever was moved, split, merged, edited, deleted and added again, and together with what."""
    before = published.edition
    made = Article(copy.deepcopy(published.article.tree), published.article.others)
    fates = _done(made, plan)
    now = made.edition()
    archive = Archive(now, published.lock)

    for name, fate in fates.items():
        outcome = resolve(archive, name)
        _check(outcome, fate, name)
        then = before.passages[key("article.xml", name)].text
        assert outcome.then == then
        if outcome.status in {"same", "moved"}:
            # Never other words than those that were cited.
            assert exact_hits(fold(outcome.now), Quotation(then)), (name, outcome)
        if fate.rest:
            assert any(fate.rest in candidate.ref for candidate in outcome.candidates), (name, outcome)
        for sentence, quoted in _sentences(before, name):
            at_name = resolve(archive, name, quotation=quoted)
            _check_quoted(archive, now, name, quoted, at_name)
            if sentence not in now.parts["article.xml"].ids:
                at_sentence = resolve(archive, sentence, quotation=quoted)
                _check_quoted(archive, now, name, quoted, at_sentence)


def _sentences(edition: Edition, name: str) -> Iterator[tuple[str, str]]:
    """The first and the last sentence of a paragraph, with their words."""
    found = [p for p in edition.passages.values() if p.parent == key("article.xml", name)]
    for passage in (found[0], found[-1]):
        yield passage.id, passage.text


def _check_quoted(
    archive: Archive, now: Edition, name: str, quoted: str, outcome: Outcome
) -> None:
    """The answer for a sentence, by the places where it stands letter for letter."""
    places = [
        passage.id
        for passage in now.passages.values()
        if passage.file == "article.xml" and passage.kind == "paragraph" and quoted in passage.text
    ]
    if name in places:
        assert outcome.status in {"same", "moved"}, outcome
        assert outcome.block == key("article.xml", name)
    elif places:
        assert outcome.status == "moved", outcome
        assert outcome.block == key("article.xml", places[0])
    else:
        assert outcome.status in {"changed", "gone"}, outcome
    if outcome.status in {"same", "moved"}:
        assert exact_hits(fold(outcome.now), Quotation(quoted))
