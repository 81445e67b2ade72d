"""Files of citations: for each text, for paragraphs if they are few, and for the panel."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

from edition.cite import pandoc
from tests.sphinxext.conftest import Build

Builder = Callable[..., Build]


def _script(built: Build, name: str) -> dict[str, Any]:
    """What the script of the panel hands over."""
    text = (built.app.outdir / "_static" / "citations" / f"{name}.js").read_text(encoding="utf-8")
    said: dict[str, Any] = json.loads(text.removeprefix("editionCitations(").removesuffix(");\n"))
    return said


def _files(built: Build) -> set[str]:
    root = built.app.outdir / "citations"
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_each_text_and_each_paragraph_has_files(
    project: Callable[[str], Path], build: Builder
) -> None:
    """Registers have none: they are cited by the command."""
    files = _files(build(project("letters")))

    assert {"first.bib", "first.ris", "first.csl.json", "first.jsonld"} <= files
    assert any(name.startswith("first/") and name.endswith(".ris") for name in files)
    assert not any(name.startswith("persons") for name in files)


def test_many_paragraphs_have_no_files(project: Callable[[str], Path], build: Builder) -> None:
    """Above the limit; the text has them."""
    files = _files(build(project("letters"), confoverrides={"tei_citation_files": 1}))

    assert "first.bib" in files
    assert not any("/" in name for name in files)


def test_a_second_build_starts_nothing_and_writes_nothing(
    project: Callable[[str], Path], build: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the files are gone, what was rendered is not rendered again."""
    source = project("letters")
    first = build(source)
    times = {p: p.stat().st_mtime_ns for p in (first.app.outdir / "citations").rglob("*.bib")}

    def started(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "run", started)
    second = build(source)
    assert {p: p.stat().st_mtime_ns for p in times} == times
    for path in (second.app.outdir / "_static" / "citations").glob("*.js"):
        path.unlink()
    text = source / "first.xml"
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert _script(build(source), "first")["styles"]


def test_files_of_a_text_that_is_gone_are_gone(
    project: Callable[[str], Path], build: Builder
) -> None:
    """Whoever asks for them is told so by the server."""
    source = project("letters")
    build(source)
    (source / "second.xml").unlink()

    files = _files(build(source))

    assert "first.bib" in files
    assert not any(name.startswith("second") for name in files)


def test_the_address_is_that_of_the_configuration(
    project: Callable[[str], Path], build: Builder
) -> None:
    """And comes into the files when it is set; without one there is none."""
    source = project("letters")
    assert "url" not in (build(source).app.outdir / "citations" / "first.bib").read_text("utf-8")

    built = build(source, confoverrides={"html_baseurl": "https://example.org/e"})

    record = (built.app.outdir / "citations" / "first.bib").read_text("utf-8")
    assert "url = {https://example.org/e/first.html}" in record
    assert _script(built, "first")["base"] == "https://example.org/e/"


def test_without_pandoc_pages_are_made_all_the_same(
    project: Callable[[str], Path], build: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the formats that need none, and without a warning, as nobody has asked for styles."""
    monkeypatch.setattr(pandoc, "find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    pandoc.find_pandoc.cache_clear()
    try:
        built = build(project("letters"), warningiserror=True)
        said = _script(built, "first")
    finally:
        pandoc.find_pandoc.cache_clear()

    assert said["styles"] == []
    assert [record[0] for record in said["data"]] == ["BibTeX", "RIS", "CSL-JSON"]


def test_styles_can_be_chosen(project: Callable[[str], Path], build: Builder) -> None:
    """By the names that the command has; an unknown one is a warning."""
    source = project("letters")
    built = build(source, confoverrides={"tei_citation_styles": ["mla", "ieee"]})
    assert [style["name"] for style in _script(built, "first")["styles"]] == ["MLA", "ieee"]

    wrong = build(source, confoverrides={"tei_citation_styles": ["nosuch"]}, freshenv=True)
    assert "there is no style 'nosuch'" in wrong.warnings


@pytest.mark.parametrize(
    "values", [{"tei_citation_styles": "apa"}, {"tei_version_url": "https://example.org/"}]
)
def test_what_cannot_work_is_refused(
    project: Callable[[str], Path], build: Builder, values: dict[str, object]
) -> None:
    """With what would."""
    with pytest.raises(ConfigError, match=next(iter(values))):
        build(project("letters"), confoverrides=values)


@pytest.mark.parametrize("theme", ["alabaster", "basic"])
def test_other_themes_have_files_and_no_panel(
    project: Callable[[str], Path], build: Builder, theme: str
) -> None:
    """What needs no script of ours."""
    built = build(project("letters"), confoverrides={"html_theme": theme}, warningiserror=True)

    assert "first.ris" in _files(built)
    assert not (built.app.outdir / "_static" / "citations").exists()
    assert built.page("first").xpath("//head/meta[@name='citation_title']")


def test_pages_in_folders(project: Callable[[str], Path], build: Builder) -> None:
    """With dirhtml the address is that of the folder."""
    overrides = {"html_baseurl": "https://example.org"}
    built = build(project("letters"), "dirhtml", confoverrides=overrides)

    assert "https://example.org/first/}" in (built.app.outdir / "citations" / "first.bib").read_text("utf-8")  # fmt: skip
