"""A published anchor resolves for ever, or the build stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sphobjinv
from lxml import html

from edition.cite.anchors import anchors
from edition.cite.lock import Lock, Release, read_lock, written
from edition.cite.recording import EMPTY, recorded, retired
from edition.model import load
from edition.sphinxext.messages import AnchorError
from tests.sphinxext.conftest import Build

_TEXT = {
    f"p{number}": f"The words of the paragraph with the number {number}" for number in range(1, 6)
}


def _write(source: Path, paragraphs: dict[str, str], name: str = "text.xml") -> None:
    body = "".join(
        f'<p xml:id="{i}"><s xml:id="{i}.s1">{words}</s></p>' for i, words in paragraphs.items()
    )
    (source / name).write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><head>A text</head>{body}</body></text></TEI>'
    )


def _lock(source: Path, lock: Lock = EMPTY, version: str = "1") -> Lock:
    lock = recorded(lock, list(anchors(load(source))), Release(version, "2026-01-01"))
    (source / "anchors.lock").write_text(written(lock))
    return lock


def _retire(source: Path, anchor: str, *into: str, reason: str = "") -> Lock:
    lock = read_lock(source / "anchors.lock")
    assert lock is not None
    keys = [to if "#" in to else f"text.xml#{to}" for to in into]
    lock = retired(
        lock, list(anchors(load(source))), f"text.xml#{anchor}", keys, reason, "2026-02-01"
    )
    (source / "anchors.lock").write_text(written(lock))
    return lock


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A project with one text, whose anchors are published."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["edition"]\nhtml_theme = "edition"\n')
    (source / "index.rst").write_text(
        "Index\n=====\n\n.. toctree::\n   :glob:\n\n   t*\n\n.. tei:changes::\n"
    )
    _write(source, _TEXT)
    _lock(source)
    return source


def _without(*names: str) -> dict[str, str]:
    return {name: words for name, words in _TEXT.items() if name not in names}


def test_a_build_stops_when_a_published_anchor_is_gone(
    source: Path, build: Callable[..., Build]
) -> None:
    """With file and line, and what to do; a build that is run again does not go through either."""
    assert not build(source).warnings
    _write(source, _without("p3"))

    for _ in range(2):
        with pytest.raises(AnchorError, match=r"text\.xml"):
            build(source)


def test_a_build_stops_when_an_anchor_is_given_to_other_words(
    source: Path, build: Callable[..., Build]
) -> None:
    """An id is never used again."""
    _write(source, _TEXT | {"p3": "Something else that nobody ever cited from here"})

    with pytest.raises(AnchorError):
        build(source)


def test_changed_words_wait_to_be_acknowledged(source: Path, build: Callable[..., Build]) -> None:
    """Said in every build, until the lock has them."""
    _write(source, _TEXT | {"p3": _TEXT["p3"].replace("number", "numeral")})

    for _ in range(2):
        warnings = build(source).warnings
        assert "the words of p3 are not those that were published" in warnings
        assert "text.xml:1:" in warnings
    lock = read_lock(source / "anchors.lock")
    assert lock is not None
    _lock(source, lock, "2")
    assert not build(source).warnings


def _tombstone(page: html.HtmlElement, anchor: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//*[@id='{anchor}']/ancestor-or-self::p[contains(@class, 'tombstone')]")
    assert isinstance(found, html.HtmlElement)
    return found


def test_a_withdrawn_passage_leaves_a_note_where_it_stood(
    source: Path, build: Callable[..., Build]
) -> None:
    """With the reason; its sentences lead there too."""
    _write(source, _without("p3"))
    _retire(source, "p3", reason="It was a forgery")
    made = build(source)

    assert not made.warnings
    page = made.page("text")
    note = _tombstone(page, "p3")
    assert note.text_content() == "Paragraph p3 was withdrawn on 2026-02-01: It was a forgery."
    assert _tombstone(page, "p3.s1") is note
    ids = [i for i in page.xpath("//main//@id") if i in {"p2", "p3", "p4"}]
    assert ids == ["p2", "p3", "p4"]
    inventory = sphobjinv.Inventory(made.app.outdir / "objects.inv")
    (label,) = [found for found in inventory.objects if found.name == "text:p3"]
    assert label.uri_expanded == "text.html#p3"


@pytest.mark.parametrize(
    ("text", "into", "said"),
    [
        (_without("p3") | {"p9": _TEXT["p3"]}, ["p9"], "Paragraph p3 is now p9."),
        (_without("p3") | {"p2": f"{_TEXT['p2']}. {_TEXT['p3']}"}, ["p2"], "Paragraph p3 is now in p2."),
        (_without("p3") | {"p3a": "The words of", "p3b": "the paragraph with the number 3"}, ["p3a", "p3b"], "Paragraph p3 is now in p3a, p3b."),
    ],
)  # fmt: skip
def test_an_old_address_leads_to_the_words(
    source: Path, build: Callable[..., Build], text: dict[str, str], into: list[str], said: str
) -> None:
    """The old id stands before what has the words now, with links."""
    _write(source, text)
    _retire(source, "p3", *into)
    page = build(source).page("text")

    note = _tombstone(page, "p3")
    assert note.text_content() == said
    assert note.xpath(".//@href") == [f"#{name}" for name in into]
    following = note.xpath("following::*[@id][1]/@id")
    assert following == [into[0]]


def test_retiring_writes_the_page_again_and_no_other(
    source: Path, build: Callable[..., Build]
) -> None:
    """Without reading anything."""
    _write(source, _TEXT, "talk.xml")
    lock = read_lock(source / "anchors.lock")
    assert lock is not None
    _lock(source, lock)
    _write(source, _without("p3"))
    with pytest.raises(AnchorError):
        build(source)
    _retire(source, "p3", reason="why")
    build(source)
    _retire(source, "p3", "p2", reason="why")
    made = build(source)

    assert made.read == []
    assert "talk" not in made.written
    assert "is now in p2" in made.text("text")


def test_the_address_of_a_file_that_is_gone_still_answers(
    source: Path, build: Callable[..., Build]
) -> None:
    """A page in its place says where everything is."""
    (source / "text.xml").unlink()
    _write(source, {"p1": _TEXT["p1"]}, "talk.xml")
    lock = read_lock(source / "anchors.lock")
    assert lock is not None
    present = list(anchors(load(source)))
    for name in _TEXT:
        into = ["talk.xml#p1"] if name == "p1" else []
        lock = retired(lock, present, f"text.xml#{name}", into, "the file was given up", "")
    (source / "anchors.lock").write_text(written(lock))
    made = build(source)

    assert "anchor" not in made.warnings
    page = made.page("text")
    assert _tombstone(page, "p1").xpath(".//@href") == ["talk.html#p1"]
    assert "was withdrawn: the file was given up" in _tombstone(page, "p4.s1").text_content()


def test_a_file_that_is_left_out_of_a_build_is_not_missed(
    source: Path, build: Callable[..., Build]
) -> None:
    """What the configuration excludes is there, for other builds."""
    _write(source, _TEXT, "talk.xml")
    lock = read_lock(source / "anchors.lock")
    assert lock is not None
    _lock(source, lock)

    assert not build(source, confoverrides={"exclude_patterns": ["talk.xml"]}).warnings


def test_what_changed_is_told_by_release(source: Path, build: Callable[..., Build]) -> None:
    """Words that went and came are marked as such."""
    _write(
        source, _without("p5") | {"p3": _TEXT["p3"].replace("number", "numeral"), "p6": "A new one"}
    )
    lock = _retire(source, "p5", reason="doubtful")
    _lock(source, lock, "2")
    made = build(source)

    assert not made.warnings
    main = made.page("index")
    assert main.xpath("//main//del/text()") == ["number"]
    assert main.xpath("//main//ins/text()") == ["numeral"]
    text = made.text("index")
    assert "Version 2, 2026-01-01" in text
    assert "Added: p6" in text
    assert "Gone: paragraph p5, withdrawn: doubtful" in text
    assert "p5.s1" not in text


def test_old_addresses_of_a_text_that_is_cut_up_are_forwarded(
    source: Path, build: Callable[..., Build]
) -> None:
    """Also those that are gone: to the page that has the words, or had them."""
    chapter = '<div xml:id="c{0}"><head>Chapter {0}</head><p xml:id="c{0}.p1">Words of the chapter {0}.</p>{1}</div>'
    template = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{0}</body></text></TEI>'
    )
    more = '<p xml:id="c2.p2">And more words of another sort.</p>'
    path = source / "text.xml"
    (source / "anchors.lock").unlink()
    path.write_text(template.format(chapter.format(1, "") + chapter.format(2, more)))
    _lock(source)
    path.write_text(template.format(chapter.format(1, "") + chapter.format(2, "")))
    _retire(source, "c2.p2", reason="why")
    made = build(source, confoverrides={"tei_split": "div1"})

    script = (made.app.outdir / "_static/anchors/text.js").read_text()
    assert '"c2.p2"' in script.split('"text/c2.html"')[1]
    assert "was withdrawn" in made.text("text/c2")
