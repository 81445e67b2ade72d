"""Finding what a citation leads to, and what became of it since it was made.

Whatever is not sure is said to be so: the nearest words are never silently taken for those that were cited.
"""

from edition.cite.resolve.archive import Archive
from edition.cite.resolve.outcome import Candidate, Outcome, Status, as_data
from edition.cite.resolve.resolving import answer, resolve
from edition.cite.resolve.understanding import understood

__all__ = [
    "Archive",
    "Candidate",
    "Outcome",
    "Status",
    "answer",
    "as_data",
    "resolve",
    "understood",
]
