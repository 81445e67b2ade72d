"""Holding manuscripts against the edition: whether its words are quoted as they are, and where they stand."""

from edition.cite.verify.kinds import Kind
from edition.cite.verify.manuscript import SUFFIXES, Manuscript, read
from edition.cite.verify.reports import as_json, as_sarif, as_text
from edition.cite.verify.verifying import FINE, Item, verify

__all__ = [
    "FINE",
    "SUFFIXES",
    "Item",
    "Kind",
    "Manuscript",
    "as_json",
    "as_sarif",
    "as_text",
    "read",
    "verify",
]
