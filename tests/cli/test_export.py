"""``edition export``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from edition.cite.lock import read_lock
from edition.cite.resolve import Archive, resolve
from edition.model import load


def _export(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "edition", "export", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def letters(rootdir: Path) -> str:
    """A folder of TEI files without a project."""
    return str(rootdir / "test-letters")


def test_any_folder_of_tei_is_exported(letters: str, tmp_path: Path) -> None:
    """All that needs no address, each said in a line; references lead into the folder itself."""
    wanted = ("annotations", "csl-json", "geojson", "tei", "text")
    done = _export(tmp_path, *wanted, "--source", letters, "-o", "out")

    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == list(wanted)
    out = tmp_path / "out"
    items = json.loads((out / "annotations.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    assert items
    for item in items:
        target = item["target"]
        assert (out / target["source"]).is_file(), target
    first = Path(letters, "first.xml").read_bytes()
    assert (out / "tei/first.xml").read_bytes() == first
    assert json.loads((out / "places.geojson").read_text(encoding="utf-8"))["features"] == []


def test_with_an_address_everything_is_named_by_it(letters: str, tmp_path: Path) -> None:
    """DTS and Hypothesis too."""
    base = "https://example.org/letters"
    options = ("--source", letters, "-o", "out", "--base-url", base, "--ranges", "2")
    done = _export(tmp_path, "dts", "hypothesis", "annotations", *options)

    assert (done.returncode, done.stderr) == (0, "")
    out = tmp_path / "out"
    entry = json.loads((out / "dts/index.jsonld").read_text(encoding="utf-8"))
    assert entry["@id"] == f"{base}/dts/index.jsonld"
    rows = json.loads((out / "hypothesis.json").read_text(encoding="utf-8"))["rows"]
    assert rows
    assert all(row["uri"].startswith(f"{base}/") for row in rows)


def test_one_file_is_enough(letters: str, tmp_path: Path) -> None:
    """It is named as below its folder."""
    done = _export(tmp_path, "text", "--source", f"{letters}/first.xml", "-o", "out")

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out/text/first.txt").is_file()
    assert not (tmp_path / "out/text/second.txt").exists()


def test_a_project_named_by_a_relative_path_has_its_address(rootdir: Path, tmp_path: Path) -> None:
    """That of its configuration."""
    (tmp_path / "ed/build").mkdir(parents=True)
    (tmp_path / "ed/build/conf.py").write_text("html_baseurl = 'https://example.org/e'\n")
    (tmp_path / "ed/tei").symlink_to(rootdir / "test-letters")

    done = _export(tmp_path, "dts", "--source", "ed", "-o", "out")

    assert (done.returncode, done.stderr) == (0, "")
    assert "https://example.org/e/dts/" in (tmp_path / "out/dts/index.jsonld").read_text()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("dts",), 2, "names everything by its address"),
        (("hypothesis",), 2, "--base-url https://…"),
        (("geojson", "--base-url", "nowhere"), 2, "'nowhere' is no address of the web"),
        (("everything",), 2, "everything"),
    ],
)
def test_what_cannot_be_done_is_said(
    letters: str, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Without a traceback, and nothing is written."""
    done = _export(tmp_path, *arguments, "--source", letters, "-o", "out")

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_read_or_written_is_said(letters: str, tmp_path: Path) -> None:
    """With the code for that."""
    assert _export(tmp_path, "text", "--source", "nothing", "-o", "out").returncode == 3
    (tmp_path / "out").mkdir()
    (tmp_path / "out/text").write_text("a file where a folder should be", encoding="utf-8")
    done = _export(tmp_path, "text", "--source", letters, "-o", "out")
    assert done.returncode == 3
    assert "cannot be written" in done.stderr


def test_a_scheme_that_cannot_be_read_is_told(shared: Path, tmp_path: Path) -> None:
    """At its place; the rest is served."""
    hostile = shared / "corpora/hostile/f08-cite-xpath.xml"
    options = ("--source", str(hostile), "-o", "out", "--base-url", "https://example.org/")
    done = _export(tmp_path, "dts", *options)

    assert done.returncode == 0
    assert "f08-cite-xpath.xml:2: citeStructure" in done.stderr
    assert (tmp_path / "out/dts/document/f08-cite-xpath/1.1.xml").is_file()


@pytest.mark.parametrize("base", ["", "https://edition.example.org/"])
def test_exported_annotations_lead_back_to_their_words(
    repository: Path, tmp_path: Path, base: str
) -> None:
    """With and without an address: what was exported is what it is resolved to."""
    source = str(repository / "tei")
    options = ["--base-url", base] if base else []
    _export(tmp_path, "annotations", "-o", "out", "--source", source, *options)
    made = json.loads(next((tmp_path / "out").rglob("annotations.jsonld")).read_text())
    items = made["first"]["items"] if "first" in made else made["items"]
    archive = Archive(load(source), read_lock(Path(source) / "anchors.lock"), base, "")

    quoted = [item for item in items[::5] if "exact" in json.dumps(item["target"])]
    assert len(quoted) > 80
    for item in quoted:
        found = resolve(archive, json.dumps(item))
        (exact,) = {
            selector["exact"]
            for selector in _selectors(item["target"])
            if selector["type"] == "TextQuoteSelector"
        }
        # Signs at the edges of a quotation are nobody's words.
        words = [re.findall(r"\w+", said) for said in (found.now, exact)]
        assert (found.status, words[0]) == ("same", words[1])


def _selectors(made: object) -> Iterator[dict[str, Any]]:
    """All selectors of a target, those that refine others too."""
    if isinstance(made, list):
        for one in made:
            yield from _selectors(one)
    elif isinstance(made, dict):
        if str(made.get("type", "")).endswith("Selector"):
            yield made
        yield from _selectors(made.get("selector"))
        yield from _selectors(made.get("refinedBy"))
