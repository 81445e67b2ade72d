"""What the tests of exports share."""

from __future__ import annotations

from pathlib import Path

import pytest

import edition
from edition import Edition


@pytest.fixture(scope="session")
def own(sources: Path) -> Edition:
    """This edition."""
    return edition.load(sources)
