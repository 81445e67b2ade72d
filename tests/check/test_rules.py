"""Every rule finds its example, and nothing in the same example mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.check.findings import Finding
from edition.check.rules import RULES, Rule
from edition.check.run import findings, read_files
from edition.check.subject import Subject
from edition.model import assemble, read
from edition.tei.parse import parse

_HEADER = "<teiHeader><fileDesc><titleStmt><title>A text</title></titleStmt></fileDesc></teiHeader>"


def document(example: str) -> bytes:
    """An *example* of a rule as a whole file: a header, stand-off lists, and paragraphs of a text."""
    head, mark, rest = example.partition("</teiHeader>")
    header, rest = (head + mark, rest) if mark else (_HEADER, example)
    before, mark, text = rest.rpartition("</standOff>")
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}{before}{mark}'
        f"<text><body>{text}</body></text></TEI>"
    ).encode()


def subject_of(**files: bytes) -> Subject:
    """Files, by name without suffix, as what is checked."""
    readings = {f"{name}.xml": read(parse(data, f"{name}.xml")) for name, data in files.items()}
    return Subject(assemble(reading.part for reading in readings.values()), readings)


def _found(rule: Rule, example: str) -> list[Finding]:
    return list(rule.findings(subject_of(a=document(example))))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_example_and_not_the_mended_one(rule: Rule) -> None:
    """With a place, a message and a remedy."""
    found = _found(rule, rule.wrong)

    assert {finding.code for finding in found} == {rule.code}
    for finding in found:
        assert finding.line == 1
        assert finding.column > 1
        assert finding.message
        assert not finding.message.endswith(".")
        assert finding.hint.endswith((".", "?"))
    assert _found(rule, rule.right) == []


def test_codes_are_given_once() -> None:
    """They are what people ignore, count and look up."""
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert all(rule.meaning.endswith(".") and rule.remedy.endswith((".", "..")) for rule in RULES)


def test_attributes_are_pointed_at() -> None:
    """Line and column of the attribute, also in a tag of several lines."""
    example = '<p>\n  <date\n     xml:id="é"\n     cert="low"   when="1949-02-30">then</date></p>'
    (finding,) = _found(next(rule for rule in RULES if rule.code == "date-malformed"), example)

    assert (finding.line, finding.column) == (4, 19)


def test_this_edition_has_nothing_to_find(sources: Path) -> None:
    """Not even a note."""
    files = read_files(sources, sorted(sources.glob("*.xml")))

    assert files.unreadable == ()
    assert [f.message for f in findings(files.subject, RULES)] == []


def test_a_pointer_with_one_near_name_is_mended() -> None:
    """The bytes of its value, and no others."""
    example = '<standOff><listPerson><person xml:id="ayub-khan"><persName>A</persName></person></listPerson></standOff><p><persName n="1"  ref = \'#ayub-kahn\'>A</persName></p>'
    data = document(example)
    rule = next(rule for rule in RULES if rule.code == "pointer-dangling")
    (finding,) = rule.findings(subject_of(a=data))

    assert finding.fix is not None
    (splice,) = finding.fix.splices
    assert data[: splice.start] + splice.data + data[splice.end :] == data.replace(b"kahn", b"khan")


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("ISNI", "0000 0001 2103 2683", "0000 0001 2103 2638"),
        ("ORCID", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0079"),
        ("GND", "118540238", "118540283"),
        ("GND", "4021477-1", "4021477-2"),
        ("GND", "https://d-nb.info/gnd/118540238", "1185"),
        ("ISBN", "978-3-16-148410-0", "978-3-16-148410-1"),
        ("ISBN", "0-306-40615-2", "0-306-40615-3"),
        ("VIAF", "102333412", "A102333412"),
        ("wikidata", "https://www.wikidata.org/wiki/Q843", "843"),
        ("geonames", "1168579", "PK"),
        ("somebody-else", "anything", ""),
    ],
)
def test_identifiers_with_wrong_digits_are_found(kind: str, right: str, wrong: str) -> None:
    """By the check digit where there is one, by their shape elsewhere."""
    rule = next(rule for rule in RULES if rule.code == "identifier-shape")
    person = '<standOff><listPerson><person xml:id="a"><persName>A</persName><idno type="{}">{}</idno></person></listPerson></standOff><p/>'

    assert _found(rule, person.format(kind, right)) == []
    if wrong:
        assert len(_found(rule, person.format(kind, wrong))) == 1


@pytest.mark.parametrize(
    "value",
    ["1960~", "195X", "19XX", "1947/1962", "2015-09-27/..", "../2011~", "1949-06-02/1949-06-09~", "{1949-08-15,1949-11-05}", "1984?/2004-06~", "2001-21", "Y-17E7"],
)  # fmt: skip
def test_edtf_is_not_held_against_anybody(value: str) -> None:
    """Common values are known without the library, the others with it."""
    rule = next(rule for rule in RULES if rule.code == "date-edtf")

    assert (
        _found(rule, f'<p><date when-custom="{value}" datingMethod="#edtf">then</date></p>') == []
    )


@pytest.mark.parametrize("value", ["1949-02-30", "c. 1949", "1949/1947-13", "{1949-02-30}", "195x"])
def test_what_is_no_edtf_is_found(value: str) -> None:
    """Also days that the calendar does not have."""
    rule = next(rule for rule in RULES if rule.code == "date-edtf")

    date = f'<p><date when-custom="{value}" datingMethod="#edtf">then</date></p>'
    assert len(_found(rule, date)) == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("date-edtf", '<p><date when-custom="12 IX">then</date></p>'),
        ("date-malformed", '<p><date when="--12-25">Christmas</date> <time when="12:30:00">noon</time></p>'),
        ("date-malformed", '<p><date when="--02-29">leap day</date> <date when="---31">pay day</date></p>'),
        ("date-malformed", '<p><locus from="18r" to="19v">fol. 18r–19v</locus> <citedRange from="12" to="15"/></p>'),
        ("date-order", '<p><biblScope unit="page" from="1990" to="12">1990 ff.</biblScope></p>'),
        ("note-empty", '<p>So it was.<note><figure><graphic url="a.png"/></figure></note></p>'),
        ("pointer-prefix", '<p ref="tag:example.org,2012:x">So it was.</p>'),
        ("pointer-kind", '<listBibl><bibl xml:id="b"><title>B</title></bibl></listBibl><p><title ref="#b">B</title></p>'),
    ],
)  # fmt: skip
def test_what_tei_allows_is_not_held_against_anybody(code: str, text: str) -> None:
    """Each of these was, once; most stand in editions of others."""
    rule = next(rule for rule in RULES if rule.code == code)

    assert _found(rule, text) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "im selben Jahr"), ("de-AT", "damals"), ("fr", "le lendemain"), ("it", "l’anno scorso"), ("la", "eodem anno")],
)  # fmt: skip
def test_relative_dates_are_known_in_the_language_of_the_text(language: str, words: str) -> None:
    """And a word of one language is nothing in another, nor in one whose words are not known."""
    rule = next(rule for rule in RULES if rule.code == "date-unexplained")
    date = '<p xml:lang="{}"><date when="1949">{}</date></p>'

    assert len(_found(rule, date.format(language, words))) == 1
    assert _found(rule, date.format("pl", words)) == []


@pytest.mark.parametrize("value", ["--13", "--02-30", "---32", "25:00:00", "12:60"])
def test_days_and_hours_that_never_come_are_found(value: str) -> None:
    """Also in dates of no year."""
    rule = next(rule for rule in RULES if rule.code == "date-malformed")

    assert len(_found(rule, f'<p><date when="{value}">then</date></p>')) == 1


def test_what_many_pointers_lead_to_is_told_once_and_mended_everywhere() -> None:
    """A lost id is one fault, however often it is pointed at."""
    rule = next(rule for rule in RULES if rule.code == "pointer-dangling")
    names = '<persName ref="#anne">Anna</persName> ' * 8
    register = '<standOff><listPerson><person xml:id="anna"><persName>Anna</persName></person></listPerson></standOff>'

    (found,) = _found(rule, f"{register}<p>{names}</p>")

    assert "(8 pointers of this file lead to it)" in found.message
    assert found.fix is not None
    assert len(found.fix.splices) == 8


def test_an_unmarked_name_is_told_at_its_words() -> None:
    """Not at the paragraph, which may be long; and nothing is said of registers and bylines."""
    rule = next(rule for rule in RULES if rule.code == "mention-untagged")
    register = (
        '<standOff><listPerson><person xml:id="a"><persName>Anna Berg</persName></person>'
        '<person xml:id="b"><persName>Bert Tal</persName></person></listPerson></standOff>'
    )
    before = '<p><persName ref="#a">Anna Berg</persName> came,\n and &amp; '

    (found,) = _found(rule, f"{register}<byline>Bert Tal</byline>{before}Bert Tal went.</p>")

    assert found.message.startswith("“Bert Tal”")
    assert found.column == len(" and &amp; ") + 1
