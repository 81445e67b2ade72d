"""Texts that nobody here wrote: they build, and nothing of them is lost.

Words are compared by means of their own: with lxml from the source, with lxml from the page.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from tests.sphinxext.conftest import Build

_TEI = "{http://www.tei-c.org/ns/1.0}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Left out by rule (see the table of behaviours).
_LEFT_OUT = {f"{_TEI}{name}" for name in ("fw", "facsimile", "index", "schemaSpec", "teiHeader")}


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _source(path: Path) -> tuple[str, set[str]]:
    """Text and ids of all that a reader is to see of a file."""
    root = etree.parse(path, etree.XMLParser(collect_ids=False, no_network=True)).getroot()
    for element in list(root.iter()):
        if element.tag in _LEFT_OUT:
            parent = element.getparent()
            if parent is not None:
                element.clear(keep_tail=True)
                element.tag = f"{_TEI}gap"
    parts = (
        [root] if root.tag == f"{_TEI}div" else list(root.iter(f"{_TEI}text", f"{_TEI}standOff"))
    )
    text = " ".join(piece for part in parts for piece in part.itertext(etree.Element))
    ids = {e.get(_XML_ID, "") for part in parts for e in part.iter(etree.Element)} - {""}
    return text, ids


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("serafin", "*.xml"),
        ("schnitzler-briefe", "L0*.xml"),
        ("schnitzler-briefe", "listevent.xml"),
        ("dh-abstracts", "263.xml"),
        ("dh-abstracts", "490.xml"),
        ("geste", "ed_*.xml"),
        ("moliere", "*.xml"),
        ("tei-tests", "testdrama.xml"),
    ],
)
def test_texts_of_others_lose_no_word_and_no_id(
    folder: str, pattern: str, shared: Path, tmp_path: Path, build: Callable[..., Build]
) -> None:
    """Every word at least as often, every id."""
    source = tmp_path / "source"
    source.mkdir()
    for path in (shared / "corpora" / folder).glob(pattern):
        shutil.copy(path, source)
    (source / "index.rst").write_text("Index\n=====\n\n.. toctree::\n   :glob:\n\n   *\n")
    (source / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')

    made = build(source)

    assert "tei.lost" not in made.warnings
    files = sorted(source.glob("*.xml"))
    assert files
    for path in files:
        text, ids = _source(path)
        # A large text is cut into pages, which lie in a folder of its name.
        leaves = sorted((made.app.outdir / path.stem).rglob("*.html"))
        pages = [made.app.outdir / f"{path.stem}.html", *leaves]
        mains = [main for page in pages for main in html.parse(page).xpath("//main")]
        shown = " ".join(piece for main in mains for piece in main.itertext())
        joined = "".join("".join(main.text_content() for main in mains).split())
        lost = {
            word: number
            for word, number in (_words(text) - _words(shown)).items()
            if joined.count(word) < number
        }
        assert lost == {}, path.name
        assert set() == ids - {found for main in mains for found in main.xpath(".//@id")}, path.name
