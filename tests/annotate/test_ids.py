"""Assigning ids changes nothing but the ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.annotate.ids import with_ids
from edition.cite.anchors import unstable
from edition.errors import EditionError
from edition.model import read
from edition.tei.parse import is_tei, parse

_TEI = """\
<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
  <!-- a comment -->
  <div   type='x' ><head>One</head><p>first</p><p xml:id="p7">second</p>
  <lg><l>verse</l></lg><note>a note</note></div></body></text></TEI>
"""


def test_passages_get_the_ids_they_were_known_by() -> None:
    """And keep every byte besides."""
    assigned = with_ids(read(parse(_TEI.encode(), "a.xml")))

    assert assigned.ids[:3] == ("d1", "h1", "p1")
    assert re.sub(rb' xml:id="(?!p7)[^"]*"', b"", assigned.data) == _TEI.encode()
    again = read(parse(assigned.data, "a.xml"))
    assert unstable(again.part.passages) == []
    assert with_ids(again).ids == ()


def test_ids_that_cannot_stay_are_named() -> None:
    """The editor chooses others; the rest is given ids all the same."""
    twice = _TEI.replace("<head>", '<head xml:id="p7">')
    assigned = with_ids(read(parse(twice.encode(), "a.xml")))

    (refused,) = assigned.refused
    assert "given twice" in refused.message
    assert refused.line == 4
    assert "p1" in assigned.ids


def _text(data: bytes) -> str:
    """The characters of a file; what is no UTF-16 is compared byte by byte."""
    return data.decode("utf-16" if b"\0" in data[:4] else "latin-1")


def _without(text: str, ids: set[str]) -> str:
    return re.sub(' xml:id="([^"]*)"', lambda match: "" if match[1] in ids else match[0], text)


def test_every_corpus_keeps_its_bytes_and_its_words(shared: Path) -> None:
    """Taking the new ids out again gives the file as it was."""
    files = [
        path
        for path in sorted((shared / "corpora").rglob("*.xml"))
        if path.stat().st_size < 300_000
    ]
    done = 0
    for path in files:
        data = path.read_bytes()
        if not is_tei(data):
            continue
        try:
            reading = read(parse(data, path.name))
        except EditionError:
            continue
        assigned = with_ids(reading)
        ids = set(assigned.ids)
        assert _without(_text(assigned.data), ids) == _without(_text(data), ids), path
        # What has words and no id now had one that cannot be an anchor, and is named.
        left = unstable(read(parse(assigned.data, path.name)).part.passages)
        assert len(left) <= len(assigned.refused), path
        done += 1
    assert done > 60


@pytest.mark.parametrize("name", ["article.xml", "introduction.xml"])
def test_this_edition_has_its_ids(sources: Path, name: str) -> None:
    """Every passage of the texts can be cited for good."""
    reading = read(parse((sources / name).read_bytes(), name))

    assert unstable(reading.part.passages) == []
