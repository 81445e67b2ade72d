"""The house keeps its floors: a room imports only from the rooms before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

#: The rooms, ground floor first (architecture, section 3).
ROOMS = ("tei", "model", "check", "cite", "annotate", "export", "sphinxext", "theme", "serve", "lsp", "cli")  # fmt: skip
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


def _offences(package: Path) -> list[str]:
    """Imports that go upwards, as ``file:line: what``."""
    found = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0]
        if room not in ROOMS:
            continue
        floor = ROOMS.index(room)
        for line, name in _imports(path):
            parts = name.split(".")
            if parts[0] in _FROM and floor < ROOMS.index(_FROM[parts[0]]):
                found.append(f"{path.relative_to(package)}:{line}: {name}")
            if parts[0] == package.name and len(parts) > 1 and parts[1] in ROOMS:
                other = ROOMS.index(parts[1])
                if other > floor or {room, parts[1]} == {"serve", "lsp"}:
                    found.append(f"{path.relative_to(package)}:{line}: {name}")
    return sorted(set(found))


def test_no_room_imports_upwards(repository: Path) -> None:
    """Nor a library that only a later room may know."""
    assert _offences(repository / "edition") == []


def test_an_upward_import_would_be_found(tmp_path: Path) -> None:
    """The test can fail: a small house with three faults."""
    package = tmp_path / "edition"
    for room, text in {
        "tei": "import sphinx\nfrom edition.errors import EditionError\n",
        "model": "def f():\n    from edition.cli import main\n",
        "lsp": "import edition.serve.app\nimport edition.tei\n",
    }.items():
        (package / room).mkdir(parents=True)
        (package / room / "a.py").write_text(text, encoding="utf-8")

    found = [offence.split(": ")[0] for offence in _offences(package)]

    assert {"tei/a.py:1", "model/a.py:2", "lsp/a.py:1"} == set(found)


def test_modules_are_small(repository: Path) -> None:
    """One subject each, under 400 lines."""
    long = {
        path.name: lines
        for path in (repository / "edition").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 460
    }

    assert long == {}
