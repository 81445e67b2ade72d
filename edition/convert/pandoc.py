"""Pandoc's reading of a document, as a syntax tree.

Nothing is fetched: Pandoc runs in its sandbox and is given the bytes of the document.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edition.convert.archive import ARCHIVES, of_itself
from edition.convert.encoding import content, decoded
from edition.convert.syntax import Node
from edition.errors import UnreadableError, UsageError

#: What can be read, by suffix, with Pandoc's name for it. Signs that Pandoc would make of others are the
#: author's business.
FORMATS: Final = {
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown-smart",
    ".md": "markdown-smart",
    ".odt": "odt",
    ".rst": "rst-smart",
    ".tex": "latex",
}
#: Time for a text of any size; what takes longer was made to.
_SECONDS: Final = 600
_WARNING: Final = re.compile(r"\[WARNING\] (.+(?:\n {2,}.+)*)")
#: What Pandoc says of each command of TeX that it does not know, and passes over with its words.
_SKIPPED: Final = re.compile(r"\[INFO\] Skipped '(.+?)' at .*?line (\d+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as Pandoc read it.

    :ivar tree: the syntax tree.
    :ivar warnings: what Pandoc says that it could not read.
    """

    tree: Node
    warnings: tuple[str, ...] = ()


def read(path: Path) -> Reading:
    """The syntax tree of the document at *path*.

    :raises UsageError: there is no Pandoc.
    :raises UnreadableError: the file cannot be read, or Pandoc cannot read it.
    """
    suffix = path.suffix.lower()
    data = content(path) if suffix in ARCHIVES else decoded(path).encode()
    command = [_pandoc(), "--sandbox", "-f", FORMATS[suffix], "-t", "json"]
    # Without this, what was struck out and what was commented in Word would go without a word.
    command += ["--track-changes=all"] if suffix == ".docx" else []
    command += ["--verbose"] if suffix == ".tex" else []
    tree, said = _run(command, data, path)
    if suffix in ARCHIVES:
        tree["meta"] = of_itself(path) | tree["meta"]
    warnings = [" ".join(warning.split()) for warning in _WARNING.findall(said)]
    preamble = data.partition(b"\\begin{document}")[0].count(b"\n")
    skipped = [piece for piece, line in _SKIPPED.findall(said) if int(line) > preamble]
    warnings += [f"left out: {' '.join(piece.split())}" for piece in dict.fromkeys(skipped)]
    return Reading(tree, tuple(warnings))


def _run(command: list[str], data: bytes, path: Path) -> tuple[Node, str]:
    """Tree and messages of Pandoc."""
    try:
        done = subprocess.run(  # noqa: S603 – no shell
            command, input=data, capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        message = f"Pandoc did not read it within {_SECONDS} seconds"
        raise UnreadableError(message, file=str(path), hint="Cut it into parts.") from None
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise UnreadableError(
            f"Pandoc cannot read it: {' '.join(said.split())}",
            file=str(path),
            hint="Check that it is what its name says.",
        )
    try:
        tree: Node = json.loads(done.stdout)
    except RecursionError:
        raise too_deep(path) from None
    return tree, said


def too_deep(path: Path) -> UnreadableError:
    """The error for a document whose parts are in each other beyond measure."""
    return UnreadableError(
        "its quotations, lists or emphases are nested too deep to be read",
        file=str(path),
        hint="Make it flatter; no text needs that.",
    )


def _pandoc() -> str:
    """The program: that of the package, or one that is installed."""
    try:
        import pypandoc  # type: ignore[import-untyped] # noqa: PLC0415 – an extra
    except ImportError:
        found = shutil.which("pandoc")
    else:
        try:
            found = str(pypandoc.get_pandoc_path())
        except OSError:
            found = shutil.which("pandoc")
    if found is None:
        raise UsageError(
            "this needs Pandoc, which is not installed",
            hint="pip install 'tei-edition[convert]', or install pandoc; TEI and .txt need nothing.",
        )
    return found
