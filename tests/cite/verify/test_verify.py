"""What a manuscript quotes, and where it says it is from, is held against the edition."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edition.cite.anchors import anchors
from edition.cite.lock import Release
from edition.cite.recording import EMPTY, recorded, retired
from edition.cite.resolve import Archive
from edition.cite.verify import Item, as_json, as_sarif, as_text, read, verify
from edition.errors import UnreadableError, UsageError
from edition.model import load
from tests.cite.fates import article

#: A paper in Markdown; its counterparts in other formats are written by Pandoc.
PAPER = """\
# A paper

Rafiq says that it “hosted CIA spy flight missions from Peshawar” [@rafiq2015, para. 5].
He also says “It hosted spy flight missions from Peshawar (including the ill fated flight” (Rafiq, para. 5).

The same “hosted CIA spy flight missions from Peshawar” (Rafiq, para. 7) is not in paragraph seven, and
“which he promptly accepted. However, upon receiving an invitation from Washington” is.[^1]

> In 1965, with the breakout of war between India and Pakistan, the United States imposed arms embargoes
> on both countries. (Rafiq, par. 6)

See [this](https://example.org/article.html#p99) and https://example.org/article.html#p6.

Smith wrote “something of his own that is long enough to be looked for” [@smith1999, para. 5].
And “Since the late 1990s, Pakistan […] remained wedded to New Delhi” (Rafiq, par. 11).
An invention: “the author never wrote these words, believe me or not” (Rafiq, par. 11).
A “scare” quotation. “A month later, Pakistan’s President Pervez Musharraf visited Russia” (ibid., para. 12).

[^1]: Arif Rafiq, “Pakistan: Russia’s New Best Friend?”, para. 4.
"""

#: Kind, words or reference that it begins with, and line in Markdown.
FOUND = [
    ("exact", "hosted CIA spy", 3),
    ("misquoted", "It hosted spy", 4),
    ("wrong-passage", "hosted CIA spy", 6),
    ("exact", "which he promptly", 7),
    ("exact", "In 1965, with", 9),
    ("unknown-anchor", "https://example.org/article.html#p99", 12),
    ("reference", "https://example.org/article.html#p6", 12),
    ("exact", "Since the late 1990s", 15),
    ("not-found", "the author never", 16),
    ("exact", "A month later", 17),
    ("contradicted-claim", "A month later", 17),
]


@pytest.fixture(scope="module")
def now(sources: Path) -> Archive:
    """The edition as it is, with nothing published."""
    return Archive(load(sources))


def _verified(archive: Archive, path: Path, text: str = PAPER) -> list[Item]:
    path.write_text(text, encoding="utf-8")
    return list(verify(archive, read(path)))


def _said(items: list[Item]) -> list[tuple[str, str]]:
    return sorted((item.kind, (item.quoted or item.reference)[:12]) for item in items)


def test_everything_is_said_of_a_paper(now: Archive, tmp_path: Path) -> None:
    """And nothing of what is not of the edition."""
    items = _verified(now, tmp_path / "paper.md")

    assert _said(items) == sorted((kind, words[:12]) for kind, words, _ in FOUND)
    for kind, words, line in FOUND:
        assert [
            item.line
            for item in items
            if item.kind == kind and (item.quoted or item.reference).startswith(words)
        ] == [line]


@pytest.mark.parametrize("suffix", ["rst", "tex", "html", "docx", "odt"])
def test_every_format_says_the_same(now: Archive, tmp_path: Path, suffix: str) -> None:
    """But for keys of citations, which only some formats have."""
    pypandoc = pytest.importorskip("pypandoc")
    paper = PAPER.replace("[@rafiq2015, para. 5]", "(Rafiq, para. 5)").replace(
        "[@smith1999, para. 5]", "(Smith 1999, 5)"
    )
    expected = _verified(now, tmp_path / "paper.md", paper)
    target = tmp_path / f"paper.{suffix}"
    writer = {"tex": "latex"}.get(suffix, suffix)
    pypandoc.convert_text(
        paper, writer, "markdown-smart", outputfile=str(target), extra_args=["--standalone"]
    )

    items = list(verify(now, read(target)))

    assert _said(items) == _said(expected)
    assert all(item.line >= 1 for item in items)
    if suffix in {"rst", "tex", "html"}:
        lines = target.read_text(encoding="utf-8").splitlines()
        for item in items:
            first = (item.quoted or "See").split()[0].strip("“”")
            assert first in " ".join(lines[item.line - 1 : item.line + 2]), item


def test_plain_text(now: Archive, tmp_path: Path) -> None:
    """Quotations in it are in marks, or set in."""
    text = (
        'A note\n\nHe says "hosted CIA spy flight missions from Peshawar" (Rafiq, para. 5), and\n'
        "'invited by Moscow for a state visit' (Rafiq, para. 5).\n\n"
        "    In 1965, with the breakout of war between India and\n    Pakistan, the United States\n"
    )
    items = _verified(now, tmp_path / "note.txt", text)

    assert [(item.kind, item.line) for item in items] == [
        ("exact", 3),
        ("wrong-passage", 4),
        ("exact", 6),
    ]


def test_a_misquotation_has_its_difference(now: Archive, tmp_path: Path) -> None:
    """Word by word, and what the edition has."""
    items = _verified(now, tmp_path / "paper.md")
    (item,) = (item for item in items if item.kind == "misquoted")

    assert "{+CIA+}" in item.message
    assert item.outcome.now.startswith("It hosted CIA spy flight missions")


def test_a_contradicted_claim_is_named(now: Archive, tmp_path: Path) -> None:
    """With its title and its status, as the editors have them."""
    items = _verified(now, tmp_path / "paper.md")
    (item,) = (item for item in items if item.kind == "contradicted-claim")

    assert item.claim == "claims.xml#c35"
    assert item.claim_title == now.edition.claims["claims.xml#c35"].title
    assert item.claim_status == "contradicted by record"


@pytest.mark.parametrize(
    "marks", ["“{}”", "„{}“", "«{}»", "»{}«", "‘{}’", "‚{}‘", "‹{}›", '"{}"', "'{}'", "「{}」"]
)
def test_quotations_are_found_in_all_marks(now: Archive, tmp_path: Path, marks: str) -> None:
    """Of all conventions, with an apostrophe in the words."""
    text = f"He says {marks.format('Pakistan’s first prime minister, Liaquat Ali Khan')} (Rafiq, para. 4)."
    if marks in {"‘{}’", "‚{}‘"}:
        text = text.replace("Pakistan’s first", "first")
    (item,) = _verified(now, tmp_path / "note.txt", text)

    assert item.kind == "exact"


def test_what_was_published_and_has_changed_is_stale(sources: Path, tmp_path: Path) -> None:
    """A quotation that was right once, a passage that is gone, one that moved."""
    made = article(sources)
    lock = recorded(EMPTY, list(anchors(made.edition())), Release("1", "2026-01-01"))
    made.edit("p4")
    made.delete("p8")
    made.move("p11")
    now = made.edition()
    lock = retired(
        lock, list(anchors(now)), "article.xml#p8", (), "withdrawn by the author", "2026-02-02"
    )
    text = (
        "“invited by Moscow for a state visit, which he promptly accepted. However, upon receiving an "
        "invitation from Washington” (Rafiq, para. 4).\n\n“Washington stepped up arms shipments to Islamabad” "
        "(Rafiq, para. 8).\n\nSee Rafiq, para. 8, and Rafiq, para. 11.\n"
    )
    items = _verified(Archive(now, lock), tmp_path / "old.md", text)

    assert [item.kind for item in items] == ["stale-version"] * 4
    assert "withdrawn by the author" in items[1].message


def test_reports(now: Archive, tmp_path: Path) -> None:
    """As lines, as data, and as SARIF, of findings only."""
    items = _verified(now, tmp_path / "paper.md")
    findings = [item for item in items if not item.is_fine]

    lines = list(as_text(items))
    assert sum(line.startswith(str(tmp_path)) for line in lines) == len(findings)
    assert lines[-1].endswith(f"{len(findings)} findings")
    data = json.loads(as_json(items))
    assert len(data) == len(items)
    assert {
        "file",
        "line",
        "kind",
        "quoted",
        "status",
        "id",
        "ref",
        "version",
        "then",
        "now",
        "score",
        "candidates",
    } <= set(data[0])
    assert data[0]["file"] == str(tmp_path / "paper.md")
    log = json.loads(as_sarif(items, "1.0"))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == len(findings)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
        assert place["artifactLocation"]["uri"].startswith("file:///")
    relative = [replace(item, file=Path("my paper.md")) for item in items]
    assert '"uri": "my%20paper.md"' in as_sarif(relative, "1.0")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Neither a picture nor a broken archive is a manuscript."""
    (tmp_path / "a.png").write_bytes(b"")
    with pytest.raises(UsageError, match="nothing that can be verified"):
        read(tmp_path / "a.png")
    (tmp_path / "a.docx").write_bytes(b"no archive")
    with pytest.raises(UnreadableError):
        read(tmp_path / "a.docx")


@given(st.text(alphabet="ab “”\"'‘’„«»[](){}…^@#*_>-\n:/.,;para6Rfiq", max_size=120))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_nothing_makes_it_fail(
    now: Archive, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever marks and signs are in a manuscript."""
    path = tmp_path_factory.mktemp("any") / "any.txt"
    for item in _verified(now, path, f"He (Rafiq, para. 5) {text}"):
        assert item.line >= 1
        assert item.message
