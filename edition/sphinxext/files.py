"""Writing of files that readers or builds look at by their time."""

from __future__ import annotations

from pathlib import Path


def write(path: Path, text: str) -> Path:
    """Write *text* to *path*, in folders that may have to be made, unless it stands there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path
