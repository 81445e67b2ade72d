"""Writing edits: all files or none, each whole, and how to take the last ones back.

The journal is a folder ``.edition`` beside the sources, which tells version control systems to leave it
alone. Each edit is a file of it: what gives the old bytes back, and the digests of the files before
and after. It is written before the files, so that an edit that was cut short can be taken back as well.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from edition.errors import EditionError, UnreadableError, UsageError
from edition.tei.save import save
from edition.tei.splice import Splice, spliced

#: Edits that can be taken back.
_KEPT: Final = 100


class Change(NamedTuple):
    """A file before and after an edit.

    :ivar file: its path below the folder of the sources.
    :ivar before: its bytes, or None if it was not there.
    :ivar after: its bytes then, or None if it is not to be there.
    """

    file: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An edit of the journal."""

    path: Path
    title: str
    files: Sequence[dict[str, Any]]


def write(title: str, changes: Sequence[Change], sources: Path, journal: Path) -> None:
    """Write *changes* below *sources*, all or none, and note in *journal* how to take them back.

    :param title: what they do, as :class:`~edition.annotate.edit.Edit` says it.
    :raises EditionError: a file was changed by somebody else in the meantime.
    :raises UnreadableError: something cannot be written.
    """
    changes = [change for change in changes if change.before != change.after]
    if not changes:
        return
    entry = _note(title, changes, journal)
    try:
        _all_or_none(changes, sources)
    except EditionError:
        entry.unlink(missing_ok=True)
        raise
    for old in sorted(journal.glob("*.json"))[:-_KEPT]:
        old.unlink(missing_ok=True)


def undoing(journal: Path, sources: Path, file: str = "") -> tuple[str, list[Change], Path]:
    """The title of the last edit, the changes that take it back, and its entry in *journal*.

    :param file: of the edits of this file only.
    :raises UsageError: there is none.
    :raises EditionError: a file was changed since.
    """
    for path in sorted(journal.glob("[0-9]*.json"), reverse=True):
        entry = _read(path)
        if not file or any(item["file"] == file for item in entry.files):
            return entry.title, list(_back(entry, sources)), path
    of_file = f" of {file}" if file else ""
    raise UsageError(
        f"there is no edit{of_file} to undo", hint="Edits of other programs are theirs."
    )


def undo(changes: Sequence[Change], entry: Path, sources: Path) -> None:
    """Write the *changes* that :func:`undoing` gave, and take *entry* out of the journal.

    :raises EditionError: as :func:`write`.
    """
    _all_or_none(changes, sources)
    entry.unlink(missing_ok=True)


def _all_or_none(changes: Sequence[Change], sources: Path) -> None:
    done: list[Change] = []
    try:
        for change in changes:
            _put(change, sources)
            done.append(change)
    except EditionError:
        for file, before, after in reversed(done):
            _put(Change(file, after, before), sources)
        raise


def _put(change: Change, sources: Path) -> None:
    path = sources / change.file
    if change.after is not None:
        save(path, change.after, change.before)
        return
    if path.read_bytes() != change.before:
        message = "the file was changed by somebody else in the meantime"
        raise EditionError(message, file=change.file, hint="Nothing was written. Do it again.")
    path.unlink()


def _note(title: str, changes: Iterable[Change], journal: Path) -> Path:
    """The new entry of the journal."""
    try:
        journal.mkdir(parents=True, exist_ok=True)
        ignored = journal / ".gitignore"
        if not ignored.exists():
            save(ignored, b"*\n", None)
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", file=str(journal)) from error
    numbers = [int(path.stem) for path in journal.glob("[0-9]*.json") if path.stem.isdecimal()]
    path = journal / f"{max(numbers, default=0) + 1:06}.json"
    files = [
        {
            "file": change.file,
            "before": _digest(change.before),
            "after": _digest(change.after),
            "back": [
                [start, end, base64.b64encode(data).decode()]
                for start, end, data in between(change.after or b"", change.before or b"")
            ],
        }
        for change in changes
    ]
    data = json.dumps({"edition": 1, "title": title, "files": files}, ensure_ascii=False)
    save(path, f"{data}\n".encode(), None)
    return path


def between(old: bytes, new: bytes) -> tuple[Splice, ...]:
    """The splice that makes *new* of *old*: what differs, without what they have in common at both ends."""
    if old == new:
        return ()
    shorter = min(len(old), len(new))
    first = _common(old, new, shorter)
    behind = _common(old[::-1], new[::-1], shorter - first)
    return (Splice(first, len(old) - behind, new[first : len(new) - behind]),)


def _common(one: bytes, other: bytes, most: int) -> int:
    """How many bytes at the beginning are the same, *most* at most."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _digest(data: bytes | None) -> str:
    return sha256(data).hexdigest() if data is not None else ""


def _read(path: Path) -> _Entry:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _Entry(path, str(data["title"]), data["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"cannot be used: {error}"
        hint = "Take this file out of the journal; the edit cannot be undone."
        raise UnreadableError(message, file=str(path), hint=hint) from error


def _back(entry: _Entry, sources: Path) -> Iterable[Change]:
    """The changes that take *entry* back; files that are as they were before it are left alone."""
    for item in entry.files:
        path = sources / item["file"]
        now = path.read_bytes() if path.exists() else None
        if _digest(now) == item["before"]:
            continue
        splices = [Splice(start, end, base64.b64decode(data)) for start, end, data in item["back"]]
        old = None
        if _digest(now) == item["after"]:
            old = spliced(now or b"", splices) if item["before"] else None
        if _digest(now) != item["after"] or _digest(old) != item["before"]:
            raise EditionError(
                f"the file was changed since the edit “{entry.title}”",
                file=item["file"],
                hint="Undo the other changes first, or use the version control system.",
            )
        yield Change(item["file"], now, old)
