"""The house keeps its floors: a room imports only from the rooms before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

#: The rooms, ground floor first (architecture, section 3).
ROOMS = ("tei", "convert", "model", "check", "cite", "annotate", "export", "sphinxext", "theme", "serve", "lsp", "cli")  # fmt: skip
#: Packages of others, and the first room that may know them.
_FROM = {"sphinx": "sphinxext", "docutils": "sphinxext", "babel": "sphinxext", "click": "cli", "rich": "cli"}  # fmt: skip


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """What a module imports, wherever in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            module = node.module or ""
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def _is_foreign(name: str, room: str) -> bool:
    """Whether a library is imported before the first room that may know it."""
    library = name.partition(".")[0]
    return library in _FROM and ROOMS.index(room) < ROOMS.index(_FROM[library])


def _is_upward(name: str, room: str, package: Path) -> bool:
    """Whether a name of this package comes from a room that this one may not know.

    The package itself gives only its version: its other names stand for rooms, whichever they are.
    """
    first, _, rest = name.partition(".")
    if first != package.name or not rest:
        return False
    other = rest.partition(".")[0]
    if other in ROOMS:
        return ROOMS.index(other) > ROOMS.index(room) or {room, other} == {"serve", "lsp"}
    return other != "__version__" and not (package / f"{other}.py").is_file()


def _offences(package: Path) -> list[str]:
    """Imports that go upwards and folders that are no rooms, as ``file:line: what``."""
    found = set()
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package)
        if len(where.parts) == 1:
            continue
        room = where.parts[0]
        if room not in ROOMS:
            found.add(f"{where}:1: {room} is no room")
            continue
        for line, name in _imports(path):
            if _is_foreign(name, room) or _is_upward(name, room, package):
                found.add(f"{where}:{line}: {name}")
    return sorted(found)


def test_no_room_imports_upwards(repository: Path) -> None:
    """Nor a library that only a later room may know."""
    assert _offences(repository / "edition") == []


def test_an_upward_import_would_be_found(tmp_path: Path) -> None:
    """The test can fail: a small house with a fault in every room but one."""
    package = tmp_path / "edition"
    package.mkdir()
    (package / "errors.py").touch()
    for room, text in {
        "tei": "import sphinx\nfrom edition.errors import EditionError\n",
        "model": "def f():\n    from edition.cli import main\n",
        "check": "from edition import __version__\nfrom edition import load\n",
        "cite": "from edition import errors, model\nimport lxml.etree\n",
        "lsp": "import edition.serve.app\nimport edition.tei\n",
        "cellar": "import os\n",
    }.items():
        (package / room).mkdir(parents=True)
        (package / room / "a.py").write_text(text, encoding="utf-8")

    found = {offence.split(": ")[0] for offence in _offences(package)}

    assert found == {"cellar/a.py:1", "check/a.py:2", "lsp/a.py:1", "model/a.py:2", "tei/a.py:1"}


def test_modules_are_small(repository: Path) -> None:
    """One subject each: 400 lines are the aim, 460 the end."""
    long = {
        path.relative_to(repository).as_posix(): lines
        for path in (repository / "edition").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 460
    }

    assert long == {}
