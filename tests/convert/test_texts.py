"""What becomes of real files: nothing of them is lost, or it is said what and why."""

from __future__ import annotations

import base64
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.convert.texts import Collected
from edition.errors import UnreadableError, UsageError

Only = Callable[..., tuple[etree._Element, str]]
Begin = Callable[..., tuple[Collected, Path]]
Written = Callable[[str, str], Path]

_PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _words(root: etree._Element) -> str:
    body = root.find(".//{*}body")
    assert body is not None
    return " ".join("".join(str(piece) for piece in body.itertext()).split())


def test_a_title_that_is_wished_for_does_not_take_the_place_of_the_first_line(
    tmp_path: Path, only: Only
) -> None:
    """A letter may begin with its place and date, standing alone."""
    source = tmp_path / "letter.txt"
    source.write_text("London, 5 May 1890\n\nDear Anna, I came. You were out.\n", encoding="utf-8")

    root, said = only(source, title="A letter", author="Bo Lind", language="en")

    assert root.findtext(".//{*}titleStmt/{*}title") == "A letter"
    assert root.findtext(".//{*}titleStmt/{*}author") == "Bo Lind"
    assert _words(root) == "London, 5 May 1890 Dear Anna, I came. You were out."
    assert "it calls itself: London, 5 May 1890" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_may_have_a_byte_order_mark(encoding: str, tmp_path: Path, only: Only) -> None:
    """UTF-8 with and without it, UTF-16 with it; line ends of any system."""
    source = tmp_path / "a.txt"
    source.write_bytes("Eins. Zwei.\r\n\r\nÄrger – 中文。\r\n".encode(encoding))

    root, _ = only(source)

    assert _words(root) == "Eins. Zwei. Ärger – 中文。"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.tex", "a.rst"])
def test_an_encoding_is_not_guessed(name: str, tmp_path: Path, only: Only) -> None:
    """Every byte is a letter in Latin-1, so that a wrong guess would not be seen."""
    source = tmp_path / name
    source.write_bytes("<p>One\nCafé</p>".encode("latin-1"))

    with pytest.raises(UnreadableError, match="not UTF-8") as raised:
        only(source)

    assert raised.value.line == 2
    assert "iconv" in str(raised.value)


def test_html_may_say_its_encoding(tmp_path: Path, only: Only, pandoc: str) -> None:
    """With its title, its language and its line ends."""
    source = tmp_path / "a.html"
    source.write_bytes(
        '<html lang="ru"><head><meta charset="windows-1251"><title>Письмо</title></head>'
        "<body><p>Первая<br>строка. <q>Вторая</q>.</p></body></html>".encode("cp1251")
    )

    root, _ = only(source)

    assert root.findtext(".//{*}titleStmt/{*}title") == "Письмо"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert _words(root) == "Перваястрока. “Вторая”."
    assert root.find(".//{*}body//{*}lb") is not None


def test_what_word_keeps_beside_the_text_is_said(written: Written, only: Only) -> None:
    """Struck-out words and comments are no text; added words are."""
    change = 'author="A" date="2020-01-01T00:00:00Z"'
    source = written(
        f"Kept [added]{{.insertion {change}}} and [gone]{{.deletion {change}}} and "
        f'[Ask her!]{{.comment-start id="0" {change}}}here[]{{.comment-end id="0"}}.',
        "a.docx",
    )

    root, said = only(source)

    assert _words(root) == "Kept added and and here."
    assert "deletion: gone" in said
    assert "comment: Ask her!" in said


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "html", "md"])
def test_what_a_document_says_of_itself_is_in_the_header(
    suffix: str, written: Written, only: Only
) -> None:
    """Title, author, language, and which file it was."""
    markdown = "---\ntitle: Letters\nauthor: Anna Berg\nlang: de\n---\n\nEin Wort.\n"
    source = written(markdown, f"a.{suffix}")

    root, _ = only(source)

    assert root.findtext(".//{*}titleStmt/{*}title") == "Letters"
    assert root.findtext(".//{*}titleStmt/{*}author") == "Anna Berg"
    assert root.findtext(".//{*}langUsage/{*}language") == "de"
    assert len(root.findtext(".//{*}sourceDesc//{*}idno") or "") == 64


def test_subtitle_abstract_and_keywords_have_their_places(
    tmp_path: Path, only: Only, pandoc: str
) -> None:
    """What has none is said."""
    source = tmp_path / "a.md"
    source.write_text(
        "---\ntitle: One\nsubtitle: Two\nabstract: In short.\nkeywords: [sea, ship]\n"
        "date: 1890-05-01\nfunding: Mother\n---\n\nText.\n"
    )

    root, said = only(source)

    assert root.findtext(".//{*}title[@type='sub']") == "Two"
    assert [term.text for term in root.iter("{*}term")] == ["sea", "ship"]
    assert root.findtext(".//{*}front/{*}div[@type='abstract']/{*}p/{*}s") == "In short."
    date = root.find(".//{*}sourceDesc//{*}date")
    assert date is not None
    assert date.get("when") == "1890-05-01"
    assert "funding: Mother" in said


def test_tex_that_is_not_known_is_said(tmp_path: Path, only: Only, pandoc: str) -> None:
    """With the words in it; quotation marks are those that TeX would print."""
    source = tmp_path / "a.tex"
    source.write_text(
        "\\documentclass{article}\n\\usepackage{x}\n\\begin{document}\n"
        "``Quoted'' and \\mystery{words}.\n\\end{document}\n"
    )

    root, said = only(source)

    assert _words(root) == "“Quoted” and ."
    assert r"left out: \mystery{words}" in said
    assert "usepackage" not in said


def test_pictures_come_along_and_are_not_fetched(tmp_path: Path, only: Only, pandoc: str) -> None:
    """From the folder or from the page itself; an address stays an address."""
    (tmp_path / "view of sea.png").write_bytes(_PICTURE)
    data = base64.b64encode(_PICTURE).decode()
    source = tmp_path / "a.html"
    source.write_text(
        f'<p>x <img src="view%20of%20sea.png" alt="Sea"> <img src="data:image/png;base64,{data}">'
        '<img src="https://example.org/x.png" alt="Far"> <img src="gone.png"> <img src="x.svg">'
        ' <img src="../secret.png"> <img src="data:image/png;base64,!"></p>'
    )

    root, said = only(source, language="en")

    kept = [graphic.get("url", "") for graphic in root.iter("{*}graphic")][:2]
    for url in kept:
        assert (tmp_path / "mine" / "tei" / url).read_bytes() == _PICTURE
    far = next(ref for ref in root.iter("{*}ref") if ref.text == "Far")
    assert far.get("target") == "https://example.org/x.png"
    assert "elsewhere and was not fetched: https://example.org/x.png" in said
    assert "is not there: gone.png" in said
    assert "no GIF, JPEG, PNG or WebP and was left out: x.svg" in said
    assert "not in the folder of the text: ../secret.png" in said


def test_pictures_of_a_word_file_come_along(written: Written, only: Only, tmp_path: Path) -> None:
    """They are in the archive."""
    (tmp_path / "sea.png").write_bytes(_PICTURE)
    root, said = only(written("Before.\n\n![The sea](sea.png)\n", "a.docx"))

    graphic = root.find(".//{*}graphic")
    assert graphic is not None
    assert (tmp_path / "mine" / "tei" / graphic.get("url", "")).read_bytes() == _PICTURE
    assert "picture" not in said


def test_texts_of_a_folder_point_at_each_other(tmp_path: Path, begin: Begin, pandoc: str) -> None:
    """Links between files that were converted lead to pages; TEI keeps its names; the rest is said."""
    source = tmp_path / "texts"
    (source / "sub").mkdir(parents=True)
    (source / "one.md").write_text(
        "# One\n\n[two](sub/two.md#part), [all](sub/two.md), [gone](gone.md#x), [tei](a%20b.xml#x)\n"
    )
    (source / "sub" / "two.md").write_text("# Two\n\n## P {#part}\n\n[one](../one.md)\n")
    (source / "a b.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text/></TEI>'
    )
    (source / "a b.md").write_text("Text.\n")
    (source / "index.txt").write_text("Text.\n")
    (source / "data.json").write_text("{}")
    (tmp_path / "secret.txt").write_text("Text.\n")
    (source / "out.txt").symlink_to(tmp_path / "secret.txt")

    collected, texts = begin(source, title="Whole", language="en")

    assert {text.page for text in collected.texts} == {"a b", "a-b", "index-text", "one", "sub/two"}
    assert {path.name for path in collected.passed_over} == {"data.json", "out.txt"}
    assert {text.title for text in collected.texts} >= {"One", "Two"}
    one = etree.parse(texts / "one.xml").getroot()
    assert [ref.get("target") for ref in one.iter("{*}ref")] == [
        "sub/two.xml#d1",
        "sub/two.xml",
        None,
        "a%20b.xml#x",
    ]
    two = etree.parse(texts / "sub" / "two.xml").getroot()
    assert [ref.get("target") for ref in two.iter("{*}ref")] == ["../one.xml"]
    remarks = next(text.remarks for text in collected.texts if text.page == "one")
    assert remarks == ("this link leads nowhere: gone.md#x",)


@pytest.mark.parametrize("depth", [300, 3000])
def test_a_text_that_is_too_deep_is_refused(
    depth: int, tmp_path: Path, only: Only, pandoc: str
) -> None:
    """With a remedy, not a traceback, nor with TEI that cannot be read again."""
    source = tmp_path / "a.md"
    source.write_text(">" * depth + " deep")

    with pytest.raises(UnreadableError, match="nested too deep"):
        only(source)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_an_archive_of_something_else_is_refused(
    name: str, tmp_path: Path, only: Only, pandoc: str
) -> None:
    """With a remedy."""
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr("other", "x")

    with pytest.raises(UnreadableError, match="Pandoc cannot read it"):
        only(tmp_path / name)


def test_without_pandoc_it_is_said_what_to_install(
    tmp_path: Path, only: Only, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And TEI and plain text need none."""
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setitem(os.environ, "PATH", "")
    (tmp_path / "a.md").write_text("Text.")
    (tmp_path / "a.txt").write_text("Text.")

    with pytest.raises(UsageError, match="pip install 'tei-edition"):
        only(tmp_path / "a.md")
    assert _words(only(tmp_path / "a.txt")[0]) == "Text."


def test_numbers_of_a_list_that_are_not_the_usual_ones_are_kept(
    tmp_path: Path, only: Only, pandoc: str
) -> None:
    """They may be cited in the text."""
    source = tmp_path / "a.md"
    source.write_text("iv) four\nv) five\n\n---\n\n1. one\n2. two\n")

    root, _ = only(source)

    assert [item.get("n") for item in root.iter("{*}item")] == ["iv)", "v)", None, None]
