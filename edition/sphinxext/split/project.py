"""The pages of large texts among the documents of a Sphinx project.

Sphinx knows one document for each file. Its ``Project`` is what finds files and names documents; this one
names further documents, ``text/anchor``, for the pages of a text that is cut up.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.project import Project

from edition.errors import UnreadableError
from edition.sphinxext.domain import TEIDomain
from edition.sphinxext.sources import reading_of
from edition.sphinxext.split.plan import HEAVY, leaf_name, plan_of, starts
from edition.tei.files import may_be_tei

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util._pathlib import _StrPath


class TEIProject(Project):
    """A project in which one TEI file can be many documents."""

    def __init__(self, app: Sphinx) -> None:
        """Take the place of the project of *app*."""
        super().__init__(app.srcdir, app.config.source_suffix)
        self.restore(app.project)
        self._config = app.config
        self._env = app.env
        #: The file's own document, for each document that was cut from it.
        self.cut_from: dict[str, str] = {}
        #: The documents that are cut from each file's own.
        self.leaves: dict[str, frozenset[str]] = {}

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the files, and the pages of those that are cut up."""
        found = super().discover(exclude_paths, include_paths)
        self.cut_from.clear()
        self.leaves.clear()
        for docname in sorted(found):
            path = self.doc2path(docname, absolute=True)
            if not may_be_tei(path):
                continue
            # A file of that name keeps it: the text goes on where it was.
            leaves = frozenset(self._leaves(docname, path)) - found
            if leaves:
                self.leaves[docname] = leaves
                self.cut_from.update(dict.fromkeys(leaves, docname))
        self.docnames |= self.cut_from.keys()
        return self.docnames

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:  # noqa: FBT001 – as in Sphinx
        """The file of a document."""
        return super().doc2path(self.cut_from.get(docname, docname), absolute)

    def _leaves(self, docname: str, path: Path) -> Iterable[str]:
        """The documents that the file at *path* is cut into, besides its own."""
        mode = mode_of(self._config, docname)
        if mode == "none" or (mode == "auto" and path.stat().st_size < HEAVY):
            return ()
        state = path.stat()
        known = TEIDomain.of(self._env).cuts.get(docname)
        now = (state.st_mtime_ns, state.st_size, mode)
        if known is None or known[:3] != now:
            known = (*now, tuple(self._starts(path, mode)))
            TEIDomain.of(self._env).cuts[docname] = known
        return [leaf_name(docname, anchor) for anchor in known[3]]

    def _starts(self, path: Path, mode: str) -> list[str]:
        try:
            reading = reading_of(path, path.relative_to(self.srcdir).as_posix())
        except UnreadableError:
            return []  # its page says what is wrong, if it has one
        return starts(reading, plan_of(mode))


def mode_of(config: Config, docname: str) -> str:
    """How the text of *docname* is cut, by ``tei_split``."""
    wanted = config.tei_split
    if isinstance(wanted, str):
        return wanted
    return next((mode for pattern, mode in wanted.items() if fnmatch(docname, pattern)), "none")


def install(app: Sphinx) -> None:
    """Let the project of *app* know the pages of large texts."""
    app.project = app.env.project = TEIProject(app)


def project_of(env: BuildEnvironment) -> TEIProject:
    """The project of *env*."""
    return cast("TEIProject", env.project)
