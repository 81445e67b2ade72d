"""A new edition: a folder that builds at once, made whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Final

from edition.convert.elements import legal
from edition.convert.syntax import is_language
from edition.convert.texts import SUFFIXES, Collected, Made, Wishes, collect
from edition.errors import UnreadableError, UsageError

#: What stands over the title page of an edition of one text.
_HEADING: Final = "An edition"
#: A line of fewer signs is no line but words.
_SHORTEST_LINE: Final = 4


def start(folder: Path, source: Path | None, wishes: Wishes) -> Collected:
    """Make an edition in *folder* of what lies at *source*, or of a sample.

    :raises UsageError: *folder* is there already or cannot be made, or *source* is nothing that can be
        converted.
    :raises UnreadableError: a file cannot be read.
    """
    if wishes.language and not is_language(wishes.language):
        raise UsageError(
            f"{wishes.language!r} is no language tag",
            hint="Tags are those of BCP 47: en, de, grc, zh-Hant.",
        )
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
    wishes = Wishes(_line(wishes.title), _line(wishes.author), wishes.language)
    try:
        return _start(folder.absolute(), source, wishes)
    except OSError as error:
        raise UsageError(
            f"the edition cannot be written: {error.strerror}",
            file=str(error.filename or folder),
            hint="Name a folder in which you may write.",
        ) from error


def _line(words: str) -> str:
    return legal(" ".join(words.split()))


def _start(folder: Path, source: Path | None, wishes: Wishes) -> Collected:
    """Fill a folder beside *folder*, and put it in its place when all is done."""
    beside = next(above for above in folder.parents if above.is_dir())
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=beside))
    try:
        collected = _fill(work, source, wishes)
        if folder.is_dir():
            # It is empty, and may be where the user stands: it stays the same folder.
            for child in sorted(work.iterdir()):
                child.rename(folder / child.name)
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            work.chmod(0o755)
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return collected


def _fill(work: Path, source: Path | None, wishes: Wishes) -> Collected:
    texts = work / "tei"
    texts.mkdir()
    collected = _sample(texts) if source is None else _collect(texts, source, wishes)
    made = collected.texts
    title = wishes.title or _title(made, source)
    language = wishes.language or (made[0].language if is_language(made[0].language) else "en")
    _template(
        work / "build" / "conf.py",
        "conf.py.txt",
        TITLE=repr(title),
        AUTHOR=repr("; ".join(dict.fromkeys(name for text in made for name in text.authors))),
        LANGUAGE=repr(language.replace("-", "_")),
    )
    # The title page says the title of a single text itself.
    heading = _HEADING if title == made[0].title else title
    _template(
        texts / "index.rst",
        "index.rst.txt",
        TITLE=_plain(heading),
        LINE="=" * (2 * len(heading) + _SHORTEST_LINE),
        PAGES="\n".join(f"   {text.page}" for text in made),
    )
    _template(work / "README.md", "README.md.txt", TITLE=title, PAGE=made[0].page)
    _template(work / ".gitignore", "gitignore.txt")
    return collected


def _collect(texts: Path, source: Path, wishes: Wishes) -> Collected:
    """The texts at *source*; the title that is wished for is that of the whole, if they are several."""
    several = Wishes("", wishes.author, wishes.language)
    collected = collect(texts, source, several if source.is_dir() else wishes)
    if not collected.texts:
        raise UsageError(
            "there is nothing in it that can become an edition", file=str(source), hint=SUFFIXES
        )
    return collected


def _sample(texts: Path) -> Collected:
    """A text that shows what mark-up does, to be replaced by the editor's own."""
    for name in ("sample", "persons"):
        (texts / f"{name}.xml").write_text(_resource(f"{name}.xml.txt"), encoding="utf-8")
    return Collected(
        (
            Made(Path("sample.xml"), "sample", "A sample, to be replaced", "en", is_tei=True),
            Made(Path("persons.xml"), "persons", "Persons", "en", is_tei=True),
        )
    )


def _title(made: tuple[Made, ...], source: Path | None) -> str:
    """What the edition is called if the editor does not say: as its one text, or as the folder."""
    if source is None:
        return "A new edition"
    return source.resolve().name if source.is_dir() else made[0].title


def _plain(title: str) -> str:
    """*title* with nothing in it that is mark-up in reStructuredText."""
    escaped = "".join(f"\\{c}" if c in "*`|_\\<>" else c for c in title)
    # Nothing but signs would be a line; an escaped space is nothing but keeps it from that.
    return escaped if any(c.isalnum() for c in title) else f"\\ {escaped}"


def _template(path: Path, name: str, **values: str) -> None:
    text = _resource(name)
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _resource(name: str) -> str:
    return files("edition.convert").joinpath("templates", name).read_text(encoding="utf-8")
