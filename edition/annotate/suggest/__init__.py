"""Suggesting what could be marked up: names of the registers, dates, names that no register has.

What is suggested is not the editor's word: it is kept apart from the text until somebody has judged it.
Plug-ins find more: entry points of the group ``edition.suggesters``, each a function from a
:class:`Asked` to suggestions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import entry_points
from typing import Final, NamedTuple

from edition.annotate.suggest.asked import Asked, Suggester
from edition.annotate.suggest.capitals import names
from edition.annotate.suggest.dates import dates
from edition.annotate.suggest.lexicon import ELEMENTS, Lexicon, lexicon, like
from edition.annotate.suggest.records import Candidate, Suggestion
from edition.errors import UsageError
from edition.model import Edition, Passage

__all__ = ["Asked", "Candidate", "Suggester", "Suggestion", "suggest"]

#: Elements in whose words there is no further name.
_NAMES: Final = frozenset({"date", "orgName", "persName", "placeName"})


def suggest(edition: Edition, file: str, more: Sequence[Suggester] = ()) -> list[Suggestion]:
    """What could be marked up in *file*, in the order of its text; nothing that is marked up already.

    :param more: suggesters that are asked besides those that are plugged in.
    :raises UsageError: a plug-in cannot be loaded.
    """
    known = lexicon(edition.entities.values())
    language = edition.works[file].language
    ask_also = [*more, *_plug_ins()]
    marked = _marked(edition, file)
    found: list[Suggestion] = []
    for passage in _blocks(edition, file):
        asked = Asked(passage, language, edition)
        of_passage: list[Suggestion] = []
        for suggestion in _found(asked, known, ask_also):
            is_new = all(_are_apart(suggestion, other) for other in of_passage)
            if is_new and all(_can_stand_with(suggestion, mark) for mark in marked[passage.key]):
                of_passage.append(suggestion)
        found += sorted(of_passage, key=lambda suggestion: suggestion.start)
    return found


def _found(asked: Asked, known: Lexicon | None, more: Iterable[Suggester]) -> Iterator[Suggestion]:
    """What is found, the surest first."""
    yield from _dated(asked)
    if known is not None:
        yield from _registered(asked, known)
    for ask in more:
        yield from ask(asked)
    if not asked.language.startswith("de"):  # every noun has a capital
        yield from _unregistered(asked, known)


def _dated(asked: Asked) -> Iterator[Suggestion]:
    key, text = asked.passage.key, asked.passage.text
    for start, end, value, score in dates(text):
        candidates = (Candidate(value, score),)
        yield Suggestion(key, start, end, text[start:end], "date", candidates, "date")


def _registered(asked: Asked, known: Lexicon) -> Iterator[Suggestion]:
    key, text = asked.passage.key, asked.passage.text
    capitals = list(names(text))
    for start, end in known.places(text):
        candidates = known.of(text[start:end])
        element = ELEMENTS[asked.edition.entities[candidates[0].target].kind]
        if element == "persName":
            start = _with_first_names(text, start, end, capitals, known)  # noqa: PLW2901
        yield Suggestion(key, start, end, text[start:end], element, candidates, "register")


def _with_first_names(
    text: str, start: int, end: int, capitals: list[tuple[int, int]], known: Lexicon
) -> int:
    """Where the name that ends with a surname begins, if the register writes its first names otherwise."""
    name = next(((s, e) for s, e in capitals if s <= start and e == end), (start, end))
    beginnings = (at for at in range(name[0], start) if at == name[0] or text[at - 1].isspace())
    return next((at for at in beginnings if like(text[at:end], known)), start)


def _unregistered(asked: Asked, known: Lexicon | None) -> Iterator[Suggestion]:
    key, text = asked.passage.key, asked.passage.text
    for start, end in names(text):
        words = text[start:end]
        yield Suggestion(key, start, end, words, "", like(words, known), "capitals")


def _blocks(edition: Edition, file: str) -> Iterator[Passage]:
    """The blocks of the text of *file*, notes left out."""
    parents = {"division", ""}
    kinds = {passage.key: passage.kind for passage in edition.parts[file].passages}
    for passage in edition.parts[file].passages:
        if passage.text and passage.kind != "note" and kinds.get(passage.parent, "") in parents:
            yield passage


class _Mark(NamedTuple):
    """What is marked up already: where, as what, and what it means."""

    start: int
    end: int
    element: str
    targets: frozenset[str]


def _marked(edition: Edition, file: str) -> Mapping[str, list[_Mark]]:
    """What is marked up in each block of *file*."""
    marked: defaultdict[str, list[_Mark]] = defaultdict(list)
    part = edition.parts[file]
    for mention in part.mentions:
        targets = frozenset(key for t in mention.targets if (key := edition.resolve(t)))
        mark = _Mark(mention.span.start, mention.span.end, mention.element, targets)
        marked[mention.span.block].append(mark)
    for date in part.dates:
        mark = _Mark(date.span.start, date.span.end, "date", frozenset())
        marked[date.span.block].append(mark)
    return marked


def _are_apart(suggestion: Suggestion, other: Suggestion) -> bool:
    return suggestion.end <= other.start or other.end <= suggestion.start


def _can_stand_with(suggestion: Suggestion, mark: _Mark) -> bool:
    """Whether *suggestion* says more than *mark* does, and can be marked up beside it."""
    start, end = suggestion.start, suggestion.end
    if end <= mark.start or mark.end <= start:
        return True
    is_within = mark.start <= start and end <= mark.end
    if is_within and (start, end) != (mark.start, mark.end):
        means_it = any(candidate.target in mark.targets for candidate in suggestion.candidates)
        return mark.element not in _NAMES and not means_it
    return start < mark.start and mark.end <= end and suggestion.method == "register"


def _plug_ins() -> Iterator[Suggester]:
    for point in entry_points(group="edition.suggesters"):
        try:
            yield point.load()
        except Exception as error:
            message = f"the suggester {point.name!r} ({point.value}) cannot be loaded: {error}"
            raise UsageError(message) from error
