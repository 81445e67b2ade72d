"""What the tests of the text share: all files of the edition, parsed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.text import reading


@pytest.fixture(scope="session")
def files(sources: Path) -> dict[str, etree._Element]:
    """All TEI files of the edition by name."""
    return {path.name: reading.parse(path) for path in sorted(sources.glob("*.xml"))}


@pytest.fixture(scope="session")
def article(files: dict[str, etree._Element]) -> etree._Element:
    """The root of the article."""
    return files["article.xml"]
