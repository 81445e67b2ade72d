"""The lock of the project, held against what was read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from edition.check.findings import Finding
from edition.cite.anchors import anchors
from edition.cite.changes import differences, findings
from edition.cite.lock import Lock, read_lock
from edition.cite.recording import EMPTY
from edition.errors import UnreadableError
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.messages import AnchorError, Kind, source_path, warn
from edition.tei.files import stem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def lock_of(env: BuildEnvironment) -> Lock:
    """The lock of the project; an empty one if it has none.

    :raises sphinx.errors.ConfigError: it cannot be used.
    """
    path = Path(env.srcdir) / env.config.tei_lock
    return _lock(path, _state(path))


def check_published(_app: Sphinx, env: BuildEnvironment) -> None:
    """Say in every build what is wrong with published anchors.

    :raises AnchorError: one is gone, or was given to other words.
    """
    domain = TEIDomain.of(env)
    path = Path(env.srcdir) / env.config.tei_lock
    state = _state(path)
    known = domain.data["published"]
    if domain.touched or known is None or known[0] != state:
        lock = lock_of(env)
        _note_labels(domain, lock)
        known = domain.data["published"] = (state, _findings(domain, lock))
        domain.touched = True  # pages show what became of anchors
    for finding in known[1]:
        message = f"{finding.message}. {finding.hint}"
        warn(Kind.ANCHOR, message, source_path(env, finding.file), finding.line)
    broken = sorted({finding.file for finding in known[1] if finding.severity == "error"})
    if broken:
        raise AnchorError(f"{', '.join(broken)}: see the warnings")


def _note_labels(domain: TEIDomain, lock: Lock) -> None:
    """Let other projects refer to what is gone by its old label, as they did."""
    standard = domain.env.domains.standard_domain
    for record in lock.records.values():
        if record.status != "live":
            docname = stem(record.file)
            title = f"{record.kind} {record.id} ({record.status})"
            standard.note_hyperlink_target(
                f"{docname}:{record.id}".lower(), docname, record.id, title
            )


def _findings(domain: TEIDomain, lock: Lock) -> list[Finding]:
    if not lock.records:
        return []
    present = list(anchors(domain.edition))
    lines = {anchor.key: anchor.line for anchor in present}
    found = differences(lock, present)
    # A file that is there and is no page was left out by the configuration: it is not this build's.
    source = Path(domain.env.srcdir)
    left_out = {
        file
        for file in {difference.record.file for difference in found}
        if domain.page_with(file) is None and (source / file).is_file()
    }
    return list(findings([d for d in found if d.record.file not in left_out], lines))


def _state(path: Path) -> tuple[int, int]:
    """What tells one state of the file from another."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=2)
def _lock(path: Path, _of_state: tuple[int, int]) -> Lock:
    try:
        return read_lock(path) or EMPTY
    except UnreadableError as error:
        raise ConfigError(str(error)) from error
