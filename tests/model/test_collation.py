"""The order of an index."""

from __future__ import annotations

import pytest

from edition.model.collation import initial, sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Abel", "Ábel", "abele", "Zoe"]),
        ("en", ["Élan", "Ézan", "Fama"]),
        ("de", ["Muller", "Müller", "Mumm", "Strasse", "Straße"]),
        ("sv", ["Adam", "Zorn", "Åberg", "Ärling", "Öberg"]),
        ("da", ["Zola", "Æbelø", "Øster", "Århus"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("pl", ["lato", "łata", "mama"]),
        ("fr", ["d’Alembert", "Dalida", "de Gaulle"]),
    ],
)
def test_words_stand_where_a_reader_of_the_language_looks(
    language: str, ordered: list[str]
) -> None:
    """Accents and case decide last; letters of their own have their place."""
    backwards = ordered[::-1]

    assert ordered == sorted(backwards, key=lambda word: sort_key(word, language))


def test_the_letter_a_word_stands_under() -> None:
    """Without accents, but with the letters of the language."""
    assert initial("Élan", "fr") == "E"
    assert initial("Århus", "da") == "Å"
    assert initial("‘Abd", "en") == "A"
    assert initial("…", "en") == "#"
