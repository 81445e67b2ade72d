"""Writing of files that readers or builds look at by their time, and of those that scripts ask for."""

from __future__ import annotations

import json
from pathlib import Path


def write(path: Path, text: str) -> Path:
    """Write *text* to *path*, in folders that may have to be made, unless it stands there already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path


def call(function: str, *values: object) -> str:
    """A script that does nothing but hand *values* to a *function* of the page."""
    return f"{function}({', '.join(map(script_json, values))});\n"


def script_json(value: object) -> str:
    """*value* for a script: nothing in it ends the script or a line of it."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
