"""``edition cite`` as it is typed: the result alone on standard output, everything else elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition.cite import pandoc
from edition.cli import COMMANDS, cli
from edition.errors import EditionError

_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
    "</titleStmt></fileDesc></teiHeader><text><body><p xml:id='p1'>One two two.</p></body></text></TEI>"
)


@pytest.fixture(autouse=True)
def project(monkeypatch: pytest.MonkeyPatch, repository: Path, tmp_path: Path) -> None:
    """In the folder of this edition, with a cache of its own."""
    monkeypatch.chdir(repository)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _cite(*options: str) -> str:
    result = _run(*options)
    assert result.exception is None, result.exception
    assert result.stderr == ""
    return result.stdout


def _run(*options: str) -> Result:
    return CliRunner().invoke(cli, ["cite", *options], standalone_mode=True)


def test_it_is_a_command() -> None:
    """With a line in the help."""
    assert "cite" in COMMANDS


def test_without_options_it_is_chicago() -> None:
    """A note and an entry, on a line each."""
    note, entry = _cite("p6").splitlines()

    assert note.startswith("Arif Rafiq, “Pakistan: Russia’s New Best Friend?,” in Pakistan:")
    assert note.endswith("para. 6.")
    assert entry.startswith("Rafiq, Arif. “Pakistan: Russia’s New Best Friend?” In Pakistan:")


def test_several_places_one_after_the_other() -> None:
    """In their order."""
    said = _cite("p6", "p4-p5", "article#d2", "--style", "mla", "--form", "in-text")

    assert said == "(Rafiq, par. 6)\n(Rafiq, pars. 4–5)\n(Rafiq, sec. 2)\n"


def test_any_style_of_the_collection() -> None:
    """By its id."""
    assert _cite("p6", "--style", "ieee", "--form", "in-text") == "[1, Para. 6]\n"


def test_html_and_markdown() -> None:
    """With the title of the edition in italics."""
    options = (
        "p6",
        "--style",
        "apa",
        "--form",
        "bibliography",
        "--base-url",
        "https://example.org",
    )

    assert "<i>Pakistan: Russia’s New Best Friend? An annotated edition</i>" in _cite(*options, "--format", "html")  # fmt: skip
    said = _cite(*options, "--format", "markdown")
    assert "*Pakistan: Russia’s New Best Friend? An annotated edition*" in said
    assert "<https://example.org/article.html#p6>" in said


def test_data_is_data_alone() -> None:
    """Which programs can read from a pipe."""
    assert [item["id"] for item in json.loads(_cite("p6", "c02", "--format", "csl-json"))] == [
        "article-p6",
        "claims-c02",
    ]


def test_words_are_quoted() -> None:
    """Before the citation in the text."""
    said = _cite("p6", "--style", "mla", "--form", "in-text", "--quote", "arms  embargoes")

    assert said == "“arms embargoes” (Rafiq, par. 6)\n"


def test_the_link_of_a_quotation_has_its_words() -> None:
    """And the day of the version."""
    said = _cite("p6", "--format", "robust-link", "--quote", "arms embargoes", "--base-url", "https://example.org/")  # fmt: skip

    assert said == (
        '<a href="https://example.org/article.html#p6" data-originalurl="https://example.org/article.html#p6"'
        ' data-versiondate="2026-11-24">arms embargoes</a>\n'
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["p66"], "nothing has the anchor 'p66'"),
        (["p6", "--quote", "zebra"], "p6 does not have the words 'zebra'"),
        (["p6-p8", "--quote", "zebra"], "p6-p8 does not have the words 'zebra'"),
        (["p6", "--version", "9.9"], "tells of no version '9.9'"),
        (["p6", "--accessed", "soon"], "'soon' is no day"),
        (["p6", "--base-url", "javascript:x"], "is no address of the web"),
        (["p6", "--format", "robust-link"], "a link needs the address"),
        (["p6", "p7", "--format", "cff"], "one preferred citation"),
        (["p6", "--style", "nosuch"], "there is no style 'nosuch'"),
        (["p6", "--style", "apa", "--form", "note"], "has no form 'note'"),
    ],
)
def test_what_cannot_be_is_said(options: list[str], message: str) -> None:
    """With what to do instead, and exit code 2."""
    error = _run(*options).exception

    assert isinstance(error, EditionError)
    assert message in error.message
    assert error.hint
    assert error.exit_code == 2


def test_any_file_can_be_cited(tmp_path: Path) -> None:
    """Which words are meant of several can be said."""
    file = tmp_path / "one.xml"
    file.write_text(_TEI, encoding="utf-8")

    said = _cite(
        "p1", "--source", str(file), "--format", "ris", "--quote", "two", "--occurrence", "2"
    )

    assert "TI  - T" in said
    assert "N1  - “two”" in said
    missing = _run("p1", "--source", str(file), "--quote", "two", "--occurrence", "3").exception
    assert isinstance(missing, EditionError)


def test_a_version_has_its_own_address(tmp_path: Path) -> None:
    """If the project says where versions stay."""
    (tmp_path / "build").mkdir()
    (tmp_path / "tei").mkdir()
    (tmp_path / "build" / "conf.py").write_text(
        'html_baseurl = "https://example.org"\ntei_version_url = "https://example.org/v/{version}"\n',
        encoding="utf-8",
    )
    header = "<editionStmt><edition n='2'>Second edition, <date when='2026-01-02'/></edition></editionStmt>"
    revisions = "<revisionDesc><change n='1' when='2025-01-02'>First</change></revisionDesc>"
    text = _TEI.replace("</titleStmt>", f"</titleStmt>{header}").replace("</fileDesc>", f"</fileDesc>{revisions}")  # fmt: skip
    (tmp_path / "tei" / "one.xml").write_text(text, encoding="utf-8")

    (now,) = json.loads(_cite("p1", "--source", str(tmp_path), "--format", "csl-json"))
    (then,) = json.loads(
        _cite("p1", "--source", str(tmp_path), "--format", "csl-json", "--version", "1")
    )

    assert now["URL"] == "https://example.org/one.html#p1"
    assert then["URL"] == "https://example.org/v/1/one.html#p1"
    assert then["issued"] == {"date-parts": [[2025, 1, 2]]}


def test_without_pandoc_data_is_written_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only styles need it."""
    monkeypatch.setattr(pandoc, "find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    pandoc.find_pandoc.cache_clear()
    try:
        assert _cite("p6", "--format", "bibtex").startswith("@incollection{article-p6,")
        error = _run("p6").exception
        assert isinstance(error, EditionError)
        assert error.exit_code == 2
        assert "tei-edition[cite]" in str(error.hint)
    finally:
        pandoc.find_pandoc.cache_clear()
