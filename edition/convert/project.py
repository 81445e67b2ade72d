"""A new edition: a folder that builds at once, made whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from edition.convert import pandoc, plain
from edition.convert.document import About, about, document
from edition.convert.identify import identify
from edition.convert.tree import Text, text_of
from edition.errors import UnreadableError, UsageError
from edition.tei.names import PICTURES, tei
from edition.tei.parse import is_tei, parse

_TEI: Final = frozenset({".tei", ".xml"})
_PLAIN: Final = frozenset({".text", ".txt"})
CONVERTED: Final = _PLAIN | frozenset(pandoc.FORMATS)


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
    :ivar dropped: raw mark-up that had no place in TEI.
    :ivar missing: addresses of pictures that were not there, or were elsewhere.
    :ivar replaced: characters that XML does not have.
    """

    source: Path
    page: str
    paragraphs: int = 0
    sentences: int = 0
    notes: int = 0
    dropped: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    replaced: int = 0


def start(folder: Path, source: Path | None, wishes: Wishes) -> list[Made]:
    """Make an edition in *folder* of what lies at *source*, or of a sample.

    :raises UsageError: *folder* is there already, or *source* is nothing that can be converted.
    :raises UnreadableError: a file cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            "the folder is there already",
            file=str(folder),
            hint="Name one that is not, or is empty.",
        )
    if source is not None and not source.exists():
        raise UnreadableError(
            "there is no such file or folder", file=str(source), hint="Check the name."
        )
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    try:
        made = _fill(work, source, wishes)
        if folder.exists():
            folder.rmdir()
        work.chmod(0o755)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work)
        raise
    return made


def _fill(work: Path, source: Path | None, wishes: Wishes) -> list[Made]:
    texts = work / "tei"
    texts.mkdir()
    made = _sample(texts) if source is None else list(_texts(texts, source, wishes))
    if not made:
        raise UsageError(
            "there is nothing in it that can become an edition",
            file=str(source),
            hint=f"Texts end in .xml, .tei, {', '.join(sorted(CONVERTED))}.",
        )
    title = wishes.title or _heading(made, source)
    _template(
        work / "build" / "conf.py",
        "conf.py.txt",
        TITLE=repr(title),
        LANGUAGE=wishes.language or "en",
    )
    pages = "\n".join(f"   {text.page}" for text in made)
    underline = "=" * (2 * len(title))
    _template(
        texts / "index.rst", "index.rst.txt", TITLE=_plain(title), UNDERLINE=underline, PAGES=pages
    )
    _template(work / "README.md", "README.md.txt", TITLE=title, PAGE=made[0].page)
    _template(work / ".gitignore", "gitignore.txt")
    return made


def _texts(texts: Path, source: Path, wishes: Wishes) -> Iterator[Made]:
    """The texts at *source* as TEI in the folder *texts*."""
    files_ = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
    base = source if source.is_dir() else source.parent
    taken: set[str] = set()
    for file in files_:
        if any(part.startswith(".") for part in file.relative_to(base).parts):
            continue
        suffix = file.suffix.lower()
        target = texts / file.relative_to(base)
        if suffix in PICTURES and source.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        elif suffix in _TEI or suffix in CONVERTED:
            made = _text(texts, file, _page(file.relative_to(base), taken), wishes)
            if made is not None:
                yield made
        elif not source.is_dir():
            raise UsageError(
                f"{suffix or 'a file without suffix'} is nothing that can be converted",
                file=str(file),
                hint=f"Texts end in .xml, .tei, {', '.join(sorted(CONVERTED))}.",
            )


def _page(path: Path, taken: set[str]) -> str:
    """A name for the page of *path* that no other has; ``index`` is the title page."""
    stem = path.with_suffix("").as_posix().replace(" ", "-")
    name, number = ("text" if stem == "index" else stem), 2
    while name.lower() in taken:
        name = f"{stem}-{number}"
        number += 1
    taken.add(name.lower())
    return name


def _text(texts: Path, file: Path, page: str, wishes: Wishes) -> Made | None:
    """One file as a text of the edition; None for XML that is no TEI."""
    target = texts / f"{page}.xml"
    target.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix.lower() in _TEI:
        data = file.read_bytes()
        if not is_tei(data):
            return None
        parse(data, str(file))
        target.write_bytes(data)
        return Made(file, page)
    tree = plain.read(file) if file.suffix.lower() in _PLAIN else pandoc.read(file)
    known = about(tree, file.stem)
    known = replace(
        known,
        title=wishes.title or known.title,
        authors=(wishes.author,) if wishes.author else known.authors,
        language=wishes.language or known.language,
    )
    return _converted(text_of(tree["blocks"]), known, file, target, page)


def _converted(text: Text, known: About, file: Path, target: Path, page: str) -> Made:
    missing = list(_keep_pictures(text, file, target))
    identify(text)
    target.write_bytes(document(text.body, known, file))
    return Made(
        file,
        page,
        paragraphs=len(text.body.xpath(".//*[local-name() = 'p'][@n]")),
        sentences=sum(1 for _ in text.body.iter(tei("s"))),
        notes=sum(1 for _ in text.body.iter(tei("note"))),
        dropped=tuple(text.dropped),
        missing=tuple(missing),
        replaced=text.replaced,
    )


def _keep_pictures(text: Text, file: Path, target: Path) -> Iterator[str]:
    """Write the pictures of *text* beside it; name those that are not there."""
    kept: dict[str, str] = {}
    for graphic in text.pictures:
        address = graphic.get("url", "")
        if address not in kept:
            data = pandoc.picture(file, address)
            name = Path(unquote(address)).name.replace(" ", "-")
            if data is None or Path(name).suffix.lower() not in PICTURES:
                yield address
                continue
            folder = target.parent / f"{target.stem}-pictures"
            folder.mkdir(exist_ok=True)
            name = f"{len(kept) + 1}-{name}"
            (folder / name).write_bytes(data)
            kept[address] = f"{folder.name}/{name}"
        graphic.set("url", kept[address])


def _sample(texts: Path) -> list[Made]:
    """A text that shows what mark-up does, to be replaced by the editor's own."""
    for name in ("sample.xml", "persons.xml"):
        data = _resource(f"{name}.txt").encode()
        (texts / name).write_bytes(data)
    return [Made(Path("sample"), "sample"), Made(Path("sample"), "persons")]


def _heading(made: list[Made], source: Path | None) -> str:
    if source is None:
        return "A new edition"
    return source.resolve().stem if len(made) > 1 or source.is_dir() else made[0].page


def _plain(title: str) -> str:
    """*title* with nothing in it that is mark-up in reStructuredText."""
    return "".join(f"\\{c}" if c in "*`|_\\" else c for c in title)


def _template(path: Path, name: str, **values: str) -> None:
    text = _resource(name)
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _resource(name: str) -> str:
    return files("edition.convert").joinpath("templates", name).read_text(encoding="utf-8")
