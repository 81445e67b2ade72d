"""What an editor is told to mend, with its line."""

from __future__ import annotations

import pytest

from edition.model.read import read
from edition.tei.parse import parse


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        ("<p xml:id='a b'>x</p>", "invalid_id", "a b"),
        ("<p>a\u202eb</p>", "bidi", "direction"),
        ("stray<p/>", "structure", "text in <body>"),
        ("<p>a<p>b</p></p>", "structure", "<p> in <p>"),
        ("<p><date when='1914-06-31'>x</date></p>", "date", "1914-06-31"),
    ],
)
def test_a_fault_is_named(body: str, kind: str, says: str) -> None:
    """Once, at its line; the file is read all the same."""
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>\n<body>' + body + "</body></text></TEI>"
    ).encode()

    (fault,) = read(parse(data, "x.xml")).part.faults

    assert (fault.kind, fault.line) == (kind, 2)
    assert says in fault.message


def test_a_clean_text_has_no_fault() -> None:
    """Nothing is said of what is as it should be."""
    data = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><head>A</head>'
        b"<p>a<note><p>b</p></note><list><item>c</item></list></p></div></body></text></TEI>"
    )

    assert read(parse(data, "x.xml")).part.faults == ()
