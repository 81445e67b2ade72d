"""Pointers become keys."""

from __future__ import annotations

import pytest
from lxml import etree

from edition.tei.pointers import is_internal, read_prefixes, targets

_PREFIXES = read_prefixes(
    etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><listPrefixDef>'
        '<prefixDef ident="person" matchPattern="([a-z-]+)" replacementPattern="../persons.xml#$1"/>'
        '<prefixDef ident="gnd" matchPattern="(.+)" replacementPattern="https://d-nb.info/gnd/$1"/>'
        '<prefixDef ident="bad" matchPattern="(a+)+$" replacementPattern="x"/>'
        '<prefixDef ident="broken" matchPattern="(" replacementPattern="x"/>'
        "</listPrefixDef></TEI>"
    )
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#p6", ["letters/one.xml#p6"]),
        ("../persons.xml#ayub-khan", ["persons.xml#ayub-khan"]),
        ("two.xml", ["letters/two.xml"]),
        ("#a  #b\n#a", ["letters/one.xml#a", "letters/one.xml#b", "letters/one.xml#a"]),
        ("person:ayub-khan", ["persons.xml#ayub-khan"]),
        ("gnd:118540238", ["https://d-nb.info/gnd/118540238"]),
        ("pmb123", ["?pmb123"]),
        ("https://example.org/#x", ["https://example.org/#x"]),
        (
            "bad:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
            ["bad:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"],
        ),
        ("#%C3%A4", ["letters/one.xml#ä"]),
        ("", []),
    ],
)
def test_the_forms_of_a_pointer(value: str, expected: list[str]) -> None:
    """Local, relative, several, by private scheme, bare, on the web."""
    assert expected == list(targets(value, "letters/one.xml", _PREFIXES))


def test_a_scheme_that_cannot_be_trusted_declares_nothing() -> None:
    """Patterns whose cost has no bound, and such as are none."""
    assert {"person", "gnd"} == set(_PREFIXES)


def test_what_lies_in_the_edition_is_known_by_its_form() -> None:
    """Whether it exists is another question."""
    assert is_internal("persons.xml#x")
    assert not is_internal("https://example.org/")
    assert not is_internal("?pmb123")
