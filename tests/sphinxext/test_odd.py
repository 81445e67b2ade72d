"""The processing model of an ODD decides what becomes of elements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from edition.sphinxext.odd import in_tei
from tests.sphinxext.conftest import Build

_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><schemaSpec ident="s">
<elementSpec ident="hi" mode="change">
  <model predicate="@rend='secret'" behaviour="omit"/>
  <model predicate="parent::p and not(@rend)" behaviour="block" cssClass="set-off"/>
  <model output="print" behaviour="omit"/>
</elementSpec>
<elementSpec ident="seg" mode="change">
  <modelSequence predicate="@type='margin'">
    <model behaviour="note"/><model behaviour="inline"/>
  </modelSequence>
  <model behaviour="alternate"/>
</elementSpec>
<elementSpec ident="rs" mode="change">
  <model behaviour="link"><param name="uri" value="@corresp"/></model>
</elementSpec>
{more}
</schemaSpec></body></text></TEI>"""
_TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<p>One <hi rend="secret">hidden</hi> two <hi>set off</hi> three <hi rend="b">as ever</hi>
<rs corresp="https://example.org/">there</rs>.</p></body></text></TEI>"""


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """A text, and an ODD beside its configuration."""

    def make(more: str = "") -> Path:
        folder = tmp_path / "source"
        folder.mkdir()
        (folder / "text.xml").write_text(_TEXT)
        (folder / "my.odd").write_text(_ODD.replace("{more}", more))
        (folder / "index.rst").write_text("Index\n=====\n\n.. toctree::\n\n   text\n")
        (folder / "conf.py").write_text(
            'extensions = ["edition"]\nhtml_theme = "edition"\ntei_odd = "my.odd"\n'
        )
        return folder

    return make


def test_its_models_go_before_the_table(
    project: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """By predicate, class and parameter; models for other outputs are not for us."""
    made = build(project(), warningiserror=True)

    main = made.page("text").xpath("//main")[0]
    assert "hidden" not in made.text("text")
    assert [e.tag for e in main.xpath(".//*[contains(@class, 'set-off')]")] == ["div"]
    assert main.xpath(".//a[@href='https://example.org/']")[0].text_content() == "there"
    assert "as ever" in made.text("text")


def test_a_changed_odd_is_followed_in_the_next_build(
    project: Callable[..., Path], build: Callable[..., Build]
) -> None:
    """Without being told to read everything again."""
    folder = project()
    build(folder)
    odd = folder / "my.odd"
    odd.write_text(odd.read_text().replace("@rend='secret'", "@rend='nothing'"))

    made = build(folder)

    assert "hidden" in made.text("text")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '<elementSpec ident="p"><model predicate="@rend = " behaviour="block"/></elementSpec>',
            "no XPath",
        ),
        (
            '<elementSpec ident="p"><model behaviour="explode"/></elementSpec>',
            "no behaviour 'explode'",
        ),
        ("<elementSpec>", r"my\.odd:\d+: not well-formed"),
    ],
)
def test_what_cannot_be_followed_is_said(
    project: Callable[..., Path], build: Callable[..., Build], more: str, said: str
) -> None:
    """Before anything is read."""
    with pytest.raises(ConfigError, match=said):
        build(project(more))


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [
        ("@rend='bold and div'", "@rend='bold and div'"),
        ("parent::list and not(head)", "parent::tei:list and not(tei:head)"),
        ("ancestor::tei:note or ../p[1]", "ancestor::tei:note or ../tei:p[1]"),
        ("", ""),
    ],
)
def test_names_are_those_of_the_tei(predicate: str, expected: str) -> None:
    """As an ODD writes them, without a prefix."""
    assert in_tei(predicate) == expected
