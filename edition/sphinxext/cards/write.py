"""The files of cards, which a page asks for one by one when a card is opened.

A page opened from a disk may load scripts and nothing else; so the cards are scripts that hand over
what they hold. They lie beside the page whose entries they are of, in a fixed number of drawers, so
that a register of ten thousand persons is never loaded whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from edition.sphinxext.cards.claims import claim_card
from edition.sphinxext.cards.entities import entity_card, source_card
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.files import call, write
from edition.sphinxext.resolve.entries import status_words
from edition.sphinxext.resolve.writing import Writing
from edition.sphinxext.theming import theme_option

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

FOLDER: Final = "_static/cards"
#: Files for each page; cards.js counts in the same way.
_DRAWERS: Final = 32


def write_cards(app: Sphinx, builder: Builder) -> None:
    """Write all cards before the pages that ask for them, and remove those of entries that are gone."""
    if theme_option(builder, "cards") != "true":
        return
    domain = TEIDomain.of(app.env)
    root = Path(builder.outdir) / FOLDER
    if root.is_dir() and not domain.is_new:
        return  # to look at all entries takes longer than all else of such a build
    root.mkdir(parents=True, exist_ok=True)
    files: dict[Path, dict[str, str]] = defaultdict(dict)
    for page, anchor, card in _cards(domain, builder):
        files[root / f"{unquote(page) or 'index'}.{_drawer(anchor)}.js"][anchor] = card
    for path in [path for path in root.rglob("*.js") if path not in files]:
        path.unlink()
    for path, cards in files.items():
        page = path.relative_to(root).as_posix().rsplit(".", 2)[0]
        write(path, call("editionCards", page, cards))


def _cards(domain: TEIDomain, builder: Builder) -> Iterator[tuple[str, str, str]]:
    """Page, anchor and card of every entry that has a page."""
    edition = domain.edition
    writing = Writing(domain, builder, builder.config.root_doc)

    def address(key: str) -> str:
        place = domain.page_of(key)
        if place is None:
            return ""
        page = builder.get_target_uri(place[0])
        return f"{page}#{place[1]}" if place[1] else page

    for key, entity in edition.entities.items():
        yield from _on_its_page(address(key), entity_card(edition, entity, address))
    for key, source in edition.sources.items():
        yield from _on_its_page(address(key), source_card(edition, source, address))
    for key, claim in edition.claims.items():
        card = claim_card(edition, claim, status_words(writing, claim), address)
        yield from _on_its_page(address(key), card)


def _on_its_page(address: str, card: str) -> Iterator[tuple[str, str, str]]:
    page, _, anchor = address.partition("#")
    if anchor:
        yield page, anchor, card


def _drawer(anchor: str) -> int:
    """The drawer of a card: the sum of the UTF-16 code units of its anchor, which scripts can count."""
    units = anchor.encode("utf-16-le")
    return (
        sum(low + 256 * high for low, high in zip(units[::2], units[1::2], strict=True)) % _DRAWERS
    )
