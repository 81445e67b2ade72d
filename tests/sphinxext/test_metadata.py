"""What pages of text say of themselves to programs."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html
from signposting import (  # type: ignore[import-untyped]
    find_signposting_html,
    find_signposting_linkset,
)

from tests.sphinxext.conftest import Build

Builder = Callable[..., Build]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves an edition with the media types that its files have."""

    extensions_map = {  # noqa: RUF012 – as the class it derives from has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".json": "application/linkset+json",
    }

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def edition_pages(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """This edition on a server, which is its address: the address, and the folder of the pages."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    target = tmp_path_factory.mktemp("metadata") / "html"
    target.mkdir()
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Handler, directory=str(target))
    )
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-q", "-W", "-n", "-c", "build",
            "-D", f"html_baseurl={base}", "-D", f"tei_version_url={base}v/{{version}}/", "tei", str(target),
        ],
        cwd=repository,
        check=True,
    )  # fmt: skip
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield base, target
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def head(edition_pages: tuple[str, Path]) -> html.HtmlElement:
    """The head of the article."""
    (found,) = html.parse(edition_pages[1] / "article.html").getroot().iter("head")
    return found


def test_zotero_reads_a_book_section(head: html.HtmlElement) -> None:
    """The fields by which its translator keeps author, editor, edition and original date."""
    fields = {str(meta.get("name")): str(meta.get("content")) for meta in head.iter("meta")}

    assert head.xpath("link[@rel='schema.z']/@href") == ["http://www.zotero.org/namespaces/export#"]
    assert fields["z:itemType"] == "bookSection"
    assert fields["citation_title"] == "Pakistan: Russia’s New Best Friend?"
    assert fields["citation_author"] == "Rafiq, Arif"
    assert fields["citation_inbook_title"].endswith("An annotated edition")
    assert fields["citation_editor"] == "The editors of tei-edition"
    assert fields["citation_publisher"] == "tei-edition"
    assert fields["citation_publication_date"] == "2026/11/24"
    assert fields["prism.edition"] == "Version 0.1.0"
    assert fields["z:extra"] == "Original Date: 2015-09-27"


def test_a_signposting_client_finds_all(edition_pages: tuple[str, Path]) -> None:
    """Level 1, in the head."""
    base, target = edition_pages
    found = find_signposting_html(f"{base}article.html")

    assert found.citeAs is not None
    assert found.citeAs.target == f"{base}article.html"
    assert {link.type for link in found.describedBy} == {
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
        "application/ld+json",
    }
    assert {link.target for link in found.types} == {
        "https://schema.org/AboutPage",
        "https://schema.org/ScholarlyArticle",
    }
    assert [link.target for link in found.authors] == [f"{base}persons.html#arif-rafiq"]
    assert [link.type for link in found.linksets] == ["application/linkset+json"]
    for link in (*found.describedBy, *found.linksets):
        assert (target / link.target.removeprefix(base)).is_file()
    # The licence of the header is for the mark-up, not for the text.
    assert found.license is None


def test_the_linkset_says_the_same_and_leads_back(edition_pages: tuple[str, Path]) -> None:
    """Level 2, for a client that reads it."""
    base, _ = edition_pages
    page = f"{base}article.html"
    (address,) = [link.target for link in find_signposting_html(page).linksets]

    found = find_signposting_linkset(address)

    assert found.for_context(page).citeAs.target == page
    for link in found.for_context(page).describedBy:
        assert [str(back.target) for back in found.for_context(link.target)] == [page]


def test_versions_stay_where_the_configuration_says(
    head: html.HtmlElement, edition_pages: tuple[str, Path]
) -> None:
    """The page without a version is the canonical one."""
    base, _ = edition_pages

    assert head.xpath("link[@rel='memento']/@href") == [f"{base}v/0.1.0/article.html"]
    assert head.xpath("link[@rel='canonical']/@href") == [f"{base}article.html"]


def test_the_page_is_a_scholarly_article(
    head: html.HtmlElement, edition_pages: tuple[str, Path]
) -> None:
    """As JSON-LD: small on the page, with all paragraphs and claims in a file."""
    base, target = edition_pages
    (script,) = head.xpath("script[@type='application/ld+json']")
    about = json.loads(script.text)
    assert about["@type"] == "ScholarlyArticle"
    assert about["@id"] == f"{base}article.html"
    assert about["isBasedOn"]["datePublished"] == "2015-09-27"
    assert "license" not in about

    graph = json.loads((target / "citations" / "article.jsonld").read_text("utf-8"))["@graph"]
    by_id = {node["@id"]: node for node in graph}
    assert f"{base}article.html#p6" in {part["@id"] for part in by_id[about["@id"]]["hasPart"]}
    assert "no licence for the text" in by_id[about["@id"]]["copyrightNotice"]
    claims = [node for node in graph if node["@type"] == "Claim"]
    assert len(claims) == 45
    claim = by_id[f"{base}claims.html#c03"]
    assert claim["appearance"] == [{"@id": f"{base}article.html#p4.s3"}]
    reviews = {(review["author"]["name"], review["name"]) for review in claim["review"]}
    assert any("Fatemi" in name for name, _ in reviews)
    assert {name for _, name in reviews} <= {"asserts", "supports", "disputes", "qualifies"}


def test_without_an_address_nothing_is_invented(
    project: Callable[[str], Path], build: Builder
) -> None:
    """Files beside the page are named; what needs an address is not."""
    page = build(project("letters")).page("first")

    assert page.xpath("//link[@rel='describedby']/@href")
    assert not page.xpath("//link[@rel='cite-as' or @rel='linkset' or @rel='memento']")
    assert not any(h.startswith("http") for h in page.xpath("//link[@rel='describedby']/@href"))


def test_registers_are_no_articles(edition_pages: tuple[str, Path]) -> None:
    """They have no author, and nothing to be saved as."""
    page = html.parse(edition_pages[1] / "persons.html").getroot()

    assert not page.xpath("//meta[starts-with(@name, 'citation_')]")
    assert not page.xpath("//script[@type='application/ld+json']")


def test_a_hostile_title_stays_a_title(tmp_path: Path, build: Builder) -> None:
    """In an attribute, in JSON, in a script."""
    title = 'x" onload="alert(1)</script><script>alert(2)</script>&'
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(
        'extensions = ["edition"]\nroot_doc = "index"\nhtml_theme = "edition"\n', encoding="utf-8"
    )
    (source / "index.rst").write_text("A\n=\n\n.. toctree::\n\n   text\n", encoding="utf-8")
    words = title.replace("&", "&amp;").replace("<", "&lt;")
    (source / "text.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        f"<title>{words}</title><author>{words}</author></titleStmt></fileDesc></teiHeader>"
        f"<text><body><p xml:id='p1' n='1'>Words</p></body></text></TEI>",
        encoding="utf-8",
    )
    page = build(source).page("text")

    assert page.xpath("//meta[@name='citation_title']/@content") == [title]
    (script,) = page.xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["headline"] == title
    assert not page.xpath("//script[contains(., 'alert(2)')][not(@type)]")
    assert not page.xpath("//@onload")
