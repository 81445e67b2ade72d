"""The names of the registers, in all forms in which a text may have them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from edition.annotate.suggest.records import Candidate
from edition.model import Entity, EntityKind

#: How sure one can be of a form: the name as it is registered, without a first name, a surname, initials.
_EXACT: Final = 1.0
_VARIANT: Final = 0.95
_WITHOUT_FIRST: Final = 0.85
_SURNAME: Final = 0.8
_INITIALS: Final = 0.75
#: Forms that are shorter are too often something else, unless they are all capitals.
_SHORTEST: Final = 3
_SHORTEST_SURNAME: Final = 4
_MANY_WORDS: Final = 6
#: From here on an unknown name is like one that is registered.
_LIKE: Final = 0.85
_LESS_SURE: Final = 0.6
_TENTH: Final = 10
_WORD: Final = re.compile(r"(?<!\w)\w+")
_SPACE: Final = re.compile(r"\s")
_EXPLANATION: Final = re.compile(r"\s*\([^)]*\)|\s*,.*$")
_ARTICLE: Final = re.compile(r"^(?:the|der|die|das|le|la|les|el|il)\s+", re.IGNORECASE)

#: The element that names an entity of each kind.
ELEMENTS: Final[dict[EntityKind, str]] = {
    "person": "persName",
    "place": "placeName",
    "organisation": "orgName",
    "event": "eventName",
    "object": "objectName",
    "work": "title",
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of names, and how to find them in a text and in other spellings.

    :ivar forms: for each form, whose it may be, the likeliest first; apostrophes are typographic.
    :ivar beginnings: the forms by their first word.
    :ivar spellings: the forms by their first letter and length.
    """

    forms: Mapping[str, tuple[Candidate, ...]]
    beginnings: Mapping[str, list[str]]
    spellings: Mapping[tuple[str, int], list[str]]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where forms stand in *text* as words, the longest first."""
        found = []
        plain = _plain(text)
        for match in _WORD.finditer(plain):
            start = match.start()
            for form in self.beginnings.get(match[0], ()):
                end = start + len(form)
                if plain.startswith(form, start) and not plain[end : end + 1].isalnum():
                    found.append((start, end))
        return sorted(found, key=lambda place: (place[0] - place[1], place[0]))

    def of(self, words: str) -> tuple[Candidate, ...]:
        """Whose name *words* are."""
        return self.forms[_plain(words)]

    def spelled_like(self, words: str) -> list[str]:
        """The forms that could be *words* in another spelling: they begin alike and are as long, nearly."""
        more = len(words) // _TENTH + 1
        lengths = range(len(words) - more, len(words) + more + 1)
        return [form for length in lengths for form in self.spellings.get((words[:1], length), ())]


def lexicon(entities: Iterable[Entity]) -> Lexicon | None:
    """The lexicon of *entities*, or None if none of them has a name that can be looked for."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for entity in entities:
        for form, score in _forms(entity):
            scores = found[_plain(form)]
            scores[entity.key] = max(score, scores.get(entity.key, 0))
    for form in [form for form in found if _is_of_others(form, found)]:
        del found[form]
    if not found:
        return None
    forms = {
        form: tuple(
            Candidate(key, round(score / _crowd(owners.values(), score), 3))
            for key, score in sorted(owners.items(), key=lambda item: (-item[1], item[0]))
        )
        for form, owners in found.items()
    }
    beginnings, spellings = defaultdict(list), defaultdict(list)
    for form in sorted(forms):
        if word := _WORD.match(form):
            beginnings[word[0]].append(form)
        spellings[form[:1], len(form)].append(form)
    return Lexicon(forms, beginnings, spellings)


def like(words: str, known: Lexicon | None) -> tuple[Candidate, ...]:
    """Whose name *words* may be, in another spelling."""
    if known is None:
        return ()
    near = get_close_matches(words, known.spelled_like(words), n=2, cutoff=_LIKE)
    return tuple(
        Candidate(candidate.target, round(candidate.score * _LESS_SURE, 3))
        for form in near
        for candidate in known.forms[form]
    )


def _plain(text: str) -> str:
    """*text* with one sort of apostrophes and of spaces, as long as it was."""
    return _SPACE.sub(" ", text.replace("'", "’"))


def _is_of_others(form: str, found: Mapping[str, object]) -> bool:
    """Whether *form* only joins two other names, as that of a pair does: these are to be marked up."""
    one, joined, other = form.partition(" and ")
    return bool(joined) and one in found and other in found


def _crowd(scores: Iterable[float], score: float) -> int:
    """How many entities a form may mean as well as the one with this *score*."""
    return sum(other >= score for other in scores)


def _forms(entity: Entity) -> Iterator[tuple[str, float]]:
    """The forms of the names of *entity*, each with how sure one can be of it."""
    for place, name in enumerate(entity.names):
        if name.type == "index":
            continue  # turned round for sorting
        plain = _EXPLANATION.sub("", name.text).strip()
        sure = _EXACT if place == 0 else _VARIANT
        for form in {plain, _ARTICLE.sub("", plain)}:
            if _can_be_looked_for(form):
                yield form, sure
                if form.endswith("."):
                    yield form.rstrip("."), sure
        words = plain.split()
        capitals = [word[0] for word in words if word[:1].isupper()]
        if not 1 < len(capitals) == len(words) < _MANY_WORDS:
            continue
        if entity.kind == "person":
            for at in range(1, len(words) - 1):
                yield " ".join(words[at:]), _WITHOUT_FIRST
            if len(words[-1]) >= _SHORTEST_SURNAME:
                yield words[-1], _SURNAME
        else:
            yield "".join(capitals), _INITIALS
            yield "".join(f"{capital}." for capital in capitals), _INITIALS


def _can_be_looked_for(form: str) -> bool:
    """Whether *form* is a name one would know in a text: it begins large, and is not too short."""
    if not form[:1].isupper():
        return False
    return len(form) >= _SHORTEST or (form.isupper() and len(form) > 1)
