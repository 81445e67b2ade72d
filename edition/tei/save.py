"""Replacing a file: whole or not at all, and never over what somebody else has written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from edition.errors import EditionError, UnreadableError


def save(path: Path, data: bytes, before: bytes | None) -> None:
    """Make *data* the content of *path*.

    The data is on the disk before it takes the name of the file, so that whenever the machine stops
    the file is the old one or the new one.

    :param before: what the file held when it was read, or None if it was not there.
    :raises EditionError: it holds something else now, or there is one now.
    :raises UnreadableError: it cannot be written.
    """
    try:
        now = path.read_bytes() if path.exists() else None
        if now != before:
            raise EditionError(
                "the file was changed by somebody else in the meantime",
                file=str(path),
                hint="Nothing was written. Do it again.",
            )
        _replace(path, data)
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", file=str(path)) from error


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
