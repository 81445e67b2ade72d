"""Reading files that nobody vouches for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from edition.errors import UnreadableError
from edition.tei.parse import is_tei, parse, parse_file

_TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>%s</p></body></text></TEI>'


def test_internal_entities_are_expanded() -> None:
    """Real editions use them."""
    data = b'<!DOCTYPE TEI [<!ENTITY per "&#xA751;">]>' + _TEI % b"&per;"

    assert "".join(parse(data, "x.xml").root.itertext()) == "ꝑ"


def test_no_external_entity_is_opened(tmp_path: Path) -> None:
    """A file beside the edition does not get in, neither by entity nor by DTD."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secret.dtd").write_text('<!ENTITY e "secret">')
    by_entity = tmp_path / "entity.xml"
    by_entity.write_bytes(b'<!DOCTYPE TEI [<!ENTITY e SYSTEM "secret.txt">]>' + _TEI % b"&e;")
    by_dtd = tmp_path / "dtd.xml"
    by_dtd.write_bytes(b'<!DOCTYPE TEI SYSTEM "secret.dtd">' + _TEI % b"&e;")

    for path in (by_entity, by_dtd):
        with pytest.raises(UnreadableError) as caught:
            parse_file(path, tmp_path)
        assert "secret" not in caught.value.message


def test_expansion_without_bound_is_refused() -> None:
    """A billion laughs."""
    levels = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    data = b'<!DOCTYPE TEI [<!ENTITY e0 "ha">' + levels + b"]>" + _TEI % b"&e9;"

    with pytest.raises(UnreadableError):
        parse(data, "x.xml")


def test_an_id_given_twice_does_not_make_a_file_unreadable() -> None:
    """Who knows what ids are for reports it."""
    document = parse(_TEI % b'<hi xml:id="a"/><hi xml:id="a"/>', "x.xml")

    assert len(list(document.root.iter("{*}hi"))) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (gzip.compress(_TEI % b"", mtime=0), "compressed"),
        (b'<?xml version="1.0" encoding="utf-7"?>' + _TEI % b"", "utf-7"),
        (b"<TEI><text/></TEI>", "no namespace"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0/"><text/></TEI>', "in the namespace"),
        (b"<TEI.2><text/></TEI.2>", "P4"),
        (b'<article xmlns="http://docbook.org/ns/docbook"/>', "docbook"),
        (_TEI % b"&nbsp;", "nbsp"),
        ((_TEI % b"")[:-10], "not well-formed"),
        (b'{"a": 1}', "not well-formed"),
    ],
)
def test_what_is_no_tei_is_refused_with_a_reason_and_a_remedy(data: bytes, says: str) -> None:
    """In one sentence, with file and line."""
    with pytest.raises(UnreadableError) as caught:
        parse(data, "letters/x.xml")

    assert says in caught.value.message
    assert caught.value.place.startswith("letters/x.xml:")
    assert caught.value.hint


def test_a_file_of_another_vocabulary_is_not_taken_for_tei() -> None:
    """``.xml`` is everybody's suffix."""
    assert is_tei(_TEI % b"")
    assert is_tei((_TEI % b"").decode().encode("utf-16"))
    assert not is_tei(b"<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("shift_jis", 'encoding="shift_jis"'),
        ("utf-32", 'encoding="utf-32"'),
        ("utf-16", 'encoding="utf-16"'),
        ("gb18030", 'encoding="gb18030"'),
    ],
)
def test_places_are_known_in_encodings_that_expat_does_not_know(
    encoding: str, declared: str
) -> None:
    """To the byte."""
    text = f'<?xml version="1.0" {declared}?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><p>本</p>\n<p n="2"/></TEI>'
    data = text.encode(encoding)

    document = parse(data, "x.xml")
    position = document.position(document.root[1])

    assert (position.line, position.column) == (3, 1)
    start = '<p n="2"'.encode(encoding.replace("16", "16-le").replace("32", "32-le"))
    assert data[position.byte :].startswith(start)
