"""Warnings of the extension: each kind has a name, by which Sphinx can suppress it."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)


class LossError(SphinxError):
    """Promise 1 is broken: the build stops. Where the text was lost has been said in warnings."""

    category = "Text would be lost"


class AnchorError(SphinxError):
    """Promise 2 is broken: the build stops. Which anchors it is about has been said in warnings."""

    category = "Published anchors would lead nowhere"


class Kind(Enum):
    """What a warning is about; its type and subtype are ``tei.<value>``."""

    UNREADABLE = "unreadable"
    """A file is not well-formed XML or not TEI; its page says so."""
    LOST = "lost"
    """Promise 1 is broken: text or an id of the source did not reach the page."""
    COPY_TEXT = "copy_text"
    """The text is not that of the copy whose digest the header records."""
    DANGLING = "dangling"
    """A pointer leads nowhere in the edition."""
    DUPLICATE_ID = "duplicate_id"
    """An ``xml:id`` is given twice in a file; links go to the first."""
    DATE = "date"
    """A date is none, or not a day of the calendar."""
    INVALID_ID = "invalid_id"
    """An ``xml:id`` is no name of XML; the page has another in its place."""
    PREFIX = "prefix"
    """The pattern of a ``prefixDef`` cannot be used; its pointers stay as they are."""
    BIDI = "bidi"
    """Characters that turn the direction of what follows can make a text look like another."""
    STRUCTURE = "structure"
    """Text or paragraphs stand where TEI has no place for them; they are kept in order."""
    CYCLE = "cycle"
    """Pointers that should lead on lead back to where they began."""
    REFERENCE = "reference"
    """A role or directive names something that the edition does not have."""
    ANCHOR = "anchor"
    """A published anchor is gone, was given to other words, or has words that nobody acknowledged."""
    CITATION = "citation"
    """Citations cannot be rendered in a style: the pages offer the data formats alone."""
    SCHEME = "scheme"
    """What ``refsDecl`` declares cannot be read as it is; said when DTS is written, which reads it."""
    PDF = "pdf"
    """What WeasyPrint could not set as it is: a picture that is none, characters that no face has."""


def source_path(env: BuildEnvironment, file: str) -> str:
    """The path of *file* as its editor knows it."""
    return str(env.config.tei_origins.get(file) or Path(env.srcdir) / file)


def warn(kind: Kind, message: str, file: str, line: int | None) -> None:
    """Warn of *kind* at a place: the path of a file, and its line if known."""
    place = f"{file}:{line}" if line else file
    _logger.warning(message, type="tei", subtype=kind.value, location=place)
