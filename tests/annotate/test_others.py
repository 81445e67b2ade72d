"""Retagging, correcting, claims, notes and entries."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.annotate.correct import correct, supply, surplus
from edition.annotate.edit import Edit, proven
from edition.annotate.entities import FORMS, NewEntity, add, merge, register_of, rename
from edition.annotate.marks import tag
from edition.annotate.overlap import Overlap
from edition.annotate.places import Editable, quoted
from edition.annotate.retag import retag
from edition.annotate.standoff import (
    NewClaim,
    NewPosition,
    add_claim,
    add_note,
    list_of,
    next_id,
    target,
)
from edition.annotate.tags import Markup
from edition.errors import EditionError, UsageError
from edition.model import Edition, assemble, documents, read
from edition.tei.parse import parse
from edition.tei.text import copy_text
from tests.annotate.texts import again, editable

OVERLAPS: tuple[Overlap, ...] = ("widen", "split", "stand-off")


@pytest.fixture
def texts(sources: Path) -> dict[str, Editable]:
    """All files of this edition."""
    return {document.name: Editable(document) for document in documents(sources)}


@pytest.fixture
def edition(texts: dict[str, Editable]) -> Edition:
    """What is in them."""
    return assemble(text.reading.part for text in texts.values())


def _after(texts: dict[str, Editable], edits: list[Edit]) -> Edition:
    parts = {file: text.reading.part for file, text in texts.items()}
    for edit in edits:
        parts[edit.file] = read(parse(proven(texts[edit.file].reading, edit), edit.file)).part
    return assemble(parts.values())


def test_what_a_tag_says_changes_in_its_place() -> None:
    """Name, attributes that are there, new ones, and those that go; in all parts."""
    text = editable(
        '<p xml:id="p">By <name  type="x"\n ref=\'#a\'>Ali</name>,'
        ' <rs xml:id="r1" next="#r2">Bo</rs> <hi><rs xml:id="r2" prev="#r1">B</rs></hi></p>'
    )
    edit = retag(
        quoted(text, "p", "Ali"),
        name="persName",
        attributes={"ref": "#b", "cert": "low"},
        drop=["type"],
    )
    assert b"<persName cert=\"low\"\n ref='#b'>Ali</persName>" in proven(text.reading, edit)

    both = retag(quoted(text, "p", "Bo B"), name="name")
    data = proven(text.reading, both)
    assert (
        b'<name xml:id="r1" next="#r2">Bo</name> <hi><name xml:id="r2" prev="#r1">B</name></hi>'
        in data
    )
    for wrong in ({"name": "p"}, {"attributes": {"xml:id": "x"}}):
        with pytest.raises(UsageError):
            retag(quoted(text, "p", "Ali"), **wrong)


@pytest.mark.parametrize(
    ("body", "edit", "reading", "written"),
    [
        ("by teh sea", lambda p: correct(p, "the", Markup("corr")), "by the sea", "by <choice><sic>teh</sic><corr>the</corr></choice> sea"),
        ("by teh sea", lambda p: surplus(p, Markup("surplus")), "by teh sea", "by <surplus>teh</surplus> sea"),
        ("by teh sea", lambda p: supply(p, "a", Markup("supplied")), "by teh a sea", "by teh <supplied>a</supplied> sea"),
        ("by teh.", lambda p: supply(p, "a&b", Markup("supplied")), "by teh a&b.", "by teh<supplied> a&amp;b</supplied>."),
        ("by t<!-- x -->", None, "", ""),
    ],
)  # fmt: skip
def test_departures_leave_the_copy_as_it_is(body, edit, reading, written) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """The words that are read are those that were meant, in the passage and in the sentence."""
    if edit is None:
        text = editable('<p xml:id="p"><hi>te</hi>h</p>')
        with pytest.raises(EditionError, match="mark-up within"):
            correct(quoted(text, "p", "teh"), "the", Markup("corr"))
        return
    text = editable(f'<p xml:id="p"><s xml:id="s1">One.</s> <s xml:id="s2">{body}</s></p>')
    marked = again(text, proven(text.reading, edit(quoted(text, "p", "teh"))))

    assert written.encode() in marked.document.data
    assert marked.texts == {"p": f"One. {reading}", "s1": "One.", "s2": reading}
    assert copy_text(marked.document.root[0]) == copy_text(text.document.root[0])


def test_a_correction_that_changes_nothing_is_refused() -> None:
    """Or that takes words away."""
    text = editable('<p xml:id="p">the</p>')
    for to in ("the", " ", ""):
        with pytest.raises(UsageError):
            correct(quoted(text, "p", "the"), to, Markup("corr"))


def test_a_claim_is_written_as_its_neighbours_are(texts: dict[str, Editable]) -> None:
    """Behind the last, and read as what it says."""
    article, claims = texts["article.xml"], texts["claims.xml"]
    identifier = next_id(claims, list_of(claims, "claims"), "c")
    assert identifier == "c46"
    found = target(quoted(article, "p3.s2", "will also boost"), "c46.words", "claim")
    position = NewPosition(
        "article.xml#disputes",
        "Tariq Fatemi",
        "persons.xml#tariq-fatemi",
        "He <disputes> it & more.",
        ("bibliography.xml#fatemi-2012",),
    )
    new = NewClaim("A & B", "It will. " * 20, ("article.xml#unverified",), "Somebody", (position,), "So.", "article.xml#ed", "low")  # fmt: skip
    assert found.edit is not None

    edits = [add_claim(claims, identifier, found.key, new), found.edit]
    claim = _after(texts, edits).claims["claims.xml#c46"]

    assert claim.targets == ("article.xml#c46.words",)
    assert (claim.title, claim.claimant, claim.assessment, claim.cert) == (
        "A & B",
        "Somebody",
        "So.",
        "low",
    )
    assert claim.statement == ("It will. " * 20).strip()
    assert claim.positions[0].summary == "He <disputes> it & more."
    assert claim.positions[0].holders == ("persons.xml#tariq-fatemi",)
    data = proven(claims.reading, edits[0])
    old, new_lines = claims.document.data.decode().splitlines(), data.decode().splitlines()
    added = [line for line in new_lines if line not in set(old)]
    assert max(len(line) for line in added) <= 100
    assert data.replace(edits[0].splices[0].data, b"") == claims.document.data


def test_a_note_points_at_what_has_an_id_already(texts: dict[str, Editable]) -> None:
    """Else the words get one."""
    article, notes = texts["article.xml"], texts["notes.xml"]
    known = target(
        quoted(article, "p1.s2", "helping to evict the Soviets from Afghanistan in 1989"),
        "cn61.words",
        "",
    )
    assert (known.key, known.edit) == ("article.xml#c22.words", None)

    identifier = next_id(notes, list_of(notes, "commentary"), "cn")
    edit = add_note(
        notes, identifier, known.key, "commentary", "Note.", ["bibliography.xml#fatemi-2012"]
    )
    note = _after(texts, [edit]).notes[f"notes.xml#{identifier}"]
    assert (note.text, note.kind, note.targets) == (
        "Note.",
        "commentary",
        ("article.xml#c22.words",),
    )
    with pytest.raises(EditionError, match="no list of annotations"):
        list_of(notes, "gossip")


@pytest.mark.parametrize("kind", ["person", "place", "organisation", "event", "work", "object"])
def test_a_new_entry_is_read_as_what_it_was_given_for(
    texts: dict[str, Editable], edition: Edition, kind: str
) -> None:
    """In the register of its kind."""
    new = NewEntity(
        kind,
        "new-one",
        "The <New> One",
        ["N. One"],
        "One, New",
        "one-new",
        description="It is.",
        identifiers={"wikidata": "Q42"},
    )
    edit = add(register_of(texts, kind), new, edition)
    after = _after(texts, [edit])
    entity = after.entities[f"{edit.file}#new-one"]

    assert (entity.kind, entity.name, entity.description) == (kind, "The <New> One", "It is.")
    assert {name.text for name in entity.names} == {"The <New> One", "N. One", "One, New"}
    assert [(i.type, i.value) for i in entity.identifiers] == [("wikidata", "Q42")]
    for taken in ("ayub-khan", "1x", "a b"):
        with pytest.raises(UsageError):
            add(texts["persons.xml"], NewEntity("person", taken, "X"), edition)


def test_renaming_takes_every_pointer_along(texts: dict[str, Editable], edition: Edition) -> None:
    """In all files, whatever they are written in; nothing dangles, nothing else changes."""
    before = edition.uses_of["persons.xml#ayub-khan"]
    edits = rename(texts, edition, "persons.xml#ayub-khan", "mohammad-ayub-khan")
    after = _after(texts, edits)

    assert len(edits) > 3
    assert after.uses_of["persons.xml#mohammad-ayub-khan"] == before
    assert after.dangling == edition.dangling
    for edit in edits:
        data = proven(texts[edit.file].reading, edit)
        assert data.replace(b"mohammad-ayub-khan", b"ayub-khan") == texts[edit.file].document.data


def test_what_is_written_is_valid_tei(
    texts: dict[str, Editable],
    edition: Edition,
    tmp_path: Path,
    shared: Path,
    tool: Callable[[str], str],
) -> None:
    """By the schema of the TEI: entries of every kind, claims, notes, corrections, each way to overlap."""
    article, claims, notes = (texts[f"{name}.xml"] for name in ("article", "claims", "notes"))
    edits = [
        add(
            register_of(texts, kind),
            NewEntity(
                kind, "n", "A", ["B"], "A, B", "a-b", description="C.", identifiers={"x": "1"}
            ),
            edition,
        )
        for kind in FORMS
    ]
    words = quoted(article, "p3.s2", "will also")
    found = target(words, "c46.words", "claim").edit
    assert found is not None
    edits += [
        found,
        add_claim(
            claims, "c46", "article.xml#c46.words", NewClaim("T", "S", ("article.xml#unverified",))
        ),
        add_note(
            notes, "cn61", "article.xml#p3", "commentary", "N.", ["bibliography.xml#rafiq-2015"]
        ),
        correct(words, "would also", Markup("corr", {"resp": "#ed"})),
        supply(words, "soon", Markup("supplied", {"reason": "omitted"})),
        surplus(words, Markup("surplus")),
        *(
            tag(
                quoted(article, "p6", "spurred by then"),
                Markup("rs", {"ref": "persons.xml#ayub-khan"}),
                way,
            )
            for way in OVERLAPS
        ),
    ]
    for number, edit in enumerate(edits):
        data = proven(texts[edit.file].reading, edit)
        (tmp_path / f"{number}.xml").write_bytes(data)
    command = [tool("jing"), str(shared / "schema/tei_all.rng"), *map(str, tmp_path.glob("*.xml"))]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def _register(entries: str) -> Editable:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>{entries}</listPerson></standOff></TEI>'
    return Editable(parse(source.encode(), "persons.xml"))


def test_two_entries_become_one() -> None:
    """Names, identifiers, pointers; a pointer to both becomes one."""
    persons = _register(
        '\n  <person xml:id="ali"><persName type="main">Ali</persName></person>'
        '\n  <person xml:id="ali-khan"><persName type="main">Ali Khan</persName><idno type="wikidata">Q1</idno>'
        "<birth when='1900'/></person>\n"
    )
    text = editable(
        '<p xml:id="p"><rs ref="persons.xml#ali persons.xml#ali-khan">Ali</rs> <rs ref="persons.xml#ali-khan">he</rs></p>'
    )
    texts = {"persons.xml": persons, "a.xml": text}
    edition = assemble(t.reading.part for t in texts.values())

    edits = merge(texts, edition, "persons.xml#ali-khan", "persons.xml#ali")
    after = _after(texts, edits)

    entity = after.entities["persons.xml#ali"]
    assert [name.text for name in entity.names] == ["Ali", "Ali Khan"]
    assert entity.identifiers[0].value == "Q1"
    assert "1900" in str(entity.dates)
    assert list(after.entities) == ["persons.xml#ali"]
    assert [mention.targets for mention in after.mentions] == [("persons.xml#ali",)] * 2
    (of_text,) = [edit for edit in edits if edit.file == "a.xml"]
    assert (
        re.findall(r'ref="([^"]*)"', proven(text.reading, of_text).decode())
        == ["persons.xml#ali"] * 2
    )


def test_what_two_entries_disagree_in_is_settled_by_the_editors() -> None:
    """Nothing of an entry is lost."""
    persons = _register(
        '<person xml:id="a"><birth when="1900"/></person><person xml:id="b"><birth when="1901"/></person>'
    )
    texts = {"persons.xml": persons}
    edition = assemble([persons.reading.part])

    with pytest.raises(EditionError, match="both entries hold: birth “1901”"):
        merge(texts, edition, "persons.xml#b", "persons.xml#a")


def test_objects_keep_their_identifiers_when_they_are_merged() -> None:
    """Which stand beside their names."""
    source = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listObject><object xml:id="a"><objectIdentifier>'
        '<objectName>A</objectName></objectIdentifier></object><object xml:id="b"><objectIdentifier><objectName>B'
        '</objectName><idno type="wikidata">Q1</idno></objectIdentifier></object></listObject></standOff></TEI>'
    )
    text = Editable(parse(source.encode(), "objects.xml"))
    texts = {"objects.xml": text}
    edition = assemble([text.reading.part])

    after = _after(texts, merge(texts, edition, "objects.xml#b", "objects.xml#a"))
    entity = after.entities["objects.xml#a"]
    assert [name.text for name in entity.names] == ["A", "B"]
    assert [identifier.value for identifier in entity.identifiers] == ["Q1"]


def test_an_empty_register_takes_its_first_entry() -> None:
    """Also one that is an empty element."""
    for written in (
        "<listPerson/>",
        "<listPerson></listPerson>",
        "<listPerson><!-- none --></listPerson>",
    ):
        source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{written}</standOff></TEI>'
        text = Editable(parse(source.encode(), "persons.xml"))
        edit = add(
            register_of({"persons.xml": text}, "person"),
            NewEntity("person", "ali", "Ali"),
            assemble([text.reading.part]),
        )
        root = etree.fromstring(proven(text.reading, edit))
        assert [str(e.tag).rpartition("}")[2] for e in root.iter("*")] == [
            "TEI",
            "standOff",
            "listPerson",
            "person",
            "persName",
        ]
