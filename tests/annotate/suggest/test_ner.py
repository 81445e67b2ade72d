"""Names by a model: what it recognises is suggested, whom it means is the registers' word."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from edition.annotate.suggest import suggest
from edition.annotate.suggest.lexicon import lexicon
from edition.annotate.suggest.ner import load, suggester
from edition.errors import UsageError
from edition.model import assemble, read
from edition.tei.parse import parse

_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><standOff><listPerson>'
    '<person xml:id="anna"><persName>Anna Berg</persName></person></listPerson></standOff>'
    '<text><body><p xml:id="p1">then old Anna Bergh met mister dupont in paris, in May.</p></body></text></TEI>'
)


def _pipeline(text: str) -> Any:  # noqa: ANN401 – as spaCy's own
    """What spaCy would give: spans with labels; the shape is that of spacy.tokens.Doc.ents."""
    named = {"Anna Bergh": "PERSON", "dupont": "PERSON", "paris": "GPE", "May": "DATE", "": "ORG"}
    return SimpleNamespace(
        ents=[
            SimpleNamespace(
                start_char=text.find(words), end_char=text.find(words) + len(words), label_=label
            )
            for words, label in named.items()
        ]
    )


def test_what_a_model_recognises_is_suggested() -> None:
    """As what it is, with candidates of the registers; dates and labels that are no names are left out."""
    edition = assemble([read(parse(_TEI.encode(), "a.xml")).part])
    ask = suggester(_pipeline, lexicon(edition.entities.values()), "spacy test")
    found = [one for one in suggest(edition, "a.xml", [ask]) if one.method == "spacy test"]

    assert [(one.words, one.element, [c.target for c in one.candidates]) for one in found] == [
        ("Anna Bergh", "persName", ["a.xml#anna"]),
        ("dupont", "persName", []),
        ("paris", "placeName", []),
    ]


def test_a_model_that_is_not_there_is_said() -> None:
    """Nothing is fetched."""
    with pytest.raises(UsageError):
        load("no-such-model-anywhere")
