"""Another Sphinx project cites this edition by its inventory, with the extension and without it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from sphobjinv import Inventory

_BASE = "https://example.org/edition/"


@pytest.fixture(scope="module")
def inventory(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inventory of this edition, built from clean."""
    target = tmp_path_factory.mktemp("edition") / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", "build", "tei", str(target)]
    subprocess.run(command, cwd=repository, check=True)
    return target / "objects.inv"


@pytest.fixture
def cite(inventory: Path, project: Callable[[str], Path], tmp_path: Path) -> Callable[..., Path]:
    """Builds the citing project, strictly, and gives its pages."""

    def build(*options: str, edit: Callable[[Path], None] | None = None) -> Path:
        source = project("cites-edition")
        if edit is not None:
            edit(source)
        with (source / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(f"intersphinx_mapping = {{'ed': ({_BASE!r}, {str(inventory)!r})}}\n")
        target = tmp_path / "pages"
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "-n", *options, str(source), str(target)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return target

    return build


def _links(page: Path) -> dict[str, str]:
    """The words of each link to the edition, by what is linked to."""
    anchors = html.parse(page).xpath("//a[contains(@class, 'external')]")
    return {
        anchor.get("href").removeprefix(_BASE): " ".join(anchor.text_content().split())
        for anchor in anchors
    }


def test_a_project_without_the_extension_cites_by_labels(cite: Callable[..., Path]) -> None:
    """Paragraphs, sentences, persons, claims and sources; without words of its own a link says what it is."""
    links = _links(cite() / "index.html")

    assert links["article.html#p6"] == "as the article says"
    assert links["article.html#p6.s2"].startswith("sentence p6.s2: Pakistan, spurred by")
    assert links["persons.html#ayub-khan"] == "Mohammad Ayub Khan"
    assert links["claims.html#c01"] == "A received narrative that starts in 1949"
    assert links["bibliography.html#fatemi-2012"] == "Fatemi 2012"


def test_a_project_in_markdown_cites_too(cite: Callable[..., Path]) -> None:
    """MyST reads inventories without knowing their domains."""
    links = _links(cite() / "markdown.html")

    assert set(links) == {"article.html#p6", "persons.html#ayub-khan", "claims.html#c01"}


def test_a_project_with_the_extension_cites_by_roles(cite: Callable[..., Path]) -> None:
    """The roles of its own edition, if the inventory is named or not."""

    def with_roles(source: Path) -> None:
        conf = (source / "conf.py").read_text(encoding="utf-8")
        conf = conf.replace("extensions = [", 'extensions = ["edition", ')
        conf = conf.replace('exclude_patterns = ["roles.rst"]', "")
        (source / "conf.py").write_text(conf, encoding="utf-8")
        index = (source / "index.rst").read_text(encoding="utf-8")
        (source / "index.rst").write_text(f"{index}   roles\n", encoding="utf-8")

    links = _links(cite(edit=with_roles) / "roles.html")

    assert links["article.html#p6.s2"] == "the second sentence"
    assert set(links) == {
        "article.html#p6",
        "article.html#p6.s2",
        "persons.html#ayub-khan",
        "claims.html#c01",
        "claims.html#c02",
    }


def test_every_object_is_there_twice_with_a_human_name(inventory: Path) -> None:
    """As an object of the domain, and as a label of every Sphinx project: lower case, after its page."""
    objects = Inventory(str(inventory)).objects
    own = {one.name: one for one in objects if one.domain == "tei"}
    labels = {one.name: one for one in objects if (one.domain, one.role) == ("std", "label")}

    assert len(own) > 400
    for name, one in own.items():
        label = labels[name.replace("#", ":").lower()]
        assert label.uri_expanded.rpartition("#")[2] == name.rpartition("#")[2]
        assert label.dispname_expanded == one.dispname_expanded
        assert one.dispname not in {"", "-"}
    assert {one.role for one in own.values()} >= {"passage", "person", "claim", "source", "note"}
