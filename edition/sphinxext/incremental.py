"""Which pages must be written again although they were not read again.

A page shows things of other pages: names of entities it mentions, mentions of entities it registers,
claims and notes on its words. All that is hashed into one fingerprint for each page; a page is
written again when its fingerprint has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from edition.model import Edition, Part
from edition.sphinxext.dangling import complaints
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.drawn import what_a_drawing_shows, what_is_next_to
from edition.sphinxext.messages import LossError, source_path, warn
from edition.sphinxext.pages import Page
from edition.sphinxext.published.record import lock_of
from edition.sphinxext.published.tombstones import facts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def changed_pages(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Pages to be written again, because of what has changed elsewhere.

    Runs in every build, also when nothing was read, and says again what is wrong: a build does not
    become clean by being run twice.

    :raises LossError: a page that was read, now or before, does not have all of its source.
    """
    domain = TEIDomain.of(env)
    domain.note_labels()
    if domain.touched:
        domain.data["said"] = list(complaints(domain.edition))
    for kind, message, file, line in domain.data["said"]:
        warn(kind, message, source_path(env, file), line)
    lossy = [page.file for page in domain.pages.values() if page.balance.losses]
    if lossy:
        raise LossError(f"{', '.join(sorted(lossy))}: see the warnings")
    if not domain.touched:
        return []
    domain.touched = False
    fingerprints = {}
    for docname in sorted({*domain.pages, *domain.listings, *domain.references}):
        facts: list[object] = []
        if docname in domain.pages:
            facts.extend(_facts(domain, domain.pages[docname]))
        for kind, argument in domain.listings.get(docname, ()):
            facts.extend(_what_a_list_shows(domain, kind, argument))
        for kind, target in domain.references.get(docname, ()):
            key = domain.find(kind, target)
            facts.append((kind, target, key and domain.edition.label(key)))
        fingerprints[docname] = _hash(repr(fact) for fact in facts)
    before = domain.fingerprints
    changed = [name for name, value in fingerprints.items() if before.get(name) != value]
    domain.data["fingerprints"] = fingerprints
    cut = {name for base in changed if base in domain.pages for name in domain.pages[base].docnames}
    return sorted(cut.union(changed))


def _facts(domain: TEIDomain, page: Page) -> Iterator[object]:
    """Everything of other pages that *page* shows."""
    yield from _what_it_points_at(domain, page)
    yield from _what_is_said_of_its_words(domain.edition, page.part)
    yield from _what_its_entries_show(domain.edition, page.part)
    yield from what_is_next_to(domain, page.part.claims)
    yield from facts(lock_of(domain.env), page.file)


def _what_a_list_shows(domain: TEIDomain, kind: str, argument: str) -> Iterator[object]:
    """What a list that is made of the whole edition consists of."""
    edition = domain.edition
    match kind:
        case "index":
            yield from _what_an_index_shows(edition, argument)
        case "claims":
            yield from edition.claims.values()
        case "apparatus":
            yield edition.departures
        case "chronology":
            for event in edition.events:
                subjects = [edition.resolve(subject) for subject in event.subjects]
                yield event, [key and edition.label(key) for key in subjects]
        case "quote":
            key = domain.find("passage", argument)
            yield key and edition.words_at(key)
        case "changes":
            yield edition.works, lock_of(domain.env).records
        case "colophon" | "markup":
            yield from _what_it_says_of_itself(domain)
        case "titlepage":
            records = (edition.passages, edition.mentions, edition.dates, edition.entities)
            others = (edition.claims, edition.notes, edition.sources)
            yield edition.works, [len(of_one_sort) for of_one_sort in (*records, *others)]
        case _:
            yield from what_a_drawing_shows(domain, kind)


def _what_an_index_shows(edition: Edition, kind: str) -> Iterator[object]:
    for entity in edition.entities.values():
        if kind in {"", "all", entity.kind}:
            mentions = edition.mentions_of.get(entity.key, ())
            yield entity.names, [mention.span.passage for mention in mentions]
            yield [claim.key for claim in edition.claims_about.get(entity.key, ())]
            yield edition.relations_of.get(entity.key, ())


def _what_it_says_of_itself(domain: TEIDomain) -> Iterator[object]:
    """Headers, ledgers and the ODD."""
    edition = domain.edition
    yield edition.works, edition.departures, len(edition.claims)
    yield [(page.file, page.balance) for page in domain.pages.values()]
    odd = domain.env.config.tei_odd
    yield Path(odd).read_bytes() if odd and Path(odd).is_file() else b""


def _what_it_points_at(domain: TEIDomain, page: Page) -> Iterator[object]:
    """The names and sorts of the things that its pointers lead to on other pages."""
    edition, part = domain.edition, page.part
    for pointer in part.pointers:
        key = edition.resolve(pointer.target)
        if key is None:
            yield pointer.target
        elif not key.startswith(f"{part.file}#"):
            yield key, edition.label(key), domain.kind_of(key)


def _what_is_said_of_its_words(edition: Edition, part: Part) -> Iterator[object]:
    """The claims and notes of other pages about its passages."""
    for identifier in part.ids:
        key = f"{part.file}#{identifier}"
        for claim in edition.claims_on.get(key, ()):
            yield claim.key, claim.title, claim.statuses
        yield from edition.notes_on.get(key, ())


def _what_its_entries_show(edition: Edition, part: Part) -> Iterator[object]:
    """What its entries, claims, notes and sources say of the texts."""
    yield from (edition.relations_of.get(entity.key, ()) for entity in part.entities)
    for entity in part.entities:
        for mention in edition.mentions_of.get(entity.key, ()):
            yield mention.span, edition.context(mention.span)
        for claim in edition.claims_about.get(entity.key, ()):
            yield claim.key, claim.title
    apart = (note for note in part.notes if not note.inline)
    yield from (edition.words_at(target) for note in apart for target in note.targets)
    yield from (edition.words_at(target) for claim in part.claims for target in claim.targets)
    for claim in part.claims:
        for status in claim.statuses:
            yield edition.label(edition.resolve(status) or status)
    for source in part.sources:
        for use in edition.uses_of.get(source.key, ()):
            yield use, edition.label(use)


def _hash(pieces: Iterator[str]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode())
        digest.update(b"\0")
    return digest.hexdigest()
