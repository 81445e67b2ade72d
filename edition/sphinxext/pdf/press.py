"""WeasyPrint sets the pages: nothing is fetched but the sheet, its faces, and pictures of the edition."""

from __future__ import annotations

import logging
import os
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

_logger: Final = sphinx_logging.getLogger(__name__)
_STATIC: Final = Path(__file__).parent.parent.parent / "theme" / "static"
_SHEET: Final = _STATIC / "print.css"
#: An address that stands for the book: relative addresses need one, and none can be fetched from there.
_BOOK: Final = "http://book.invalid/"
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


class _IntoSphinx(logging.Handler):
    """Says through Sphinx what WeasyPrint complains of."""

    def emit(self, record: logging.LogRecord) -> None:
        """Warn once for each record."""
        _logger.warning(record.getMessage(), type="tei", subtype="pdf")


def press(page: str, data: Data, pictures: Mapping[str, Path], target: Path) -> None:
    """Set *page* and write it to *target*: all of it, or nothing.

    The file is tagged as PDF/UA-1 asks.
    """
    sheet = _SHEET.read_text(encoding="utf-8")
    fetcher = _Fetcher(pictures)
    log, handler = logging.getLogger("weasyprint"), _IntoSphinx(logging.WARNING)
    handlers, log.handlers = log.handlers, [handler]
    # The moment goes into the faces that are embedded, too.
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(data.moment.timestamp()))
    try:
        faces = FontConfiguration()
        css = weasyprint.CSS(
            string=sheet, base_url=_BOOK, url_fetcher=fetcher, font_config=faces
        )
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
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{target.name}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, target)
