"""``edition annotate``, as an editor gives it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, sources: Path) -> Path:
    """This edition, to be edited."""
    shutil.copytree(sources, tmp_path / "tei")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/conf.py").write_text('extensions = ["edition"]\n')
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    return tmp_path


def _edition(folder: Path, *arguments: str, code: int = 0, answers: str | None = None) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "edition", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        input=answers,
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout + ran.stderr


def _annotate(folder: Path, *arguments: str, code: int = 0, answers: str | None = None) -> str:
    return _edition(folder, "annotate", *arguments, code=code, answers=answers)


def _git_diff(folder: Path) -> list[str]:
    """The lines that version control shows as changed."""
    command = ["git", "diff", "-U0"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    return [
        line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]


_TAG = ("tag", "tei/article.xml", "--in", "p6", "--quote", "imposed", "--as", "rs", "--ref")


def test_a_name_is_marked_taken_off_and_undone(folder: Path) -> None:
    """The diff shows the tag and nothing else; a dry run writes nothing."""
    goal = "events.xml#us-arms-embargo-1965"
    said = _annotate(folder, *_TAG, goal, "--dry-run")
    assert f'+          States</placeName> <rs ref="{goal}">imposed</rs> <rs ' in said
    assert "+++ b/tei/article.xml" in said
    assert _git_diff(folder) == []

    assert _annotate(folder, *_TAG, goal) == said
    removed, added = _git_diff(folder)
    assert added[1:].replace(f'<rs ref="{goal}">imposed</rs>', "imposed") == removed[1:]
    assert "already" in _annotate(folder, *_TAG, goal, code=1)

    _annotate(
        folder,
        "retag",
        "tei/article.xml",
        "--in",
        "p6",
        "--quote",
        "imposed",
        "--attr",
        "cert=low",
        "--attr",
        "type=event",
    )
    assert f'<rs cert="low" type="event" ref="{goal}">imposed</rs>' in _git_diff(folder)[1]
    _annotate(folder, "untag", "tei/article.xml", "--in", "p6", "--quote", "imposed")
    assert _git_diff(folder) == []
    for _ in range(3):
        _annotate(folder, "undo", "tei/article.xml")
    assert _git_diff(folder) == []
    assert "no edit to undo" in _annotate(folder, "undo", code=2)
    status = ["git", "status", "--short", "--untracked-files"]
    shown = subprocess.run(status, cwd=folder, capture_output=True, text=True, check=True).stdout
    assert ".edition" not in shown


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--quote", "imposed", "--as", "rs", "--ref", "persons.xml#ayub-kan"), 2, "Do you mean ayub-khan"),
        (("--quote", "imposed", "--as", "rs", "--ref", "nobody.xml#x"), 2, "no file 'nobody.xml'"),
        (("--quote", "imposed", "--as", "rs", "--ref", "../../x.xml#x"), 2, "there is no file"),
        (("--quote", "imposed", "--as", "date", "--when", "1949-02-30"), 2, "is no date"),
        (("--quote", "Pakistan", "--as", "rs"), 1, "4 times"),
        (("--quote", "Pakistan", "--occurrence", "9", "--as", "rs"), 1, "It has them 4 times"),
        (("--quote", "imposd", "--as", "rs"), 1, "Do you mean “imposed”"),
        (("--start", "5", "--as", "rs"), 2, "--start and --end"),
        (("--quote", "imposed", "--as", "p"), 2, "One of: "),
        (("--quote", "imposed", "--as", "seg", "--attr", "xml:id=p1"), 2, "is given already"),
        (("--quote", "States imposed arms", "--as", "name"), 1, "widen: tag “United States imposed"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(
    folder: Path, arguments: tuple[str, ...], code: int, says: str
) -> None:
    """With what can; nothing is written."""
    assert says in _annotate(folder, "tag", "tei/article.xml", "--in", "p6", *arguments, code=code)
    assert _git_diff(folder) == []


def test_a_file_by_itself_is_edited_too(tmp_path: Path) -> None:
    """Without a project; by offsets; in pages of another encoding."""
    text = '<?xml version="1.0" encoding="iso-8859-1"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>Für Käthe.</p></body></text></TEI>'
    (tmp_path / "a.xml").write_bytes(text.encode("iso-8859-1"))

    said = _annotate(
        tmp_path, "tag", "a.xml", "--in", "p1", "--start", "3", "--end", "9", "--as", "persName"
    )
    assert "+<TEI" in said
    after = (tmp_path / "a.xml").read_bytes().decode("iso-8859-1")
    assert after == text.replace("Käthe", "<persName>Käthe</persName>")
    assert "has no 'š'" in _annotate(
        tmp_path,
        "tag",
        "a.xml",
        "--in",
        "p1",
        "--quote",
        "Für",
        "--as",
        "rs",
        "--attr",
        "n=š",
        code=1,
    )
    _annotate(tmp_path, "undo", "a.xml")
    assert (tmp_path / "a.xml").read_bytes() == text.encode("iso-8859-1")
    _annotate(tmp_path, "tag", "b.xml", "--in", "p1", "--quote", "x", "--as", "rs", code=3)


def test_claims_notes_and_corrections_build(folder: Path) -> None:
    """One command for each; one undo for each, over all its files."""
    _annotate(
        folder, "correct", "tei/article.xml", "--in", "p3.s1", "--quote", "goes", "--to", "went"
    )
    _annotate(
        folder,
        "note",
        "add",
        "tei/article.xml",
        "--in",
        "p3.s1",
        "--type",
        "commentary",
        "--text",
        "A note.",
    )
    _annotate(
        folder, "claim", "add", "tei/article.xml", "--in", "p3.s2", "--quote", "will also boost", "--title", "Boost",
        "--statement", "They will.", "--status", "unverified", "--position", "disputes|Tariq Fatemi|No.|fatemi-2012",
    )  # fmt: skip
    changed = _git_diff(folder)
    assert sum(line.startswith("-") for line in changed) == 2
    assert any(
        '<choice><sic>goes</sic><corr resp="#ed">went</corr></choice>' in line for line in changed
    )
    assert any('<annotation xml:id="cn61" target="article.xml#p3.s1">' in line for line in changed)
    assert any('resp="persons.xml#tariq-fatemi"' in line for line in changed)
    _annotate(
        folder, "untag", "tei/article.xml", "--in", "p3.s2", "--quote", "will also boost", code=1
    )

    wrong = (
        "note",
        "add",
        "tei/article.xml",
        "--in",
        "p3.s1",
        "--type",
        "commentary",
        "--text",
        "x",
        "--source",
        "fatemi",
    )
    assert "fatemi-2012?" in _annotate(folder, *wrong, code=2)
    for _ in range(3):
        _annotate(folder, "undo")
    assert _git_diff(folder) == []


def test_entries_are_added_renamed_and_merged(folder: Path) -> None:
    """Old ids that were published lead to the new ones."""
    _annotate(
        folder,
        "entity",
        "add",
        "person",
        "sajjad-hyder",
        "--name",
        "Sajjad Hyder",
        "--idno",
        "wikidata=Q1",
    )
    _annotate(folder, *_TAG, "persons.xml#sajjad-hyder")
    _edition(folder, "anchors", "lock")
    _annotate(folder, "entity", "rename", "sajjad-hyder", "hyder", "--date", "2026-01-02")
    assert any('ref="persons.xml#hyder">imposed' in line for line in _git_diff(folder))
    lock = json.loads((folder / "tei/anchors.lock").read_text())
    (record,) = [r for r in lock["anchors"] if r["id"] == "sajjad-hyder"]
    assert (record["status"], record["to"], record["date"]) == ("moved", ["hyder"], "2026-01-02")
    said = _annotate(folder, "entity", "add", "person", "sajjad-hyder", "--name", "Another", code=2)
    assert "was published" in said
    _edition(folder, "anchors", "lock")

    _annotate(folder, "entity", "add", "person", "s-hyder", "--name", "S. Hyder")
    said = _annotate(folder, "entity", "merge", "hyder", "into", "s-hyder", "--dry-run")
    assert '+        <persName type="variant">Sajjad Hyder</persName>' in said
    assert "Do you mean" in _annotate(folder, "entity", "rename", "ayub-kan", "x", code=2)


def test_annotations_go_out_and_come_in(folder: Path) -> None:
    """What is not certain is queued, what is wrong refused; the rest is one edit."""
    (folder / "in.csv").write_text(
        "passage,quote,as,ref\np6,imposed,rs,events.xml#us-arms-embargo-1965\np6,Pakistan,rs,\n"
        "p6,breakout,rs,persons.xml#nobody\np7,,,\n,modernizing,term,\n"
    )
    said = _annotate(folder, "import", "in.csv", "--format", "csv", "--into", "article.xml", code=1)

    assert "2 applied, 2 refused, 1 queued" in said
    assert "refused: 3 in p6: persons.xml has no entry 'nobody'" in said
    (queued,) = json.loads((folder / ".edition/queue.json").read_text())
    assert [choice["passage"] for choice in queued["choices"]] == ["p6"] * 4
    assert sum(line.startswith("+") for line in _git_diff(folder)) == 2
    _annotate(folder, "undo")
    assert _git_diff(folder) == []
    for form in ("w3c", "hypothesis", "recogito", "tsv", "csv"):
        _annotate(folder, "export", "tei/article.xml", "--format", form, "-o", f"out.{form}")
        assert (folder / f"out.{form}").stat().st_size > 10_000
    page = json.loads((folder / "out.w3c").read_text())
    assert page["type"] == "AnnotationPage"
    assert "cannot be read" in _annotate(folder, "import", "no.csv", "--format", "csv", code=3)


def test_what_was_queued_is_decided_one_by_one(folder: Path) -> None:
    """A number places it, d drops it, s leaves it; each decision is kept at once."""
    (folder / "in.csv").write_text(
        "passage,quote,as,ref\np6,Pakistan,rs,\np6,Pakistan’s,rs,\np4,Pakistan,rs,\n"
    )
    _annotate(folder, "import", "in.csv", "--format", "csv", "--into", "article.xml", code=1)
    _annotate(folder, "import", "in.csv", "--format", "csv", "--into", "article.xml", code=1)
    queue = folder / ".edition/queue.json"
    waiting = len(json.loads(queue.read_text()))
    imported = len(_git_diff(folder))

    said = _annotate(folder, "decide", answers="2\nd\nq\n")

    assert f"1 of {waiting}" in said
    assert "[Pakistan]" in said
    assert f"{waiting - 2} wait for a decision" in said
    assert len(json.loads(queue.read_text())) == waiting - 2
    assert len(_git_diff(folder)) == imported + 2
    said = _annotate(folder, "decide", answers="s\n" * waiting)
    assert f"{waiting - 2} wait for a decision" in said
    queue.write_text("[{}]")
    assert "is no queue of annotations" in _annotate(folder, "decide", code=3)
    before = _git_diff(folder)
    _annotate(folder, "import", "in.csv", "--format", "csv", "--into", "article.xml", code=3)
    assert _git_diff(folder) == before


def test_a_schema_refuses_what_it_does_not_allow(folder: Path) -> None:
    """And allows what it does."""
    (folder / "s.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="any"/></start><define name="any">'
        '<element><anyName><except><name ns="http://www.tei-c.org/ns/1.0">foreign</name></except></anyName>'
        '<zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name="any"/></choice></zeroOrMore>'
        "</element></define></grammar>"
    )
    tag = (
        "tag",
        "tei/article.xml",
        "--in",
        "p6",
        "--quote",
        "imposed",
        "--schema",
        "s.rng",
        "--as",
    )

    assert "the schema does not allow it" in _annotate(folder, *tag, "foreign", code=1)
    assert _git_diff(folder) == []
    _annotate(folder, *tag, "rs")
    _annotate(folder, *tag[:-2], "none.rng", "--as", "term", code=3)
