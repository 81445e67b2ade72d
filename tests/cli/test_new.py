"""``edition new``: an edition that builds at once, of any text."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from tests.text.schematron import failures

_MARKDOWN = """---
title: A title
author: [Anna Berg]
lang: en
---

Before. Mr. Berg came.[^1]

# One

Some *words*, a [link](#three) and x^2^.

- item
- item two

  two paragraphs

> A quotation. Two sentences.

| a | b |
|---|---|
| 1 | 2 |

![A view](pic.png)

## Two

| Verse
| more verse

# Three {#three}

End.

[^1]: A note.
"""


def _edition(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edition", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def pandoc(tool: Callable[[str], str]) -> str:
    """Pandoc: that of the package, or one that is installed."""
    if importlib.util.find_spec("pypandoc") is None:
        return tool("pandoc")
    import pypandoc  # type: ignore[import-untyped] # noqa: PLC0415 – may be missing

    return str(pypandoc.get_pandoc_path())


def _is_valid(path: Path, shared: Path, jing: str) -> None:
    schema = shared / "schema"
    done = subprocess.run(
        [jing, str(schema / "tei_all.rng"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert failures(schema / "tei_all.sch", [path]) == []


@pytest.mark.parametrize("suffix", ["md", "html", "docx", "odt", "txt"])
def test_any_text_becomes_an_edition_that_builds_at_once(
    suffix: str,
    tmp_path: Path,
    pandoc: str,
    shared: Path,
    tool: Callable[[str], str],
) -> None:
    """Valid against TEI All, with words, notes, sentences and links; without a warning."""
    (tmp_path / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "a.md").write_text(_MARKDOWN, encoding="utf-8")
    if suffix == "txt":
        (tmp_path / "a.txt").write_text(
            "A title\n\nBefore. Mr. Berg came.\n\nEnd.\n", encoding="utf-8"
        )
    elif suffix != "md":
        command = [pandoc, "-s", "a.md", "-o", f"a.{suffix}"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    made = _edition(tmp_path, "new", "mine", "--from", f"a.{suffix}")
    assert made.returncode == 0, made.stderr
    built = _edition(tmp_path / "mine", "build", "-q")

    assert built.returncode == 0, built.stderr
    assert built.stderr == ""
    text = tmp_path / "mine" / "tei" / "a.xml"
    _is_valid(text, shared, tool("jing"))
    root = etree.parse(text).getroot()
    sentences = [" ".join("".join(s.itertext()).split()) for s in root.iter("{*}s")]
    # A document may say its title and its author before its text.
    at = sentences.index("Before.")
    assert sentences[at + 1].startswith("Mr. Berg came.")
    assert root.findtext(".//{*}titleStmt/{*}title") == "A title"
    page = (tmp_path / "mine" / "build" / "html" / "a.html").read_text(encoding="utf-8")
    assert 'id="p1.s1"' in page


def test_tei_is_taken_as_it_is(tmp_path: Path, sources: Path) -> None:
    """Byte for byte, in its folders; what is no text stays behind."""
    source = tmp_path / "texts"
    (source / "registers").mkdir(parents=True)
    shutil.copy(sources / "article.xml", source)
    for name in (
        "persons",
        "places",
        "organisations",
        "events",
        "works",
        "objects",
        "claims",
        "bibliography",
    ):
        shutil.copy(sources / f"{name}.xml", source)
    (source / "notes.json").write_text("{}")

    made = _edition(tmp_path, "new", "mine", "--from", "texts", "--title", "My *own*")

    assert made.returncode == 0, made.stderr
    tei = tmp_path / "mine" / "tei"
    assert (tei / "article.xml").read_bytes() == (sources / "article.xml").read_bytes()
    assert not list(tei.rglob("*.json"))
    built = _edition(tmp_path / "mine", "build", "-q")
    assert "nothing lost" in built.stdout


def test_without_a_text_there_is_a_sample(
    tmp_path: Path, shared: Path, tool: Callable[[str], str]
) -> None:
    """Valid; it shows a name that leads to a register."""
    assert _edition(tmp_path, "new", "mine").returncode == 0
    built = _edition(tmp_path / "mine", "build", "-q")

    assert (built.returncode, built.stderr) == (0, "")
    for path in (tmp_path / "mine" / "tei").glob("*.xml"):
        _is_valid(path, shared, tool("jing"))
    page = (tmp_path / "mine" / "build" / "html" / "sample.html").read_text(encoding="utf-8")
    assert "persons.html#anna-berg" in page


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("full",), 2, "the folder is there already"),
        (("mine", "--from", "absent.md"), 3, "there is no such file or folder"),
        (("mine", "--from", "latin.txt"), 3, "latin.txt:2: the text is not UTF-8"),
        (("mine", "--from", "broken.xml"), 3, "not well-formed XML"),
        (("mine", "--from", "broken.docx"), 3, "Pandoc cannot read it"),
        (("mine", "--from", "thing.zip"), 2, "nothing that can be converted"),
        (("mine", "--from", "empty"), 2, "nothing in it that can become an edition"),
        (("mine", "--from", "other.xml"), 3, "not TEI: the root is <x>"),
        (("mine", "--lang", '"; import os #'), 2, "is no language tag"),
        (("deep/er/mine", "--from", "latin.txt"), 3, "latin.txt:2: the text is not UTF-8"),
        (("latin.txt/mine",), 2, "the edition cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_nothing_behind(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path, pandoc: str
) -> None:
    """With the remedy, and no half of an edition."""
    assert pandoc
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.txt").write_bytes("One\nCafé".encode("latin-1"))
    (tmp_path / "broken.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text></TEI>')
    (tmp_path / "broken.docx").write_text("no archive")
    (tmp_path / "thing.zip").write_text("")
    (tmp_path / "other.xml").write_text("<x/>")
    before = sorted(tmp_path.iterdir())

    done = _edition(tmp_path, "new", *arguments)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_what_does_not_come_along_is_named(tmp_path: Path, pandoc: str) -> None:
    """Raw mark-up, pictures that are not there, characters that XML does not have."""
    assert pandoc
    (tmp_path / "a.md").write_text("A <b>bold</b> word.\n\n![x](https://example.org/x.png)\n")
    (tmp_path / "b.txt").write_text("Form\x0cfeed.\n")

    marked = _edition(tmp_path, "new", "one", "--from", "a.md").stdout
    plain = _edition(tmp_path, "new", "two", "--from", "b.txt").stdout

    assert "left out: <b>" in marked
    assert "elsewhere and was not fetched: https://example.org/x.png" in marked
    assert "characters that XML does not have are U+FFFD now: 1" in plain


def test_the_readme_tells_the_truth(
    tmp_path: Path, shared: Path, tool: Callable[[str], str]
) -> None:
    """What it says is done to the letter: the first name leads to a register, without a warning."""
    (tmp_path / "letter.txt").write_text("Anna Berg came.\n", encoding="utf-8")
    assert _edition(tmp_path, "new", "mine", "--from", "letter.txt").returncode == 0
    mine = tmp_path / "mine"
    readme = (mine / "README.md").read_text(encoding="utf-8")
    name, register = re.findall(r"```xml\n(.*?)```", readme, re.DOTALL)
    (entry,) = re.findall(r"```rst\n(.*?)```", readme, re.DOTALL)
    text = mine / "tei" / "letter.xml"
    text.write_text(text.read_text(encoding="utf-8").replace("Anna Berg", name.strip()))
    (mine / "tei" / "persons.xml").write_text(register)
    with (mine / "tei" / "index.rst").open("a") as index:
        index.write(entry)

    command = ["sphinx", "-W", "-q", "-c", "build", "tei", "build/html"]
    built = subprocess.run(
        [sys.executable, "-m", *command], cwd=mine, capture_output=True, text=True, check=False
    )

    assert (built.returncode, built.stderr) == (0, "")
    for path in (text, mine / "tei" / "persons.xml"):
        _is_valid(path, shared, tool("jing"))
    page = (mine / "build" / "html" / "letter.html").read_text(encoding="utf-8")
    assert "persons.html#anna-berg" in page


def test_the_folder_one_stands_in_can_become_the_edition(tmp_path: Path) -> None:
    """If it is empty; it stays the same folder, so that the next command works."""
    (tmp_path / "text.txt").write_text("Text.\n")
    mine = tmp_path / "mine"
    mine.mkdir()
    before = mine.stat().st_ino

    made = _edition(mine, "new", ".", "--from", "../text.txt")

    assert made.stdout.endswith("Build it: edition build\n")
    assert mine.stat().st_ino == before
    assert _edition(mine, "build", "-q").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "text.txt"]


@pytest.mark.parametrize(
    "title", ["- *A* `b` |c|_", ".. note::", "1. One <two>", "\\", "***", "'\"{{ x }}"]
)
def test_a_title_is_no_mark_up(title: str, tmp_path: Path) -> None:
    """Neither of the title page nor of the configuration."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Text.\n")

    assert _edition(tmp_path, "new", "mine", "--from", "texts", "--title", title).returncode == 0
    built = _edition(tmp_path / "mine", "build", "-q")

    assert (built.returncode, built.stderr) == (0, "")
    page = html.parse(tmp_path / "mine" / "build" / "html" / "index.html")
    assert title in str(page.xpath("string(//h1)"))


@pytest.mark.parametrize("language", ["en-GB", "grc", "zh-Hant", "pt-BR", "ur", "de"])
def test_pages_are_in_the_language_of_the_text(language: str, tmp_path: Path) -> None:
    """Whatever it is, without a warning."""
    (tmp_path / "a.txt").write_text("Text.\n")

    assert _edition(tmp_path, "new", "mine", "--from", "a.txt", "--lang", language).returncode == 0
    built = _edition(tmp_path / "mine", "build", "-q")

    assert (built.returncode, built.stderr) == (0, "")
    page = (tmp_path / "mine" / "build" / "html" / "a.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in page


def test_two_editions_of_one_text_are_the_same(tmp_path: Path, pandoc: str) -> None:
    """Byte for byte: no clock, no chance."""
    assert pandoc
    (tmp_path / "a.md").write_text(_MARKDOWN, encoding="utf-8")
    (tmp_path / "pic.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name in ("one", "two"):
        assert _edition(tmp_path, "new", name, "--from", "a.md").returncode == 0

    contents = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    ]

    assert contents[0] == contents[1]
