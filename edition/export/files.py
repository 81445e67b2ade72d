"""Writing of what is exported: each file whole or not at all, and none that is there already."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from edition.errors import UnreadableError


def put(path: Path, data: bytes) -> Path:
    """Make *data* the content of *path*, in folders that may have to be made.

    There are thousands of such files, and all can be made again: it is not waited until each is on the
    disk.

    :raises UnreadableError: it cannot be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}")
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", file=str(path)) from error
    return path


def put_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write *files* below *folder*; give their paths.

    :raises UnreadableError: one cannot be written.
    """
    written = []
    for path, data in files:
        put(folder / path, data)
        written.append(path)
    return written


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files below *folder*, and folders that are empty then; what is gone already is no matter."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        for above in (folder / path).parents:
            if above == folder or not above.is_dir() or any(above.iterdir()):
                break
            above.rmdir()
