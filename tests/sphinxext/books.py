"""Books made for tests: builds by the commands that users type."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from edition.errors import EXIT_CLEAN, EXIT_UNREADABLE


def sphinx_build(builder: str, source: Path, target: Path, *options: str) -> Path:
    """Build strictly what lies at *source* to *target*, and give the one book in it."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, *options]
    doctrees = target.parent / f"{target.name}-doctrees"
    subprocess.run([*command, "-d", str(doctrees), str(source), str(target)], check=True)
    (book,) = target.glob(f"*.{builder}")
    return book


def of_any(source: Path, target: Path, kind: str) -> Path:
    """The book that ``edition build PATH`` makes of any folder of TEI; files that are none are refused."""
    command = [sys.executable, "-m", "edition", "build", str(source), "-q", "-o", str(target)]
    done = subprocess.run([*command, "--format", kind], check=False, capture_output=True)
    assert done.returncode in {EXIT_CLEAN, EXIT_UNREADABLE}, done.stderr
    (book,) = (target / kind).glob(f"*.{kind}")
    return book


def pdf_text(tool: Callable[[str], str], book: Path) -> str:
    """All that a PDF says, in the order of its pages."""
    done = subprocess.run([tool("pdftotext"), str(book), "-"], capture_output=True, check=True)
    return done.stdout.decode()
