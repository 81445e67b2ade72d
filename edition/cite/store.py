"""What was rendered before, on disk: a folder with a file for each style."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from edition.cite.rich import Rich, restored, stored

#: Renderings that a file keeps; the oldest go first.
_MOST: Final = 50_000
_VERSION: Final = 1


def user_folder() -> Path:
    """Where commands keep what can be made again: ``tei-edition`` in ``XDG_CACHE_HOME``."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path.home() / ".cache") / "tei-edition"


def load(folder: Path, name: str) -> dict[str, Rich]:
    """The renderings stored under *name*; none if there are none, or the file is broken."""
    try:
        content = json.loads(_file(folder, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        return {}
    found = content.get("renderings")
    if not isinstance(found, dict):
        return {}
    renderings = {key: restored(value) for key, value in found.items()}
    return {key: rich for key, rich in renderings.items() if rich is not None}


def save(folder: Path, name: str, renderings: Mapping[str, Rich]) -> None:
    """Store *renderings* under *name*, whole or not at all.

    A folder that cannot be written is no failure: what is in it can be made again.
    """
    kept = list(renderings.items())[-_MOST:]
    content = {"version": _VERSION, "renderings": {key: stored(rich) for key, rich in kept}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False)
        Path(temporary).replace(_file(folder, name))
    except OSError:
        return


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
