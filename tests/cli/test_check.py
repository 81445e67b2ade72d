"""``edition check``, as an editor gives it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

_TEXT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title><author>A</author></titleStmt>'
    '<editionStmt><edition n="1">1, <date when="2026">2026</date></edition></editionStmt><publicationStmt><publisher>P</publisher>'
    "<availability><p>Free.</p></availability></publicationStmt></fileDesc></teiHeader><text><body>\n{}\n</body></text></TEI>"
)
_PERSONS = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson><person xml:id="anna"><persName>Anna</persName></person></listPerson></standOff></TEI>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of a text and a register, with nothing to find."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "build/conf.py").write_text('extensions = ["edition"]\n')
    _write(tmp_path, '<p xml:id="p1"><persName ref="persons.xml#anna">Anna</persName> came.</p>')
    (tmp_path / "tei/persons.xml").write_text(_PERSONS)
    return tmp_path


def _write(folder: Path, body: str) -> None:
    (folder / "tei/text.xml").write_text(_TEXT.format(body))


def _check(folder: Path, *arguments: str, code: int = 0) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "edition", "check", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout


def test_a_clean_edition_is_clean(folder: Path) -> None:
    """As a whole, and file by file: a register is not unused because its text was not named."""
    for arguments in ([], ["tei"], ["tei/text.xml"], ["tei/persons.xml"], ["."]):
        assert _check(folder, *arguments) == "nothing found\n"


def test_everything_is_said_at_once(folder: Path) -> None:
    """Of all files, with place, reason and remedy; one that is broken does not hide the others."""
    _write(
        folder,
        '<p xml:id="p1"><persName ref="persons.xml#ana">Anna</persName>,\n <date when="1949-02-30">then</date></p>',
    )
    (folder / "tei/broken.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><p></TEI>')
    said = _check(folder, code=3)

    assert "tei/text.xml:2:26: error: @ref points at “persons.xml#ana”" in said
    assert "  Do you mean anna?\n  --fix: Point at persons.xml#anna" in said
    assert "tei/text.xml:3:8: error: @when “1949-02-30” is no date" in said
    assert "tei/broken.xml:1:" in said
    assert "3 errors" in said
    rows = json.loads(
        _check(folder, "tei/text.xml", "--format", "json", "--ignore", "date", code=1)
    )
    assert [(row["code"], row["file"]) for row in rows] == [("pointer-dangling", "tei/text.xml")]
    assert json.loads(_check(folder, "--only", "note", "--format", "json")) == []


def test_what_has_one_remedy_is_mended(folder: Path) -> None:
    """Shown first, if one likes."""
    text = '<p xml:id="p1"><persName ref="persons.xml#{}">Anna</persName> came.</p>'
    _write(folder, text.format("ana"))
    before = (folder / "tei/text.xml").read_text()
    assert '+<p xml:id="p1"><persName ref="persons.xml#anna">' in _check(folder, "--diff", code=1)
    assert (folder / "tei/text.xml").read_text() == before
    _check(folder, "--fix")
    assert (folder / "tei/text.xml").read_text() == _TEXT.format(text.format("anna"))


def test_published_anchors_are_held_against_the_record(folder: Path) -> None:
    """As a build does."""
    lock = [sys.executable, "-m", "edition", "anchors", "lock"]
    subprocess.run(lock, cwd=folder, check=True, capture_output=True)
    assert _check(folder) == "nothing found\n"
    _write(folder, '<p xml:id="p2"><persName ref="persons.xml#anna">Anna</persName> came.</p>')

    said = _check(folder, code=1)
    assert "the paragraph p1 was published (“Anna came.”, which are now in p2)" in said
    assert "edition anchors retire p1 --into p2" in said


def test_a_lone_file_is_checked_with_those_it_points_at(tmp_path: Path) -> None:
    """Its folder may hold a thousand others."""
    (tmp_path / "text.xml").write_text(
        _TEXT.format('<p><persName ref="persons.xml#anna">Anna</persName></p>')
    )
    (tmp_path / "persons.xml").write_text(_PERSONS)
    (tmp_path / "other.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'><broken></TEI>")

    assert _check(tmp_path, "text.xml") == "nothing found\n"


def test_watching_checks_again(folder: Path) -> None:
    """Whenever a file is written."""
    command = [sys.executable, "-u", "-m", "edition", "check", "--watch"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "nothing found\n"
            time.sleep(0.1)
            _write(folder, "<p><date when='x'>1 May</date></p>")
            assert "is no date" in process.stdout.readline()
        finally:
            process.kill()


_SCHEMA = """\
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><ref name="any"/></start>
 <define name="any"><element><anyName><except><name>hi</name></except></anyName>
  <zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore></element></define>
</grammar>
"""


def test_files_are_held_against_a_schema(folder: Path) -> None:
    """The one that is named, or those that they name themselves; what is elsewhere is not fetched."""
    (folder / "no-hi.rng").write_text(_SCHEMA)
    _write(folder, "<p>\n <hi>Anna</hi> came.</p>")
    assert _check(folder) == "nothing found\n"

    said = _check(folder, "--schema", "no-hi.rng", "tei/text.xml", code=1)
    assert "tei/text.xml:3:2: error: " in said
    assert "[schema-" in said

    path = folder / "tei/text.xml"
    text = path.read_text()
    path.write_text(f'<?xml-model href="../no-hi.rng" type="application/xml"?>\n{text}')
    assert "tei/text.xml:4:2: error: " in _check(folder, code=1)
    path.write_text(f'<?xml-model href="https://example.org/no-hi.rng"?>\n{text}')
    assert _check(folder) == "nothing found\n"


def test_a_broken_schema_is_said(folder: Path) -> None:
    """And not taken for one that allows everything."""
    (folder / "broken.rng").write_text("<grammar")

    _check(folder, "--schema", "broken.rng", code=3)


def test_several_paths_are_one_list(folder: Path) -> None:
    """For programs: of one project, of two, of a project and a file of it."""
    _write(folder, '<p xml:id="1">Words.</p>')
    other = folder / "other"
    other.mkdir()
    (other / "lone.xml").write_text(_TEXT.format('<p xml:id="2">Words.</p>'))

    for paths, files in (
        (["tei/text.xml", "tei/persons.xml"], ["tei/text.xml", "tei/persons.xml"]),
        (["tei", "other/lone.xml"], ["tei/text.xml", "tei/persons.xml", "other/lone.xml"]),
        ([".", "tei/persons.xml"], ["tei/text.xml", "tei/persons.xml"]),
    ):
        rows = json.loads(_check(folder, *paths, "--format", "json", code=1))
        assert {row["file"] for row in rows} <= set(files)
        assert "tei/text.xml" in {row["file"] for row in rows}
