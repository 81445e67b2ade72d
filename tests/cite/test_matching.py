"""Quotations are found where they are from, though they were edited; absent ones are never found."""

from __future__ import annotations

import builtins
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cite.folding import Folded, fold
from edition.cite.matching import NEAR, accepted, close_hits, exact_hits, needed
from edition.cite.quotations import Quotation, readings
from edition.cite.running import Running, Texts
from edition.errors import UsageError
from edition.model import assemble, load, read
from edition.tei.parse import parse_file

#: A text that is looked through, and one of the same language whose words are not in it.
CORPORA = {
    "English": ("eltec/ENG18482_Gaskell.xml", "eltec/ENG18570_Bronte.xml"),
    "German": ("dracor/kraus-die-letzten-tage-der-menschheit.xml", "eltec/DEU026.xml"),
    "French": ("moliere", "geste/ed_OtinG.xml"),
    "Latin": ("perseus-latin", "muqtabas"),
    "Arabic": ("muqtabas", "perseus-latin"),
}
#: Of each text so much is looked through, and so many quotations are tried.
_SIZE, _NUMBER = 300_000, 100


def _text(folder: Path) -> str:
    files = sorted(folder.glob("*.xml")) if folder.is_dir() else [folder]
    texts: list[Running] = []
    for file in files:
        texts += Texts(assemble([read(parse_file(file, file.parent)).part])).all
    return " ".join(running.text for running in texts)[:_SIZE]


def _edited(chosen: random.Random, words: str, share: float) -> str:
    """*words* with that share of its characters substituted, inserted or deleted."""
    signs, letters = list(words), sorted(set(words))
    for _ in range(int(len(words) * share)):
        place = chosen.randrange(len(signs))
        match chosen.choice("sid"):
            case "s":
                signs[place] = chosen.choice(letters)
            case "i":
                signs.insert(place, chosen.choice(letters))
            case _:
                del signs[place]
    return "".join(signs)


def _cut(chosen: random.Random, text: str) -> tuple[int, str]:
    """A quotation of 40 to 240 characters of *text*, in whole words, and its place."""
    while True:
        start = chosen.randrange(len(text) - 300)
        start = text.find(" ", start) + 1
        end = text.find(" ", start + chosen.randint(40, 240))
        if 0 < start < end <= start + 300:
            return start, text[start:end]


def _found(folded: Folded, words: str) -> list[tuple[int, int]]:
    """The places that are accepted for *words*; several if they are not told apart."""
    quotation = Quotation(words)
    hits = exact_hits(folded, quotation) or close_hits(folded, quotation)
    if not hits or not accepted(hits[0], quotation):
        return []
    return [(hit.start, hit.end) for hit in hits if hit.score >= hits[0].score - NEAR]


def _recall(text: str, most: float, seed: int) -> float:
    """The share of edited quotations that are found within twelve characters of where they are from."""
    chosen = random.Random(seed)  # noqa: S311 – no secret
    right, folded = 0, fold(text)
    for _ in range(_NUMBER):
        start, words = _cut(chosen, text)
        places = _found(folded, _edited(chosen, words, chosen.uniform(0, most)))
        right += any(abs(s - start) <= 12 and abs(e - start - len(words)) <= 12 for s, e in places)
    return right / _NUMBER


@pytest.fixture(scope="module")
def article(sources: Path) -> str:
    """The running text of this edition's article."""
    return Texts(load(sources)).all[0].text


def test_quotations_of_the_article_are_found(article: str) -> None:
    """With up to 15 % edits, and with up to 25 %."""
    assert _recall(article, 0.15, 1) >= 0.99
    assert _recall(article, 0.25, 2) >= 0.95


@pytest.mark.parametrize("language", CORPORA)
def test_quotations_of_any_language_are_found(shared: Path, language: str) -> None:
    """The same, in texts of other languages and scripts."""
    text = _text(shared / "corpora" / CORPORA[language][0])

    assert _recall(text, 0.15, 3) >= 0.99
    assert _recall(text, 0.25, 4) >= 0.95


@pytest.mark.parametrize("language", CORPORA)
def test_what_is_not_in_the_text_is_not_found(shared: Path, article: str, language: str) -> None:
    """Not one of the quotations from another text of that language."""
    here, there = (shared / "corpora" / path for path in CORPORA[language])
    text, other = _text(here), _text(there)
    chosen = random.Random(5)  # noqa: S311 – no secret
    absent = [_cut(chosen, other)[1] for _ in range(_NUMBER)]

    for folded in (fold(text), fold(article)):
        present = [words for words in absent if _found(folded, words) and words not in text]
        assert present == []


def test_long_quotations_are_found(shared: Path) -> None:
    """Of many sentences, with a quarter of it edited."""
    text = _text(shared / "corpora" / CORPORA["English"][0])
    chosen = random.Random(6)  # noqa: S311 – no secret
    folded = fold(text)
    for _ in range(10):
        start = chosen.randrange(len(text) - 2_000)
        (place, *others) = _found(folded, _edited(chosen, text[start : start + 1_500], 0.25))
        assert abs(place[0] - start) <= 12
        assert not others


# -- how people quote ---------------------------------------------------------------------------------

TEXT = (
    "We may be entering a period in which India’s tighter embrace of the United States brings Russia "
    "closer to Pakistan. That year, Pakistan’s first prime minister, Liaquat Ali Khan, was invited by "
    "Moscow for a state visit—which he promptly accepted. Pakistani President Ayub Khan saw his country "
    "as America’s “most allied ally in Asia.”"
)


@pytest.mark.parametrize(
    ("quoted", "begins", "ends"),
    [
        ("India's tighter embrace of the United States", "India’s", "States"),
        ("“India’s tighter embrace of the United States,”", "India’s", "States"),
        ("[w]e may be entering a period", "We", "period"),
        ("we may be entering a period", "We", "period"),
        ("[W]hich he promptly accepted", "which", "accepted"),
        ("We may be entering … a period", "We", "period"),
        ("We may be entering a period […] closer to Pakistan", "We", "closer to Pakistan"),
        ("That year … Liaquat Ali Khan … was invited by Moscow", "That year", "Moscow"),
        ("he [Liaquat] promptly accepted", "he promptly", "accepted"),
        ("closer to Pakistan [sic]. That year", "closer", "That year"),
        ("saw his country as America’s ‘most allied ally in Asia.’", "saw", "Asia"),
        ("for a state visit — which he promptly", "for a state", "promptly"),
        ("closer to Pakistan. That year, Pakistan’s first", "closer", "first"),
    ],
)
def test_what_may_be_changed_in_a_quotation(quoted: str, begins: str, ends: str) -> None:
    """Marks, dashes, a first letter, omissions, remarks, the stop at the end, is still exact."""
    hit = exact_hits(fold(TEXT), Quotation(quoted))[0]

    assert TEXT[hit.start : hit.end].startswith(begins)
    assert TEXT[hit.start : hit.end].endswith(ends)
    assert hit.exact


def test_a_part_of_a_word_is_not_the_word() -> None:
    """Unless the script has no spaces."""
    assert exact_hits(fold("They are particular"), Quotation("art")) == []
    assert len(exact_hits(fold("学而时习之不亦说乎"), Quotation("时习之"))) == 1


def test_what_stands_around_tells_places_apart() -> None:
    """The same words twice; and short words are accepted with their surroundings only."""
    text = fold("The treaty was signed in Moscow. Nobody read the treaty was the treaty.")
    hits = exact_hits(text, Quotation("treaty", "Nobody read the ", " was the"))
    assert text.text[hits[0].start - 16 : hits[0].start] == "Nobody read the "
    assert hits[0].score > hits[1].score + NEAR

    wrong = Quotation("treaty", "quite other words ", " and others still")
    assert not any(accepted(hit, wrong) for hit in exact_hits(text, wrong))


def test_the_same_words_with_other_surroundings_are_not_the_same_place() -> None:
    """A stock phrase that stands elsewhere is not the one that was cited."""
    cited = Quotation("as was said before", "in the winter of 1949 ", " by the minister")
    hits = exact_hits(fold("All this is, as was said before, of no importance."), cited)

    assert not accepted(hits[0], cited)


def test_how_like_words_must_be_falls_with_their_length() -> None:
    """For short words are like anything."""
    values = [needed(size) for size in range(400)]

    assert values == sorted(values, reverse=True)
    assert needed(10) > 0.9
    assert needed(40) == 0.75
    assert needed(300) > 0.6


def test_exact_words_need_no_rapidfuzz(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others say what to install."""
    real: Callable[..., Any] = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        if name.startswith("rapidfuzz"):
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    assert exact_hits(fold(TEXT), Quotation("was invited by Moscow"))
    with pytest.raises(UsageError, match="rapidfuzz") as error:
        close_hits(fold(TEXT), Quotation("was invited to Moscow for a visit"))
    assert "tei-edition[verify]" in str(error.value)


@given(st.text(), st.text(max_size=60), st.text(max_size=10))
@settings(deadline=None)
def test_nothing_makes_it_fail(text: str, words: str, around: str) -> None:
    """Whatever the text and the words are, hits are within the text."""
    folded, quotation = fold(text), Quotation(words, around, around)
    for hit in (*exact_hits(folded, quotation), *close_hits(folded, quotation)):
        assert 0 <= hit.start < hit.end <= len(text)
        assert 0 <= hit.score <= 1


@given(st.text(alphabet="[]… ab.W", max_size=40))
def test_a_quotation_has_few_readings(words: str) -> None:
    """However many brackets and ellipses are in it."""
    assert len(list(readings(words))) <= 50
