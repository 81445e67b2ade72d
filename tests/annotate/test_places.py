"""Every character of an edited reading is found in its file, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotate.places import Editable, at, passage, quoted
from edition.errors import EditionError, UsageError
from edition.tei.parse import parse
from edition.tei.source import Boundary
from tests.annotate.texts import documents, editable, files


def _read(text: Editable, start: Boundary, end: Boundary) -> str:
    return text.document.data[start.byte : end.byte].decode(text.source.encoding)


def _check(text: Editable, anchor: str, step: int = 1) -> int:
    """Compare each *step*-th character of a passage with the bytes that are said to hold it."""
    whole = passage(text, anchor)
    trace, source = whole.trace, text.source
    checked = 0
    for offset in range(whole.start, whole.end, step):
        sign = trace.text[offset]
        if sign == " ":
            continue
        node, index = trace.character(offset)
        assert node.text[index] == sign
        try:
            written = _read(text, source.before(node, index), source.after(node, index))
        except EditionError as error:
            assert "entity" in error.message or "entity" in (error.hint or "")  # noqa: PT017
            continue
        written = written.removeprefix("<![CDATA[").removesuffix("]]>")
        assert written == sign or (written[0], written[-1]) == ("&", ";"), (anchor, offset)
        checked += 1
    return checked


def test_every_character_of_this_edition(sources: Path) -> None:
    """And of its notes."""
    for name in ("article.xml", "introduction.xml", "notes.xml"):
        text = Editable(parse((sources / name).read_bytes(), name))
        checked = sum(_check(text, anchor) for anchor in text.texts)
        assert checked > 4000


def test_every_character_of_the_corpora(shared: Path) -> None:
    """All encodings, scripts, notations and traps; of a long file a few dozen passages."""
    done = characters = 0
    for document in documents(files(shared)):
        text = Editable(document)
        step = 1 + len(text.texts) // 60
        for anchor in list(text.texts)[::step]:
            characters += _check(text, anchor, 1 + len(text.texts[anchor]) // 300)
        done += 1
    assert done > 90
    assert characters > 100_000


_SIGNS = "aé€𝄞 \n&<>\"'"
_PIECES = st.one_of(
    st.text("aé€𝄞 \n\t", max_size=6),
    st.sampled_from(
        [
            "&amp;", "&#233;", "&#x1d11e;", "<!-- x -->", "<?y z?>", "<![CDATA[<p>&]]>", "<lb/>",
            '<lb break="no"/>', "<hi>b</hi>", "<note>n</note>", "&one;", "\r\n", "\r",
            "<choice><sic>u</sic><corr>v w</corr></choice>", "<gap/>", "<seg> a </seg>",
        ]
    ),
)  # fmt: skip
_ENCODINGS = st.sampled_from(
    ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15", "windows-1252", "koi8-r"]
)


@given(st.lists(_PIECES, max_size=12), _ENCODINGS)
def test_every_notation_in_every_encoding(pieces: list[str], encoding: str) -> None:
    """References, CDATA, comments, instructions, entities, line ends, breaks, alternatives."""
    declared = encoding.removesuffix("-sig")
    body = "".join(pieces)
    source = (
        f'<?xml version="1.0" encoding="{declared}"?>\n<!DOCTYPE TEI [<!ENTITY one "ent"><!-- c -->]>\n'
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p xml:id="p">{body}</p></body></text></TEI>'
    )
    text = Editable(parse(source.encode(encoding, "xmlcharrefreplace"), "a.xml"))
    if "p" in text.texts:
        _check(text, "p")


def test_words_are_found_by_quotation_and_by_offsets() -> None:
    """In sentences too, whose offsets are their own."""
    text = editable(
        '<p xml:id="p"><s xml:id="s1">One two.</s>\n  <s xml:id="s2">Two  two\n one.</s></p>'
    )

    assert quoted(text, "s2", "two one").words == "two one"
    assert at(text, "s2", 3, 8).words == "two"
    assert at(text, "p", 9, 12).words == "Two"
    assert quoted(text, "p", "two", 2).start == text.texts["p"].rindex("two")


@pytest.mark.parametrize(
    ("quotation", "message", "hint"),
    [
        ("too", "does not have the words", "Do you mean “two"),
        ("two", "2 times", "--occurrence:\n  1: One [two]. Two two one.\n  2: "),
        ("", "is empty", "Quote"),
    ],
)
def test_words_that_are_not_there_once_are_refused(quotation: str, message: str, hint: str) -> None:
    """With the near ones, or with all places."""
    text = editable('<p xml:id="p">One two. Two two one.</p>')

    with pytest.raises(EditionError, match=message) as error:
        quoted(text, "p", quotation)
    assert hint in str(error.value.hint)


def test_passages_that_have_no_words_are_refused() -> None:
    """With those that have, or those that are called almost so."""
    text = editable('<div xml:id="d"><p xml:id="p1">One</p><p xml:id="p2"><hi/></p></div>')

    for anchor, hint in (("d", "p1"), ("p2", "passage"), ("p3", "p1")):
        with pytest.raises(UsageError) as error:
            passage(text, anchor)
        assert hint in str(error.value.hint)
    with pytest.raises(UsageError, match="no words from 2 to 9"):
        at(text, "p1", 2, 9)
