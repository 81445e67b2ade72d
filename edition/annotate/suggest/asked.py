"""What a suggester is asked, and what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.annotate.suggest.records import Suggestion
from edition.model import Edition, Passage


@dataclass(frozen=True, slots=True)
class Asked:
    """What a suggester is asked about.

    :ivar passage: a block of text.
    :ivar language: of its file, or "".
    :ivar edition: the edition, with its registers.
    """

    passage: Passage
    language: str
    edition: Edition


#: Finds what could be marked up in a passage.
Suggester = Callable[[Asked], Iterable[Suggestion]]
