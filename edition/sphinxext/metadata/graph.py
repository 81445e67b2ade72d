"""A text as linked data (JSON-LD with schema.org): itself, its paragraphs, and the claims that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from edition.cite.citations import address
from edition.cite.items import Item, iso
from edition.model import Claim, Edition, Position
from edition.sphinxext.authorities import address as authority
from edition.sphinxext.citing.works import CitedText, base_of, url
from edition.sphinxext.domain import TEIDomain
from edition.tei.pointers import split_key

if TYPE_CHECKING:
    from sphinx.builders import Builder

_CONTEXT: Final = "https://schema.org"
_TYPES: Final = {"person": "Person", "organisation": "Organization"}

Node = dict[str, Any]


def summary(cited: CitedText, base: str) -> Node:
    """The text itself, for its page: who wrote and edited what, when, in which edition."""
    made = cited.citation(base)
    item, work = made.item, made.work
    about: Node = {
        "@type": "ScholarlyArticle",
        "@id": made.url or url(cited.page),
        "headline": item["title"],
        "author": [_agent(name) for name in item.get("author", [])],
        "editor": [_agent(name) for name in item.get("editor", [])],
        "datePublished": iso(item.get("issued", {})),
        "version": work.version,
        "inLanguage": item.get("language", ""),
        "publisher": _named("Organization", item.get("publisher", "")),
        "isPartOf": _named("CreativeWork", item.get("container-title", "")),
        "isBasedOn": _original(item),
        "license": licence(cited),
        "copyrightNotice": " ".join(work.rights),
    }
    return _given(about)


def licence(cited: CitedText) -> str:
    """The address of the one licence that all of the text is under, or "".

    Where the header says more of rights than a licence, the licence is for a part only.
    """
    work = cited.edition.works[cited.file]
    addresses = [
        target for _, target in work.licences if target.startswith(("https://", "http://"))
    ]
    return addresses[0] if len(work.licences) == len(addresses) == 1 and not work.rights else ""


def graph(builder: Builder, cited: CitedText) -> str:
    """All of it, as a file: the text, its paragraphs, the claims with the positions on them."""
    domain, base = TEIDomain.of(builder.env), base_of(builder)

    def there(key: str) -> str:
        place = domain.page_of(key)
        if place is None:
            return ""
        page = builder.get_target_uri(place[0])
        if base:
            return address(base, page, place[1])
        return f"{url(page)}#{place[1]}" if place[1] else url(page)

    about = summary(cited, base)
    about["hasPart"] = [{"@id": there(passage.key)} for passage in cited.paragraphs]
    parts = [
        _given(
            {
                "@type": "CreativeWork",
                "@id": there(passage.key),
                "isPartOf": {"@id": about["@id"]},
                "position": passage.n or passage.id,
                "text": passage.text,
            }
        )
        for passage in cited.paragraphs
    ]
    claims = [_claim(cited.edition, claim, there, keys) for claim, keys in _claims(cited)]
    nodes = [node for node in (about, *parts, *claims) if node]
    content = {"@context": _CONTEXT, "@graph": nodes}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _claims(cited: CitedText) -> Iterator[tuple[Claim, list[str]]]:
    """The claims on passages of the text, each with the passages that make it."""
    edition = cited.edition
    for claim in edition.claims.values():
        keys = [
            span.passage
            for target in claim.targets
            if (span := edition.words_at(target)) and split_key(span.passage)[0] == cited.file
        ]
        if keys:
            yield claim, list(dict.fromkeys(keys))


def _claim(edition: Edition, claim: Claim, there: Any, keys: list[str]) -> Node:  # noqa: ANN401
    statuses = [key for target in claim.statuses if (key := edition.resolve(target))]
    return _given(
        {
            "@type": "Claim",
            "@id": there(claim.key),
            "name": claim.title,
            "text": claim.statement,
            "appearance": [{"@id": there(key)} for key in keys],
            "claimInterpreter": _named("", claim.claimant),
            "keywords": [edition.label(key) for key in statuses],
            "review": [_review(edition, position, there) for position in claim.positions],
            "abstract": claim.assessment,
        }
    )


def _review(edition: Edition, position: Position, there: Any) -> Node:  # noqa: ANN401
    """What somebody holds of a claim, on which evidence."""
    holder = next((key for target in position.holders if (key := edition.resolve(target))), "")
    author = _named("", position.holder)
    if entity := edition.entities.get(holder):
        same = [authority(identifier.type, identifier.value) for identifier in entity.identifiers]
        author |= {"@type": _TYPES.get(entity.kind, ""), "@id": there(holder)}
        author |= {"sameAs": [address for address in same if address]}
    evidence = [key for target in position.evidence if (key := edition.resolve(target))]
    return _given(
        {
            "@type": "Review",
            "name": split_key(position.stance)[1],
            "author": _given(author),
            "reviewBody": position.summary,
            "citation": [
                _given({"@type": "CreativeWork", "@id": there(key), "name": edition.label(key)})
                for key in evidence
            ],
        }
    )


def _agent(name: dict[str, str]) -> Node:
    if "literal" in name:
        return {"name": name["literal"]}
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    return _given({"@type": "Person", "familyName": family, "givenName": name.get("given", "")})


def _original(item: Item) -> Node:
    """The first publication."""
    written = {
        "datePublished": iso(item.get("original-date", {})),
        "publisher": _named("", item.get("original-publisher", "")),
    }
    made = _given(written)
    return {"@type": "CreativeWork", **made} if made else {}


def _named(kind: str, name: str) -> Node:
    return _given({"@type": kind, "name": name}) if name else {}


def _given(node: Node) -> Node:
    return {name: value for name, value in node.items() if value}
