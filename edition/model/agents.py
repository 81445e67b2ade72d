"""Who made a text: the names of persons and bodies in a header, in the parts that a citation needs.

The parts are those of CSL (1.0.2, name variables). They are taken from the mark-up; a name without
mark-up is parted only where the library's form "Surname, Given" says how. Any other is one piece, as
nobody can know which word of it is the family's.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from edition.model.faults import without_bidi
from edition.model.works import Agent
from edition.tei.names import NAMESPACES, XML_LANG, local_name, tei
from edition.tei.text import edited_text

_NAMES: Final = frozenset({"name", "orgName", "persName"})
#: What may stand beside a name and is none.
_BESIDE: Final = (tei("affiliation"), tei("email"), tei("idno"), tei("note"), tei("resp"))
#: The years of a life behind a name, as catalogues write them.
_YEARS: Final = re.compile(
    r"[\s,]*[(\[]?(?:(?:approximately|active|born|died|ca?\.|fl\.|b\.|d\.)\s*)?-?\d{3,4}\??(?:[\s–-].*|\W*)$"
)
_JUNIOR: Final = re.compile(r"(?:Jr|Sr|I{1,3}|IV|VI{0,3})\.?")
#: Words that a surname, and the given names behind its comma, may have before they are something else.
_FEW: Final = 3


def agents_of(element: etree._Element) -> tuple[Agent, ...]:
    """The persons or bodies that an ``author``, ``editor`` or ``respStmt`` names.

    Several names in several languages are one name; the first counts.
    """
    named = [child for child in element if local_name(child) in _NAMES]
    if len({child.get(XML_LANG, "") for child in named}) > 1:
        named = named[:1]
    if not named:
        named = [] if local_name(element) == "respStmt" else [element]
    return tuple(agent for name in named if (agent := _agent(name)) is not None)


def _agent(name: etree._Element) -> Agent | None:
    if name.find(".//tei:surname", NAMESPACES) is not None:
        return _marked_up(name)
    text = _words(name)
    body = local_name(name) == "orgName" or name.get("type") in {"org", "organisation", "corporate"}
    if not text or body:
        return Agent(literal=text) if text else None
    return parted(text)


def parted(text: str) -> Agent:
    """A name without mark-up, in its parts if its form says what they are.

    >>> parted("Gaskell, Elizabeth Cleghorn (1810-1865)")
    Agent(family='Gaskell', given='Elizabeth Cleghorn', particle='', suffix='', literal='')
    >>> parted("William Shakespeare").literal
    'William Shakespeare'
    """
    name = _YEARS.sub("", text).strip(" ,.") if _YEARS.search(text) else text.strip()
    pieces = [piece.strip() for piece in name.split(",")]
    family, given = pieces[0], pieces[1] if len(pieces) > 1 else ""
    is_person = given and max(len(family.split()), len(given.split())) <= _FEW
    if not is_person or any(sign.isdigit() for sign in name):
        return Agent(literal=name or text.strip())
    # What is left behind a second comma is a suffix, or a title, which citations leave out.
    suffix = next((piece for piece in pieces[2:] if _JUNIOR.fullmatch(piece)), "")
    return Agent(family, given, suffix=suffix)


def _marked_up(name: etree._Element) -> Agent:
    """A name in its parts; what stands between two surnames ("de la") is part of them."""
    parts: dict[str, list[str]] = {
        part: [] for part in ("forename", "surname", "nameLink", "genName")
    }
    for element in name.iterdescendants():
        part = local_name(element)
        if part in parts and (text := edited_text(element)):
            if part == "surname" and parts["surname"]:
                parts["surname"] += parts["nameLink"]
                parts["nameLink"] = []
            parts[part].append(text)
    return Agent(
        " ".join(parts["surname"]),
        " ".join(parts["forename"]),
        " ".join(parts["nameLink"]),
        " ".join(parts["genName"]),
    )


def _words(name: etree._Element) -> str:
    """The words of *name* without what stands beside it."""
    if any(child.tag in _BESIDE for child in name):
        pieces = [name.text or ""]
        for child in name:
            pieces += ["" if child.tag in _BESIDE else edited_text(child), child.tail or ""]
        text = " ".join("".join(pieces).split()).strip(" ,;")
    else:
        text = edited_text(name)
    return without_bidi(text)
