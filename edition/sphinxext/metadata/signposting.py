"""FAIR Signposting: links by which a program finds what belongs to a text (RFC 8288, RFC 9264).

Level 1 is links in the head of the page. Level 2 is a file that says the same from every end, which
cannot be said without the address of the edition.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from edition.cite.citations import version_address
from edition.export import layout
from edition.export.dts.objects import TEI
from edition.model import Edition
from edition.sphinxext.citing.works import FORMATS, CitedText, base_of, url
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.metadata.graph import licence

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: What a text is: a page about a work, and the work.
_TYPES: Final = ("https://schema.org/AboutPage", "https://schema.org/ScholarlyArticle")
#: How what a link leads to says the same of the page.
_BACK: Final = {"describedby": "describes", "item": "collection"}
LINKSET: Final = "application/linkset+json"


class Link(NamedTuple):
    """A link of a page.

    :ivar href: an address of the web, or a path from the root of the site.
    :ivar type: media type of what is there, or "".
    """

    rel: str
    href: str
    type: str = ""

    @property
    def is_path(self) -> bool:
        """Whether it leads to a file of the site."""
        return not self.href.startswith(("https://", "http://"))


def links(builder: Builder, cited: CitedText) -> list[Link]:
    """The links of a text; those that need an address of the edition only if it has one."""
    base = base_of(builder)
    made = cited.citation(base)
    found = []
    if persistent := cited_as(cited, base):
        found.append(Link("cite-as", persistent))
    found += [Link("describedby", url(cited.file_of(f.suffix)), f.media) for f in FORMATS]
    found.append(Link("describedby", url(cited.file_of(".jsonld")), "application/ld+json"))
    if "tei" in builder.config.tei_exports:
        path = f"{layout.FOLDER}/{layout.tei_path(cited.file)}"
        found.append(Link("item", url(path), TEI))
    found += [Link("type", kind) for kind in _TYPES]
    found += [Link("author", address) for address in _authors(builder, cited)]
    if address := licence(cited):
        found.append(Link("license", address))
    if kept := version_address(made, builder.config.tei_version_url):
        found.append(Link("memento", kept))
    if base:
        found.append(Link("linkset", url(cited.file_of(".linkset.json")), LINKSET))
    return found


def cited_as(cited: CitedText, base: str) -> str:
    """The address that a text is cited by: its DOI, or its page; "" if it has neither."""
    doi = cited.edition.works[cited.file].doi
    return f"https://doi.org/{doi}" if doi else cited.citation(base).url


def linkset(builder: Builder, cited: CitedText) -> str:
    """The links of a text and those that lead back to it, as ``application/linkset+json``."""
    base = base_of(builder)
    page = cited.citation(base).url
    contexts: list[dict[str, Any]] = []
    own: dict[str, Any] = {"anchor": page}
    for link in links(builder, cited):
        target = base + link.href if link.is_path else link.href
        own.setdefault(link.rel, []).append(
            {"href": target} | ({"type": link.type} if link.type else {})
        )
        if link.rel in _BACK:
            back = {"href": page, "type": "text/html"}
            contexts.append({"anchor": target, _BACK[link.rel]: [back]})
    own.pop("linkset", None)
    return json.dumps({"linkset": [own, *contexts]}, ensure_ascii=False, indent=1) + "\n"


def _authors(builder: Builder, cited: CitedText) -> list[str]:
    """The entries of its authors in the register of persons."""
    domain, persons = TEIDomain.of(builder.env), _persons(cited.edition)
    found = []
    for agent in cited.edition.works[cited.file].by:
        place = domain.page_of(persons.get(str(agent), ""))
        if place and place[1]:
            found.append(f"{url(builder.get_target_uri(place[0]))}#{place[1]}")
    return found


@lru_cache(maxsize=2)
def _persons(edition: Edition) -> Mapping[str, str]:
    """The keys of all persons by name; of several of one name none is meant."""
    names = Counter(entity.name for entity in edition.entities.values())
    return {
        entity.name: entity.key
        for entity in edition.entities.values()
        if entity.kind == "person" and names[entity.name] == 1
    }
