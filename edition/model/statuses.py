"""The statuses of claims, as the taxonomy of an edition names them."""

from __future__ import annotations

from edition.model.edition import Edition
from edition.model.records import Claim

_TAXONOMY = "status"


def status_labels(edition: Edition, claim: Claim) -> list[str]:
    """The statuses of *claim* in words; its other categories are none."""
    categories = edition.categories
    keys = (edition.resolve(status) for status in claim.statuses)
    return [
        categories[key].label
        for key in keys
        if key is not None and key in categories and _TAXONOMY in categories[key].taxonomy
    ]
