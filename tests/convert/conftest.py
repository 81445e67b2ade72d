"""What the tests of conversion share."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.convert.project import start
from edition.convert.texts import Collected, Wishes


@pytest.fixture(scope="session")
def pandoc(tool: Callable[[str], str]) -> str:
    """Pandoc: that of the package, or one that is installed."""
    if importlib.util.find_spec("pypandoc") is None:
        return tool("pandoc")
    import pypandoc  # type: ignore[import-untyped] # noqa: PLC0415 – may be missing

    return str(pypandoc.get_pandoc_path())


@pytest.fixture
def written(tmp_path: Path, pandoc: str) -> Callable[[str, str], Path]:
    """Gives a document in another format, made of Markdown by Pandoc."""

    def write(markdown: str, name: str) -> Path:
        (tmp_path / "made.md").write_text(markdown, encoding="utf-8")
        command = [pandoc, "-s", "made.md", "-o", name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return tmp_path / name

    return write


@pytest.fixture
def begin(tmp_path: Path) -> Callable[..., tuple[Collected, Path]]:
    """Starts an edition of a file or folder; gives what is said of it, and the folder of its texts."""

    def run(source: Path, **wishes: str) -> tuple[Collected, Path]:
        collected = start(tmp_path / "mine", source, Wishes(**wishes))
        return collected, tmp_path / "mine" / "tei"

    return run


@pytest.fixture
def only(begin: Callable[..., tuple[Collected, Path]]) -> Callable[..., tuple[etree._Element, str]]:
    """Converts one file; gives the root of its TEI, and what is said of it in one string."""

    def run(source: Path, **wishes: str) -> tuple[etree._Element, str]:
        collected, texts = begin(source, **wishes)
        (text,) = collected.texts
        root = etree.parse(texts / f"{text.page}.xml").getroot()
        return root, "\n".join(text.remarks)

    return run
