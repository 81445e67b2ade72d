"""Passages of texts of other makes: pages between breaks, corpora, foreign namespaces."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from edition.export.dts.passages import DTS_NS
from tests.export.dts.conftest import BASE, Served

_HEAD = b"<teiHeader><encodingDesc><refsDecl>%s</refsDecl></encodingDesc></teiHeader>"


def _wrapped(served: Served, path: str) -> etree._Element:
    data = served.get(f"{BASE}dts/document/text/{path}.xml")
    assert data is not None
    (wrapper,) = etree.fromstring(data).iter(f"{{{DTS_NS}}}wrapper")
    return wrapper


def _said(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_page_runs_from_its_break_to_the_next(serve: Callable[..., Served]) -> None:
    """Through paragraphs and divisions; the last one to the end of the text."""
    header = _HEAD % b"<citeStructure unit='page' match='//pb' use='@n'/>"
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0">%s<text><body><div><p>a <pb n="1"/>b <hi>c</hi> d</p>'
        b"<p>e</p></div><div><p>f <pb n='2'/>g</p><p>h</p></div></body></text></TEI>" % header,
        10,
    )

    assert _said(_wrapped(served, "1")) == "b c def"
    assert _said(_wrapped(served, "2")) == "gh"
    assert _said(_wrapped(served, "1/2")) == "b c def gh"
    assert [child.tag for child in _wrapped(served, "1")] == [
        "{http://www.tei-c.org/ns/1.0}div",
        "{http://www.tei-c.org/ns/1.0}div",
    ]


def test_a_line_ends_with_its_page(serve: Callable[..., Served]) -> None:
    """Not with the next line, which is on another."""
    header = _HEAD % (
        b"<citeStructure unit='page' match='//pb' use='@n'>"
        b"<citeStructure unit='line' match='//lb' use='@n' delim='.'/></citeStructure>"
    )
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0">%s<text><body><p><pb n="1"/><lb n="1"/>a <lb n="2"/>b '
        b"<pb n='2'/>between <lb n='1'/>c</p></body></text></TEI>" % header
    )

    assert _said(_wrapped(served, "1.1")) == "a"
    assert _said(_wrapped(served, "1.2")) == "b"
    assert _said(_wrapped(served, "2.1")) == "c"
    assert _said(_wrapped(served, "2")) == "between c"


def test_texts_of_a_corpus_keep_its_language(serve: Callable[..., Served]) -> None:
    """An answer begins with TEI; what the corpus says of it is said there."""
    served = serve(
        b'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="de"><teiHeader/><TEI><teiHeader/>'
        b"<text><body><p xml:id='a'>eins</p></body></text></TEI></teiCorpus>"
    )

    data = served.get(f"{BASE}dts/document/text/a.xml")
    assert data is not None
    root = etree.fromstring(data)
    assert root.tag == "{http://www.tei-c.org/ns/1.0}TEI"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    whole = served.get(f"{BASE}dts/document/text.xml")
    assert whole is not None
    assert etree.fromstring(whole).tag == "{http://www.tei-c.org/ns/1.0}TEI"


def test_namespaces_in_scope_are_declared(serve: Callable[..., Served]) -> None:
    """Also those that are declared far above, and a prefix that DTS itself would like to have."""
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:m="urn:m" xmlns:dts="urn:other"><teiHeader/><text>'
        b"<body><p xml:id='a'><m:x dts:y='1'/>words</p></body></text></TEI>"
    )

    wrapper = _wrapped(served, "a")
    assert wrapper.find("{*}p/{urn:m}x") is not None
    assert wrapper.find("{*}p/{urn:m}x").get("{urn:other}y") == "1"  # type: ignore[union-attr]


def test_references_that_are_no_paths_stay_in_the_folder(serve: Callable[..., Served]) -> None:
    """Whatever the text calls its passages."""
    header = _HEAD % b"<citeStructure unit='p' match='//p' use='@n'/>"
    served = serve(
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0">%s<text><body><p n=".."/><p n="../../x"/><p n="a/b c"/>'
        b"<p n='%s'/></body></text></TEI>" % (header, b"z" * 300),
        10,
    )

    for path in served.files:
        assert ".." not in path.split("/"), path
        assert all(len(part) < 255 for part in path.split("/"))
    assert served.get(f"{BASE}dts/document/text/a~2Fb~20c.xml") is not None
