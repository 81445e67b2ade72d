"""The index as files: calls of a script, since a page that lies on a disk can load nothing else."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from edition.sphinxext.search import facets, words
from edition.sphinxext.search import pieces as form
from edition.sphinxext.search.items import GROUPS, Item, Items, items_of
from edition.sphinxext.search.pieces import PIECE, cut, number, order, packed, signed

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

#: Where the index lies.
FOLDER: Final = "_static/search"
#: The file that is loaded with the page.
MAIN: Final = "index.js"
#: Characters of all pieces together that go into that one file.
_ONE_FILE: Final = 400_000
#: Groups whose items have names that one looks for, rather than numbers.
_NAMED: Final = frozenset({"claim", "entry", "source"})
#: Characters that an item needs besides its text.
_ITEM: Final = 60


class Piece(NamedTuple):
    """What the browser loads at once."""

    sort: str
    at: int
    data: object

    @property
    def call(self) -> str:
        """The script that hands it over."""
        return f"editionSearch.put({as_script(self.sort)},{self.at},{as_script(self.data)});\n"


def write_index(builder: StandaloneHTMLBuilder, mark: str) -> None:
    """Write the whole index, and remove what is there of an earlier one.

    :param mark: what is to stand in the first line, for :func:`is_written`.
    """
    items = items_of(builder.env)
    about, pieces = _index(items, builder)
    calls = {f"{piece.sort}-{piece.at}.js": piece.call for piece in pieces}
    digest = hashlib.sha256("".join(calls.values()).encode()).hexdigest()[:12]
    together = sum(map(len, calls.values())) <= _ONE_FILE
    about |= {"version": digest, "apart": not together}
    # The tables of words are full of marks and joiners that no editor shows: they are written in ASCII.
    first = json.dumps(about, separators=(",", ":")).replace("<", "\\u003c")
    main = f"// {mark}\neditionSearch.begin({first});\n"
    if together:
        main, calls = main + "".join(calls.values()), {}
    folder = Path(builder.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {MAIN: main, **calls}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for path in folder.iterdir():
        if path.name != MAIN and path.name not in calls:
            path.unlink()


def is_written(builder: StandaloneHTMLBuilder, mark: str) -> bool:
    """Whether the index that is there was written with the same *mark*."""
    path = Path(builder.outdir, FOLDER, MAIN)
    if not path.is_file():
        return False
    with path.open(encoding="utf-8") as file:
        return file.readline() == f"// {mark}\n"


def as_script(data: object) -> str:
    """*data* as an expression of a script that can stand anywhere, in a page too."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _index(items: Items, builder: StandaloneHTMLBuilder) -> tuple[dict[str, object], list[Piece]]:
    """What the page must know first, and the pieces."""
    language = builder.config.language
    entities, statuses = facets.entities(items, language), facets.statuses(items)
    dates = facets.dates(items)
    texts = list(cut((number_, _ITEM + len(item.text)) for number_, item in enumerate(items.all)))
    tables = [_pages_of([items.all[at] for at in piece]) for piece in texts]
    terms = _lines(_terms(items.all))
    places = _lines(_places(items, texts, tables))
    mentions = list(cut((line, len(line)) for line in (packed(e.items) for e in entities)))
    pieces = [
        *_item_pieces(items, texts, tables, builder),
        *(Piece("terms", at, "\n".join(lines)) for at, lines in enumerate(terms)),
        *(Piece("places", at, "\n".join(lines)) for at, lines in enumerate(places)),
        *(Piece("mentions", at, "\n".join(lines)) for at, lines in enumerate(mentions)),
        Piece("entities", 0, [[e.kind, e.name, e.label, len(e.items)] for e in entities]),
        Piece("statuses", 0, [[s.name, s.label, packed(s.items)] for s in statuses]),
        Piece("dates", 0, _dates(dates)),
    ]
    counted = [sum(item.group == group for item in items.all) for group in GROUPS]
    about: dict[str, object] = {
        "items": len(items.all),
        "groups": [[group, count] for group, count in zip(GROUPS, counted, strict=True)],
        "starts": [piece[0] for piece in texts],
        "terms": [lines[0].partition("\t")[0] for lines in terms],
        "places": [lines[0].partition("\t")[0] for lines in places],
        "mentions": _starts(mentions),
        "entities": len(entities),
        "statuses": len(statuses),
        "years": [min(d.first for d in dates), max(d.last for d in dates)] if dates else [],
        "words": {
            "accents": words.ACCENTS,
            "unseen": words.UNSEEN,
            "joiners": words.JOINERS,
            "unspaced": words.UNSPACED,
            "voiced": words.VOICED,
            "letters": words.LETTERS,
            "longest": words.LONGEST,
            "together": words.TOGETHER,
        },
        "digits": form.DIGITS,
    }
    return about, pieces


def _starts(pieces: Iterable[list[str]]) -> list[int]:
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece)
    return starts


def _pages_of(items: Iterable[Item]) -> dict[str, int]:
    """The pages on which *items* are, each with its place in the table of a piece."""
    pages: dict[str, int] = {}
    for item in items:
        pages.setdefault(item.docname, len(pages))
    return pages


def _item_pieces(
    items: Items,
    texts: list[list[int]],
    tables: list[dict[str, int]],
    builder: StandaloneHTMLBuilder,
) -> Iterator[Piece]:
    """The items, in pieces that know their pages."""
    titles = builder.env.titles
    for at, (numbers, table) in enumerate(zip(texts, tables, strict=True)):
        here = [items.all[number_] for number_ in numbers]
        languages = {item.docname: item.language for item in reversed(here)}
        pages = [
            [
                " ".join(titles[docname].astext().split()) if docname in titles else docname,
                builder.get_relative_uri("search", docname),
                languages.get(docname, ""),
            ]
            for docname in table
        ]
        yield Piece(
            "items",
            at,
            [pages, [[table[i.docname], i.kind, i.anchor, i.name, i.text] for i in here]],
        )


def _terms(items: Iterable[Item]) -> dict[str, str]:
    """Every term with the numbers of the items that have it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number_, item in enumerate(items):
        is_named = item.group in _NAMED and item.name not in item.text
        text = f"{item.name} {item.text}" if is_named else item.text
        compounds = set(words.compounds(text))
        for term in {term for compound in compounds for term in words.terms(compound)}:
            found[term].append(number_)
    return {term: packed(numbers) for term, numbers in found.items()}


def _places(items: Items, texts: list[list[int]], tables: list[dict[str, int]]) -> dict[str, str]:
    """Everything that can be typed to go somewhere, with where it leads."""
    piece_of = [at for at, numbers in enumerate(texts) for _ in numbers]
    found: dict[str, list[str]] = defaultdict(list)
    for place in sorted(items.places(), key=lambda place: (place.name, place.item, place.anchor)):
        table = tables[piece_of[place.item]]
        # A page that begins within a block is known to the piece of that block.
        page = table.setdefault(place.docname, len(table))
        anchor = "" if place.anchor == place.name else place.anchor
        # ECMAScript counts in UTF-16.
        start = len(items.all[place.item].text[: place.start].encode("utf-16-be")) // 2
        digits = number(place.item) + number(page) + number(start)
        found[place.name].append(f"{digits} {anchor}".rstrip())
    return {name: "\t".join(dict.fromkeys(places)) for name, places in found.items()}


def _lines(values: dict[str, str]) -> list[list[str]]:
    """Lines of *values* in the order of their names, in pieces."""
    lines = (f"{name}\t{values[name]}" for name in sorted(values, key=order))
    return list(cut(((line, len(line) + 1) for line in lines), PIECE))


def _dates(dates: Iterable[facets.Dated]) -> str:
    """The dates: how many items further, the first year, and how many years more."""
    digits = []
    before = year = 0
    for date in dates:
        digits.append(number(date.item - before))
        digits.append(number(signed(date.first - year)))
        digits.append(number(date.last - date.first))
        before, year = date.item, date.first
    return "".join(digits)
