"""Schemas of one file or several, and such as cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.check.relaxng import validate
from edition.errors import UnreadableError
from edition.tei.parse import Document, parse

_RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"'


@pytest.fixture
def document() -> Document:
    """A text of one paragraph."""
    return parse(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><p/></TEI>', "text.xml")


def _written(folder: Path, **files: str) -> Path:
    """The first of *files*, each written into *folder*."""
    paths = [folder / f"{name}.rng" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return paths[0]


def test_what_a_schema_includes_is_read(tmp_path: Path, document: Document) -> None:
    """From beside it; what it defines itself stands for what it includes."""
    schema = _written(
        tmp_path,
        main=f'<grammar {_RNG}><include href="base.rng"><define name="x"><externalRef href="p.rng"/>'
        "</define></include></grammar>",
        base=f'<grammar {_RNG}><start><element name="TEI"><ref name="x"/></element></start>'
        '<define name="x"><notAllowed/></define></grammar>',
        p='<element name="p" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>',
    )

    assert validate([document], schema) == []


def test_a_schema_that_has_changed_is_read_anew(tmp_path: Path, document: Document) -> None:
    """As an editor who works on it expects."""
    text = f'<element name="TEI" {_RNG}><element name="p"><empty/></element></element>'
    schema = _written(tmp_path, main=text)
    assert validate([document], schema) == []

    schema.write_text(text.replace('"p"', '"quote"'), encoding="utf-8")

    assert [finding.code for finding in validate([document], schema)] == ["schema-unknown-element"]


@pytest.mark.parametrize(
    "reference", ["http://127.0.0.1:9/x.rng", "../outside.rng", "file:///etc/passwd", "", "//x/y"]
)
def test_nothing_outside_the_folder_is_opened(
    reference: str, tmp_path: Path, document: Document
) -> None:
    """A schema is of somebody else."""
    folder = tmp_path / "schema"
    folder.mkdir()
    (tmp_path / "outside.rng").write_text("<x/>", encoding="utf-8")
    schema = _written(folder, main=f'<grammar {_RNG}><include href="{reference}"/></grammar>')

    with pytest.raises(UnreadableError, match="not a file beside it") as raised:
        validate([document], schema)

    assert raised.value.place == f"{schema}:1"


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("<grammar", "not well-formed"),
        ("<html/>", "its root is <html>"),
        (f"<grammar {_RNG}/>", "no start"),
        (f'<grammar {_RNG}><include href="main.rng"/></grammar>', "includes itself"),
        (f'<grammar {_RNG}><start><ref name="x"/></start></grammar>', "'x' is not defined"),
        (f'<grammar {_RNG}><start><ref name="x"/></start><define name="x"><ref name="x"/></define></grammar>', "by itself"),
        (f"<grammar {_RNG}><start><empty/></start><start><empty/></start></grammar>", "defined twice"),
        (f'<element name="a" {_RNG}><data type="date"/></element>', "no datatype 'date'"),
        (f'<element name="a" {_RNG}><rows/></element>', "<rows> is no pattern"),
        (f'<element name="x:a" {_RNG}><empty/></element>', "prefix"),
        (f"<element {_RNG}/>", "no name"),
        (f'<element name="a" {_RNG}><parentRef name="x"/></element>', "no grammar around"),
    ],
)  # fmt: skip
def test_a_schema_that_cannot_be_used_says_why(schema: str, message: str, tmp_path: Path) -> None:
    """With file and line; never with a traceback, and never by letting everything pass."""
    document = parse(b'<a xmlns="http://www.tei-c.org/ns/1.0"/>', "text.xml")
    path = _written(tmp_path, main=schema)

    with pytest.raises(UnreadableError, match=message) as raised:
        validate([document], path)

    assert raised.value.line == 1
    assert raised.value.hint


def test_other_files_are_told_from_schemas(tmp_path: Path, document: Document) -> None:
    """A schema that is not there, and one in the compact syntax."""
    with pytest.raises(UnreadableError, match="cannot be read: No such file"):
        validate([document], tmp_path / "none.rng")
    with pytest.raises(UnreadableError, match="compact syntax"):
        validate([document], tmp_path / "schema.rnc")
