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

    assert _found(rule, f'<p><date when-custom="{value}">then</date></p>') == []


@pytest.mark.parametrize("value", ["1949-02-30", "c. 1949", "1949/1947-13", "{1949-02-30}", "195x"])
def test_what_is_no_edtf_is_found(value: str) -> None:
    """Also days that the calendar does not have."""
    rule = next(rule for rule in RULES if rule.code == "date-edtf")

    assert len(_found(rule, f'<p><date when-custom="{value}">then</date></p>')) == 1
