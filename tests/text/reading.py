"""The readings of the article, made with nothing but lxml: an oracle that knows none of our code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

#: What the copy lacks.
_NOT_IN_COPY = {"corr", "reg", "supplied", "note", "gap"}
#: What the edition leaves out.
_NOT_IN_EDITION = {"sic", "orig", "surplus", "note", "gap"}


def name(element: etree._Element) -> str:
    """The local name of a TEI element."""
    return str(element.tag).removeprefix(TEI)


@dataclass
class Marked:
    """An element with the place of its words in the copy reading of its unit."""

    element: etree._Element
    start: int
    end: int


@dataclass
class Unit:
    """A unit of the article in the copy reading, with all mark-up that has words in it."""

    text: str = ""
    marked: list[Marked] = field(default_factory=list)


def from_dossier(shared: Path, name: str) -> Any:  # noqa: ANN401 – JSON
    """A file of the scholars' dossier."""
    return json.loads((shared / "editorial" / name).read_text(encoding="utf-8"))


def bibliography_key(key: str) -> str:
    """A key of the bibliography as an XML name: one of them begins with a digit."""
    return f"_{key}" if key[0].isdigit() else key


def parse(path: Path) -> etree._Element:
    """The root of a TEI file."""
    return etree.parse(path).getroot()


def unit(element: etree._Element, *, edited: bool = False) -> Unit:
    """A heading or paragraph in the copy reading, or in that of the edition.

    Runs of space, tab and line break are one space; a no-break space is a character of the copy.
    """
    made = Unit()
    _add(element, made, _NOT_IN_EDITION if edited else _NOT_IN_COPY)
    made.text = made.text.rstrip(" ")
    return made


def _add(element: etree._Element, made: Unit, left_out: set[str]) -> None:
    _put(element.text, made)
    for child in element:
        if isinstance(child.tag, str) and name(child) not in left_out:
            before = len(made.text)
            marked = Marked(child, 0, 0)
            made.marked.append(marked)
            _add(child, made, left_out)
            words = made.text[before:]
            marked.start = before + len(words) - len(words.lstrip(" "))
            marked.end = len(made.text)
        _put(child.tail, made)


def _put(text: str | None, made: Unit) -> None:
    text = re.sub(r"[ \t\n\r]+", " ", text or "")
    if text.startswith(" ") and (made.text.endswith(" ") or not made.text):
        text = text[1:]
    made.text += text


def units(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The units of the article in the order of the copy, with their ids; spaces have the id ""."""
    body = root.find(f"{TEI}text/{TEI}body")
    assert body is not None
    for element in body.iter(f"{TEI}head", f"{TEI}p", f"{TEI}space"):
        yield element.get(XML_ID, ""), element


def copy_reading(root: etree._Element) -> str:
    """The whole copy: units as lines, an empty line between them, more where a space says so."""
    lines: list[str] = []
    for identifier, element in units(root):
        if identifier:
            lines += [unit(element).text, ""]
        else:
            lines += [""] * (int(element.get("quantity", "1")) - 1)
    return "\n".join(lines[:-1])
