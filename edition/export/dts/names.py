"""Identifiers as they stand in addresses and file names: letters, digits and ``. _ - ~`` alone.

Clients percent-encode everything else in a path, and hosts decode it again, each in its way. So any
other character is written as ``~`` and the two hexadecimal digits of each of its bytes in UTF-8, which
can be read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from edition.tei.files import stem

#: Segments of paths that mean something else.
_TAKEN: Final = frozenset({".", "..", "children", "edition", "parents", "texts"})
_OTHER: Final = re.compile(rb"[^A-Za-z0-9._-]")
_ENCODED: Final = re.compile(rb"~([0-9A-F]{2})")
#: What file systems take for one name, less than the most so that parameters can follow.
LONGEST: Final = 200


def encoded(identifier: str) -> str:
    """*identifier* as it stands in addresses."""
    data = identifier.encode()
    if identifier in _TAKEN:
        return f"~{data[0]:02X}" + data[1:].decode()
    return _OTHER.sub(lambda match: f"~{match[0][0]:02X}".encode(), data).decode()


def decoded(name: str) -> str:
    """The identifier that :func:`encoded` made *name* of."""
    return _ENCODED.sub(lambda match: bytes([int(match[1], 16)]), name.encode()).decode()


def names_of(files: Iterable[str]) -> dict[str, str]:
    """What each text is called, by its file: its path without the suffix, if no other has the same."""
    files = tuple(files)
    stems = [stem(file) for file in files]
    return {
        file: encoded(stem if stems.count(stem) == 1 else file)
        for file, stem in zip(files, stems, strict=True)
    }
