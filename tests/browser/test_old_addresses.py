"""Addresses from before a text was cut into pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
