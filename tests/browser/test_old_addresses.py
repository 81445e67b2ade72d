"""Addresses from before a text was cut into pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Locator

pytestmark = pytest.mark.xdist_group("browser")

_CHAPTER = '<div xml:id="c{0}"><head>Chapter {0}</head><p xml:id="c{0}.p1">Words.</p></div>'


def test_an_old_address_leads_to_the_page_that_has_the_passage_now(
    tmp_path: Path, browser: Browser
) -> None:
    """From a disk, as anybody has it; also when only what stands behind # changes."""
    source = tmp_path / "source"
    source.mkdir()
    body = "".join(_CHAPTER.format(number) for number in (1, 2, 3))
    (source / "novel.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'
    )
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   novel\n")
    (source / "conf.py").write_text('extensions = ["edition"]\ntei_split = "div1"\n')
    command = [sys.executable, "-m", "sphinx", "-q", str(source), str(tmp_path / "html")]
    subprocess.run(command, check=True)
    page = browser.new_page()
    address = (tmp_path / "html" / "novel.html").as_uri()

    page.goto(f"{address}#c3.p1")
    page.wait_for_url("**/novel/c3.html#c3.p1")
    assert "Chapter 3" in page.inner_text("h1")

    page.goto(address)
    page.evaluate("location.hash = '#c2'")
    page.wait_for_url("**/novel/c2.html#c2")


def _box(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box


def test_an_anchor_that_is_gone_still_answers(tmp_path: Path, browser: Browser) -> None:
    """Who comes with its address sees what became of it; a withdrawal is seen by everybody."""
    source = tmp_path / "source"
    source.mkdir()
    head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><head xml:id="t1">A text</head>'
    words = {f"p{number}": f"Paragraph {number} has so many words. " * 30 for number in range(1, 9)}

    def write(names: list[str]) -> None:
        body = "".join(f'<p xml:id="{name}">{words[name]}</p>' for name in names)
        (source / "text.xml").write_text(f"{head}{body}</body></text></TEI>")

    def edition(*arguments: str) -> None:
        command = [sys.executable, "-m", "edition", *arguments, "--source", str(source)]
        subprocess.run(command, check=True, capture_output=True)

    write(list(words))
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   text\n")
    (source / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')
    edition("release", "1")
    words["p6"] = f"{words['p6']} {words['p7']}"
    write([name for name in words if name not in {"p4", "p7"}])
    edition("anchors", "retire", "p7", "--into", "p6")
    edition("anchors", "retire", "p4", "--reason", "a forgery")
    edition("release", "2")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(tmp_path / "html")]
    subprocess.run(command, check=True)
    page = browser.new_page(viewport={"width": 800, "height": 500})
    address = (tmp_path / "html" / "text.html").as_uri()

    page.goto(address)
    assert _box(page.get_by_text("Paragraph p4 was withdrawn"))["height"] > 10
    assert _box(page.locator("#p7"))["height"] < 3

    page.goto(f"{address}#p7")
    note = page.get_by_text("Paragraph p7 is now in p6.")
    assert _box(note)["height"] > 10
    assert 0 <= _box(note)["y"] < 500
    below = _box(page.locator("#p6"))["y"] - _box(note)["y"]
    assert 0 < below < 100
