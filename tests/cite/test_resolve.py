"""Every old citation gets the right one of five answers, and no words are ever silently taken for others."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.cite.anchors import anchors
from edition.cite.folding import fold
from edition.cite.lock import Lock, Release
from edition.cite.matching import exact_hits
from edition.cite.quotations import Quotation
from edition.cite.recording import EMPTY, recorded, retired
from edition.cite.resolve import Archive, Outcome, as_data, resolve
from edition.errors import UsageError
from edition.model import Edition, load
from edition.tei.names import XML_ID, tei
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
        if (action is _merge and (name not in AFTER_ANOTHER or plan.get(before) is not _leave)) or (
            action is _split and name not in AFTER_ANOTHER
        ):
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


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
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
            assert any(fate.rest in candidate.ref for candidate in outcome.candidates), (
                name,
                outcome,
            )
        for sentence, quoted in _sentences(before, name):
            at_name = resolve(archive, name, quotation=quoted)
            _check_quoted(archive, now, name, quoted, at_name)
            _check_quoted(archive, now, name, quoted, resolve(archive, quoted))
            if sentence not in now.parts["article.xml"].ids:
                at_sentence = resolve(archive, sentence, quotation=quoted)
                _check_quoted(archive, now, name, quoted, at_sentence)


def _sentences(edition: Edition, name: str) -> Iterator[tuple[str, str]]:
    """The first and the last sentence of a paragraph, with their words."""
    found = [p for p in edition.passages.values() if p.parent == key("article.xml", name)]
    for passage in (found[0], found[-1]):
        yield passage.id, passage.text


def _check_quoted(archive: Archive, now: Edition, name: str, quoted: str, outcome: Outcome) -> None:
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


# -- what the editors recorded -----------------------------------------------------------------------


def _archive(published: Published, made: Article, *steps: tuple[str, tuple[str, ...]]) -> Archive:
    """The article as it is *made* now, after the editors recorded what became of some anchors."""
    edition = made.edition()
    lock = published.lock
    for name, into in steps:
        keys = [key("article.xml", target) for target in into]
        whole = key("article.xml", name)
        lock = retired(lock, list(anchors(edition)), whole, keys, "told so", "2026-03-01")
    return Archive(edition, lock)


def _changed(published: Published) -> Article:
    return Article(copy.deepcopy(published.article.tree), published.article.others)


def test_what_is_withdrawn_has_its_tombstone(published: Published) -> None:
    """With the reason and the date; and a quotation from it too."""
    made = _changed(published)
    made.delete("p8")
    archive = _archive(published, made, ("p8", ()))

    for outcome in (
        resolve(archive, "p8"),
        resolve(archive, "Rafiq, para. 8"),
        resolve(
            archive, "p8", quotation="The Soviet Union and United States supported opposite sides"
        ),
        resolve(archive, "The Soviet Union and United States supported opposite sides"),
    ):
        assert (outcome.status, outcome.id) == ("gone", "p8")
        assert (outcome.reason, outcome.date) == ("told so", "2026-03-01")


def test_what_was_merged_leads_on(published: Published) -> None:
    """Also over several steps."""
    made = _changed(published)
    into = made.merge("p8")
    new = made.rename(into)
    archive = _archive(published, made, ("p8", (new,)), ("p7", (new,)))

    assert resolve(archive, "p8").ref == resolve(archive, "p7").ref == f"article.xml#{new}"
    assert resolve(archive, "p8").status == "moved"
    assert resolve(archive, "p8").was == "article.xml#p8"


def test_what_was_split_is_ambiguous_until_words_are_named(published: Published) -> None:
    """Then it is where they are."""
    made = _changed(published)
    second = made.split("p6")
    first = made.rename("p6")
    archive = _archive(published, made, ("p6", (first, second)))

    outcome = resolve(archive, "p6")
    assert outcome.status == "ambiguous"
    assert [candidate.id for candidate in outcome.candidates] == [first, second]
    quoted = resolve(archive, "p6", quotation="But the Soviets were firmly devoted to India")
    assert (quoted.status, quoted.block) == ("moved", f"article.xml#{second}")


def test_what_came_back_is_there(published: Published) -> None:
    """A retired anchor that has its words again."""
    gone = _changed(published)
    gone.delete("p8")
    lock = _archive(published, gone, ("p8", ())).lock

    assert resolve(Archive(published.edition, lock), "p8").status == "same"


def test_a_twin_is_not_taken_for_what_is_gone(published: Published) -> None:
    """The title stands twice; when one is deleted, the other has not moved."""
    made = _changed(published)
    head = next(h for h in made.tree.iter(tei("head")) if h.get(XML_ID) == "t2")
    parent = head.getparent()
    assert parent is not None
    parent.remove(head)

    assert resolve(_archive(published, made), "t2").status == "gone"
    assert resolve(_archive(published, made), "t1").status == "same"


def test_order_within_a_division_counts(published: Published) -> None:
    """A paragraph that passed three others has moved; they have not."""
    made = _changed(published)
    made.of("p8").addnext(made.of("p4"))
    archive = _archive(published, made)

    statuses = {name: resolve(archive, name).status for name in ("p4", "p5", "p6", "p7", "p8")}
    assert statuses == {"p4": "moved", "p5": "same", "p6": "same", "p7": "same", "p8": "same"}


def test_releases_are_told_apart(published: Published) -> None:
    """What changed in the second release is the same for those who cite the second."""
    made = _changed(published)
    made.edit("p8")
    edition = made.edition()
    archive = Archive(edition, recorded(published.lock, list(anchors(edition)), TWO))

    assert resolve(archive, "p8").status == "same"
    assert resolve(archive, "p8", version="2").status == "same"
    old = resolve(archive, "p8", version="1")
    assert (old.status, old.version) == ("changed", "1")
    assert old.then == published.edition.passages["article.xml#p8"].text
    assert resolve(archive, "https://example.org/v1/article.html#p8").status == "changed"
    with pytest.raises(UsageError, match="no release '3'"):
        resolve(archive, "p8", version="3")


# -- the forms of citations ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def now(sources: Path) -> Archive:
    """The edition as it is, with nothing published."""
    return Archive(load(sources), namespace="example")


ANNOTATION = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "target": {
        "source": "https://example.org/article.html",
        "selector": [
            {"type": "FragmentSelector", "value": "p5", "refinedBy": {"type": "TextQuoteSelector", "exact": "U-2 pilot Gary Powers"}},
            {"type": "TextPositionSelector", "start": 1, "end": 2},
        ],
    },
}  # fmt: skip
HYPOTHESIS = {
    "uri": "https://example.org/article.html",
    "target": [
        {
            "source": "https://example.org/article.html",
            "selector": [
                {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 1, "endContainer": "/p[1]", "endOffset": 5},
                {"type": "TextPositionSelector", "start": 10, "end": 12},
                {"type": "TextQuoteSelector", "exact": "Pakistan", "prefix": "of war between India and ", "suffix": ", the United States imposed"},
            ],
        }
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("what", "ref"),
    [
        ("p6", "article.xml#p6"),
        ("#p6", "article.xml#p6"),
        ("article.xml#p6", "article.xml#p6"),
        ("p6-p8", "article.xml#p6-p8"),
        ("p6.s2-p6.s4", "article.xml#p6.s2-p6.s4"),
        ("p6@Bhutto", "article.xml#p6.s2"),
        ("p6@Bhutto[2]", "article.xml#p6.s5"),
        ("c03", "claims.xml#c03"),
        ("article.html#claim-c03", "claims.xml#c03"),
        ("ayub-khan", "persons.xml#ayub-khan"),
        ("article.html#p6", "article.xml#p6"),
        ("article.html", "article.xml"),
        ("https://example.org/edition/article.html#p6.s2", "article.xml#p6.s2"),
        ("https://example.org/article/#p6", "article.xml#p6"),
        ("https://example.org/article.html#p5:~:text=Gary%20Powers", "article.xml#p5.s4"),
        ("#:~:text=A%20senior,disputes", "article.xml#p5.s1"),
        (":~:text=by-,Moscow,-for", "article.xml#p4.s2"),
        ("Arif Rafiq, “Pakistan: Russia’s New Best Friend?,” para. 6.", "article.xml#p6"),
        ("Rafiq, “Pakistan,” paras. 6–8.", "article.xml#p6-p8"),
        ("(Rafiq, par. 6)", "article.xml#p6"),
        ("(Rafiq, 2015, para. 6)", "article.xml#p6"),
        ("Rafiq (2015), ¶ 6", "article.xml#p6"),
        ("Rafiq, “Pakistan: Russia’s New Best Friend?”, sec. 2", "article.xml#d2"),
        ("A. Rafiq, Pakistan, https://example.org/article.html#p9, accessed today", "article.xml#p9"),
        ("https://example.org/dts/document/article/p6;tree=pages.xml", "article.xml#p6"),
        ("https://example.org/dts/navigation/article/p6/p8;down=1.jsonld", "article.xml#p6-p8"),
        ("https://example.org/api/document?resource=article&ref=p6.s2", "article.xml#p6.s2"),
        ("urn:cts:example:rafiq.article:6", "article.xml#p6"),
        ("urn:cts:example:article.en:6.2-6.4", "article.xml#p6.s2-p6.s4"),
        ("urn:cts:example:article:p6@Bhutto[2]", "article.xml#p6.s5"),
        (json.dumps(ANNOTATION), "article.xml#p5.s4"),
        (json.dumps(HYPOTHESIS), "article.xml#p6.s1"),
        ("hosted CIA spy flight missions", "article.xml#p5.s4"),
    ],
)  # fmt: skip
def test_every_form_is_understood(now: Archive, what: str, ref: str) -> None:
    """With nothing published, what is there is the same."""
    outcome = resolve(now, what)

    assert (outcome.status, outcome.ref) == ("same", ref)
    assert outcome.now


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("", "nothing to resolve"),
        ("urn:cts:other:article:6", "namespace"),
        ("urn:cts:example", "no CTS URN"),
        ("urn:cts:example:iliad:6", "no work"),
        ("https://example.org/", "no page"),
        ("https://[broken", "no address"),
        ('{"target": []}', "no annotation"),
        ('{"target": ', "nothing"),
        ('{"target": {"source": "https://example.org/article.html", "selector": {"type": "TextPositionSelector", "start": 1, "end": 2}}}', "neither words nor an anchor"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(now: Archive, what: str, message: str) -> None:
    """As an error of usage; or there are no such words."""
    if message == "nothing" and what:
        assert resolve(now, what).status == "gone"
        return
    with pytest.raises(UsageError, match=message):
        resolve(now, what)


def test_an_address_elsewhere_is_not_one_of_the_edition(sources: Path) -> None:
    """If it is known where the edition is published."""
    archive = Archive(load(sources), address="https://example.org/edition/")

    assert resolve(archive, "https://example.org/edition/article.html#p6").status == "same"
    with pytest.raises(UsageError, match="not where this edition is published"):
        resolve(archive, "https://example.com/article.html#p6")


@pytest.mark.parametrize(
    "what", ["p66", "article.html#p66", "Rafiq, para. 66", "article.xml#nothing"]
)
def test_an_anchor_that_never_was_is_gone(now: Archive, what: str) -> None:
    """Unless words say what was meant."""
    assert resolve(now, what).status == "gone"
    found = resolve(now, what, quotation="hosted CIA spy flight missions")
    assert (found.status, found.ref) == ("moved", "article.xml#p5.s4")


@pytest.mark.parametrize(
    ("quoted", "status"),
    [
        ("In 1965, with the breakout of war between India and Pakistan", "same"),
        ("with the [outbreak] of war between India and Pakistan", "same"),
        ("[w]ith the breakout of war […] the United States imposed", "same"),
        ("In 1965, with the outbreak of the war between India and Pakistan", "changed"),
        ("hosted CIA spy flight missions", "moved"),
        ("never written anywhere by anybody, not even here", "gone"),
    ],
)
def test_words_with_an_anchor(now: Archive, quoted: str, status: str) -> None:
    """In the passage, in a form of them, elsewhere, nowhere."""
    assert resolve(now, "p6", quotation=quoted).status == status


def test_the_same_words_in_several_places_are_ambiguous(now: Archive) -> None:
    """And the places are named."""
    outcome = resolve(now, "the United States")

    assert outcome.status == "ambiguous"
    assert len(outcome.candidates) > 3
    assert not outcome.now


def test_the_answer_as_data(now: Archive) -> None:
    """One object, whose words stand where it says."""
    data = as_data(resolve(now, "hosted CIA spy flight missions"))

    assert {"status", "id", "ref", "version", "then", "now", "score", "candidates"} <= set(data)
    text = now.edition.passages[str(data["block"])].text
    assert text[int(str(data["start"])) : int(str(data["end"]))] == data["now"]


@given(st.text())
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=100)
def test_nothing_makes_it_fail(now: Archive, what: str) -> None:
    """Whatever is asked, the answer is an outcome, or an error of usage."""
    try:
        outcome = resolve(now, what)
    except UsageError:
        return
    assert outcome.status in {"same", "changed", "moved", "gone", "ambiguous"}
