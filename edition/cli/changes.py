"""What changed, as commands print it."""

from __future__ import annotations

from collections.abc import Iterator

from edition.cite.history import PARTS, Comparison
from edition.cite.likeness import word_diff, written_diff
from edition.cite.lock import Lock

#: Anchors that are named one by one; of more, so many are and the rest is counted.
_NAMED = 12


def told(comparison: Comparison, lock: Lock) -> Iterator[str]:
    """The lines that tell of a *comparison*, part by part."""
    for name, kinds in PARTS.items():
        part = comparison.part(kinds)
        if part.is_empty:
            continue
        yield f"{name}: {len(part.added)} added, {len(part.changed)} changed, {len(part.gone)} gone"
        if part.added and comparison.then:
            yield f"  added: {_some([item.key for item in part.added if not item.within])}"
        for key, kind, within in part.gone:
            if within:
                continue
            record = lock.records.get(key)
            became = f": {record.status}" if record and record.status != "live" else ""
            to = f" to {', '.join(record.to)}" if record and record.to else ""
            reason = f" ({record.reason})" if record and record.reason else ""
            yield f"  gone: {kind} {key}{became}{to}{reason}"
        for changed in part.changed:
            yield f"  {changed.key}"
            yield f"    {written_diff(word_diff(changed.then, changed.now))}"
    if comparison.is_empty:
        yield "nothing changed"


def _some(keys: list[str]) -> str:
    more = f" and {len(keys) - _NAMED} more" if len(keys) > _NAMED else ""
    return ", ".join(keys[:_NAMED]) + more
