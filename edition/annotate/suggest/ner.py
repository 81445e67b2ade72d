"""Names that a model of spaCy recognises (extra ``spacy``); which one is the editor's choice.

A model says that words name somebody or something, not whom: candidates come from the registers, if a name there
is spelled like that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Protocol

from edition.annotate.suggest.asked import Asked, Suggester
from edition.annotate.suggest.lexicon import ELEMENTS, Lexicon, like
from edition.annotate.suggest.records import Suggestion
from edition.errors import UsageError

#: What the labels of spaCy's models (OntoNotes, CoNLL) are in TEI; dates are left to those who read them.
_LABELS: Final = {
    "PERSON": "persName",
    "PER": "persName",
    "GPE": "placeName",
    "LOC": "placeName",
    "FAC": "placeName",
    "ORG": "orgName",
    "NORP": "orgName",
    "EVENT": "eventName",
    "PRODUCT": "objectName",
    "WORK_OF_ART": "title",
}


class _Entity(Protocol):
    """What is used of a ``spacy.tokens.Span``."""

    start_char: int
    end_char: int
    label_: str


#: A pipeline of spaCy: from a text to a document with ``ents``.
Pipeline = Callable[[str], Any]


def load(model: str) -> Pipeline:
    """The pipeline of a spaCy *model* that is installed: its name, or its folder.

    :raises UsageError: spaCy or the model is not installed. Nothing is fetched.
    """
    try:
        import spacy  # type: ignore[import-not-found] # noqa: PLC0415 – an extra
    except ImportError:
        hint = "Install the extra: pip install 'tei-edition[spacy]'."
        raise UsageError("spaCy is not installed", hint=hint) from None
    try:
        pipeline: Pipeline = spacy.load(model)
    except OSError:
        hint = "Install it as its authors say, or name the folder it is in."
        raise UsageError(f"spaCy has no model {model!r}", hint=hint) from None
    return pipeline


def suggester(pipeline: Pipeline, known: Lexicon | None, name: str) -> Suggester:
    """What asks *pipeline* for the names of a passage.

    :param known: the names of the registers.
    :param name: what its suggestions say they were found by.
    """

    def ask(asked: Asked) -> Iterator[Suggestion]:
        found: Iterable[_Entity] = pipeline(asked.passage.text).ents
        for entity in found:
            element = _LABELS.get(entity.label_)
            words = asked.passage.text[entity.start_char : entity.end_char]
            if element is None or not words.strip():
                continue
            candidates = tuple(
                candidate
                for candidate in like(words, known)
                if ELEMENTS[asked.edition.entities[candidate.target].kind] == element
            )
            yield Suggestion(
                asked.passage.key,
                entity.start_char,
                entity.end_char,
                words,
                element,
                candidates,
                name,
            )

    return ask
