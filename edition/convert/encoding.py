"""Bytes of a text that says nothing, or little, of its encoding."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from edition.errors import UnreadableError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What HTML says of its encoding, within its first bytes.
_CHARSET: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_BEGINNING: Final = 2048
_ON_THE_WEB: Final = (
    "big5",
    "cp125",
    "cp866",
    "euc",
    "gb",
    "iso8859",
    "koi8",
    "mac",
    "shift_jis",
    "utf",
)


def content(path: Path) -> bytes:
    """The bytes of the file at *path*.

    :raises UnreadableError: it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise UnreadableError(message, file=str(path), hint="Check its permissions.") from error


def decoded(path: Path) -> str:
    """The text of the file at *path*: UTF-8, UTF-16 with its mark, or what HTML says that it is.

    :raises UnreadableError: it is none of these. Nothing is guessed, since every byte is a letter in Latin-1.
    """
    data = content(path)
    encoding = _encoding(path, data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        name = encoding if encoding not in {"utf-8", "utf-8-sig", "utf-16"} else name
        raise UnreadableError(
            f"the text is not {name}: byte {error.start + 1} is {data[error.start]:#04x}",
            file=str(path),
            line=data.count(b"\n", 0, error.start) + 1,
            hint=f"Convert it first: iconv -f latin1 -t utf-8 {path.name} > new (if it is Latin-1).",
        ) from None


def _encoding(path: Path, data: bytes) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return marked
    if path.suffix.lower() in {".htm", ".html"} and (said := _CHARSET.search(data[:_BEGINNING])):
        return _known(said[1].decode("ascii"))
    return "utf-8"


def _known(name: str) -> str:
    """Python's name for an encoding that a page on the web may have; UTF-8 for any other."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return "utf-8"
    # What says Latin-1 on the web is Windows' (WHATWG, Encoding, section 4.2).
    found = "cp1252" if found in {"ascii", "iso8859-1"} else found
    return found if found.startswith(_ON_THE_WEB) else "utf-8"
