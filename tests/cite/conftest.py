"""Editions to cite from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import edition
from edition.model import Edition, assemble, read
from edition.tei.parse import parse


@pytest.fixture(scope="session")
def article(sources: Path) -> Edition:
    """This edition."""
    return edition.load(sources)


@pytest.fixture
def made() -> Callable[..., Edition]:
    """An edition of one text, from the content of its header and of its body."""

    def make(file_desc: str = "", body: str = "<p xml:id='p1'>Words.</p>") -> Edition:
        tei = (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>'
            f"{file_desc}</fileDesc></teiHeader><text><body>{body}</body></text></TEI>"
        )
        return assemble([read(parse(tei.encode(), "text.xml")).part])

    return make
