"""Making the edits that findings propose."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from edition.check.findings import Finding
from edition.tei.splice import Splice, spliced


class Mended(NamedTuple):
    """A file with its edits made.

    :ivar findings: those that were mended.
    """

    file: str
    before: bytes
    after: bytes
    findings: tuple[Finding, ...]


def mended(found: Iterable[Finding], data: Mapping[str, bytes]) -> Iterator[Mended]:
    """Each file that has findings with a fix, with as many of them made as do not touch each other.

    :param data: the bytes of each file, as they were when the findings were made.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(found):
        if finding.fix is not None:
            by_file[finding.file].append(finding)
    for file, of_file in by_file.items():
        made: list[Splice] = []
        done = []
        for finding in of_file:
            assert finding.fix is not None
            if all(_apart(new, old) for new in finding.fix.splices for old in made):
                made += finding.fix.splices
                done.append(finding)
        yield Mended(file, data[file], spliced(data[file], made), tuple(done))


def diff(mended_file: Mended, encoding: str = "utf-8") -> str:
    """The edits of a file as a unified diff."""
    before = mended_file.before.decode(encoding, "replace").splitlines(keepends=True)
    after = mended_file.after.decode(encoding, "replace").splitlines(keepends=True)
    name = mended_file.file
    return "".join(difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"))


def _apart(one: Splice, other: Splice) -> bool:
    return one.end < other.start or other.end < one.start
