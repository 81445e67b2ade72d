"""Pandoc's reading of a document: its syntax tree, and the pictures it names.

Nothing is fetched: Pandoc runs in its sandbox, which opens the document and no other file.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.errors import UnreadableError, UsageError

#: What can be read, by suffix, with Pandoc's name for it.
FORMATS: Final = {
    ".docx": "docx",
    ".epub": "epub",
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".odt": "odt",
    ".rst": "rst",
    ".tex": "latex",
}
#: Formats that are archives, and where in them the addresses of pictures begin.
_ARCHIVES: Final = {".docx": "word/", ".epub": "", ".odt": ""}
_LARGEST_PICTURE: Final = 50_000_000

_DC: Final = "{http://purl.org/dc/elements/1.1/}"

Node = dict[str, Any]


def read(path: Path) -> Node:
    """The syntax tree of the document at *path*.

    :raises UsageError: there is no Pandoc.
    :raises UnreadableError: Pandoc cannot read it.
    """
    form = FORMATS[path.suffix.lower()]
    # Signs that Pandoc would make of others are the author's business.
    form += "-smart" if form in {"markdown", "rst", "latex"} else ""
    command = [_pandoc(), "--sandbox", "-f", form, "-t", "json", str(path.absolute())]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 – no shell
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ")
        raise UnreadableError(
            f"Pandoc cannot read it: {said}",
            file=str(path),
            hint="Check that it is what its name says.",
        )
    tree: Node = json.loads(done.stdout)
    if path.suffix.lower() == ".odt":
        # Pandoc passes over what an ODT says of itself.
        tree["meta"] = _of_itself(path) | tree["meta"]
    return tree


def _of_itself(path: Path) -> Node:
    """Title and author that an ODT names, as metadata of a syntax tree."""
    data = _from_archive(path, "meta.xml")
    if data is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return {}  # a text does not become unreadable by what is said of it
    named = {"title": root.findtext(f".//{_DC}title"), "author": root.findtext(f".//{_DC}creator")}
    return {name: {"t": "MetaString", "c": words} for name, words in named.items() if words}


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


def picture(path: Path, address: str) -> bytes | None:
    """The picture that the document at *path* names, or None if it is not there.

    Looked for in the document, if that is an archive, otherwise in the folder of the document and below.
    """
    parts = urlsplit(address)
    inner = PurePosixPath(unquote(parts.path))
    if parts.scheme or parts.netloc or inner.is_absolute() or ".." in inner.parts or not inner.name:
        return None
    if path.suffix.lower() in _ARCHIVES:
        return _from_archive(path, inner.as_posix())
    file = path.parent / inner
    if file.is_file() and file.resolve().is_relative_to(path.parent.resolve()):
        return file.read_bytes()
    return None


def _from_archive(path: Path, name: str) -> bytes | None:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        prefix = _ARCHIVES[path.suffix.lower()]
        ends = sorted(known for known in names if known.endswith(f"/{name}"))
        for candidate in (f"{prefix}{name}", name, *ends):
            if candidate in names and archive.getinfo(candidate).file_size <= _LARGEST_PICTURE:
                return archive.read(candidate)
    return None
