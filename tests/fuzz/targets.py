"""What is tried: parsing, the model, and the whole build, all in this process."""

from __future__ import annotations

import os
import re
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import click

import edition
from edition.cli import cli
from edition.errors import EditionError, UnreadableError
from edition.tei.parse import parse
from tests.fuzz.oracle import CANARY, NAME, Outcome, Violation, violations

#: Seconds and bytes that one small file may take.
_PATIENCE: Final = 60
_MEMORY: Final = 4 << 30
#: How far a case goes.
Way = Literal["model", "file", "folder"]
#: What a mutated pointer may find in another file.
_PERSONS: Final = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
<title>Persons</title></titleStmt></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="a"><persName>Anna Berg</persName><birth when="1850"/></person>
<person xml:id="x"><persName>Karl Berg</persName><note>Brother of <ref target="#a">Anna</ref>.</note></person>
</listPerson><listPlace><place xml:id="y"><placeName>Trier</placeName></place></listPlace>
<listBibl><bibl xml:id="b"><title>A book</title></bibl></listBibl></standOff></TEI>
"""
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STRAYING: Final = frozenset(
    {"socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec"}
)


class SlowError(BaseException):
    """It takes too long. No exception that anybody catches."""


class _Watch:
    """What the process does outside the folder of the case; an audit hook cannot be taken off."""

    def __init__(self) -> None:
        self.folder: str | None = None
        self.strayed: list[str] = []
        sys.addaudithook(self.see)

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.folder is None:
            return
        if event in _STRAYING:
            self.strayed.append(f"{event} {arguments!r}"[:300])
        elif event == "open":
            path, _mode, flags = arguments
            writes = isinstance(flags, int) and flags & _WRITING
            if writes and isinstance(path, (str, bytes)):
                place = os.path.realpath(os.fsdecode(path))
                if not place.startswith((self.folder, os.devnull)) and "__pycache__" not in place:
                    self.strayed.append(f"write {place}")


_watch: Final = _Watch()


def limit() -> None:
    """Bound the memory of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def broken(data: bytes, way: Way) -> list[Violation]:
    """What *data* breaks: in parsing and in the model, and in the whole build, alone or in company."""
    found: list[Violation] = []
    builds = {"model": [], "file": [_builds_alone], "folder": [_builds_in_company]}
    targets = [_parses, _loads, *builds[way]]
    for target in targets:
        try:
            with _patience():
                found.extend(target(data))
        except SlowError as error:
            found.append(Violation(f"slow: {target.__name__}", _where(error)))
        except Exception as error:  # noqa: BLE001 – whatever it is, it is a finding
            found.append(
                Violation(f"{type(error).__name__} {_where(error)}", traceback.format_exc())
            )
    return found


def _parses(data: bytes) -> Iterator[Violation]:
    try:
        document = parse(data, NAME)
    except UnreadableError as error:
        if error.file != NAME or not error.line:
            yield Violation("refused without its place", str(error))
        return
    in_place = b"<!DOCTYPE" not in data.replace(b"\0", b"")  # entities may hold elements
    for element in document.root.iter("*"):
        place = document.position(element)
        start = data[place.byte : place.byte + 4].lstrip(b"\0")
        if place.line < 1 or place.column < 1 or (in_place and not start.startswith(b"<")):
            yield Violation("a position that is none", f"{element.tag!r}: {place}")
            return


def _loads(data: bytes) -> Iterator[Violation]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, NAME).write_bytes(data)
        try:
            edition.load(folder)
        except UnreadableError as error:
            if error.file != NAME or not error.line:
                yield Violation("refused without its place", str(error))


def _builds_alone(data: bytes) -> Iterator[Violation]:
    yield from _builds(data, {})


def _builds_in_company(data: bytes) -> Iterator[Violation]:
    yield from _builds(data, {"persons.xml": _PERSONS})


def _builds(data: bytes, others: dict[str, str]) -> Iterator[Violation]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        source = folder / "source"
        source.mkdir()
        (source / NAME).write_bytes(data)
        for canary in (source / "canary.txt", folder / "canary.txt"):
            canary.write_text(CANARY, encoding="utf-8")
        (source / "canary.dtd").write_text(f'<!ENTITY e "{CANARY}">', encoding="utf-8")
        for name, text in others.items():
            (source / name).write_text(text, encoding="utf-8")
        yield from violations(data, _build(folder, source if others else source / NAME))


def _build(folder: Path, file: Path) -> Outcome:
    """The command, as its users call it, without a process of its own."""
    arguments = ["build", "-q", "-o", str(folder / "html"), str(file)]
    said = folder / "said"
    _watch.strayed.clear()
    with _into(said):
        _watch.folder = str(folder)
        try:
            cli.main(arguments, prog_name="edition", standalone_mode=False)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        except EditionError as error:
            # As edition.cli.main does.
            click.echo(f"edition: {error}", err=True)
            code = error.exit_code
        finally:
            _watch.folder = None
    text = said.read_text(encoding="utf-8", errors="replace")
    return Outcome(code, text, folder / "html", tuple(_watch.strayed))


@contextmanager
def _into(path: Path) -> Iterator[None]:
    """What is said goes to *path*, whoever kept which stream."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, stream in enumerate(kept, 1):
                os.dup2(stream, number)
                os.close(stream)


@contextmanager
def _patience() -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise SlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _where(error: BaseException) -> str:
    """The innermost place in this project's own code."""
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    frames = traceback.extract_tb(cause.__traceback__)
    own = [frame for frame in frames if re.search(r"[/\\]edition[/\\]", frame.filename)]
    frame = (own or frames)[-1]
    return f"in {Path(frame.filename).name}:{frame.lineno} {frame.name}"
