"""Order of an index: accents and case do not part what belongs together, languages have their letters.

Keys compare in levels, as the Unicode Collation Algorithm does: letters, then accents, then case.
Languages that count an accented letter as one of its own, behind z or behind its base letter, are
listed in :data:`LETTERS`; an explicit ``@sortKey`` of the editor comes before all of this.
"""

from __future__ import annotations

import unicodedata
from typing import Final

#: Letters of their own by language: each with the letter it follows, in order.
LETTERS: Final[dict[str, dict[str, str]]] = {
    "cs": {"č": "c", "ř": "r", "š": "s", "ž": "z"},
    "da": {"æ": "z", "ø": "zæ", "å": "zæø"},
    "es": {"ñ": "n"},
    "et": {"š": "s", "ž": "sš", "õ": "w", "ä": "wõ", "ö": "wõä", "ü": "wõäö"},
    "fi": {"å": "z", "ä": "zå", "ö": "zåä"},
    "hr": {"č": "c", "ć": "cč", "đ": "d", "š": "s", "ž": "z"},
    "no": {"æ": "z", "ø": "zæ", "å": "zæø"},
    "pl": {
        "ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "zź",
    },
    "sk": {"ä": "a", "č": "c", "ô": "o", "š": "s", "ž": "z"},
    "sv": {"å": "z", "ä": "zå", "ö": "zåä"},
    "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
}  # fmt: skip
_SPELLED: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th"}
)

Key = tuple[str, str, str]


def sort_key(text: str, language: str = "") -> Key:
    """The key by which *text* is sorted in an index in *language* (BCP 47)."""
    own = LETTERS.get(language.partition("-")[0].lower(), {})
    letters = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in own:
            # Behind the letter it follows: that letter, then the highest character there is.
            after = own[letter]
            letters.append(after[0] + "\U0010ffff" * len(after))
        else:
            letters.append(_base(letter))
    primary = " ".join("".join(letters).split())
    return primary, unicodedata.normalize("NFD", text).casefold(), text


def initial(text: str, language: str = "") -> str:
    """The letter under which *text* stands: its first letter or digit, without accents."""
    own = LETTERS.get(language.partition("-")[0].lower(), {})
    for letter in unicodedata.normalize("NFC", text):
        folded = letter.casefold()
        if folded in own:
            return letter.upper()
        base = _base(folded).strip()
        if base:
            return base[0].upper()
    return "#"


def _base(letter: str) -> str:
    """*letter* without accents; what is neither letter nor digit parts words or is nothing."""
    decomposed = unicodedata.normalize("NFKD", letter.translate(_SPELLED))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    if all(c.isalnum() for c in kept):
        return kept
    return "" if kept in {"'", "’", "ʿ", "ʾ", "‘", "."} else " "
