"""An edition without a configuration: any TEI file or folder becomes a project that Sphinx can build.

The TEI files and the pictures beside them are copied to a working folder, next to pages that are
made for them: a title page with the contents, and the lists that the texts have something for. Nothing
outside the folder is followed, and what is no TEI is not copied.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from edition.errors import UnreadableError
from edition.model.faults import without_bidi
from edition.sphinxext.files import write
from edition.tei.names import NAMESPACES, PICTURES
from edition.tei.parse import is_tei, parse
from edition.tei.text import main_title

_TEXTS: Final = frozenset({".tei", ".xml"})
#: Terms for a general index.
_TERMS: Final = re.compile(rb"<(?:\w+:)?index\b")
_UNSAFE: Final = re.compile(r"[^\w.-]+")
#: Pages that Sphinx or this module makes.
_TAKEN: Final = frozenset({"contents", "genindex", "index", "search"})

#: Lists for an edition, by page: heading, directive, and what a file must hold to make it worth while.
_LISTS: Final = {
    "list-of-claims": ("Claims by status", "claims", rb"type=[\"']claims[\"']"),
    "chronology": ("Chronology", "timeline", rb"type=[\"']chronology[\"']"),
    "map": ("Map", "map", rb"<(?:\w+:)?geo\b"),
    "apparatus": ("Textual apparatus", "apparatus", rb"<(?:\w+:)?(?:sic|supplied|surplus)\b"),
    "mark-up": ("About the mark-up", "markup", rb"<"),
    "index-of-persons": ("Index of persons", "index:: person", rb"<(?:\w+:)?person\b"),
    "index-of-places": ("Index of places", "index:: place", rb"<(?:\w+:)?place\b"),
    "index-of-organisations": ("Index of organisations", "index:: organisation", rb"<(?:\w+:)?org\b"),
    "index-of-events": ("Index of events", "index:: event", rb"<(?:\w+:)?event\b"),
    "index-of-works": ("Index of works", "index:: work", rb"<(?:\w+:)?listBibl[^>]*type=[\"']works"),
    "index-of-objects": ("Index of objects", "index:: object", rb"<(?:\w+:)?object\b"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staged:
    """A project that is ready to be built.

    :ivar source: its source folder.
    :ivar origins: where each file came from, by its path in the source folder.
    :ivar title: a name for it.
    :ivar has_terms: whether its texts name terms for a general index.
    :ivar refused: what is wrong with the files that cannot be read.
    """

    source: Path
    origins: dict[str, str]
    title: str
    has_terms: bool
    refused: tuple[UnreadableError, ...]


def stage(path: Path, work: Path) -> Staged:
    """Make of the TEI file or folder at *path* a project in *work*.

    Files that did not change since the last time keep their time, so that a second build is quick.

    :raises UnreadableError: there is no such file or folder, or no TEI in it that can be read.
    """
    if not path.exists():
        raise UnreadableError(
            "there is no such file or folder", file=str(path), hint="Check the name."
        )
    origin = path if path.is_dir() else path.parent
    refused: list[UnreadableError] = []
    staged: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    kept: set[Path] = set()
    taken: set[str] = set()
    for file in _files(path):
        target = work / _unlike(_safe(file.relative_to(origin)), taken)
        if file.suffix.lower() in PICTURES:
            kept.add(_copy(file, target))
            continue
        try:
            # What was copied before could be read before.
            done = _is_copied(file, target)
            data = file.read_bytes() if done else _read(file, origin, alone=file == path)
        except UnreadableError as error:
            refused.append(error)
            continue
        if data is not None:
            kept.add(_copy(file, target))
            name = target.relative_to(work).as_posix()
            staged[name], origins[name] = data, str(file)
    if not staged:
        if len(refused) == 1:
            raise refused[0]
        raise UnreadableError(
            "there is no TEI that can be read" + "".join(f"\n{error}" for error in refused),
            file=str(path),
            hint="TEI files end in .xml or .tei and name the namespace of the TEI.",
        )
    title = _title(path, staged)
    has_terms = any(_TERMS.search(data) for data in staged.values())
    general = ["genindex"] if has_terms else []
    kept |= set(_write_pages(staged, work, title, general))
    for old in work.rglob("*"):
        if old.is_file() and old not in kept:
            old.unlink()
    return Staged(work, origins, title, has_terms, tuple(refused))


def _title(path: Path, staged: dict[str, bytes]) -> str:
    """What to call it: a single text by its own title, a folder by its name."""
    if len(staged) == 1:
        ((name, data),) = staged.items()
        header = parse(data, name).root.find(".//tei:teiHeader", NAMESPACES)
        if header is not None and (title := without_bidi(main_title(header))):
            return title
    return path.resolve().stem


def _files(path: Path) -> Iterator[Path]:
    """Texts and pictures at *path*, in order; links out of it are not followed."""
    if path.is_file():
        yield path
        return
    root = path.resolve()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            wanted = file.suffix.lower() in _TEXTS | PICTURES and not name.startswith(".")
            if wanted and file.is_file() and file.resolve().is_relative_to(root):
                yield file


def _read(file: Path, origin: Path, *, alone: bool) -> bytes | None:
    """The bytes of a TEI file that can be read; None for XML of another sort in a folder."""
    name = file.relative_to(origin).as_posix()
    try:
        data = file.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise UnreadableError(message, file=name, hint="Check its permissions.") from error
    if not alone and not is_tei(data):
        return None
    parse(data, name)
    return data


def _safe(path: Path) -> Path:
    """*path* with names that are safe in addresses and take no page's place."""
    parts = [_UNSAFE.sub("-", part).lstrip("-.") or "file" for part in path.parts]
    name = Path(*parts)
    if name.suffix.lower() not in _TEXTS:
        return name
    taken = name.stem.lower() in _TAKEN | set(_LISTS)
    return name.with_name(f"{name.stem}{'-text' * taken}.xml")


def _unlike(path: Path, taken: set[str]) -> Path:
    """*path*, or one like it that no file has yet: safe names can be the same where names are not.

    Names that differ only by case are the same on some disks, and count as the same here.
    """
    found, number = path, 2
    while found.as_posix().lower() in taken:
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    taken.add(found.as_posix().lower())
    return found


def _is_copied(file: Path, target: Path) -> bool:
    """Whether *target* is a copy of *file* as it is now, by time and size."""
    if not target.is_file():
        return False
    state, known = file.stat(), target.stat()
    return (known.st_mtime_ns, known.st_size) == (state.st_mtime_ns, state.st_size)


def _copy(file: Path, target: Path) -> Path:
    """Copy *file* with its time, unless that was done already."""
    if not _is_copied(file, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)
    return target


def _write_pages(
    staged: dict[str, bytes], work: Path, title: str, general: list[str]
) -> Iterator[Path]:
    """The title page, which names the lists and *general* ones besides, and the lists."""
    lists = {
        page: (heading, directive)
        for page, (heading, directive, sign) in _LISTS.items()
        if any(re.search(sign, data) for data in staged.values())
    }
    names = {name.removesuffix(".xml"): data for name, data in staged.items()}
    texts = [
        name for name, data in names.items() if re.search(rb"<(?:\w+:)?(?:body|sourceDoc)\b", data)
    ]
    registers = [name for name in names if name not in texts]
    pages = [_heading(title), ".. tei:titlepage::"]
    listed = [*lists, *general]
    for caption, entries in (("Texts", texts), ("Registers", registers), ("Lists", listed)):
        if entries:
            lines = "\n".join(f"   {entry}" for entry in entries)
            pages.append(f".. toctree::\n   :caption: {caption}\n   :maxdepth: 1\n\n{lines}")
    pages.append(".. rubric:: Colophon\n\n.. tei:colophon::")
    yield write(work / "index.rst", "\n\n".join(pages) + "\n")
    for page, (heading, directive) in lists.items():
        marked = directive if "::" in directive else f"{directive}::"
        yield write(work / f"{page}.rst", f"{_heading(heading)}\n\n.. tei:{marked}\n")


def _heading(text: str) -> str:
    """A title of reStructuredText, with nothing in it that is mark-up there."""
    plain = re.sub(r"[^\w ]+", " ", text).strip() or "Edition"
    return f"{plain}\n{'=' * (2 * len(plain))}"
