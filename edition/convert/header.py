"""What is known of a text, and the ``teiHeader`` that says it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from lxml import etree

from edition.convert.elements import add, element, legal
from edition.convert.encoding import content
from edition.convert.syntax import Node, is_language, notes_in, spoken, title_of, words_of
from edition.tei.names import XML_ID

#: Metadata that have their places in the header.
_PLACED: Final = frozenset(
    {
        "abstract",
        "author",
        "date",
        "dcterms.date",
        "keywords",
        "lang",
        "language",
        "subtitle",
        "title",
    }
)
#: Metadata of pages and programs, which say nothing of a text.
_TECHNICAL: Final = frozenset(
    {"css", "dir", "documentclass", "generator", "header-includes", "identifier", "viewport"}
)
_TO_BE_STATED: Final = "to be stated by the editor"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a text.

    :ivar language: BCP 47, or "".
    :ivar unplaced: what else the document says of itself, for the report.
    """

    title: str
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def about(tree: Node, fallback: str) -> About:
    """What the metadata of a syntax tree say; a single first heading is a title too.

    :param fallback: the title if there is none.
    """
    meta = tree["meta"]
    language = _line(meta.get("lang") or meta.get("language"))
    return About(
        title=_line(meta.get("title")) or _words(title_of(tree["blocks"])) or fallback,
        subtitle=_line(meta.get("subtitle")),
        authors=tuple(_values(meta.get("author"))),
        date=_line(meta.get("date") or meta.get("dcterms.date")),
        language=language if is_language(language) else "",
        keywords=tuple(_values(meta.get("keywords"))),
        unplaced=tuple(_unplaced(meta)),
    )


def abstract(tree: Node) -> list[Node]:
    """The blocks of the abstract that the metadata have."""
    value = tree["meta"].get("abstract")
    if not value:
        return []
    if value["t"] == "MetaBlocks":
        blocks: list[Node] = value["c"]
        return blocks
    words = value["c"] if value["t"] == "MetaInlines" else [{"t": "Str", "c": _line(value)}]
    return [{"t": "Para", "c": words}]


def _unplaced(meta: Node) -> Iterator[str]:
    for name, value in sorted(meta.items()):
        if name not in _PLACED | _TECHNICAL and (said := _line(value)):
            yield f"{name}: {said}"
        for note in notes_in(_inlines(value)) if name in _PLACED - {"abstract"} else ():
            yield f"a note at the {name}: {_words(words_of({'t': 'Div', 'c': note['c']}))}"


def _inlines(value: Node) -> list[Node]:
    """The inlines in a value of metadata."""
    if value["t"] in {"MetaString", "MetaBool"}:
        return [{"t": "Str", "c": str(value["c"])}]
    return words_of(value)


def _values(value: Node | None) -> Iterator[str]:
    """Each of the values of a list, or the one of anything else; in order."""
    if not value:
        return
    for each in value["c"] if value["t"] == "MetaList" else [value]:
        if said := _line(each):
            yield said


def _line(value: Node | None) -> str:
    if value and value["t"] == "MetaMap":
        return ", ".join(said for each in value["c"].values() if (said := _line(each)))
    if value and value["t"] == "MetaList":
        return ", ".join(_values(value))
    return _words(_inlines(value)) if value else ""


def _words(inlines: list[Node]) -> str:
    return legal(" ".join(spoken(inlines).split()))


def header(known: About, source: Path) -> etree._Element:
    """The header of a text that was made of the file *source*."""
    made = element("teiHeader")
    description = add(made, "fileDesc")
    titles = add(description, "titleStmt")
    if known.subtitle:
        add(titles, "title", known.title, type="main")
        add(titles, "title", known.subtitle, type="sub")
    else:
        add(titles, "title", known.title)
    for author in known.authors:
        add(titles, "author", author)
    publication = add(description, "publicationStmt")
    add(publication, "publisher", _TO_BE_STATED)
    add(add(publication, "availability"), "p", f"{_TO_BE_STATED.capitalize()}.")
    _source(add(add(description, "sourceDesc"), "bibl"), known, source)
    _encoding(add(made, "encodingDesc"))
    _profile(made, known)
    changes = add(made, "revisionDesc")
    add(changes, "change", f"Made of {legal(source.name)} by “edition new”.")
    return made


def _source(made_of: etree._Element, known: About, source: Path) -> None:
    made_of.text = "Converted from "
    add(made_of, "title", legal(source.name)).tail = ", SHA-256 "
    digest = hashlib.sha256(content(source)).hexdigest()
    last = add(made_of, "idno", digest, type="file-sha256")
    if known.date:
        last.tail = "; dated "
        last = add(made_of, "date", known.date, **_when(known.date))
    last.tail = "."


def _when(said: str) -> dict[str, str]:
    """``@when`` for a date that is written as ISO has it."""
    try:
        return {"when": date.fromisoformat(said).isoformat()} if "-" in said else {}
    except ValueError:
        return {}


def _encoding(encoding: etree._Element) -> None:
    """How sentences were found, and what can be cited."""
    segmentation = add(add(encoding, "editorialDecl"), "segmentation")
    add(
        segmentation,
        "p",
        "Sentences were found by rule and were not looked through. "
        "A sentence that ends within an element goes on behind it.",
    )
    # Of several, each must have an id (P5, att.declarable).
    named = {XML_ID: "refs-passages"}
    declared = add(encoding, "refsDecl", n="passages", default="true", **named)
    own = {"use": "@xml:id"}
    paragraph = add(declared, "citeStructure", unit="paragraph", match="/TEI/text//p[@n]", **own)
    # What a sentence is called begins with what its paragraph is called.
    within = {"use": "substring-after(@xml:id, '.')", "delim": "."}
    add(paragraph, "citeStructure", unit="sentence", match="s", **within)
    add(declared, "citeStructure", unit="heading", match="/TEI/text//head", **own)
    divisions = add(encoding, "refsDecl", n="divisions", **{XML_ID: "refs-divisions"})
    add(divisions, "citeStructure", unit="division", match="/TEI/text//div", **own)


def _profile(made: etree._Element, known: About) -> None:
    if not (known.language or known.keywords):
        return
    profile = add(made, "profileDesc")
    if known.language:
        usage = add(profile, "langUsage")
        add(usage, "language", known.language, ident=known.language)
    if known.keywords:
        words = add(add(profile, "textClass"), "keywords")
        for word in known.keywords:
            add(words, "term", word)
