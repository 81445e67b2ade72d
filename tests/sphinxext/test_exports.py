"""What a build writes beside its pages: each thing where the pages say, new when something is new."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sphinx.errors import ConfigError

from tests.sphinxext.conftest import Build

_BASE = "https://example.org/letters/"


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _annotations(made: Build) -> list[dict[str, Any]]:
    text = (made.app.outdir / "data/annotations.jsonld").read_text(encoding="utf-8")
    items: list[dict[str, Any]] = json.loads(text)["first"]["items"]
    return items


def test_all_but_dts_needs_no_address(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """References lead from file to file."""
    made = build(project("letters"))

    data = made.app.outdir / "data"
    assert {
        "annotations.jsonld",
        "bibliography.csl.json",
        "tei/first.xml",
        "text/first.txt",
        "text/first/p1.s1.txt",
    } <= _files(data)
    assert not (made.app.outdir / "dts").exists()
    assert not (data / "hypothesis.json").exists()
    mention = next(item for item in _annotations(made) if item["motivation"] == "identifying")
    assert mention["target"]["source"] == "../first.html"
    assert mention["body"][0]["source"] == "../persons.html#anna"
    assert (data / mention["target"]["source"]).resolve().is_file()


def test_the_tei_is_that_of_the_source(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Byte by byte."""
    source = project("letters")
    made = build(source)

    for file in source.glob("*.xml"):
        assert (made.app.outdir / "data/tei" / file.name).read_bytes() == file.read_bytes()


def test_positions_are_those_of_the_page(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Of the text of its body, as it is written."""
    made = build(project("letters"), confoverrides={"html_baseurl": _BASE})

    checked = 0
    for item in _annotations(made):
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            chosen = {one["type"]: one for one in target.get("selector", [])}
            if "TextPositionSelector" not in chosen:
                continue
            page = target["source"].removeprefix(_BASE).removesuffix(".html")
            (body,) = made.page(page).xpath("/html/body")
            text = body.text_content()
            position, quoted = chosen["TextPositionSelector"], chosen["TextQuoteSelector"]
            assert text[position["start"] : position["end"]] == quoted["exact"]
            (block,) = made.page(page).xpath("//*[@id=$id]", id=chosen["FragmentSelector"]["value"])
            assert quoted["exact"] in block.text_content()
            checked += 1
    assert checked > 10


def test_with_an_address_there_is_a_dts(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Of every text, with as many ranges as the project says."""
    settings = {"html_baseurl": _BASE.rstrip("/"), "tei_dts_ranges": 3}
    made = build(project("letters"), confoverrides=settings)

    dts = made.app.outdir / "dts"
    entry = json.loads((dts / "index.jsonld").read_text(encoding="utf-8"))
    assert entry["@id"] == f"{_BASE}dts/index.jsonld"
    texts = json.loads((dts / "collection/texts/index.jsonld").read_text(encoding="utf-8"))
    assert [member["@id"] for member in texts["member"]] == ["first", "second"]
    assert texts["member"][0]["download"] == f"{_BASE}data/tei/first.xml"
    assert (made.app.outdir / "data/tei/first.xml").is_file()
    # A range has a file of navigation that asks for no members, a unit another.
    ranges = {path for path in _files(dts / "document/first") if "/" in path}
    assert len(ranges) == 3
    assert (made.app.outdir / "data/hypothesis.json").is_file()


def test_what_a_page_is_in_other_forms_stands_in_its_head(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Each link leads to a file, from the page that it stands on."""
    source = project("letters")
    (source / "sub").mkdir()
    third = (source / "second.xml").read_text(encoding="utf-8")
    (source / "sub" / "third.xml").write_text(third.replace("../", ""), encoding="utf-8")
    made = build(source, confoverrides={"html_baseurl": _BASE})

    found: dict[str, set[str]] = {}
    for page in sorted(made.app.outdir.rglob("*.html")):
        name = page.relative_to(made.app.outdir).as_posix()
        for link in html.parse(page).xpath("//link[@rel='alternate']"):
            assert (page.parent / link.get("href")).is_file(), (name, link.get("href"))
            found.setdefault(name, set()).add(link.get("type").partition(";")[0])
    assert found["first.html"] == {"application/tei+xml", "text/plain", "application/ld+json"}
    assert found["sub/third.html"] == found["first.html"]
    assert "application/vnd.citationstyles.csl+json" in found["sources.html"]
    assert "lists.html" not in found


def test_nothing_is_written_when_nothing_has_changed(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """And when one text has, the files of the others stay."""
    source = project("letters")
    settings = {"html_baseurl": _BASE}
    made = build(source, confoverrides=settings)
    times = {path: path.stat().st_mtime_ns for path in _all(made)}

    build(source, confoverrides=settings)
    assert {path: path.stat().st_mtime_ns for path in _all(made)} == times

    second = source / "second.xml"
    text = second.read_text(encoding="utf-8")
    second.write_text(text.replace("</body>", "<p xml:id='new'>New words.</p></body>"), "utf-8")
    build(source, confoverrides=settings)
    changed = {
        path.relative_to(made.app.outdir).as_posix()
        for path in _all(made)
        if times.get(path) != path.stat().st_mtime_ns
    }
    assert "dts/document/second/new.xml" in changed
    assert "data/text/second/new.txt" in changed
    assert not {path for path in changed if "/first" in path}


def _all(made: Build) -> list[Path]:
    return [
        path
        for folder in ("data", "dts")
        for path in sorted((made.app.outdir / folder).rglob("*"))
        if path.is_file()
    ]


def test_what_is_gone_is_removed(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """A passage, a text, a sort of export, all of DTS; but no file of anybody else."""
    source = project("letters")
    made = build(source, confoverrides={"html_baseurl": _BASE})
    other = made.app.outdir / "data" / "mine.txt"
    other.write_text("mine", encoding="utf-8")
    assert (made.app.outdir / "dts/document/second.xml").is_file()

    (source / "second.xml").unlink()
    index = (source / "index.rst").read_text(encoding="utf-8")
    (source / "index.rst").write_text(index.replace("   second\n", ""), encoding="utf-8")
    build(source, confoverrides={"html_baseurl": _BASE})
    left = {path.relative_to(made.app.outdir).as_posix() for path in _all(made)}
    assert not {path for path in left if "second" in path}
    assert "dts/document/first.xml" in left

    build(source, confoverrides={"tei_exports": ["text"]})
    left = {path.relative_to(made.app.outdir).as_posix() for path in _all(made)}
    assert not {path for path in left if path.startswith("dts/")}
    assert {path.split("/")[1] for path in left} == {"text", "mine.txt"}


def test_a_wrong_name_of_an_export_is_refused(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """With those there are."""
    with pytest.raises(ConfigError, match=r"'jpeg' is no export. There are annotations"):
        build(project("letters"), confoverrides={"tei_exports": ["jpeg"]})


def test_a_scheme_that_cannot_be_read_is_a_warning_with_its_place(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """Said when DTS is written; what is sound of it is served."""
    source = project("letters")
    first = (source / "first.xml").read_text(encoding="utf-8")
    refs = (
        "<refsDecl><citeStructure match=\"document('x')\" use='@n'/>"
        "<citeStructure match='//p' use='@n' unit='paragraph'/></refsDecl>"
    )
    first = first.replace("<encodingDesc>", f"<encodingDesc>{refs}")
    (source / "first.xml").write_text(first, encoding="utf-8")

    made = build(source, confoverrides={"html_baseurl": _BASE})

    assert "first.xml:9: WARNING" in made.warnings
    assert "document()" in made.warnings
    assert "tei.scheme" in made.warnings
    assert (made.app.outdir / "dts/document/first/1.xml").is_file()


def test_books_have_no_exports(project: Callable[[str], Path], build: Callable[..., Build]) -> None:
    """An EPUB holds pages."""
    made = build(project("letters"), "epub", confoverrides={"html_baseurl": _BASE})

    assert not (made.app.outdir / "data").exists()
    assert not (made.app.outdir / "dts").exists()
