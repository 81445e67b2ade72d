"""What a citation asks for, whatever form it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.cite.fragments import TextDirective
from edition.cite.quotations import Quotation
from edition.cite.references import Point, readings
from edition.cite.resolve.archive import Archive
from edition.tei.files import stem
from edition.tei.pointers import split_key


@dataclass(frozen=True, slots=True)
class End:
    """One end of what is asked for.

    :ivar keys: what may be meant; several if an anchor stands in several files.
    :ivar words: words within it, or "".
    :ivar occurrence: which of their occurrences is meant, from 1.
    """

    keys: tuple[str, ...]
    words: str = ""
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What a citation asks for.

    :ivar start: what it begins with, or None if it names no anchor.
    :ivar end: what it ends with, if that is another.
    :ivar quotation: words that are quoted.
    :ivar directive: words in the form of a text fragment.
    :ivar file: the file it is in, or "".
    :ivar version: the release it was made from, or "".
    """

    start: End | None = None
    end: End | None = None
    quotation: Quotation | None = None
    directive: TextDirective | None = None
    file: str = ""
    version: str = ""


def files_named(archive: Archive, name: str) -> tuple[str, ...]:
    """The files, of now and of then, that *name* means: a path, a page, or the end of one of them."""
    name = name.strip("/")
    known = dict.fromkeys(archive.edition.parts)
    if archive.lock:
        known |= dict.fromkeys(record.file for record in archive.lock.records.values())
    forms = {file: {file, stem(file)} for file in known}
    whole = tuple(file for file, names in forms.items() if name in names)
    return whole or tuple(
        file for file, names in forms.items() if any(f"/{name}".endswith(f"/{n}") for n in names)
    )


def anchor(archive: Archive, written: str, files: tuple[str, ...] = ()) -> Asked | None:
    """What an anchor, a run of anchors or words at an anchor, as *written*, ask for; None if unknown.

    :param files: the files it can be in; any, if there are none.
    """
    for start, end in readings(written):
        first, last = _end(archive, start, files), _end(archive, end, files)
        if first is None or last is None:
            continue
        if start == end:
            return Asked(first, file=_one_file(first))
        together = [key for key in first.keys if split_key(key)[0] in _files(last)]
        first = End(tuple(together) or first.keys, first.words, first.occurrence)
        return Asked(first, last, file=_one_file(first))
    return None


def _end(archive: Archive, point: Point, files: tuple[str, ...]) -> End | None:
    for name in _names(point.anchor):
        keys = archive.keys_of.get(name, ())
        keys = tuple(key for key in keys if not files or split_key(key)[0] in files)
        texts = tuple(key for key in keys if split_key(key)[0] in archive.edition.texts)
        if keys:
            return End(texts or keys, point.words, point.occurrence)
    return None


def _names(name: str) -> Iterator[str]:
    """The ids that *name* may mean: what stands in a margin has the id with a word before it."""
    yield name
    for prefix in ("claim-", "note-", "call-"):
        if name.startswith(prefix):
            yield name.removeprefix(prefix)


def _files(end: End) -> set[str]:
    return {split_key(key)[0] for key in end.keys}


def _one_file(end: End) -> str:
    files = _files(end)
    return files.pop() if len(files) == 1 else ""
