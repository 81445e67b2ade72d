"""Citations as they stand in notes and bibliographies, whatever the style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from edition.cite.resolve.addresses import numbered, of_address
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, End, anchor
from edition.errors import UsageError
from edition.model import Work
from edition.tei.pointers import key

#: The labels of locators in the English of the styles, and what they mean.
_LABELS: Final = (
    ("paragraph", r"¶¶?|paragraphs?|paras?\.?|pars?\.?"),
    ("division", r"§§?|sections?|sects?\.?|secs?\.?"),
    ("note", r"notes?|nn?\."),
    ("line", r"lines?|ll?\."),
    ("page", r"pages?|pp?\."),
)
_LOCATOR: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{kind}>{label})" for kind, label in _LABELS)
    + r")\s*(?P<first>\d+\w?(?:\.\w+)*)(?:\s*[-–]\s*(?P<last>\d+\w?(?:\.\w+)*))?",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")
_VERSION: Final = re.compile(r"\b(?:version|vers\.|v\.?)\s*(\d+(?:\.\w+)*)", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")
#: So many letters make a word of a title mean something.
_MEANS_SOMETHING: Final = 4
_ENOUGH_OF_A_TITLE: Final = 0.5


class Located(NamedTuple):
    """A locator in a text.

    :ivar kind: the kind of passage that it names.
    :ivar first: number of the first passage.
    :ivar last: number of the last, or "".
    :ivar start: where it stands in the text.
    :ivar end: where it ends.
    """

    kind: str
    first: str
    last: str
    start: int
    end: int


def locators(text: str) -> Iterator[Located]:
    """The locators that stand in *text* (``para. 6``, ``pars. 6–8``, ``§ 2``)."""
    for match in _LOCATOR.finditer(text):
        kind = next(kind for kind, _ in _LABELS if match[kind])
        yield Located(kind, match["first"], match["last"] or "", *match.span())


def of_citation(archive: Archive, text: str) -> Asked | None:
    """What a citation asks for, or None if *text* is none of a work of the edition.

    An address in it says most; otherwise the work is known by its author and title, the passage by its
    locator.
    """
    version = _version(archive, text)
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(".,;)")
        if "#" in address:
            try:
                asked = of_address(archive, address)
            except UsageError:
                continue
            return replace(asked, version=asked.version or version)
    located = next(locators(text), None)
    if located is None:
        return None
    file = work_of(archive, text)
    return at_locator(archive, file, located, version) if file else None


def at_locator(archive: Archive, file: str, located: Located, version: str = "") -> Asked:
    """What a locator of a *file* asks for."""
    first = _keys(archive, file, located.kind, located.first)
    last = _keys(archive, file, located.kind, located.last) if located.last else ()
    return Asked(End(first), End(last) if last else None, file=file, version=version)


def work_of(archive: Archive, text: str) -> str:
    """The file whose author and title *text* names best, or "".

    An author alone will do if there is one text of theirs.
    """
    words = set(_words(text))
    scored = sorted(
        ((_named(archive.edition.works[file], words), file) for file in archive.edition.texts),
        key=lambda pair: -pair[0],
    )
    if not scored or scored[0][0] <= 0:
        return ""
    best = [file for score, file in scored if score == scored[0][0]]
    return best[0] if len(best) == 1 else ""


def _named(work: Work, words: set[str]) -> float:
    """How much *words* say that *work* is meant: its title one, each author of it one."""
    title = [word for word in _words(work.title) if len(word) >= _MEANS_SOMETHING]
    share = sum(word in words for word in title) / len(title) if title else 0.0
    authors = sum(bool(names) and names[-1] in words for names in map(_words, work.authors))
    return authors + (share if share >= _ENOUGH_OF_A_TITLE else 0.0)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def _keys(archive: Archive, file: str, kind: str, number: str) -> tuple[str, ...]:
    """What has *number* in *file*: by the record of what was published, or now."""
    if anchor(archive, number, (file,)) is not None and not number.isdecimal():
        return (key(file, number),)
    then = tuple(
        record.key
        for record in (archive.lock.records.values() if archive.lock else ())
        if record.file == file and record.kind == kind and record.n == number
    )
    if then:
        return then
    chain = number.split(".")
    known = archive.edition.passages
    now = tuple(
        found
        for found in numbered(archive, (file,), chain)
        if len(chain) > 1 or known[found].kind == kind
    )
    return now or (key(file, f"{kind[0]}{number}"),)


def _version(archive: Archive, text: str) -> str:
    """The release that *text* names, if it is one."""
    named = _VERSION.search(text)
    releases = [release.version for release in archive.lock.releases] if archive.lock else []
    return named[1] if named and named[1] in releases else ""
