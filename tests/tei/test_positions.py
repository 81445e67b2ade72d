"""Every element knows the byte, line and column of its start tag."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.tei.parse import parse

_WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="<&"), max_size=8
)


@given(st.lists(_WORDS, min_size=1, max_size=6), st.sampled_from(["", "\n", "\r\n", "<!-- < -->"]))
def test_the_byte_of_a_start_tag_is_where_it_stands(words: list[str], between: str) -> None:
    """For any text around it, of any script."""
    body = between.join(f"<p n='{n}'>{word}</p>" for n, word in enumerate(words))
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{body}</text></TEI>'
    data = text.encode()

    document = parse(data, "x.xml")

    for paragraph in document.root.iter("{*}p"):
        tag = f"<p n='{paragraph.get('n')}'>"
        place = document.position(paragraph)
        assert data[place.byte :].startswith(tag.encode())
        at = text.index(tag)
        before = text[:at].replace("\r\n", "\n")
        assert before.count("\n") + 1 == place.line
        assert len(before) - (before.rfind("\n") + 1) + 1 == place.column


def test_positions_of_utf_16_count_its_bytes() -> None:
    """Whatever the encoding of the file."""
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><p/></TEI>'
    )
    data = text.encode("utf-16")

    document = parse(data, "x.xml")

    (paragraph,) = document.root
    assert data[document.position(paragraph).byte :][:8].decode("utf-16-le") == "<p/>"


_PIECES = st.sampled_from(
    [
        "<p/>", "<p n='>'/>", '<p n="it\'s /> p>">ü</p>', "<hi\n\trend = 'a'\n>é𝄞</hi>", "<!-- <p> -->",
        "<![CDATA[<p> ]] >]]>", "<?pi <p> ?>", "a > b", "'", '"', "\n", "\r\n", "\r", "ä𝄞", "\t",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12), st.sampled_from(["", "\N{BYTE ORDER MARK}"]))
def test_both_ways_of_finding_tags_agree(pieces: list[str], mark: str) -> None:
    """A document type declaration, even an empty one, is left to expat; without one the form tells."""
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"".join(pieces)}</TEI>'
    by_form = parse(f"{mark}<?x?>\n{text}".encode(), "x.xml")
    by_expat = parse(f"{mark}<!DOCTYPE TEI>\n{text}".encode(), "x.xml")
    shift = len("<!DOCTYPE TEI>") - len("<?x?>")

    for one, other in zip(by_form.root.iter("*"), by_expat.root.iter("*"), strict=True):
        here, there = by_form.position(one), by_expat.position(other)
        assert (here.byte + shift, here.line, here.column) == there


def test_a_line_may_be_very_long() -> None:
    """Columns of a file without line ends are counted all the same."""
    words = "ö" * 60_000
    document = parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{words}<p/></TEI>'.encode(), "x")

    (paragraph,) = document.root
    assert (
        document.position(paragraph).column
        == len('<TEI xmlns="http://www.tei-c.org/ns/1.0">') + 60_001
    )
