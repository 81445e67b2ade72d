"""The record of published anchors: ``anchors.lock`` beside the sources, committed with them.

One JSON object with one line for each anchor, sorted, so that a version control system shows what
became of which. An anchor that was ever recorded stays for ever: it is never given to anything else,
and where it leads is known (citation-standards, section 9).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast, get_args

from edition.cite.anchors import NORMALISATION, Anchor, digest
from edition.errors import UnreadableError
from edition.tei.pointers import key

#: The version of the format.
FORMAT: Final = 1

#: What became of an anchor: it is on its page; its words have another anchor; they are a part of
#: what another anchor has; they are now under several; they are withdrawn.
Status = Literal["live", "moved", "merged", "split", "withdrawn"]


class Release(NamedTuple):
    """A release of the edition, or what was recorded on the way to one.

    :ivar version: its number.
    :ivar date: its day, ISO 8601; "" for what is not released.
    """

    version: str
    date: str


class Wording(NamedTuple):
    """What the words of an anchor were.

    :ivar release: the release in which they were first recorded.
    :ivar sha256: digest of the normalised words.
    :ivar text: the words; "" for a division, whose words are those of what is in it.
    """

    release: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """One published anchor.

    :ivar file: the file it stands, or stood, in.
    :ivar order: its place among the anchors of its file, from 0; of one that is gone, the place it had.
    :ivar parent: the id of what is around it, or "".
    :ivar since: the release in which it was first recorded.
    :ivar until: the last release that had it.
    :ivar wordings: its words by release, the newest last.
    :ivar to: references to what took over (``p5`` in the same file, ``other.xml#p5``).
    :ivar reason: why it is gone, in the words of the editor.
    :ivar date: when it went, ISO 8601.
    """

    file: str
    id: str
    kind: str
    n: str
    order: int
    parent: str
    status: Status
    since: str
    until: str
    wordings: tuple[Wording, ...]
    to: tuple[str, ...] = ()
    reason: str = ""
    date: str = ""

    @property
    def key(self) -> str:
        """Its key."""
        return key(self.file, self.id)

    @property
    def last(self) -> Wording:
        """The words it had last."""
        return self.wordings[-1]


@dataclass(frozen=True, slots=True)
class Lock:
    """All published anchors.

    :ivar releases: the releases, oldest first.
    :ivar records: the anchors, by key.
    """

    releases: tuple[Release, ...]
    records: Mapping[str, Record]

    def working_version(self, version: str) -> str:
        """Under which number anchors are recorded, while the headers say *version*.

        What changes after a release is not of that release.
        """
        released = any(release.version == version and release.date for release in self.releases)
        return f"{version}+" if released else version

    def wording(self, record: Record, version: str = "") -> Wording:
        """What *record* said in release *version*, or last.

        Between releases words may have changed several times: those of the release came last.
        """
        if not version:
            return record.last
        order = {release.version: place for place, release in enumerate(self.releases)}
        until = order.get(version, len(order))
        known = [w for w in record.wordings if order.get(w.release, 0) <= until]
        return known[-1] if known else record.wordings[0]


def wording_of(anchor: Anchor, release: str) -> Wording:
    """What *anchor* says now."""
    text = "" if anchor.kind == "division" else anchor.text
    return Wording(release, digest(anchor.text), text)


def read_lock(path: Path) -> Lock | None:
    """The lock at *path*, or None if there is none.

    :raises UnreadableError: it is there and cannot be used.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"cannot be read: {error}", file=str(path)) from error
    hint = "Restore it from the version control system; do not write it anew: it is what keeps old citations."
    try:
        data = json.loads(text)
        if data["lock"] != FORMAT:
            message = f"is of format {data['lock']}, and this program knows format {FORMAT}"
            raise UnreadableError(message, file=str(path), hint="Use a newer tei-edition.")
        records = [_record(item) for item in data["anchors"]]
        releases = tuple(Release(**release) for release in data["releases"])
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"is no JSON: {error.msg}",
            file=str(path),
            line=error.lineno,
            column=error.colno,
            hint=hint,
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError(
            f"is no record of anchors: {error}", file=str(path), hint=hint
        ) from error
    return Lock(releases, {record.key: record for record in records})


def written(lock: Lock) -> str:
    """*lock* as the text of its file."""
    head = {
        "lock": FORMAT,
        "normalisation": NORMALISATION,
        "hash": "sha256",
        "releases": [release._asdict() for release in lock.releases],
    }
    lines = [f"{_json(name)}: {_json(value)}," for name, value in head.items()]
    anchors = ",\n".join(_json(_item(record)) for record in in_order(lock.records.values()))
    return "{\n" + "\n".join(lines) + '\n"anchors": [\n' + anchors + "\n]\n}\n"


def in_order(records: Iterable[Record]) -> list[Record]:
    """*records* in the order of their files; what is gone behind what it stood behind."""
    return sorted(records, key=lambda r: (r.file, r.order, r.status != "live", r.id))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(record: Record) -> dict[str, object]:
    """*record* as JSON, without what is empty."""
    item: dict[str, object] = {
        name: getattr(record, name)
        for name in ("file", "id", "kind", "n", "order", "parent", "status", "since", "until")
    }
    item["wordings"] = [wording._asdict() for wording in record.wordings]
    item |= {"to": list(record.to), "reason": record.reason, "date": record.date}
    return {name: value for name, value in item.items() if value not in ("", [])}


def _record(item: Mapping[str, Any]) -> Record:
    """The record that *item* of the file is.

    :raises ValueError: something in it is not what it must be.
    """
    status = item["status"]
    if status not in get_args(Status):
        raise ValueError(f"{status!r} is no status")
    wordings = tuple(
        Wording(w["release"], w["sha256"], w.get("text", "")) for w in item["wordings"]
    )
    if not wordings:
        raise ValueError(f"{item['id']!r} has no wording")
    return Record(
        file=str(item["file"]),
        id=str(item["id"]),
        kind=str(item["kind"]),
        n=str(item.get("n", "")),
        order=int(item["order"]),
        parent=str(item.get("parent", "")),
        status=cast("Status", status),
        since=str(item.get("since", "")),
        until=str(item.get("until", "")),
        wordings=wordings,
        to=tuple(map(str, item.get("to", ()))),
        reason=str(item.get("reason", "")),
        date=str(item.get("date", "")),
    )
