"""WeasyPrint sets the pages: nothing is fetched but the sheet, its faces, and pictures of the edition."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import weasyprint
from sphinx.util import logging as sphinx_logging
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from edition.sphinxext.books.data import Data
from edition.sphinxext.messages import Kind

_logger: Final = sphinx_logging.getLogger(__name__)
_STATIC: Final = Path(__file__).parent.parent.parent / "theme" / "static"
_SHEET: Final = _STATIC / "print.css"
#: An address that stands for the book: relative addresses need one, and none can be fetched from there.
_BOOK: Final = "http://book.invalid/"
#: How WeasyPrint names a character that no face has.
_NO_GLYPH: Final = re.compile(r"U\+([0-9A-F]{4,6})")
#: Characters that are named in a warning.
_SHOWN: Final = 40
#: Bytes of the number by which a PDF knows itself again.
_IDENTIFIER: Final = 16


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Gives what belongs to the book, and refuses the rest."""

    def __init__(self, pictures: Mapping[str, Path]) -> None:
        super().__init__()
        self._pictures = pictures

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The content of *url*.

        :raises ValueError: it is not of the book.
        """
        path = unquote(urlsplit(url).path).lstrip("/")
        file = self._pictures.get(path.rpartition("/")[2]) if path.startswith("_images/") else None
        if file is None and url.startswith(_BOOK) and path.startswith("fonts/"):
            file = _STATIC / "fonts" / path.rpartition("/")[2]
        if file is None:
            raise ValueError(f"{url} is no part of the book")
        return URLFetcherResponse(url, file.read_bytes())


class _Complaints(logging.Handler):
    """Keeps what WeasyPrint complains of; characters that no face has are complained of together."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []
        self._unprintable: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep *record*."""
        message = record.getMessage()
        found = _NO_GLYPH.search(message) if "notdef" in message else None
        if found:
            self._unprintable.append(chr(int(found[1], 16)))
        elif message not in self._said:
            self._said.append(message)

    def say(self) -> None:
        """Warn of all of it through Sphinx."""
        for message in self._said:
            _logger.warning("%s", message, type="tei", subtype=Kind.PDF.value)
        if self._unprintable:
            characters = "".join(dict.fromkeys(self._unprintable))
            shown = characters if len(characters) <= _SHOWN else characters[:_SHOWN] + "…"
            _logger.warning(
                "no face on this computer has these %d characters of the text, for which the PDF has "
                "boxes: %s. Install a face that has them.",
                len(characters),
                shown,
                type="tei",
                subtype=Kind.PDF.value,
            )


def press(page: str, data: Data, pictures: Mapping[str, Path], target: Path) -> None:
    """Set *page* and write it to *target*: all of it, or nothing.

    The file is tagged as PDF/UA-1 asks.
    """
    sheet = _SHEET.read_text(encoding="utf-8")
    fetcher = _Fetcher(pictures)
    log, complaints = logging.getLogger("weasyprint"), _Complaints()
    handlers, log.handlers = log.handlers, [complaints]
    # The moment goes into the faces that are embedded, too.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(data.moment.timestamp()))
    try:
        faces = FontConfiguration()
        css = weasyprint.CSS(string=sheet, base_url=_BOOK, url_fetcher=fetcher, font_config=faces)
        content = weasyprint.HTML(string=page, base_url=_BOOK, url_fetcher=fetcher).write_pdf(
            stylesheets=[css],
            font_config=faces,
            pdf_variant="pdf/ua-1",
            pdf_identifier=sha256(f"{page}{sheet}".encode()).digest()[:_IDENTIFIER],
        )
    finally:
        log.handlers = handlers
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
    complaints.say()
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.tmp")
    temporary.write_bytes(content)
    temporary.replace(target)
