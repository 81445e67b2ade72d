"""The edition as it is and as it was: what a citation is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from edition.cite.anchors import Anchor
from edition.cite.anchors import anchors as all_anchors
from edition.cite.changes import Difference, differences
from edition.cite.folding import Folded, fold
from edition.cite.lock import Lock, Record, in_order
from edition.cite.running import Running, Texts
from edition.errors import UsageError
from edition.model import Edition
from edition.tei.pointers import key, split_key

#: Kinds whose words are within those of others.
_WITHIN: Final = frozenset({"division", "line", "page", "sentence", "words"})


class Archive:
    """An edition with the record of its published anchors.

    :ivar lock: the record, or None if nothing was published.
    :ivar address: where the pages are published, or "".
    :ivar namespace: the CTS namespace of the texts, or "".
    """

    def __init__(
        self, edition: Edition, lock: Lock | None = None, address: str = "", namespace: str = ""
    ) -> None:
        """Hold them together; nothing is compared before it is asked for."""
        self.edition = edition
        self.lock = lock
        self.address = address
        self.namespace = namespace
        self.texts = Texts(edition)
        self._texts_then: dict[str, Mapping[str, Folded]] = {}

    @cached_property
    def now(self) -> Mapping[str, Anchor]:
        """What can be cited now, by key."""
        return {anchor.key: anchor for anchor in all_anchors(self.edition)}

    @cached_property
    def differences(self) -> Mapping[str, Difference]:
        """What became of every published anchor, by the key it was published under."""
        if self.lock is None:
            return {}
        return {d.record.key: d for d in differences(self.lock, self.now.values())}

    @cached_property
    def keys_of(self) -> Mapping[str, tuple[str, ...]]:
        """The keys that an id has, or had, those of texts first."""
        keys: dict[str, dict[str, None]] = defaultdict(dict)
        order = (
            *self.edition.texts,
            *(f for f in self.edition.parts if f not in self.edition.texts),
        )
        for file in order:
            part = self.edition.parts[file]
            for name in (*part.ids, *(passage.id for passage in part.passages)):
                keys[name][key(file, name)] = None
        for record in self.lock.records.values() if self.lock else ():
            keys[record.id][record.key] = None
        return {name: tuple(found) for name, found in keys.items()}

    def has(self, key: str) -> bool:
        """Whether *key* names something that is in the edition now."""
        file, name = split_key(key)
        part = self.edition.parts.get(file)
        return part is not None and (name in part.ids or key in self.edition.passages)

    def extent(self, reference: str) -> tuple[Running, int, int] | None:
        """Where the words of a passage, or of a run of passages, stand in which text."""
        if self.has(reference):
            return self.texts.extent(reference)
        file, written = split_key(reference)
        for at, sign in enumerate(written):
            first, last = key(file, written[:at]), key(file, written[at + 1 :])
            if sign == "-" and self.has(first) and self.has(last):
                start, end = self.texts.extent(first), self.texts.extent(last)
                if start is not None and end is not None and start[0] is end[0]:
                    return start[0], start[1], end[2]
        return None

    @property
    def version(self) -> str:
        """The last release, or ""."""
        return self.lock.releases[-1].version if self.lock and self.lock.releases else ""

    def check(self, version: str) -> None:
        """See that *version* was a release, if it is given.

        :raises UsageError: it was none.
        """
        known = [release.version for release in self.lock.releases] if self.lock else []
        if version and version not in known:
            hint = (
                f"Releases that are recorded: {', '.join(known)}."
                if known
                else "No anchors are recorded yet: see “edition release”."
            )
            raise UsageError(f"there is no release {version!r}", hint=hint)

    def record(self, key: str) -> Record | None:
        """What was published under *key*, or None."""
        return self.lock.records.get(key) if self.lock else None

    def words_then(self, record: Record, version: str) -> str:
        """What *record* said in release *version*, or last; of a division, what its blocks said."""
        assert self.lock is not None
        if record.kind != "division":
            return self.lock.wording(record, version).text
        inside = [r for r in self._blocks_in.get(record.key, ()) if r.kind != "note"]
        return " ".join(self.lock.wording(r, version).text for r in in_order(inside))

    def texts_then(self, version: str) -> Mapping[str, Folded]:
        """What each block said in release *version*, or last, as quotations are compared with it."""
        if version not in self._texts_then:
            self._texts_then[version] = {
                record.key: fold(self.words_then(record, version))
                for record in (self.lock.records.values() if self.lock else ())
                if record.kind not in _WITHIN
            }
        return self._texts_then[version]

    @cached_property
    def _blocks_in(self) -> Mapping[str, list[Record]]:
        """The records of blocks in each division, in the divisions within it too."""
        found: dict[str, list[Record]] = defaultdict(list)
        records = self.lock.records if self.lock else {}
        for record in records.values():
            above = records.get(key(record.file, record.parent)) if record.parent else None
            if record.kind == "division" or above is None or above.kind != "division":
                continue
            while above is not None:
                found[above.key].append(record)
                above = records.get(key(above.file, above.parent)) if above.parent else None
        return found

    def ancestors(self, record: Record) -> frozenset[str]:
        """The keys of what was around *record*, and its own."""
        found = {record.key}
        above: Record | None = record
        while above is not None and above.parent:
            up = key(above.file, above.parent)
            if up in found:
                break
            found.add(up)
            above = self.record(up)
        return frozenset(found)

    def words_now(self, key: str) -> str:
        """What *key* says now; "" of what is not there."""
        anchor = self.now.get(key)
        if anchor is not None:
            return anchor.text
        file = split_key(key)[0]
        span = self.edition.words_at(key) if file in self.edition.parts else None
        return span.words if span else ""
