"""Small editions of places, events and claims, and drawings read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

import pytest
from lxml import etree

import edition
from edition.export.drawings.svg import Picture
from edition.model import Edition, assemble, read
from edition.tei.parse import parse

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def article(sources: Path) -> Edition:
    """This edition."""
    return edition.load(sources)


@pytest.fixture(scope="session")
def address() -> Callable[[str], str]:
    """An address for every key."""
    return lambda key: f"page.html#{key.partition('#')[2]}"


def standoff(content: str) -> Edition:
    """An edition of one file that stands apart."""
    data = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff>{content}</standOff></TEI>'
    )
    return assemble([read(parse(data.encode(), "x.xml")).part])


def of_places(places: Iterable[tuple[str, str, str]]) -> Edition:
    """An edition of places: type, name, coordinates."""
    entries = "".join(
        f'<place xml:id="x{at}" type="{escape(kind)}"><placeName>{escape(name)}</placeName>'
        f"<location><geo>{escape(geo)}</geo></location></place>"
        for at, (kind, name, geo) in enumerate(places)
    )
    return standoff(f"<listPlace>{entries}</listPlace>")


def of_events(events: Iterable[tuple[str, str]]) -> Edition:
    """An edition of a chronology: attributes and label."""
    lines = "".join(
        f'<event xml:id="x{at}" {attributes}><label>{escape(label)}</label></event>'
        for at, (attributes, label) in enumerate(events)
    )
    return standoff(f'<listEvent type="chronology">{lines}</listEvent>')


def of_claims(titles: Iterable[str], relations: Iterable[str]) -> Edition:
    """An edition of claims c0, c1 … with the attributes of their relations."""
    claims = "".join(
        f'<annotation xml:id="c{at}"><note type="title">{escape(title)}</note></annotation>'
        for at, title in enumerate(titles)
    )
    lines = "".join(f"<relation {attributes}/>" for attributes in relations)
    return standoff(
        f'<listAnnotation type="claims">{claims}</listAnnotation><listRelation>{lines}</listRelation>'
    )


def tree(picture: Picture) -> etree._Element:
    """The SVG of a picture: well-formed, and every number in it a number."""
    root = etree.fromstring(picture.markup)
    assert root.tag == f"{SVG}svg"
    assert "nan" not in picture.markup.lower().replace("\n", " ").split('"'), picture.markup
    for element in root.iter(f"{SVG}*"):
        for name in ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"):
            value = element.get(name)
            assert value is None or -1e7 < float(value) < 1e7, (name, value)
    return root


def links(picture: Picture) -> list[str]:
    """Where the links of a picture lead."""
    return [str(a.get("href")) for a in tree(picture).iter(f"{SVG}a")]
