"""How many of the source's words a page has, so that nobody wins by losing text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree, html

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, read two ways, since an element ends a word or it does not.

    :ivar apart: as if each element ended one.
    :ivar together: as if none did.
    """

    apart: Counter[str]
    together: Counter[str]


def of_pieces(texts: Iterable[list[str]]) -> Words:
    """The words of *texts*, each given as the pieces between its tags."""
    apart: Counter[str] = Counter()
    together: Counter[str] = Counter()
    for pieces in texts:
        apart.update(_WORD.findall(" ".join(pieces)))
        together.update(_WORD.findall("".join(pieces)))
    return Words(apart, together)


def in_source(tei: bytes) -> Words:
    """The words of the ``text`` elements of a TEI file."""
    root = etree.fromstring(tei, etree.XMLParser(collect_ids=False, huge_tree=True))
    texts = root.xpath("//*[local-name() = 'text'][not(ancestor::*[local-name() = 'text'])]")
    return of_pieces(_pieces(texts))


def in_pages(pages: Iterable[Path], main: str) -> Words:
    """The words of *pages*, of the parts of them that the XPath *main* finds."""
    parser = html.HTMLParser(huge_tree=True)
    roots = (html.fromstring(page.read_bytes(), parser=parser) for page in pages)
    return of_pieces(pieces for root in roots for pieces in _pieces(root.xpath(main)))


def _pieces(found: object) -> Iterator[list[str]]:
    assert isinstance(found, list)
    for element in found:
        assert isinstance(element, etree._Element)
        yield list(element.itertext(etree.Element))


def share(files: Mapping[str, bytes], output: Path, main: str, pattern: str) -> float:
    """Which part of the words of *files* is on the pages (*pattern*) that have their names.

    Source and page may differ about where a word ends: the most favourable reading counts.
    """
    pages: dict[str, list[Path]] = {name: [] for name in files}
    for page in sorted(output.rglob(pattern)):
        # A large text may be several pages, in a folder of its name.
        for part in page.relative_to(output).with_suffix("").parts:
            if part in pages:
                pages[part].append(page)
    known: dict[bytes, Words] = {}
    total = 0.0
    for name, tei in files.items():
        wanted = known.get(tei) or known.setdefault(tei, in_source(tei))
        shown = in_pages(pages[name], main)
        either = shown.apart | shown.together
        total += max(
            (words & either).total() / max(words.total(), 1)
            for words in (wanted.apart, wanted.together)
        )
    return total / len(files)
