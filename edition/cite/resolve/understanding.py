"""Understanding a citation: which of its forms it has, and what it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from edition.cite.fragments import DELIMITER
from edition.cite.quotations import Quotation
from edition.cite.resolve.addresses import is_address, of_address, of_page, of_urn
from edition.cite.resolve.annotations import of_annotation
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, End, anchor, files_named
from edition.cite.resolve.citations import of_citation
from edition.errors import UsageError

_LIKE_AN_ANCHOR: Final = re.compile(r"#?(?P<anchor>[^\s#@]*\d[\w.-]*)")
_OF_A_PAGE: Final = re.compile(
    r"(?P<page>[^\s#]*?)(?P<suffix>\.x?html?)?(?:#(?P<fragment>.*))?", re.DOTALL
)


def understood(archive: Archive, what: str) -> Asked:
    """What the citation *what* asks for.

    :raises UsageError: it cannot be understood.
    """
    what = what.strip()
    if not what:
        raise UsageError("there is nothing to resolve", hint="Give a citation, or words.")
    for reader in _READERS:
        asked = reader(archive, what)
        if asked is not None:
            return asked
    return Asked(quotation=Quotation(what))


def _annotation(archive: Archive, what: str) -> Asked | None:
    is_json = what[0] == "{" and what[-1] == "}" and '"' in what
    return of_annotation(archive, what) if is_json else None


def _urn(archive: Archive, what: str) -> Asked | None:
    return of_urn(archive, what) if what[:8].lower() == "urn:cts:" else None


def _address(archive: Archive, what: str) -> Asked | None:
    is_one = is_address(what) and re.search(r"\s", what) is None
    return of_address(archive, what) if is_one else None


def _page(archive: Archive, what: str) -> Asked | None:
    """A page with an anchor (``article.html#p6``), or a text fragment alone."""
    if what.startswith(DELIMITER):
        what = f"#{what}"
    match = _OF_A_PAGE.fullmatch(what)
    fragment = (match and match["fragment"]) or ""
    if match is None or not (match["suffix"] or DELIMITER in fragment):
        return None
    return of_page(archive, match["page"], fragment)


def _reference(archive: Archive, what: str) -> Asked | None:
    """An anchor, with its file or without, a run of them, or words at one."""
    if what in archive.edition.parts:
        return Asked(End((what,)), file=what)
    page, mark, name = what.rpartition("#")
    files = files_named(archive, page) if page else ()
    if page and not files:
        return None
    found = anchor(archive, name, files)
    if found is None and mark and files and not re.search(r"\s", name):
        return Asked(End((f"{files[0]}#{name}",)), file=files[0])
    return found


def _unknown_anchor(_archive: Archive, what: str) -> Asked | None:
    """What looks like an anchor, though nothing has it."""
    match = _LIKE_AN_ANCHOR.fullmatch(what)
    return Asked(End((f"#{match['anchor']}",))) if match else None


#: The forms of citations, each with what reads it; the first that does is right.
_READERS: Final[tuple[Callable[[Archive, str], Asked | None], ...]] = (
    _annotation,
    _urn,
    _address,
    _page,
    _reference,
    of_citation,
    _unknown_anchor,
)
