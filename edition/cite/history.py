"""What changed from one release to another, or since: anchors, text, claims, registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from edition.cite.anchors import Anchor, digest
from edition.cite.lock import Lock, Record, Release
from edition.errors import UsageError
from edition.tei.pointers import split_key

#: The parts of what changed, in their order: what each is called, and the kinds of anchors in it.
PARTS: Final[dict[str, frozenset[str]]] = {
    "Text": frozenset(
        {"block", "division", "heading", "line", "page", "paragraph", "sentence", "speech", "stanza", "words"}
    ),
    "Notes": frozenset({"note"}),
    "Claims": frozenset({"claim"}),
    "Registers": frozenset({"event", "object", "organisation", "person", "place", "work"}),
    "Bibliography": frozenset({"source"}),
}  # fmt: skip
#: What is within a block: said of the block, if it is said there already.
_WITHIN: Final = frozenset({"sentence", "line", "words"})


class Stated(NamedTuple):
    """What an anchor stood for at one time."""

    kind: str
    parent: str
    sha256: str
    text: str
    order: int


@dataclass(frozen=True, slots=True)
class State:
    """All anchors at one time.

    :ivar name: the version, or "now".
    :ivar anchors: what each stood for, by key.
    """

    name: str
    anchors: Mapping[str, Stated]


class Item(NamedTuple):
    """An anchor that came or went.

    :ivar within: the key of what is around it and came or went with it, or "".
    """

    key: str
    kind: str
    within: str


class Changed(NamedTuple):
    """An anchor whose words are others than they were."""

    key: str
    kind: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two states, each in the order of the files.

    :ivar added: what is new.
    :ivar gone: what is not there any more.
    :ivar changed: what has other words; of what is within a block only if the block has not.
    """

    then: str
    now: str
    added: tuple[Item, ...]
    gone: tuple[Item, ...]
    changed: tuple[Changed, ...]

    def part(self, kinds: frozenset[str]) -> Comparison:
        """What of it is of some *kinds*."""
        return Comparison(
            self.then,
            self.now,
            tuple(item for item in self.added if item.kind in kinds),
            tuple(item for item in self.gone if item.kind in kinds),
            tuple(item for item in self.changed if item.kind in kinds),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different."""
        return not (self.added or self.gone or self.changed)


def state_at(lock: Lock, version: str) -> State:
    """What was published in release *version*.

    :raises UsageError: there was no such release.
    """
    order = {release.version: place for place, release in enumerate(lock.releases)}
    if version not in order:
        known = ", ".join(order) or "none yet"
        raise UsageError(
            f"there is no release {version!r}", hint=f"Releases that are recorded: {known}."
        )
    at = order[version]
    return State(
        version,
        {
            key: _stated(lock, record, version)
            for key, record in lock.records.items()
            if order.get(record.since, 0) <= at <= order.get(record.until, 0)
        },
    )


def state_now(anchors: Iterable[Anchor]) -> State:
    """What the files have now."""
    return State(
        "now",
        {
            anchor.key: Stated(anchor.kind, anchor.parent, digest(anchor.text), anchor.text, order)
            for order, anchor in enumerate(anchors)
        },
    )


def compared(then: State, now: State) -> Comparison:
    """What is different between two states."""
    before, after = then.anchors, now.anchors
    changed = {
        key: stated
        for key, stated in after.items()
        if key in before and before[key].sha256 != stated.sha256
    }
    return Comparison(
        then.name,
        now.name,
        _only_in(after, before),
        _only_in(before, after),
        tuple(
            Changed(key, stated.kind, before[key].text, stated.text)
            for key, stated in changed.items()
            if stated.kind != "division" and not _is_said(key, stated, changed)
        ),
    )


def history(lock: Lock) -> Iterator[tuple[Release, Comparison]]:
    """What changed in each release, the newest first; in the first, everything is new."""
    releases = [release for release in lock.releases if release.date]
    states = [State("", {}), *(state_at(lock, release.version) for release in releases)]
    steps = [compared(then, now) for then, now in pairwise(states)]
    yield from zip(reversed(releases), reversed(steps), strict=True)


def _stated(lock: Lock, record: Record, version: str) -> Stated:
    wording = lock.wording(record, version)
    return Stated(record.kind, record.parent, wording.sha256, wording.text, record.order)


def _only_in(one: Mapping[str, Stated], other: Mapping[str, Stated]) -> tuple[Item, ...]:
    """What is in *one* and not in the *other*."""
    only = {key: stated for key, stated in one.items() if key not in other}
    items = []
    for key, stated in only.items():
        around = f"{split_key(key)[0]}#{stated.parent}"
        items.append(Item(key, stated.kind, around if around in only else ""))
    return tuple(items)


def _is_said(key: str, stated: Stated, changed: Mapping[str, Stated]) -> bool:
    """Whether something around *key* has changed too, of which this is a part."""
    file, above = split_key(key)[0], stated.parent
    if stated.kind not in _WITHIN:
        return False
    around = changed.get(f"{file}#{above}")
    return around is not None and around.kind != "division"
