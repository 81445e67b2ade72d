"""Files of TEI by their names: which they are, and what is named after them."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

#: How the name of a file can end that may be TEI. The suffixes belong to everybody: see ``is_tei``.
SUFFIXES: Final = (".xml", ".tei")
#: How names end of what editions point at and others show: pictures, sound, pages, data.
_OF_OTHERS: Final = frozenset(
    {
        ".avif", ".csv", ".docx", ".flac", ".gif", ".htm", ".html", ".jp2", ".jpeg", ".jpg", ".json", ".m4a",
        ".mp3", ".mp4", ".odt", ".ogg", ".pdf", ".png", ".svg", ".tif", ".tiff", ".txt", ".wav", ".webm", ".webp",
    }
)  # fmt: skip


def is_of_others(path: PurePath) -> bool:
    """Whether the name of *path* is surely that of no TEI."""
    return path.suffix.lower() in _OF_OTHERS


def may_be_tei(path: PurePath) -> bool:
    """Whether a file of the name of *path* may be TEI."""
    return path.suffix in SUFFIXES


def tei_paths(folder: Path) -> list[Path]:
    """The files below *folder* that may be TEI, in the order of their paths."""
    return [path for path in sorted(folder.rglob("*")) if may_be_tei(path) and path.is_file()]


def stem(file: str) -> str:
    """What is named after *file*, such as its page: its path without the suffix."""
    return next((file.removesuffix(end) for end in SUFFIXES if file.endswith(end)), file)
