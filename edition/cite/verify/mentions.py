"""Where a manuscript refers to the edition: links, addresses, locators behind its author or title, keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from edition.cite.resolve.addresses import is_address, of_address, of_urn
from edition.cite.resolve.archive import Archive
from edition.cite.resolve.asked import Asked, End, files_named
from edition.cite.resolve.citations import Located, at_locator, locators, work_of
from edition.cite.verify.manuscript import Block, Citation
from edition.errors import UsageError

_ADDRESS: Final = re.compile(r"(?:https?://|urn:cts:)[^\s<>\"”’)\]]+")
#: Directly before a locator that is of the work named last.
_AGAIN: Final = re.compile(r"(?:\(|\bibid(?:em)?\.?,?|\bebd\.,?|\bop\. cit\.,?)\s*$", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[^a-z0-9]+")
#: So far before a locator its work is named, in characters.
_BEFORE: Final = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to the edition, or to something else (then nothing is asked for).

    :ivar start: where it stands in its block.
    :ivar end: where it ends.
    :ivar written: how it is written.
    :ivar asked: what it asks for, or None if it is to another work.
    :ivar number: its number in the manuscript.
    """

    start: int
    end: int
    written: str
    asked: Asked | None
    number: int = 0


class Finder:
    """Finds the references of a manuscript, block by block, since “ibid.” is of the one before."""

    def __init__(self, archive: Archive) -> None:
        """Know of no work yet."""
        self.archive = archive
        self._last = ""
        self._count = 0

    def references(self, block: Block) -> list[Reference]:
        """The references in *block*, in order."""
        found = [
            *self._addresses(block),
            *(self._citation(citation) for citation in block.citations),
            *self._locators(block),
        ]
        found.sort(key=lambda reference: (reference.start, reference.end))
        kept: list[Reference] = []
        for reference in found:
            if kept and reference.start < kept[-1].end and kept[-1].asked is not None:
                continue
            self._count += 1
            kept.append(replace(reference, number=self._count))
        return kept

    def _addresses(self, block: Block) -> Iterator[Reference]:
        for link in block.links:
            asked = self._asked(link.target)
            if asked is not None:
                yield Reference(link.start, link.end, link.target, asked)
        linked = [(link.start, link.end) for link in block.links]
        for match in _ADDRESS.finditer(block.text):
            if any(start <= match.start() < end for start, end in linked):
                continue
            written = match[0].rstrip(".,;:")
            asked = self._asked(written)
            if asked is not None:
                yield Reference(match.start(), match.start() + len(written), written, asked)

    def _asked(self, address: str) -> Asked | None:
        """What an address asks for, if it is one of a passage of the edition."""
        archive = self.archive
        try:
            if address.startswith("urn:cts:"):
                return of_urn(archive, address)
            if not is_address(address) or ("#" not in address and "/d" not in address):
                return None
            asked = of_address(archive, address)
        except UsageError:
            return None
        if archive.address and address.startswith(archive.address):
            return asked
        # Published nowhere: an address is one of the edition if it has its pages and anchors.
        page = address.partition("#")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
        known = asked.start is not None and asked.start.keys[0] in (
            *archive.edition.passages, *(archive.lock.records if archive.lock else ()),
        )  # fmt: skip
        return asked if files_named(archive, page) and (known or not archive.address) else None

    def _citation(self, citation: Citation) -> Reference:
        """A citation by key: of the edition, if the key has its author's name, its title or its file."""
        file = self._file_of(citation.key)
        written = f"{citation.key}{citation.suffix}"
        located = next(locators(citation.suffix), None)
        asked = None
        if file:
            self._last = file
            asked = (
                at_locator(self.archive, file, located)
                if located
                else Asked(End((file,)), file=file)
            )
        return Reference(citation.start, citation.end, written, asked)

    def _file_of(self, key: str) -> str:
        plain = _plain(key)
        for file in self.archive.edition.texts:
            work = self.archive.edition.works[file]
            names = [_plain(author.split()[-1]) for author in work.authors if author.split()]
            names.append(_plain(file.rsplit(".", 1)[0]))
            if any(name and name in plain for name in names):
                return file
        return ""

    def _locators(self, block: Block) -> Iterator[Reference]:
        done = 0
        for located in locators(block.text):
            before = block.text[max(done, located.start - _BEFORE) : located.start]
            named = work_of(self.archive, before)
            if not named and self._last and _AGAIN.search(before):
                named = self._last
            done = located.end
            if not named:
                continue
            self._last = named
            yield self._at(block, located, named)

    def _at(self, block: Block, located: Located, file: str) -> Reference:
        asked = at_locator(self.archive, file, located)
        return Reference(located.start, located.end, block.text[located.start : located.end], asked)


def _plain(text: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    return _PLAIN.sub("", taken_apart)
