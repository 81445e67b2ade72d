"""Other projects: MyST pages in an edition, and Sphinx projects that cite one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.sphinxext.conftest import Build


def test_roles_and_directives_work_in_markdown(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """With MyST-Parser loaded beside the extension."""
    source = project("letters")
    (source / "essay.md").write_text(
        "# Essay\n\nSee {tei:passage}`first#p1` and {tei:person}`karl`.\n\n"
        "```{tei:quote} first#p2\n```\n",
        encoding="utf-8",
    )
    with (source / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n.. toctree::\n\n   essay\n")

    made = build(source, confoverrides={"extensions": ["edition", "myst_parser"]})

    assert made.warnings == ""
    hrefs = made.page("essay").xpath("//main//a/@href")
    assert {"first.html#p1", "persons.html#karl", "first.html#p2"} <= set(hrefs)


def test_a_project_without_the_extension_can_cite(
    project: Callable[[str], Path], build: Callable[..., Build], tmp_path: Path
) -> None:
    """Paragraphs, persons and claims are labels that ``:ref:`` finds by intersphinx."""
    edition = build(project("letters"))
    citing = tmp_path / "citing"
    citing.mkdir()
    (citing / "conf.py").write_text(
        "extensions = ['sphinx.ext.intersphinx']\n"
        f"intersphinx_mapping = {{'ed': ('https://example.org/', {str(edition.app.outdir / 'objects.inv')!r})}}\n",
        encoding="utf-8",
    )
    (citing / "index.rst").write_text(
        "Citing\n======\n\n:external+ed:ref:`first:p1`, :ref:`persons:karl`, :ref:`claims:c1`.\n",
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-n", str(citing), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for address in ("first.html#p1", "persons.html#karl", "claims.html#c1"):
        assert f"https://example.org/{address}" in page


def test_the_inventory_has_every_kind_of_object(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """With the names people know them by."""
    made = build(project("letters"))

    domain = made.app.env.get_domain("tei")
    kinds = {kind: name for _, name, kind, _, _, _ in domain.get_objects()}

    assert {"passage", "person", "date", "claim", "note", "source"} <= set(kinds)
    assert kinds["claim"] == "Karl’s illness"


def test_a_role_without_a_target_is_reported(
    project: Callable[[str], Path], build: Callable[..., Build]
) -> None:
    """At its place."""
    source = project("letters")
    with (source / "index.rst").open("a", encoding="utf-8") as index:
        index.write("\n:tei:person:`nobody`\n\n.. tei:quote:: first#nowhere\n")

    made = build(source)

    assert "index.rst:19: WARNING: tei:person reference target not found: nobody" in made.warnings
    assert "there is no “first#nowhere” in the edition" in made.warnings
