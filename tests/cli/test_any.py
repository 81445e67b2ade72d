"""``edition build PATH``: any TEI, without a configuration."""

from __future__ import annotations

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

_LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
    "<title>A letter</title><author>Anna Berg</author></titleStmt></fileDesc></teiHeader>"
    '<text><body><p>Dear <persName ref="#karl">Karl</persName>.</p></body></text></TEI>'
)
_PERSONS = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>'
    '<person xml:id="karl"><persName>Karl Berg</persName></person></listPerson></standOff></TEI>'
)


def _build(folder: Path, *arguments: str, timeout: int = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edition", "build", "-q", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=timeout,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)),
    )


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with a letter, a register, and what is neither."""
    folder = tmp_path / "my letters"
    (folder / "1899").mkdir(parents=True)
    (folder / "1899" / "may day.xml").write_text(_LETTER, encoding="utf-8")
    (folder / "persons.xml").write_text(_PERSONS, encoding="utf-8")
    (folder / "schema.xml").write_text("<grammar/>", encoding="utf-8")
    return folder


def test_a_folder_becomes_an_edition(letters: Path) -> None:
    """Title page, texts, registers and an index, by one command."""
    done = _build(letters.parent, "my letters")

    assert done.returncode == 0, done.stderr
    site = letters.parent / "html"
    letter = html.parse(site / "1899" / "may-day.html").getroot()
    assert letter.xpath("//a[@href='../persons.html#karl']")
    title = html.parse(site / "index.html").getroot().text_content()
    assert "A letter" in title
    assert "Anna Berg" in title
    assert "Karl Berg" in (site / "index-of-persons.html").read_text(encoding="utf-8")
    assert not list(site.rglob("schema*"))


def test_a_second_build_does_only_what_is_new(letters: Path) -> None:
    """Files keep their time; a file that is gone is forgotten."""
    _build(letters.parent, "my letters")
    (letters / "1899" / "may day.xml").rename(letters / "1899" / "june.xml")

    done = _build(letters.parent, "my letters")

    assert done.returncode == 0, done.stderr
    assert (letters.parent / "html" / "1899" / "june.html").is_file()
    assert "2  pages" not in done.stdout


def test_files_whose_names_become_the_same_are_both_kept(letters: Path) -> None:
    """In an address a blank is a hyphen, and case may not count: no text takes another's place."""
    for name, words in (("a b.xml", "first"), ("a-b.xml", "second"), ("A-B.xml", "third")):
        text = _LETTER.replace("Dear", words)
        (letters / name).write_text(text, encoding="utf-8")

    done = _build(letters.parent, "my letters")

    assert done.returncode == 0, done.stderr
    pages = [p.read_text("utf-8") for p in (letters.parent / "html").glob("*.html")]
    for words in ("first", "second", "third"):
        assert any(f"{words} <" in page for page in pages)


def test_messages_name_the_files_of_the_editor(letters: Path) -> None:
    """Not the copies that are built."""
    (letters / "persons.xml").unlink()

    done = _build(letters.parent, "my letters")

    assert done.returncode == 0
    assert "my letters/1899/may day.xml:1: WARNING" in done.stderr


def test_one_bad_file_does_not_break_the_others(letters: Path) -> None:
    """It is named, with its remedy; exit 3."""
    (letters / "bad.xml").write_text(_LETTER[:-20], encoding="utf-8")

    done = _build(letters.parent, "my letters")

    assert done.returncode == 3
    assert "bad.xml:1:" in done.stderr
    assert "not well-formed" in done.stderr
    assert (letters.parent / "html" / "1899" / "may-day.html").is_file()
    assert not (letters.parent / "html" / "bad.html").exists()


def test_nothing_outside_the_folder_is_followed(letters: Path) -> None:
    """A link out of it is passed over."""
    outside = letters.parent / "outside.xml"
    outside.write_text(_LETTER.replace("Dear", "SECRET"), encoding="utf-8")
    (letters / "link.xml").symlink_to(outside)

    _build(letters.parent, "my letters")

    site = letters.parent / "html"
    assert not any("SECRET" in p.read_text("utf-8") for p in site.rglob("*.html"))


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_where_there_is_no_tei_it_is_said_so(path: str, tmp_path: Path) -> None:
    """Exit 3, with a remedy."""
    (tmp_path / "empty").mkdir()

    done = _build(tmp_path, path)

    assert done.returncode == 3
    assert done.stderr.startswith("edition: ")
    assert "Traceback" not in done.stderr


# -- hostile files -----------------------------------------------------------------------------

_HOSTILE = Path(__file__).parent.parent.parent.parent / "shared" / "corpora" / "hostile"
_EXPECTED: dict[str, Any] = (
    json.loads((_HOSTILE / "expected.json").read_text(encoding="utf-8"))
    if _HOSTILE.is_dir()
    else {"files": {}, "canary": "none"}
)
_FILES = _EXPECTED["files"]
_CASES = list(_FILES.items()) if isinstance(_FILES, dict) else [(f["file"], f) for f in _FILES]
_FORBIDDEN = ("script", "iframe", "object", "embed", "base")


@pytest.fixture(scope="module")
def connections() -> Iterator[list[str]]:
    """Who connects to the address that the hostile files name."""
    seen: list[str] = []
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", 18931))
    listener.listen()

    def listen() -> None:
        while True:
            try:
                connection, address = listener.accept()
            except OSError:
                return
            seen.append(str(address))
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    yield seen
    listener.close()


def test_the_hostile_files_are_there(shared: Path) -> None:
    """All 104."""
    assert len(list((shared / "corpora" / "hostile").glob("*.xml"))) == len(_CASES) == 104


@pytest.mark.parametrize(("name", "expected"), _CASES, ids=[name for name, _ in _CASES])
def test_a_hostile_file_has_its_outcome(
    name: str, expected: dict[str, Any], tmp_path: Path, connections: list[str]
) -> None:
    """Refused with a message, or built with nothing let in."""
    source = tmp_path / "source"
    source.mkdir()
    for file in (name, "canary.txt", "canary.dtd"):
        shutil.copy(_HOSTILE / file, source)

    done = _build(tmp_path, f"source/{name}")

    pages = sorted((tmp_path / "html").rglob("*.html"))
    outcome = expected["outcome"]
    assert "Traceback" not in done.stderr
    if outcome == "reject":
        assert done.returncode != 0
        assert pages == []
    if outcome in {"accept", "accept-with-warning"}:
        assert done.returncode == 0, done.stderr
        assert pages
    if outcome == "accept-with-warning":
        assert "WARNING" in done.stderr
    if done.returncode:
        assert name in done.stderr
    said = (done.stdout + done.stderr).encode()
    written = [p for p in tmp_path.rglob("*") if p.is_file() and source not in p.parents]
    copies = os.sep + "source" + os.sep
    made = [p for p in written if copies not in str(p.relative_to(tmp_path))]
    assert not any(_EXPECTED["canary"].encode() in p.read_bytes() for p in made)
    assert _EXPECTED["canary"].encode() not in said
    for unwanted in expected.get("must_not_contain") or ():
        assert not any(unwanted.encode() in page.read_bytes() for page in pages)
    for page in pages:
        assert _executable(page) == [], page.name
    assert connections == []


def _executable(page: Path) -> list[str]:
    """What of *page* could run or load something (the search page has scripts of its own)."""
    found = []
    for element in html.fromstring(page.read_bytes()).iter():
        if not isinstance(element.tag, str):
            continue
        own = element.tag == "script" and "_static/" in element.get("src", "")
        if element.tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text or "")  # data, which nothing runs
            own = True
        if element.tag in _FORBIDDEN and not own and page.name != "search.html":
            found.append(element.tag)
        for attribute, value in element.attrib.items():
            address = str(value).strip().lower()
            if str(attribute).startswith("on") or attribute == "style":
                found.append(f"{element.tag}/@{attribute}")
            if address.startswith(("javascript:", "vbscript:", "data:text/html", "file:")):
                found.append(f"{element.tag}/@{attribute}={address[:40]}")
    return found
