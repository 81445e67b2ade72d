"""Citations in a style, rendered once for each text and filled in for each place of it.

A style prints the same words around every paragraph of a text, but for the number and the address. So it
is rendered with signs in their places, and these are replaced. The command and the pages of an edition
use the same functions here, and so say the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from edition.cite import store
from edition.cite.citations import Citation
from edition.cite.items import Item
from edition.cite.locators import Label, Locator
from edition.cite.pandoc import Cite, identity, render
from edition.cite.rich import Rich, Run, changed, joined
from edition.cite.styles import Form, Style
from edition.errors import UsageError

#: What stands for an address while a style is rendered.
URL_SIGN: Final = "https://address.invalid/7654321"
#: What stands for locators: numbers for numbers, for styles may ask.
_NUMBERS: Final = ("7654321", "7654329")
_WORDS: Final = ("qzxqzx", "qzxqzy")


class Request(NamedTuple):
    """Something to be rendered.

    :ivar item: the item as JSON, with :data:`URL_SIGN` as its address if it has one.
    :ivar label: the label of the locator.
    :ivar locator: the locator, with signs in place of its numbers; "" for none, and for bibliographies.
    """

    form: Form
    item: str
    label: Label
    locator: str


def request(form: Form, item: Item, locator: Locator | None) -> Request:
    """What has to be rendered for a citation of *item* at *locator*."""
    if "URL" in item:
        item = item | {"URL": URL_SIGN}
    written = json.dumps(item, ensure_ascii=False, sort_keys=True)
    if form == "bibliography" or locator is None:
        return Request(form, written, "paragraph", "")
    return Request(form, written, locator.label, _signs(locator).value)


def fill(template: Rich, locator: Locator | None, url: str) -> Rich:
    """The *template* of a :func:`request`, with its locator and address."""
    first, last = (locator.first, locator.last) if locator else ("", "")
    signs = {URL_SIGN: url}
    signs |= dict.fromkeys((_NUMBERS[0], _WORDS[0]), first)
    signs |= dict.fromkeys((_NUMBERS[1], _WORDS[1]), last)

    def filled(text: str) -> str:
        for sign, words in signs.items():
            text = text.replace(sign, words)
        return text

    return changed(template, filled)


def kinds(label: Label, *, words: bool) -> tuple[Locator, ...]:
    """A locator of each kind that is rendered for itself: of one and of several, of numbers and of *words*."""
    pairs = (_NUMBERS, _WORDS) if words else (_NUMBERS,)
    return tuple(Locator(label, first, end) for first, last in pairs for end in ("", last))


def _signs(locator: Locator) -> Locator:
    """Signs in place of a *locator*; not of runs of pages, of which styles leave out figures (321–28)."""
    if locator.label == "page" and (locator.first + locator.last).isdecimal() and locator.last:
        return locator
    first, last = _NUMBERS if locator.is_numeric else _WORDS
    return Locator(locator.label, first, last if locator.last else "")


def templates(style: Style, requests: Iterable[Request], folder: Path) -> Mapping[Request, Rich]:
    """All *requests* rendered in *style*, by one process at most; by none if *folder* has them.

    :param folder: where renderings are stored.
    :raises UsageError: something has to be rendered, and there is no Pandoc.
    :raises EditionError: Pandoc fails.
    """
    wanted = list(dict.fromkeys(requests))
    if not wanted:
        return {}
    engine = identity()
    name = f"style-{style.digest[:32]}"
    known = store.load(folder, name)
    keys = {asked: _digest(engine, asked) for asked in wanted}
    missing = [asked for asked in wanted if keys[asked] not in known]
    if missing:
        # An entry of the bibliography comes with a citation that has no locator.
        places = list(dict.fromkeys(asked[1:] for asked in missing))
        cites = [Cite(json.loads(item), label, locator) for item, label, locator in places]
        done = dict(zip(places, render(style, cites), strict=True))
        for asked in missing:
            citation, entry = done[asked[1:]]
            known[keys[asked]] = entry if asked.form == "bibliography" else citation
        store.save(folder, name, known)
    return {asked: known[keys[asked]] for asked in wanted}


def in_style(style: Style, form: Form, citation: Citation, folder: Path) -> Rich:
    """A *citation* in one *form* of a *style*; words that are quoted go before it, not in a bibliography.

    :param folder: where renderings are stored.
    :raises UsageError: the style has no such form, or there is no Pandoc.
    :raises EditionError: Pandoc fails.
    """
    if form not in style.forms:
        raise UsageError(
            f"the style {style.name} has no form {form!r}",
            hint=f"It has {' and '.join(style.forms)}.",
        )
    asked = request(form, citation.item, citation.locator)
    template = templates(style, [asked], folder)[asked]
    filled = fill(template, citation.locator, citation.url)
    if citation.quote and form != "bibliography":
        return joined((Run(f"“{citation.quote}” "), *filled))
    return filled


def _digest(engine: str, asked: Request) -> str:
    return sha256(json.dumps([engine, *asked], ensure_ascii=False).encode()).hexdigest()[:32]
