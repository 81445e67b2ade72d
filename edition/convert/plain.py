"""Plain text as a syntax tree of Pandoc's shape: paragraphs parted by empty lines."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from edition.convert.pandoc import Node
from edition.errors import UnreadableError

_BLANK: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
#: A first line that stands alone and is not longer than this is a title.
_LONGEST_TITLE: Final = 120
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(path: Path) -> Node:
    """The text of the file at *path*.

    :raises UnreadableError: it is neither UTF-8 nor UTF-16 with a byte order mark.
    """
    data = path.read_bytes()
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"the text is not UTF-8: byte {error.start + 1} is {data[error.start]:#04x}",
            file=str(path),
            line=data.count(b"\n", 0, error.start) + 1,
            hint="Convert it first: iconv -f latin1 -t utf-8 (if it is Latin-1).",
        ) from None
    paragraphs = _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip()]
    meta: Node = {}
    if len(paragraphs) > 1 and _is_title(paragraphs[0]):
        meta["title"] = {"t": "MetaString", "c": paragraphs.pop(0).strip()}
    return {
        "meta": meta,
        "blocks": [{"t": "Para", "c": [{"t": "Str", "c": p}]} for p in paragraphs],
    }


def _is_title(text: str) -> bool:
    line = text.strip()
    return "\n" not in line and len(line) <= _LONGEST_TITLE and line[-1] not in ".,;:"
