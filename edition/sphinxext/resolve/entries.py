"""What the edition knows of an entry: where it is mentioned, claimed, related, used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from docutils import nodes

from edition.model import Claim, Relation
from edition.model.statuses import status_labels
from edition.sphinxext.nodes import register_entry
from edition.sphinxext.resolve.drawings import neighbours_drawn
from edition.sphinxext.resolve.writing import Writing, bullet_list, joined, labelled
from edition.sphinxext.wording import certainty, counted
from edition.tei.pointers import split_key

#: Relations read from the other end.
_INVERSE: Final = {
    "comprises": "is part of",
    "contradicts": "is contradicted by",
    "qualifies": "is qualified by",
    "supersedes": "is superseded by",
    "possibly identical with": "possibly identical with",
    "supports": "is supported by",
}


def complete_entries(writing: Writing, doctree: nodes.document) -> None:
    """Complete every entry of *doctree*."""
    for node in doctree.findall(register_entry):
        complete = _COMPLETE.get(node["kind"], _complete_entity)
        additions = list(complete(writing, node["key"], node))
        if additions:
            node.append(nodes.container("", *additions, classes=["entry-uses"]))


def _complete_entity(writing: Writing, key: str, _node: register_entry) -> Iterator[nodes.Node]:
    edition = writing.edition
    yield from _relations(writing, key)
    mentions = edition.mentions_of.get(key, ())
    if mentions:
        yield labelled(counted(len(mentions), "mention", "mentions"))
        yield bullet_list(
            [
                [writing.passage_link(m.span), nodes.Text(" "), *writing.in_context(m.span)]
                for m in mentions
            ],
            "mentions",
        )
    claims = edition.claims_about.get(key, ())
    if claims:
        yield labelled("Claims", *joined([_claim_link(writing, claim) for claim in claims], "; "))


def _relations(writing: Writing, key: str) -> Iterator[nodes.Node]:
    for relation in writing.edition.relations_of.get(key, ()):
        yield from _relation(writing, key, relation)


def _relation(writing: Writing, key: str, relation: Relation) -> Iterator[nodes.Node]:
    resolve = writing.edition.resolve
    name = "".join(f" {c.lower()}" if c.isupper() else c for c in relation.name).replace("-", " ")
    active = [k for target in relation.active if (k := resolve(target))]
    passive = [k for target in relation.passive if (k := resolve(target))]
    mutual = [k for target in relation.mutual if (k := resolve(target))]
    if key in active:
        label, others = name, passive
    elif key in passive:
        label, others = _INVERSE.get(name, f"{name} (of)"), active
    else:
        label, others = name, [k for k in mutual if k != key]
    if not others:
        return
    links = joined([writing.link(other, writing.edition.label(other)) for other in others])
    doubt = certainty(relation.cert)
    if doubt:
        links.append(nodes.Text(f" ({doubt})"))
    yield labelled(label[0].upper() + label[1:], *links)


def _claim_link(writing: Writing, claim: Claim) -> nodes.Node:
    return writing.link(claim.key, claim.title or split_key(claim.key)[1], "claim-ref")


def _complete_claim(writing: Writing, key: str, node: register_entry) -> Iterator[nodes.Node]:
    edition = writing.edition
    claim = edition.claims[key]
    statuses = status_words(writing, claim)
    after_heading = 1
    if statuses:
        node.insert(after_heading, labelled("Status", nodes.Text(", ".join(statuses))))
        after_heading += 1
    for target in claim.targets:
        span = edition.words_at(target)
        if span is None:
            continue
        quotation = nodes.inline("", f"“{span.words}”", classes=["words"])
        place = labelled("In the text", writing.passage_link(span), nodes.Text(" "), quotation)
        node.insert(after_heading, place)
        after_heading += 1
    yield from _relations(writing, key)
    drawn = neighbours_drawn(writing, key)
    if drawn is not None:
        yield drawn


def status_words(writing: Writing, claim: Claim) -> list[str]:
    """The statuses of *claim* in words, as the taxonomy of the edition labels them."""
    return status_labels(writing.edition, claim)


def _complete_source(writing: Writing, key: str, node: register_entry) -> Iterator[nodes.Node]:
    edition = writing.edition
    source = edition.sources.get(key)
    if source is not None:
        heading = nodes.rubric("", source.label, classes=["entry-heading", "generated"])
        heading["heading-level"] = 2
        node.insert(0, heading)
    uses = [use for use in edition.uses_of.get(key, ()) if split_key(use)[0] != split_key(key)[0]]
    if uses:
        links = [writing.link(use, _use_label(writing, use)) for use in uses]
        yield labelled("Used in", *joined(links, "; "))


def _use_label(writing: Writing, key: str) -> str:
    """What uses a source, in a word or two."""
    anchor = split_key(key)[1]
    kind = writing.domain.kind_of(key)
    if kind == "claim":
        return f"claim {anchor}"
    if kind in {"note", "passage"}:
        return f"{kind} {anchor}"
    return writing.edition.label(key)


def _complete_dated_event(
    writing: Writing, key: str, _node: register_entry
) -> Iterator[nodes.Node]:
    event = writing.edition.events_by_key.get(key)
    if event is None:
        return
    keys = [k for target in event.subjects if (k := writing.edition.resolve(target))]
    if keys:
        yield labelled("See", *joined([writing.link(k, writing.edition.label(k)) for k in keys]))


_COMPLETE: Final[dict[str, Callable[[Writing, str, register_entry], Iterator[nodes.Node]]]] = {
    "claim": _complete_claim,
    "dated-event": _complete_dated_event,
    "source": _complete_source,
}
