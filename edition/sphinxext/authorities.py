"""Authority files: where an identifier of a register leads."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

#: Address of an identifier by its ``@type``, lower case.
ADDRESSES: Final[dict[str, str]] = {
    "doi": "https://doi.org/{}",
    "geonames": "https://www.geonames.org/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "isni": "https://isni.org/isni/{}",
    "lcnaf": "https://id.loc.gov/authorities/names/{}",
    "orcid": "https://orcid.org/{}",
    "pleiades": "https://pleiades.stoa.org/places/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "wikidata": "https://www.wikidata.org/wiki/{}",
}


def address(kind: str, value: str) -> str:
    """The address for an identifier, or "" if its kind is not known or it is none."""
    if value.startswith(("https://", "http://")):
        return value
    pattern = ADDRESSES.get(kind.lower())
    return pattern.format(quote(value.replace(" ", ""), safe="/.-_")) if pattern and value else ""
