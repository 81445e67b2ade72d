"""``edition schema``: from an ODD to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from edition.cli import cli
from edition.cli.schema import schema
from edition.errors import UnreadableError

_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<schemaSpec ident="small" start="x">{}<elementSpec ident="x"><content><textNode/></content></elementSpec>
</schemaSpec></body></text></TEI>"""

_TEXT = '<x xmlns="http://www.tei-c.org/ns/1.0">words</x>'


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """An ODD that needs nothing else."""
    path = tmp_path / "any.odd"
    path.write_text(_ODD.format(""))
    return path


def test_it_writes_both_schemas(odd: Path, tmp_path: Path) -> None:
    """Named by the schema, in a folder that is made; again, the same bytes."""
    folder = tmp_path / "out" / "schema"
    arguments = ["schema", "compile", str(odd), "-o", str(folder)]

    first = CliRunner().invoke(cli, arguments)
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    second = CliRunner().invoke(cli, arguments)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert sorted(written) == ["small.rng", "small.sch"]
    assert written == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert etree.RelaxNG(etree.fromstring(written["small.rng"])).validate(etree.XML(_TEXT))
    assert first.output.splitlines() == [str(folder / name) for name in sorted(written)]


def test_the_language_of_its_documentation_can_be_chosen(tmp_path: Path) -> None:
    """Of those in which the ODD says what an element is for."""
    odd = tmp_path / "any.odd"
    said = '<desc xml:lang="en">a text</desc><desc xml:lang="fr">un texte</desc><content>'
    odd.write_text(_ODD.format("").replace("<content>", said))
    arguments = ["schema", "compile", str(odd), "-o", str(tmp_path), "--lang", "fr"]

    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert "un texte" in (tmp_path / "small.rng").read_text()


def test_an_odd_with_errors_writes_nothing(odd: Path, tmp_path: Path) -> None:
    """It is told where, what, and what to do, and the exit code is 1."""
    odd.write_text(_ODD.format('\n<moduleRef key="core"/>'))

    ran = CliRunner().invoke(cli, ["schema", "compile", str(odd), "-o", str(tmp_path / "out")])

    assert ran.exit_code == 1
    assert f"{odd}:3:1: error: the schema takes from the TEI" in ran.output
    assert "--p5" in ran.output
    assert "nothing was written" in ran.output
    assert not (tmp_path / "out").exists()


def test_warnings_do_not_keep_it_from_writing(odd: Path, tmp_path: Path) -> None:
    """An ODD of an older TEI often deletes what is no more."""
    odd.write_text(_ODD.format('<elementSpec ident="old" mode="delete"/>'))

    ran = CliRunner().invoke(cli, ["schema", "compile", str(odd), "-o", str(tmp_path / "out")])

    assert ran.exit_code == 0
    assert "warning" in ran.output
    assert (tmp_path / "out" / "small.rng").is_file()


def test_what_cannot_be_read_or_made_is_told(odd: Path, tmp_path: Path) -> None:
    """A missing file, a folder that is a file."""
    runner = CliRunner()
    missing = runner.invoke(schema, ["compile", str(tmp_path / "none.odd"), "-o", str(tmp_path)])
    beneath = runner.invoke(schema, ["compile", str(odd), "-o", str(odd / "out")])

    assert isinstance(missing.exception, UnreadableError)
    assert isinstance(beneath.exception, UnreadableError)
    assert "cannot be made" in str(beneath.exception)
