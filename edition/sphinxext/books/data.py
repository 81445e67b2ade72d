"""What a book says of itself, from the headers of the edition; what they do not say, from conf.py."""

from __future__ import annotations

import os
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from edition.cite.citations import with_slash
from edition.model.collation import sort_key
from edition.sphinxext.domain import TEIDomain

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from edition.model import Work

_DATE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: A program that cannot tell the date, nor was told, says the first that an archive can hold.
_NO_DATE: Final = datetime(1980, 1, 1, tzinfo=UTC)
_KEYWORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Data:
    """The data of a book.

    :ivar language: as BCP 47.
    :ivar date: ISO 8601, as precise as it is known, or "".
    :ivar moment: when it was made, as the edition, or who builds it, says.
    :ivar identifier: a URI or URN that is this edition's alone.
    :ivar address: where the edition is on the web, or "".
    :ivar keywords: what is mentioned most often.
    """

    title: str
    short_title: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    language: str
    publisher: str
    version: str
    date: str
    moment: datetime
    rights: tuple[str, ...]
    identifier: str
    address: str
    description: str
    keywords: tuple[str, ...]


def data_of(env: BuildEnvironment) -> Data:
    """The data of the edition that *env* knows."""
    domain, config = TEIDomain.of(env), env.config
    edition = domain.edition
    work = _main_work(domain)
    title = config.html_title if len(edition.texts) > 1 or work is None else work.title
    date = _iso(work.date) if work else ""
    address = with_slash(str(config.html_baseurl or ""))
    authors = work.authors if work else ()
    unknown = config.author in {"", "Author name not set", "unknown"}
    licences = tuple(label for label, _ in work.licences) if work else ()
    rights = licences + (work.rights if work else ())
    return Data(
        title=title or config.project,
        short_title=config.html_short_title or title,
        authors=authors or (() if unknown else (config.author,)),
        editors=work.editors if work else (),
        language=config.epub_language or config.language or "en",
        publisher=work.publisher if work else "",
        version=(work.version if work else "") or config.version,
        date=date,
        moment=_moment(date),
        rights=rights or ((config.copyright,) if config.copyright else ()),
        identifier=_identifier(config.epub_identifier, address, title, authors),
        address=address,
        description="" if config.epub_description == "unknown" else config.epub_description,
        keywords=_keywords(domain),
    )


def _main_work(domain: TEIDomain) -> Work | None:
    """The text that the title page names, or the first."""
    for docname in sorted(domain.listings):
        for kind, argument in domain.listings[docname]:
            page = domain.page_at(argument) if kind == "titlepage" and argument else None
            if page is not None:
                return page.part.works[0]
    edition = domain.edition
    first = next(iter(edition.texts or edition.works), None)
    return edition.works[first] if first else None


def _iso(date: str) -> str:
    """The beginning of *date* that is a date: the day, the month or the year."""
    found = _DATE.match(date)
    for precision in (10, 7, 4) if found else ():
        shown = date[:precision]
        if found and len(shown) == precision <= len(found[0]) and _full(shown):
            return shown
    return ""


def _full(date: str) -> datetime | None:
    """The first moment of the year, month or day that *date* is, or None if there is none."""
    try:
        return datetime.fromisoformat(date + "-01-01"[len(date) - 4 :]).replace(tzinfo=UTC)
    except ValueError:
        return None


def _moment(date: str) -> datetime:
    """When the book was made: what the environment says, or the date of the edition."""
    if given := os.environ.get("SOURCE_DATE_EPOCH", ""):
        return max(datetime.fromtimestamp(int(given), UTC), _NO_DATE)
    return max(_full(date) or _NO_DATE, _NO_DATE)


def _identifier(given: str, address: str, title: str, authors: tuple[str, ...]) -> str:
    """What conf.py gives, or the address, or a number made of the title."""
    if given and given != "unknown":
        return given
    if address:
        return address
    name = "\n".join((title, *authors))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _keywords(domain: TEIDomain) -> tuple[str, ...]:
    edition = domain.edition
    often = sorted(
        ((len(mentions), key) for key, mentions in edition.mentions_of.items()),
        key=lambda item: (-item[0], item[1]),
    )
    names = [edition.label(key) for _, key in often if key in edition.entities][:_KEYWORDS]
    return tuple(sorted(set(names), key=lambda name: sort_key(name, "en")))
