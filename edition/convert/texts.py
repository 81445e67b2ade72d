"""The texts of a new edition: TEI as it is, everything else made into TEI."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.convert import pandoc, pictures, plain
from edition.convert.document import document
from edition.convert.elements import legal, pointer
from edition.convert.encoding import content
from edition.convert.header import About, about, abstract
from edition.convert.identify import aim, identify, loosen, resolve
from edition.convert.tree import Text, text_of
from edition.errors import UsageError
from edition.tei.names import NAMESPACES, PICTURES, XML_LANG, tei
from edition.tei.parse import MAX_DEPTH, is_tei, parse
from edition.tei.text import edited_text, main_title

_TEI: Final = frozenset({".tei", ".xml"})
_PLAIN: Final = frozenset({".text", ".txt"})
#: Suffixes of everything that becomes TEI.
CONVERTED: Final = _PLAIN | frozenset(pandoc.FORMATS)
#: What to name when a file is none of them.
SUFFIXES: Final = f"Texts end in .xml, .tei, {', '.join(sorted(CONVERTED))}."
#: Pages that Sphinx makes, and the title page.
_TAKEN: Final = frozenset({"contents", "genindex", "index", "search"})
_UNSAFE: Final = re.compile(r"[^\w.-]+")
_AUTHORS: Final = etree.XPath(
    "//tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:author", namespaces=NAMESPACES
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the editor says of the texts, which counts more than what they say themselves."""

    title: str = ""
    author: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One text of the new edition.

    :ivar page: its name.
    :ivar is_tei: whether it was TEI and is as it was.
    :ivar remarks: what is to be said of it: what was left out, and why.
    """

    source: Path
    page: str
    title: str
    language: str
    authors: tuple[str, ...] = ()
    is_tei: bool = False
    paragraphs: int = 0
    sentences: int = 0
    notes: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """The texts of a new edition.

    :ivar passed_over: files that are no texts.
    """

    texts: tuple[Made, ...]
    passed_over: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Converted:
    """A text that waits for the others, since it may point at them."""

    source: Path
    page: str
    known: About
    text: Text
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class _Named:
    """What links can lead to: the page of each file, and the texts of those that were converted."""

    pages: dict[str, str]
    texts: dict[str, Text]


def collect(folder: Path, source: Path, wishes: Wishes) -> Collected:
    """Write the texts at *source* as TEI into *folder*.

    :raises UsageError: *source* is nothing that can be converted, or there is no Pandoc.
    :raises UnreadableError: a file cannot be read.
    """
    files, passed_over = _files(source)
    base = source if source.is_dir() else source.parent
    pages = _pages([file for file in files if file.suffix.lower() not in PICTURES], base)
    made: dict[Path, Made] = {}
    converted = []
    for file in files:
        if file.suffix.lower() in PICTURES:
            _copy(file, folder / file.relative_to(base))
        elif file.suffix.lower() in _TEI:
            made[file] = _taken(folder, file, pages[file])
        else:
            converted.append(_convert(file, pages[file], wishes))
    named = _Named(
        {os.path.normpath(file): page for file, page in pages.items()},
        {one.page: one.text for one in converted},
    )
    for one in converted:
        made[one.source] = _finish(folder, one, named)
    return Collected(tuple(made[file] for file in pages), passed_over)


def _files(source: Path) -> tuple[list[Path], tuple[Path, ...]]:
    """Texts and pictures at *source*, in order, and the files that are neither."""
    if not source.is_dir():
        if source.suffix.lower() not in _TEI | CONVERTED:
            message = f"{source.suffix or 'a file without suffix'} is nothing that can be converted"
            raise UsageError(message, file=str(source), hint=SUFFIXES)
        return [source], ()
    root = source.resolve()
    found: list[Path] = []
    passed_over: list[Path] = []
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        if any(part.startswith(".") for part in file.relative_to(source).parts):
            continue
        suffix = file.suffix.lower()
        wanted = suffix in CONVERTED | PICTURES or (suffix in _TEI and is_tei(content(file)))
        wanted = wanted and file.resolve().is_relative_to(root)  # no link leads out of the folder
        (found if wanted else passed_over).append(file)
    return found, tuple(passed_over)


def _pages(files: list[Path], base: Path) -> dict[Path, str]:
    """A name for the page of each file that no other has; TEI keeps its own, since others point at it."""
    taken: set[str] = set()
    names: dict[Path, str] = {}
    for file in sorted(files, key=lambda file: file.suffix.lower() not in _TEI):
        where = file.relative_to(base).with_suffix("")
        stem = legal(where.as_posix())
        if file.suffix.lower() not in _TEI:
            stem = "/".join(_UNSAFE.sub("-", part).lstrip("_-") or "text" for part in where.parts)
        if stem.lower() in _TAKEN:
            stem = f"{stem}-text"
        name, number = stem, 2
        while name.lower() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.lower())
        names[file] = name
    return {file: names[file] for file in files}


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def _taken(folder: Path, file: Path, page: str) -> Made:
    """A file of TEI, byte for byte."""
    data = content(file)
    root = parse(data, str(file)).root
    _write(folder / f"{page}.xml", data)
    header = root.find(".//tei:teiHeader", NAMESPACES)
    title = "" if header is None else main_title(header)
    authors = tuple(name for author in _AUTHORS(root) if (name := edited_text(author)))
    return Made(
        file, page, title or file.stem, root.get(XML_LANG, ""), authors=authors, is_tei=True
    )


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _convert(file: Path, page: str, wishes: Wishes) -> _Converted:
    """One file as TEI whose pointers still are those of the document."""
    is_plain = file.suffix.lower() in _PLAIN
    reading = pandoc.Reading(plain.read(file)) if is_plain else pandoc.read(file)
    try:
        said = about(reading.tree, file.stem)
        text = text_of(reading.tree["blocks"], abstract(reading.tree))
    except RecursionError:
        raise pandoc.too_deep(file) from None
    known = replace(
        said,
        title=wishes.title or said.title,
        authors=(wishes.author,) if wishes.author else said.authors,
        language=wishes.language or said.language,
    )
    # A piece that comes ten times is named once.
    dropped = [f"left out: {' '.join(piece.split())}" for piece in dict.fromkeys(text.dropped)]
    remarks = [*reading.warnings, *dropped]
    remarks += [f"left out of what it says of itself: {piece}" for piece in said.unplaced]
    remarks += _overruled(said, known)
    if text.replaced:
        remarks.append(f"characters that XML does not have are U+FFFD now: {text.replaced}")
    if not known.language:
        remarks.append("its language is not known: name it with --lang, or as xml:lang of <TEI>")
    identify(text, known.language)
    return _Converted(file, page, known, text, remarks)


def _overruled(said: About, known: About) -> Iterator[str]:
    """What the document says of itself, where the editor says otherwise."""
    if said.title != known.title:
        yield f"it calls itself: {said.title}"
    if said.authors and said.authors != known.authors:
        yield f"it names as author: {', '.join(said.authors)}"


def _finish(folder: Path, one: _Converted, named: _Named) -> Made:
    """Let the text point at the others, and write it with its pictures."""
    target = folder / f"{one.page}.xml"
    target.parent.mkdir(parents=True, exist_ok=True)
    remarks = [*one.remarks, *pictures.keep(one.text, one.source, target)]
    loose = [*resolve(one.text), *_point_across(one, named)]
    remarks += [f"this link leads nowhere: {address}" for address in loose]
    try:
        data = document(one.text, one.known, one.source)
    except RecursionError:
        raise pandoc.too_deep(one.source) from None
    if _depth(one.text.body) > MAX_DEPTH - 2:  # TEI and text are around it
        raise pandoc.too_deep(one.source)
    _write(target, data)
    return Made(
        one.source,
        one.page,
        one.known.title,
        one.known.language,
        one.known.authors,
        paragraphs=sum(1 for p in one.text.body.iter(tei("p")) if p.get("n")),
        sentences=sum(1 for _ in one.text.body.iter(tei("s"))),
        notes=sum(1 for _ in one.text.body.iter(tei("note"))),
        remarks=tuple(remarks),
    )


def _point_across(one: _Converted, named: _Named) -> Iterator[str]:
    """Links to files that came along lead to their pages; gives those to files that did not."""
    for link in one.text.body.iter(tei("ref")):
        address = link.get("target", "")
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        page = named.pages.get(os.path.normpath(one.source.parent / unquote(parts.path)))
        if page is None:
            loosen(link)
            yield address
            continue
        fragment = unquote(parts.fragment)
        if page in named.texts and fragment:
            fragment = aim(named.texts[page], fragment)
            if not fragment:
                yield address
        path = os.path.relpath(f"{page}.xml", Path(one.page).parent).replace(os.sep, "/")
        link.set("target", pointer(f"{path}#{fragment}" if fragment else path))


def _depth(element: etree._Element) -> int:
    """How deep the elements are in each other."""
    depth = deepest = 0
    for event, _element in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
