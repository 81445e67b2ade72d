"""The file itself: a ZIP archive whose bytes depend on nothing but what is in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: Readable by all, as an archive of Unix says it.
_MODE: Final = 0o100644 << 16
_UNIX: Final = 3


def write_archive(folder: Path, name: str, files: list[str], moment: datetime) -> None:
    """Pack *files* of *folder* as *name* there, all dated *moment*; never half a file."""
    temporary = folder / f"{name}.tmp"
    with ZipFile(temporary, "w") as archive:
        _add(archive, folder, "mimetype", moment, ZIP_STORED)
        for file in dict.fromkeys(files):
            _add(archive, folder, file, moment, ZIP_DEFLATED)
    temporary.replace(folder / name)


def _add(archive: ZipFile, folder: Path, file: str, moment: datetime, compression: int) -> None:
    entry = ZipInfo(file, moment.timetuple()[:6])
    entry.external_attr, entry.create_system, entry.compress_type = _MODE, _UNIX, compression
    archive.writestr(entry, (folder / file).read_bytes(), compresslevel=9)
