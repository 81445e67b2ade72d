"""What was published is never lost, never given to anything else, and never silently another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.cite.anchors import anchors, digest
from edition.cite.changes import Difference, differences, findings
from edition.cite.history import compared, history, state_at, state_now
from edition.cite.lock import Lock, Release, in_order, read_lock, written
from edition.cite.recording import EMPTY, recorded, retired
from edition.errors import EditionError, UnreadableError, UsageError
from edition.model import load
from tests.cite.texts import anchors_of

ONE, TWO = Release("1", "2026-01-01"), Release("2", "2026-02-01")
TEXT = {
    "p1": "It was the best of times, it was the worst of times",
    "p2": "Call me Ishmael, and never mind how long ago it was",
    "p3": "All happy families are alike, and unhappy ones are not",
    "p4": "The sun shone, having no alternative, on nothing new",
}


def _locked(**files: dict[str, str]) -> Lock:
    return recorded(EMPTY, anchors_of(**files), ONE)


def _changes(found: list[Difference]) -> dict[str, str]:
    return {d.record.id: d.change for d in found if d.record.id != "d" and d.change != "same"}


def _changed(now: dict[str, str]) -> dict[str, str]:
    return _changes(differences(_locked(a=TEXT), anchors_of(a=now)))


def test_what_is_as_it_was_is_the_same() -> None:
    """White space and the way a letter is composed make no difference."""
    assert _changed(TEXT) == {}
    spaced = TEXT | {"p1": TEXT["p1"].replace(" ", "\n  ")}
    assert _changed(spaced) == {}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (TEXT | {"p2": TEXT["p2"].replace("long", "short")}, {"p2": "changed"}),
        ({k: v for k, v in TEXT.items() if k != "p2"}, {"p2": "vanished"}),
        (TEXT | {"p2": "Something that nobody ever wrote before"}, {"p2": "reused"}),
        ({k: TEXT[k] for k in ("p2", "p3", "p1", "p4")}, {"p1": "moved"}),
        ({k: TEXT[k] for k in ("p1", "p4", "p2", "p3")}, {"p4": "moved"}),
    ],
)
def test_every_sort_of_change_is_told_apart(now: dict[str, str], expected: dict[str, str]) -> None:
    """Edited, deleted, overwritten, moved."""
    assert _changed(now) == expected


def test_where_the_words_went_is_found() -> None:
    """Under another id, in another paragraph, or over two."""
    lock = _locked(a=TEXT)

    def found(now: dict[str, str]) -> tuple[str, ...]:
        (difference,) = [
            d for d in differences(lock, anchors_of(a=now)) if d.change in {"vanished", "reused"}
        ]
        return difference.found

    rest = {k: v for k, v in TEXT.items() if k != "p2"}
    assert found(rest | {"p9": TEXT["p2"]}) == ("a.xml#p9",)
    assert found(rest | {"p1": f"{TEXT['p1']}. {TEXT['p2']}"}) == ("a.xml#p1",)
    halves = {"p2a": "Call me Ishmael,", "p2b": "and never mind how long ago it was"}
    assert found(rest | halves) == ("a.xml#p2a", "a.xml#p2b")
    # Ids that were counted anew: p2 has the words of p3.
    assert found({"p1": TEXT["p1"], "p2": TEXT["p3"], "p3x": TEXT["p2"], "p3": TEXT["p3"], "p4": TEXT["p4"]}) == ("a.xml#p3x",)  # fmt: skip
    assert found(rest) == ()


def test_a_vanished_anchor_is_an_error_with_what_to_do() -> None:
    """And what was within it is not said again."""
    now = anchors_of(a={k: v for k, v in TEXT.items() if k != "p2"} | {"p9": TEXT["p2"]})
    (finding,) = findings(
        differences(_locked(a=TEXT), now), {anchor.key: anchor.line for anchor in now}
    )

    assert (finding.code, finding.severity, finding.file) == ("anchor-vanished", "error", "a.xml")
    assert finding.line == 1
    assert "retire p2 --into p9" in finding.hint


def test_anchors_that_are_gone_or_reused_are_not_recorded_over() -> None:
    """The lock is not written while something published would be lost."""
    lock = _locked(a=TEXT)
    for now in ({"p1": TEXT["p1"]}, TEXT | {"p2": "Something that nobody ever wrote before"}):
        with pytest.raises(EditionError, match=r"a\.xml#p2"):
            recorded(lock, anchors_of(a=now), TWO)


def test_a_paragraph_of_another_file_leads_there() -> None:
    """Its old address has a record of where it went."""
    before = _locked(a=TEXT, b={"q1": "Another text altogether"})
    rest = {k: v for k, v in TEXT.items() if k != "p2"}
    after = recorded(
        before, anchors_of(a=rest, b={"q1": "Another text altogether", "p2": TEXT["p2"]}), TWO
    )

    old, new = after.records["a.xml#p2"], after.records["b.xml#p2"]
    assert (old.status, old.to) == ("moved", ("b.xml#p2",))
    assert (new.status, new.since) == ("live", "2")


def test_retired_anchors_lead_on_for_ever() -> None:
    """Moved, merged, split, withdrawn; and coming back is seen."""
    lock = _locked(a=TEXT)
    rest = {k: v for k, v in TEXT.items() if k != "p2"}
    for now, into, status in (
        (rest | {"p9": TEXT["p2"]}, ["p9"], "moved"),
        (rest | {"p1": f"{TEXT['p1']}. {TEXT['p2']}"}, ["p1"], "merged"),
        (
            rest | {"p2a": "Call me Ishmael,", "p2b": "and never mind how long"},
            ["p2a", "p2b"],
            "split",
        ),
        (rest, [], "withdrawn"),
    ):
        present = anchors_of(a=now)
        keys = [f"a.xml#{name}" for name in into]
        after = recorded(
            retired(lock, present, "a.xml#p2", keys, "why", "2026-01-15"), present, TWO
        )
        record = after.records["a.xml#p2"]
        assert (record.status, record.to, record.reason) == (status, tuple(into), "why")
        assert _changes(differences(after, present)) == {"p2": "gone"}
        assert _changes(differences(after, anchors_of(a=TEXT)))["p2"] == "returned"


@pytest.mark.parametrize(
    ("key", "into", "message"),
    [
        ("a.xml#p9", [], "never published"),
        ("a.xml#p1", [], "still in the text"),
        ("a.xml#p2", ["a.xml#p8"], "nothing has the anchor"),
    ],
)
def test_what_cannot_be_retired_is_refused(key: str, into: list[str], message: str) -> None:
    """With the reason."""
    present = anchors_of(a={k: v for k, v in TEXT.items() if k != "p2"})

    with pytest.raises(UsageError, match=message):
        retired(_locked(a=TEXT), present, key, into, "why", "2026-01-15")


_WORDS = st.lists(
    st.sampled_from(
        ["the", "sun", "moon", "sea", "and", "of", "a", "to", "under", "over", "king", "queen"]
    ),
    min_size=6,
    max_size=14,
)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["edit", "delete", "insert", "move", "rename", "merge", "split", "overwrite"]
        ),
        st.integers(0, 10),
        st.integers(0, 10),
        _WORDS.map(" ".join),
    ),
    max_size=5,
)


@given(st.lists(_WORDS.map(" ".join), min_size=2, max_size=6), st.lists(_STEPS, max_size=3))
def test_nothing_published_is_ever_lost(
    texts: list[str], releases: list[list[tuple[str, int, int, str]]]
) -> None:
    """Whatever is done between releases, every old anchor is the same words, or is told to be otherwise."""
    text = {f"p{number}": words for number, words in enumerate(texts)}
    lock = _locked(a=text)
    for number, steps in enumerate(releases, 2):
        for step in steps:
            _do(text, *step)
        present = anchors_of(a=text)
        found = differences(lock, present)
        for difference in found:
            record = difference.record
            now = text.get(record.id)
            if difference.change in {"same", "moved"} and record.id != "d":
                assert now is not None
                assert digest(now) == record.last.sha256
            if now is None and record.id != "d":
                assert difference.change in {"vanished", "gone"}
        for difference in found:
            if difference.change == "vanished":
                lock = retired(lock, present, difference.record.key, [], "gone", "")
            elif difference.change == "reused":
                del text[difference.record.id]
                present = anchors_of(a=text)
                if difference.record.status == "live":
                    lock = retired(lock, present, difference.record.key, [], "gone", "")
        known = set(lock.records)
        lock = recorded(lock, present, Release(str(number), "2026-01-01"))
        assert known <= set(lock.records)
        assert {r.id for r in lock.records.values() if r.status == "live"} == {*text, "d"}
        orders = [record.order for record in in_order(lock.records.values())]
        assert orders == sorted(orders)


def _do(text: dict[str, str], what: str, one: int, other: int, words: str) -> None:
    """One thing that an editor does to a text."""
    names = list(text)
    if len(names) < 2:
        return
    name, second = names[one % len(names)], names[other % len(names)]
    fresh = f"n{len(text)}{one}{other}{sum(map(ord, words))}"
    match what:
        case "edit":
            text[name] = " ".join([*text[name].split()[:-1], "changed"])
        case "overwrite":
            text[name] = words.upper()
        case "delete":
            del text[name]
        case "insert":
            text[fresh] = words
        case "rename":
            text[fresh] = text.pop(name)
        case "move":
            text[name] = text.pop(name)
        case "merge" if name != second:
            text[name] = f"{text[name]} {text.pop(second)}"
        case "split":
            half = len(text[name].split()) // 2
            all_words = text[name].split()
            text[name], text[fresh] = " ".join(all_words[:half]), " ".join(all_words[half:])


def test_the_file_says_all_there_is_and_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    """One line for each anchor; reading and writing it changes nothing."""
    lock = recorded(EMPTY, list(anchors(load(sources))), ONE)
    path = tmp_path / "anchors.lock"
    path.write_text(written(lock), encoding="utf-8")

    again = read_lock(path)
    assert again is not None
    assert dict(again.records) == dict(lock.records)
    assert written(again) == written(lock)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"file"') for line in lines) == len(lock.records)
    assert json.loads(path.read_text(encoding="utf-8"))["lock"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"lock": 99}',
        '{"lock": 1, "releases": [], "anchors": [{}]}',
        '{"lock": 1, "releases": [{}], "anchors": []}',
        '{"lock": 1, "releases": [], "anchors": [{"file": "a", "id": "b", "kind": "p", "order": 0, "status": "sold", "wordings": []}]}',
    ],
)
def test_a_broken_lock_is_not_taken_for_an_empty_one(tmp_path: Path, text: str) -> None:
    """It would be written over."""
    path = tmp_path / "anchors.lock"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UnreadableError):
        read_lock(path)


def test_what_changed_between_releases() -> None:
    """What came, what went, and words by words; in the first release all is new."""
    first = _locked(a=TEXT)
    rest = {k: v for k, v in TEXT.items() if k != "p2"} | {"p5": "A new one", "p1": "It was the age of wisdom, it was the worst of times"}  # fmt: skip
    present = anchors_of(a=rest)
    lock = recorded(retired(first, present, "a.xml#p2", [], "why", ""), present, TWO)

    (second, comparison), (initial, whole) = history(lock)
    assert (second, initial) == (TWO, ONE)
    assert len(whole.added) == len(TEXT) + 1
    assert [item.key for item in comparison.added] == ["a.xml#p5"]
    assert [item.key for item in comparison.gone] == ["a.xml#p2"]
    assert [(c.key, c.then) for c in comparison.changed] == [("a.xml#p1", TEXT["p1"])]
    assert compared(state_at(lock, "2"), state_now(present)).is_empty
    with pytest.raises(UsageError, match="no release '3'"):
        state_at(lock, "3")
