"""Cards of register entries and of sources."""

from __future__ import annotations

from typing import Final

from edition.model import Edition, Entity, Source
from edition.sphinxext import wording
from edition.sphinxext.authorities import address as authority
from edition.sphinxext.cards.markup import Address, element, joined, link, text
from edition.tei.pointers import split_key, unique

#: Passages that a card names before it refers to the register.
_FEW: Final = 12
_LIFE: Final = ("birth", "death")


def entity_card(edition: Edition, entity: Entity, address: Address) -> str:
    """Who or what it is, when, how sure that is, where it is mentioned, and the ways on."""
    return "".join(
        (
            element("h2", text(entity.name)),
            element("p", joined((wording.KINDS[entity.kind][0], *_dates(entity))), css="quiet"),
            element("p", text(entity.description)),
            element("p", _certainty(entity), css="quiet"),
            element("p", _passages(edition, entity, address), css="passages"),
            element("p", _authorities(entity), css="quiet"),
            element("p", link(address(entity.key), "Open the register")),
        )
    )


def _dates(entity: Entity) -> list[str]:
    """The dates of a life as one span, any others as they come."""
    by_label = {date.label: text(wording.dating(date.dating)) for date in entity.dates}
    if any(label in by_label for label in _LIFE):
        return ["–".join(by_label.get(label, "") for label in _LIFE)]
    return list(dict.fromkeys(by_label.values()))[:2]


def _certainty(entity: Entity) -> str:
    sure = "certain" if entity.cert == "high" else wording.certainty(entity.cert)
    return f"Identification: {text(sure.removeprefix('certainty: '))}" if sure else ""


def _passages(edition: Edition, entity: Entity, address: Address) -> str:
    blocks = unique(mention.span.block for mention in edition.mentions_of.get(entity.key, ()))
    links = [link(address(key), split_key(key)[1]) for key in blocks[:_FEW]]
    if not links:
        return ""
    more = len(blocks) - _FEW
    return "Mentioned in " + " ".join(links) + (f" and {more} more" if more > 0 else "")


def _authorities(entity: Entity) -> str:
    links = [
        link(target, identifier.type.capitalize() or identifier.value)
        for identifier in entity.identifiers
        if (target := authority(identifier.type, identifier.value))
    ]
    return f"Authorities: {joined(links)}" if links else ""


def source_card(edition: Edition, source: Source, address: Address) -> str:
    """The item in full, how often it is used, and the way to its entry."""
    uses = len(edition.uses_of.get(source.key, ()))
    return "".join(
        (
            element("h2", text(source.label)),
            element("p", text(source.text)),
            element("p", _web(source), css="quiet"),
            element("p", f"Used in {wording.counted(uses, 'place', 'places')}", css="quiet"),
            element("p", link(address(source.key), "Open the bibliography")),
        )
    )


def _web(source: Source) -> str:
    return link(source.url, "On the web") if source.url.startswith("https://") else ""
