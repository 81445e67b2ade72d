"""A change costs what it touches, and an edition does not become right by being built twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.sphinxext.conftest import Build


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_changed_nothing_is_done(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """No page is read or written again."""
    source = project("letters")
    build(source)

    again = build(source)

    assert again.read == []
    assert again.written == []


def test_a_name_in_a_register_is_read_once_and_written_where_it_shows(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """One file is read; only pages that mention the person are written."""
    source = project("letters")
    build(source)
    _edit(source / "persons.xml", "Anna Berg", "Anna Bergen")

    again = build(source)

    assert again.read == ["persons"]
    assert {"first", "index", "lists", "persons"} == set(again.written)
    assert "Anna Bergen" in again.text("lists")
    assert again.page("first").xpath("//a[@href='persons.html#anna']")
    cards = (again.app.outdir / "_static" / "cards").glob("persons.html.*.js")
    assert any("Anna Bergen" in path.read_text() for path in cards)


def test_a_changed_paragraph_changes_the_register_that_quotes_it(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """The register shows the new words in context, without being read again."""
    source = project("letters")
    build(source)
    _edit(source / "second.xml", "This one speaks of", "This letter is about")

    again = build(source)

    assert again.read == ["second"]
    # Sphinx itself writes the page again that has the changed one in its toctree.
    assert {"second", "persons"} == set(again.written) - {"index"}
    assert "This letter is about" in again.text("persons")


def test_a_changed_note_changes_the_text_it_is_about(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """The text shows the new note."""
    source = project("letters")
    build(source)
    _edit(source / "notes.xml", "A Monday.", "It was a Monday.")

    again = build(source)

    assert again.read == ["notes"]
    assert "first" in again.written
    assert "second" not in again.written
    assert "It was a Monday." in again.text("first")


def test_a_deleted_entity_is_missed_where_it_is_mentioned(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """At the file and line of each mention, in this build and in every later one."""
    source = project("letters")
    build(source)
    _edit(source / "persons.xml", 'xml:id="anna"', 'xml:id="anne"')

    again = build(source)
    once_more = build(source)

    for made in (again, once_more):
        assert (
            "first.xml:23: WARNING: @ref of <persName> points at “persons.xml#anna”"
            in made.warnings
        )
        assert "(again in line 24, 27)" in made.warnings
    assert once_more.read == []


def test_a_deleted_file_is_forgotten(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Its mentions leave the register."""
    source = project("letters")
    build(source)
    (source / "second.xml").unlink()
    _edit(source / "index.rst", "   second\n", "")

    again = build(source)

    assert again.warnings == ""
    assert "second" not in again.text("persons")


def test_a_new_rule_reads_everything_again(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """A project's own behaviour takes the place of the default one."""
    source = project("letters")
    build(source)

    again = build(
        source, confoverrides={"tei_behaviours": [("unheard", "omit", "not for readers")]}
    )

    assert "first" in again.read
    assert "What no" not in again.text("first")
    assert again.warnings == ""
