"""Edits touch what they are about, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.errors import EditionError
from edition.tei.parse import parse
from edition.tei.source import Source
from edition.tei.splice import (
    Splice,
    add_attribute,
    add_id,
    composed,
    remove_attribute,
    rename,
    spliced,
)

_TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


@given(st.binary(max_size=60), st.data())
def test_what_is_not_spliced_stays(data: bytes, draw: st.DataObject) -> None:
    """The pieces between the splices are in the result, in order; and undoing gives the old bytes."""
    cuts = sorted(
        draw.draw(st.lists(st.integers(0, len(data)), max_size=8).filter(lambda c: len(c) % 2 == 0))
    )
    splices = [
        Splice(start, end, draw.draw(st.binary(max_size=5)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    after = spliced(data, splices)

    back, shift = [], 0
    for start, end, new in splices:
        back.append(Splice(start + shift, start + shift + len(new), data[start:end]))
        shift += len(new) - (end - start)
    assert spliced(after, back) == data


def test_splices_that_touch_the_same_bytes_are_refused() -> None:
    """Whoever asks for both has made a mistake."""
    with pytest.raises(ValueError, match="overlaps"):
        spliced(b"abcdef", [Splice(0, 3, b"x"), Splice(2, 4, b"y")])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16", "windows-1252"])
def test_attributes_go_into_start_tags_in_every_encoding(encoding: str) -> None:
    """Comments, spacing, order and quotes of the file stay."""
    declared = encoding.removesuffix("-sig")
    text = (
        f"<?xml version='1.0' encoding='{declared}'?>\n<!-- é -->\n"
        f"<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'><t:text>é<t:p\n   n = '1' >ö</t:p></t:text></t:TEI>\n"
    )
    document = parse(text.encode(encoding), "a.xml")
    (paragraph,) = document.root.iter("{*}p")

    data = spliced(document.data, [add_id(document, paragraph, "p1")])

    assert data.decode(encoding) == text.replace("<t:p\n", '<t:p xml:id="p1"\n')


def test_values_are_escaped() -> None:
    """Whatever a value holds is read as it was given."""
    document = parse(f"<TEI {_TEI}><p/></TEI>".encode(), "a.xml")
    value = "a<b&\"c'>\n\t"

    data = spliced(document.data, [add_attribute(document, document.root[0], "n", value)])

    assert etree.fromstring(data)[0].get("n") == value


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f'<!DOCTYPE TEI [<!ENTITY e "<p>x</p>">]><TEI {_TEI}>&e;</TEI>', "comes from an entity"),
        (f'<TEI {_TEI}><p xml:id="1"/></TEI>', "cannot be an anchor"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_its_place(source: str, message: str) -> None:
    """Not edited anyhow."""
    document = parse(source.encode(), "a.xml")
    (paragraph,) = document.root.iter("{*}p")

    with pytest.raises(EditionError, match=message) as error:
        add_id(document, paragraph, "p1")
    assert error.value.line == 1
    assert error.value.column


def test_a_character_the_encoding_lacks_is_refused() -> None:
    """And not written as a question mark."""
    source = f'<?xml version="1.0" encoding="iso-8859-1"?><TEI {_TEI}><p/></TEI>'
    document = parse(source.encode("iso-8859-1"), "a.xml")

    with pytest.raises(EditionError, match="has no 'š'"):
        add_id(document, document.root[0], "š")


@given(st.binary(max_size=30), st.data())
def test_several_rounds_are_one(data: bytes, draw: st.DataObject) -> None:
    """What they do one after the other, one edit of the old bytes does."""
    now, rounds = data, []
    for _ in range(draw.draw(st.integers(0, 4))):
        cuts = sorted(
            draw.draw(
                st.lists(st.integers(0, len(now)), max_size=6).filter(lambda c: len(c) % 2 == 0)
            )
        )
        splices = [
            Splice(start, end, draw.draw(st.binary(max_size=4)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=True)
        ]
        rounds.append(splices)
        now = spliced(now, splices)

    assert spliced(data, composed(len(data), rounds)) == now


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_names_and_attributes_change_in_both_tags(encoding: str) -> None:
    """With prefixes, empty or not."""
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?>\n<t:TEI xmlns:t='http://www.tei-c.org/ns/1.0'>"
        "<t:text><t:p  n='1'\n  rend='x'>é</t:p ><t:lb n='2'/></t:text></t:TEI>"
    )
    document = parse(text.encode(encoding), "a.xml")
    source = Source(document)
    for name, element, new in (
        ("p", next(document.root.iter("{*}p")), "<t:ab  n='1'>é</t:ab >"),
        ("lb", next(document.root.iter("{*}lb")), "<t:ab/>"),
    ):
        splices = rename(document, element, "ab", source.content_end(element))
        attribute = "rend" if name == "p" else "n"
        splices.append(remove_attribute(document, element, attribute))
        assert new in spliced(document.data, splices).decode(encoding)
    with pytest.raises(ValueError, match="has no x"):
        remove_attribute(document, document.root, "x")
