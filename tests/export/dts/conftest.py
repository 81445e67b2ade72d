"""What the tests of DTS share: all files of a text, as they would be written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from edition.export.dts.addresses import FOLDER, Addresses
from edition.export.dts.collections import collection_files
from edition.export.dts.texts import Text, text_files, text_of
from edition.model import read
from edition.tei.parse import parse

BASE = "https://example.org/edition/"


@dataclass
class Served:
    """A static DTS of one text, "by request"."""

    text: Text
    files: dict[str, bytes]

    def get(self, address: str) -> bytes | None:
        """What a host would answer; None for 404."""
        assert address.startswith(f"{BASE}{FOLDER}/"), address
        return self.files.get(address.removeprefix(f"{BASE}{FOLDER}/"))

    def json(self, address: str) -> Any:  # noqa: ANN401 – whatever is in it
        """The same as JSON."""
        data = self.get(address)
        assert data is not None, address
        return json.loads(data)


@pytest.fixture(scope="session")
def serve() -> Callable[..., Served]:
    """Makes a DTS of the bytes of one text."""

    def make(data: bytes, ranges: int = 0, name: str = "text") -> Served:
        text = text_of(name, read(parse(data, f"{name}.xml")))
        addresses = Addresses(BASE)
        files = dict(text_files(text, addresses, ranges))
        files |= dict(collection_files("Edition", {name: text.work}, {}, addresses))
        return Served(text, files)

    return make


@pytest.fixture(scope="session")
def article(serve: Callable[..., Served], sources: Path) -> Served:
    """The article of this edition with all ranges."""
    return serve((sources / "article.xml").read_bytes(), 5_000, "article")
