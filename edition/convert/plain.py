"""Plain text as a syntax tree of Pandoc's shape: paragraphs parted by empty lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from edition.convert.encoding import decoded
from edition.convert.syntax import Node

_BLANK: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_ENDS: Final = re.compile(r"\r\n?")
#: A first line that stands alone and is not longer than this is a title.
_LONGEST_TITLE: Final = 120


def read(path: Path) -> Node:
    """The text of the file at *path*; a first line that stands alone is a heading.

    :raises UnreadableError: it is neither UTF-8 nor UTF-16 with a byte order mark.
    """
    text = _LINE_ENDS.sub("\n", decoded(path)).strip("\n")
    paragraphs = [paragraph for paragraph in _BLANK.split(text) if paragraph.strip()]
    blocks: list[Node] = [{"t": "Para", "c": _words(paragraph)} for paragraph in paragraphs]
    if len(paragraphs) > 1 and _is_title(paragraphs[0]):
        blocks[0] = {"t": "Header", "c": [1, ["", [], []], _words(paragraphs[0].strip())]}
    return {"meta": {}, "blocks": blocks}


def _words(text: str) -> list[Node]:
    return [{"t": "Str", "c": text}]


def _is_title(text: str) -> bool:
    line = text.strip()
    return "\n" not in line and len(line) <= _LONGEST_TITLE and line[-1] not in ".,;:"
