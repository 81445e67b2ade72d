"""What must hold whatever is given: the promises of the tool, checked by means of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree, html

from edition.errors import EditionError
from edition.model.read import read
from edition.sphinxext.doctree import DEFAULT_RULES, Rules, build
from edition.tei.names import XML_ID
from edition.tei.parse import is_tei, parse

#: In files beside the source and above it, which no page may show.
CANARY: Final = "CANARY-NOT-TO-BE-READ"
#: What the file is called.
NAME: Final = "case.xml"

_WORD: Final = re.compile(r"\w+")
_PLACE: Final = re.compile(re.escape(NAME) + r":\d+")
_FORBIDDEN: Final = frozenset({"script", "iframe", "object", "embed", "base"})
#: Pages that Sphinx writes by itself; names of the source are in the general index, as text.
_SPHINX: Final = frozenset({"search.html", "genindex.html"})
_SCHEMES: Final = ("javascript:", "vbscript:", "data:text/html", "file:")
_RULES: Final = Rules(DEFAULT_RULES)


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken.

    :ivar kind: the same for the same cause, as far as can be told.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did.

    :ivar code: exit code.
    :ivar said: all output.
    :ivar pages: where the pages are.
    :ivar strayed: files opened for writing elsewhere, connections, programs.
    """

    code: int
    said: str
    pages: Path
    strayed: tuple[str, ...] = ()


def violations(data: bytes, outcome: Outcome) -> Iterator[Violation]:
    """What *outcome* of the TEI in *data* must not be."""
    if outcome.code not in {0, 1, 3}:
        yield Violation(f"exit {outcome.code}", outcome.said[-2000:])
    if "Traceback (most recent call last)" in outcome.said:
        yield Violation("traceback", outcome.said[-3000:])
    if outcome.code == 1 or "[tei.lost]" in outcome.said:
        yield Violation(f"loss: {_shape(outcome.said)}", outcome.said[-3000:])
    if outcome.code and not _PLACE.search(outcome.said):
        yield Violation("a failure without its place", outcome.said[-2000:])
    for what in outcome.strayed:
        yield Violation(f"strayed: {what.partition(' ')[0]}", what)
    if CANARY in outcome.said:
        yield Violation("the canary is in a message", outcome.said[-2000:])
    yield from _of_pages(data, outcome)


def _of_pages(data: bytes, outcome: Outcome) -> Iterator[Violation]:
    pages = sorted(outcome.pages.rglob("*.html"))
    for page in pages:
        yield from _unsafe(page)
    if outcome.code == 0:
        yield from _broken_links(pages)
    # In a folder XML that does not claim to be TEI is passed over.
    if outcome.code == 0 and is_tei(data):
        if not any(page.stem == "case" for page in pages):
            yield Violation("no page", outcome.said[-2000:])
        else:
            own = [p for p in pages if "case" in p.relative_to(outcome.pages).with_suffix("").parts]
            yield from _lost(data, own, outcome.said)


def _shape(said: str) -> str:
    """What was said of a loss, without what differs from file to file."""
    found = re.search(r"(text is lost|the id|the page lacks)[^\n“]*", said)
    return found[0].strip() if found else "none named"


def _unsafe(page: Path) -> Iterator[Violation]:
    data = page.read_bytes()
    if CANARY.encode() in data:
        yield Violation("the canary is in a page", page.name)
    if page.name in _SPHINX:
        return
    # The pages of a text that is cut up have a script of their own, from a file.
    for element in _root(page).iter():
        if not isinstance(element.tag, str):
            continue
        own = element.tag == "script" and element.get("src", "").startswith(("_static/", "../"))
        if element.tag in _FORBIDDEN and not own:
            yield Violation(f"unsafe: <{element.tag}>", _excerpt(element))
        for attribute, value in element.attrib.items():
            address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if str(attribute).startswith("on") or attribute == "style":
                yield Violation(f"unsafe: @{attribute}", _excerpt(element))
            if attribute in {"href", "src", "action", "data", "cite"} and address.startswith(
                _SCHEMES
            ):
                yield Violation(f"unsafe: @{attribute} {address[:12]}", _excerpt(element))


def _broken_links(pages: list[Path]) -> Iterator[Violation]:
    """Ids given twice, and links from page to page that lead nowhere."""
    roots = {page: _root(page) for page in pages if page.name not in _SPHINX}
    ids = {
        page: Counter(e.get("id") for e in root.iter() if e.get("id"))
        for page, root in roots.items()
    }
    for page, root in roots.items():
        twice = [identifier for identifier, number in ids[page].items() if number > 1]
        if twice:
            yield Violation("an id twice on a page", f"{page.name}: {twice[:5]}")
        for link in root.iter("a"):
            address = link.get("href", "")
            file, hash_sign, anchor = address.partition("#")
            if ":" in file or address.startswith("//") or file.endswith(tuple(_SPHINX)):
                continue
            target = (page.parent / unquote(file)).resolve() if file else page
            if target in ids:
                if hash_sign and anchor and unquote(anchor) not in ids[target]:
                    yield Violation("a link to no id", f"{page.name}: {_excerpt(link)}")
            elif not target.exists():
                yield Violation("a link to no page", f"{page.name}: {_excerpt(link)}")


def _root(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_bytes(), parser=html.HTMLParser(huge_tree=True))


def _excerpt(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode")[:300]


def _lost(data: bytes, pages: list[Path], said: str) -> Iterator[Violation]:
    """Words and ids of the source's text that no page has and no rule leaves out."""
    try:
        reading = read(parse(data, NAME))
    except EditionError:
        yield Violation("pages of what cannot be read", said[-2000:])
        return
    account = build(reading, NAME, _RULES).account
    omitted = {inner for element in account.omitted for inner in element.iter(etree.Element)}
    verbatim = {inner for element in account.verbatim for inner in element.iter(etree.Element)}
    mains = [main for page in pages for main in _root(page).iter("main")]
    shown = Counter(_WORD.findall(" ".join(piece for main in mains for piece in main.itertext())))
    joined = "".join("".join(main.itertext()) for main in mains)
    joined = "".join(joined.split())
    wanted = Counter(_WORD.findall(" ".join(_pieces(reading.document.root, omitted))))
    lost = {w: n for w, n in (wanted - shown).items() if joined.count(w) < n}
    if lost:
        yield Violation("words lost unnoticed", f"{dict(list(lost.items())[:10])}")
    anchors = reading.context.anchors
    ids = {str(i) for main in mains for i in main.xpath("//@id")}
    for element in _in_text(reading.document.root):
        identifier = element.get(XML_ID)
        if identifier is None or element in omitted or element in verbatim:
            continue
        if identifier not in ids and anchors.get(element) not in ids and identifier not in said:
            yield Violation("id lost unnoticed", f"{identifier!r} on {element.tag!r}")


def _in_text(root: etree._Element) -> Iterator[etree._Element]:
    found = root.xpath("//*[local-name() = 'text'][not(ancestor::*[local-name() = 'text'])]")
    assert isinstance(found, list)
    for text in found:
        assert isinstance(text, etree._Element)
        yield from text.iter(etree.Element)


def _pieces(root: etree._Element, omitted: set[etree._Element]) -> Iterator[str]:
    for element in _in_text(root):
        if element in omitted:
            continue
        yield element.text or ""
        for child in element:
            yield child.tail or ""
