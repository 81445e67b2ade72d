"""What the tests of all rooms share: the material beside the repository, and tools that may be missing.

A test whose material or tool is missing is skipped with the reason; under ``CI=true`` that is a
failure, so that nothing goes untested unseen.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import settings

# Tests never time: on a busy machine the first example of a property may take its time.
settings.register_profile("edition", deadline=None)
settings.load_profile("edition")

pytest_plugins = ("sphinx.testing.fixtures",)

REPOSITORY = Path(__file__).parent.parent
SHARED = REPOSITORY.parent / "shared"


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and this is CI")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder of this edition's own TEI."""
    return REPOSITORY / "tei"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material of others that lies beside the repository: dossier, corpora, schema."""
    if not SHARED.is_dir():
        _missing("the folder ../shared")
    return SHARED


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Gives the path of a program, or skips."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            _missing(f"the program {name}")
        return path or ""

    return find


@pytest.fixture(scope="session")
def printer() -> str:
    """What sets a PDF, by its name; or skips."""
    try:
        return import_module("weasyprint").__name__
    except (ImportError, OSError) as error:  # the package, or a library of the system
        _missing(f"WeasyPrint ({error})")
        raise


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where the small projects of ``@pytest.mark.sphinx(testroot=…)`` are."""
    return REPOSITORY / "tests" / "roots"
