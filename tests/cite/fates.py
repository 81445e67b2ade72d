"""The article of this edition, changed in known ways, and what became of each of its paragraphs by that.

The oracle knows what was done to each paragraph, and nothing of how it is found out.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.model import Edition, Part, assemble, load, read
from edition.tei.names import XML_ID, tei
from edition.tei.parse import parse

NEW_WORDS = (
    "Nobody ever wrote this paragraph before, about gardens, rivers, weather and the patience of those "
    "who wait for rain on a Sunday afternoon in another country and another century."
)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a paragraph.

    :ivar statuses: the right answers.
    :ivar home: the id under which its words are now, or most of them; "" for nowhere.
    :ivar rest: the id under which the rest of them is, if they were parted.
    """

    statuses: frozenset[str]
    home: str = ""
    rest: str = ""


@dataclass
class Article:
    """The article as a tree that can be changed.

    :ivar fates: by the id of each paragraph that was published.
    """

    tree: etree._ElementTree
    others: list[Part]
    fates: dict[str, Fate] = field(default_factory=dict)
    fresh: int = 0

    @property
    def paragraphs(self) -> list[etree._Element]:
        """Its paragraphs, in order."""
        return [p for p in self.tree.iter(tei("p")) if p.get(XML_ID, "").startswith("p")]

    def edition(self) -> Edition:
        """The edition with the article as it is now."""
        data = etree.tostring(self.tree, encoding="utf-8", xml_declaration=True)
        return assemble([read(parse(data, "article.xml")).part, *self.others])

    def of(self, identifier: str) -> etree._Element:
        """The paragraph of this id."""
        return next(p for p in self.tree.iter(tei("p")) if p.get(XML_ID) == identifier)

    def edit(self, identifier: str) -> None:
        """Change about every ninth word."""
        count = 0
        for element in self.of(identifier).iter():
            for name in ("text", "tail"):
                words = getattr(element, name)
                if (
                    not words
                    or not words.strip()
                    or (element.get(XML_ID) == identifier and name == "tail")
                ):
                    continue
                pieces = words.split(" ")
                for place, piece in enumerate(pieces):
                    if piece.strip().isalpha():
                        count += 1
                        if count % 9 == 0:
                            pieces[place] = f"{piece}quite"
                setattr(element, name, " ".join(pieces))
        assert count >= 9

    def delete(self, identifier: str) -> None:
        """Take it out."""
        paragraph = self.of(identifier)
        parent = paragraph.getparent()
        assert parent is not None
        parent.remove(paragraph)

    def move(self, identifier: str) -> None:
        """Put it at the end of another division."""
        paragraph = self.of(identifier)
        own = paragraph.getparent()
        assert own is not None
        division = next(
            d for d in self.tree.iter(tei("div")) if d is not own and d.find(tei("p")) is not None
        )
        division.append(paragraph)

    def rename(self, identifier: str) -> str:
        """Give it a new id, and its sentences too."""
        new = self._new_id()
        for element in self.of(identifier).iter():
            name = element.get(XML_ID, "")
            if name == identifier or name.startswith(f"{identifier}."):
                element.set(XML_ID, new + name.removeprefix(identifier))
            elif name:
                del element.attrib[XML_ID]
        return new

    def split(self, identifier: str) -> str:
        """Its later sentences become a paragraph of their own; the first keeps the id."""
        paragraph = self.of(identifier)
        new = copy.deepcopy(paragraph)
        name = self._new_id()
        new.set(XML_ID, name)
        paragraph.addnext(new)
        new.tail, paragraph.tail = paragraph.tail, "\n"
        sentences = paragraph.findall(tei("s"))
        total = sum(len("".join(s.itertext())) for s in sentences)
        kept = 0
        for number, sentence in enumerate(sentences):
            if number == 0 or (kept < 0.5 * total and number < len(sentences) - 1):
                kept += len("".join(sentence.itertext()))
                new.remove(new.findall(tei("s"))[0])
            else:
                paragraph.remove(sentence)
        for element in new.iter():
            if element is not new and element.get(XML_ID):
                del element.attrib[XML_ID]
        return name

    def merge(self, identifier: str) -> str:
        """Its sentences go to the end of the paragraph before, whose id is given."""
        paragraph = self.of(identifier)
        parent = paragraph.getparent()
        before = next(paragraph.itersiblings(tei("p"), preceding=True))
        assert parent is not None
        for sentence in paragraph.findall(tei("s")):
            before.append(sentence)
        parent.remove(paragraph)
        return before.get(XML_ID, "")

    def overwrite(self, identifier: str) -> None:
        """Quite other words under the same id."""
        paragraph = self.of(identifier)
        tail = paragraph.tail
        paragraph.clear()
        paragraph.set(XML_ID, identifier)
        paragraph.text, paragraph.tail = NEW_WORDS, tail

    def _new_id(self) -> str:
        self.fresh += 1
        return f"fresh{self.fresh}"


def article(sources: Path) -> Article:
    """The article as it was published."""
    parts = load(sources).parts
    tree = etree.parse(sources / "article.xml")
    return Article(tree, [part for name, part in parts.items() if name != "article.xml"])
