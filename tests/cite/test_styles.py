"""Styles: the same strings as citeproc-js, one process, and every place filled in as if rendered for itself."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.cite import pandoc, rendering
from edition.cite.citations import Citation, accessed, cite, in_version, place
from edition.cite.locators import Locator
from edition.cite.pandoc import Cite, render
from edition.cite.rendering import in_style
from edition.cite.rich import plain
from edition.cite.styles import NAMED, find_style
from edition.errors import UnreadableError, UsageError
from edition.model import Edition

_GOLDEN = json.loads((Path(__file__).parent / "data" / "citeproc-js.json").read_text("utf-8"))
_BASE = "https://example.org/"
_MINIMAL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>T</title><id>t</id><updated>2026-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="citation-number" prefix="[" suffix="]"/><text variable="locator" prefix=", "/></layout></citation>
<bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography></style>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where nothing was rendered before."""
    return tmp_path / "renderings"


def _of(article: Edition, written: str) -> Citation:
    return cite(article, place(article, written), _BASE)


@pytest.mark.parametrize("name", NAMED)
def test_strings_are_those_of_citeproc_js(article: Edition, folder: Path, name: str) -> None:
    """In all forms of the five styles, for all sorts of places (see ``made by`` in the data)."""
    style = find_style(name)
    golden = _GOLDEN["strings"][name]
    wrong = []
    for written, strings in golden.items():
        for form in style.forms:
            said = plain(in_style(style, form, _of(article, written), folder))
            wanted = strings["bibliography" if form == "bibliography" else "citation"]
            if said != wanted:
                wrong.append((written, said, wanted))

    assert len(golden) == 8
    assert wrong == []


@pytest.mark.parametrize("name", [*NAMED, "ieee", "bluebook-law-review"])
def test_filled_in_is_as_rendered_for_itself(article: Edition, folder: Path, name: str) -> None:
    """For every passage of the article: what is filled in is what Pandoc makes of it alone."""
    style = find_style(name)
    citations = [
        cite(article, place(article, f"article.xml#{passage.id}"), _BASE)
        for passage in article.parts["article.xml"].passages
        if "-" not in passage.id  # Pandoc alone would take it for a run
    ]
    if style.counts:
        citations = citations[:6]
    direct = render(
        style,
        [
            Cite(c.item, c.locator.label if c.locator else "paragraph", c.locator.value if c.locator else "")
            for c in citations
        ],
    )  # fmt: skip

    for citation, rendered in zip(citations, direct, strict=True):
        assert in_style(style, style.citation, citation, folder) == rendered.citation
        if style.has_bibliography:
            assert in_style(style, "bibliography", citation, folder) == rendered.entry


def test_what_was_rendered_is_not_rendered_again(
    article: Edition, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is another paragraph of the same text."""
    style = find_style("mla")
    first = in_style(style, "in-text", _of(article, "p6"), folder)

    def started(*_arguments: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "run", started)

    assert in_style(style, "in-text", _of(article, "p6"), folder) == first
    assert plain(in_style(style, "in-text", _of(article, "p9"), folder)) == "(Rafiq, par. 9)"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"version": 1, "renderings": {"x": [["y"]]}}'])
def test_a_broken_store_is_made_anew(article: Edition, folder: Path, broken: str) -> None:
    """And whole again afterwards."""
    style = find_style("mla")
    in_style(style, "in-text", _of(article, "p6"), folder)
    (path,) = folder.iterdir()
    path.write_text(broken, encoding="utf-8")

    assert plain(in_style(style, "in-text", _of(article, "p6"), folder)) == "(Rafiq, par. 6)"
    assert json.loads(path.read_text(encoding="utf-8"))["renderings"]


def test_without_a_place_to_store_it_works(article: Edition, tmp_path: Path) -> None:
    """What is stored can be made again."""
    (tmp_path / "file").touch()

    said = in_style(find_style("mla"), "in-text", _of(article, "p6"), tmp_path / "file" / "no")
    assert plain(said) == "(Rafiq, par. 6)"


def test_texts_of_one_author_do_not_change_each_other() -> None:
    """Rendered together, two of one year have no letters, and nobody's name becomes a dash."""
    item = {"type": "book", "author": [{"family": "Roe", "given": "Ann"}], "issued": {"date-parts": [[2020]]}}  # fmt: skip
    cites = [Cite(item | {"title": title}, "paragraph", "") for title in ("One", "Two")]
    for name in NAMED:
        together = render(find_style(name), cites)
        alone = [render(find_style(name), [one])[0] for one in cites]
        assert together == alone


def test_signs_of_a_title_are_signs() -> None:
    """Nothing in it is mark-up, for Pandoc or CSL."""
    title = "On <i>x</i> & *y* [z](w) $1$ @k ~a~ \\b #c"
    item = {"type": "book", "title": title}
    (cited,) = render(find_style("apa"), [Cite(item, "paragraph", "")])

    assert title in plain(cited.entry)


def test_an_id_with_a_hyphen_is_one_place(article: Edition, folder: Path) -> None:
    """And no run of places."""
    citation = _of(article, "p6")
    hyphened = Citation(citation.item, Locator("paragraph", "a-b"), "a-b", "a-b", "", citation.work)

    assert plain(in_style(find_style("apa"), "in-text", hyphened, folder)).endswith("para. a-b)")


def test_runs_of_pages_are_shortened_as_the_style_does(article: Edition, folder: Path) -> None:
    """Chicago leaves out figures; lines and paragraphs keep theirs."""
    citation = _of(article, "p6")
    for locator, end in ((Locator("page", "321", "328"), "321–28)"), (Locator("line", "321", "328"), "lines 321–328)")):  # fmt: skip
        one = Citation(citation.item, locator, "p6", "p6", "", citation.work)
        assert plain(in_style(find_style("chicago-author-date"), "in-text", one, folder)).endswith(
            end
        )


def test_a_numbered_style_numbers_each_alone(
    article: Edition, tmp_path: Path, folder: Path
) -> None:
    """From a file of one's own: everything is number one."""
    path = tmp_path / "own.csl"
    path.write_text(_MINIMAL, encoding="utf-8")
    style = find_style(str(path))

    assert style.counts
    for written in ("p6", "c02"):
        assert plain(in_style(style, "bibliography", _of(article, written), folder)).startswith(
            "1. "
        )


def test_another_version_and_the_day_it_was_opened(article: Edition, folder: Path) -> None:
    """Are in the citation; a version that nobody knows of is not."""
    citation = accessed(in_version(_of(article, "p6"), "0.1.0"), "2026-12-01")

    said = plain(in_style(find_style("harvard"), "bibliography", citation, folder))
    assert said.endswith("(Accessed: 1 December 2026).")
    with pytest.raises(UsageError, match="tells of no version '9'"):
        in_version(citation, "9")
    with pytest.raises(UsageError, match="is no day"):
        accessed(citation, "yesterday")


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without Pandoc."""
    monkeypatch.setattr(pandoc, "find_spec", lambda _name: None)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    pandoc.find_pandoc.cache_clear()
    yield
    pandoc.find_pandoc.cache_clear()


@pytest.mark.usefixtures("no_pandoc")
def test_without_pandoc_it_is_said_what_to_install(article: Edition, folder: Path) -> None:
    """And which formats need none."""
    with pytest.raises(UsageError) as error:
        in_style(find_style("apa"), "in-text", _of(article, "p6"), folder)

    assert "tei-edition[cite]" in str(error.value.hint)
    assert "bibtex" in str(error.value.hint)


def test_a_dependent_style_is_the_one_that_it_depends_on() -> None:
    """Without asking the net for it."""
    assert find_style("annals-of-tourism-research").source == find_style("apa").source


@pytest.mark.parametrize("name", ["nosuch", "../apa", "APA"])
def test_an_unknown_style_is_refused(name: str) -> None:
    """With the names that there are."""
    with pytest.raises(UsageError) as error:
        find_style(name)

    assert "chicago" in str(error.value.hint)


@pytest.mark.parametrize("content", ["<style", "<other/>", "no XML"])
def test_a_file_that_is_no_style_is_refused(tmp_path: Path, content: str) -> None:
    """At its place."""
    path = tmp_path / "my.csl"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(UnreadableError, match="no style of CSL"):
        find_style(str(path))


def test_a_style_of_notes_has_no_form_for_the_text(article: Edition, folder: Path) -> None:
    """And says which it has."""
    with pytest.raises(UsageError) as error:
        in_style(find_style("chicago"), "in-text", _of(article, "p6"), folder)

    assert "note and bibliography" in str(error.value.hint)


def test_requests_differ_by_what_styles_can_see() -> None:
    """Numbers and words, one and several; not which number it is."""
    item = {"type": "book", "title": "T"}
    asked = {
        rendering.request("in-text", item, locator)
        for locator in (
            Locator("paragraph", "1"),
            Locator("paragraph", "2"),
            Locator("paragraph", "1", "2"),
            Locator("paragraph", "s.p"),
            None,
        )
    }

    assert len(asked) == 4
