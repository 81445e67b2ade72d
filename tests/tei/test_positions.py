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
