"""Cards of claims: the claim as a small argument."""

from __future__ import annotations

from edition.model import Claim, Edition, Position
from edition.sphinxext import wording
from edition.sphinxext.cards.markup import Address, element, joined, link, text
from edition.tei.pointers import split_key


def claim_card(edition: Edition, claim: Claim, statuses: list[str], address: Address) -> str:
    """What is claimed, who holds what of it on which evidence, and what the editors think."""
    identifier = split_key(claim.key)[1]
    positions = "".join(_position(edition, position, address) for position in claim.positions)
    doubt = f" ({text(wording.certainty(claim.cert))})" if wording.certainty(claim.cert) else ""
    return "".join(
        (
            element("p", text(identifier + (f": {', '.join(statuses)}" if statuses else "")), css="claim-status"),
            element("h2", text(claim.title or identifier)),
            element("p", text(claim.statement)),
            element("p", text(f"Claimant: {claim.claimant}" if claim.claimant else ""), css="quiet"),
            element("h3", "Positions" if positions else ""),
            positions,
            element("h3", "Evidence" if claim.evidence else ""),
            element(
                "ul",
                *(
                    element("li", joined((_source(edition, e.source, address), text(e.bears_on.lstrip(": "))), ": "))
                    for e in claim.evidence
                ),
            ),
            element("h3", "The editors" if claim.assessment else ""),
            element("p", text(claim.assessment) + doubt if claim.assessment else ""),
            element("h3", "Open" if claim.open_questions else ""),
            *(element("p", text(question)) for question in claim.open_questions),
            element("p", link(address(claim.key), "The whole entry")),
        )
    )  # fmt: skip


def _position(edition: Edition, position: Position, address: Address) -> str:
    stance = split_key(position.stance)[1].replace("-", " ")
    key = next((key for holder in position.holders if (key := edition.resolve(holder))), "")
    holder = link(address(key) if key else "", position.holder)
    said = f"{element('strong', holder)} {text(stance)}: {text(position.summary)}"
    evidence = joined((_source(edition, source, address) for source in position.evidence), "; ")
    doubt = wording.certainty(position.cert)
    return element(
        "div",
        element("p", said, f" ({text(doubt)})" if doubt else ""),
        element("p", evidence, css="quiet"),
        css=f"position stance-{split_key(position.stance)[1]}",
    )


def _source(edition: Edition, target: str, address: Address) -> str:
    key = edition.resolve(target)
    return link(address(key), edition.label(key)) if key else ""
