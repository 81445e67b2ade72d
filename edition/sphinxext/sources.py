"""TEI files, read and built once for all the pages that are made of them.

A page is one file, or a part of one. Sphinx asks for pages one by one; whichever it asks for first has
the whole file read, built, settled in the ledger and cut, and the others find it done.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from docutils import nodes

from edition.model.read import Reading, read
from edition.sphinxext import ledger
from edition.sphinxext.doctree import Rules, build, gather_apparatus
from edition.sphinxext.pages import Page, anchors_of, page_of, standoff_notes, words_of_entries
from edition.sphinxext.split.cut import add_contents, cut
from edition.sphinxext.split.plan import Plan, leaf_name, starts
from edition.tei.parse import parse

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_T = TypeVar("_T")

#: Files that are remembered. Pages of a file are asked for one after another.
_REMEMBERED: Final = 3

#: The path of a file, and by what we see that it is still the same.
_State = tuple[Path, int, int]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is to be made into pages.

    :ivar file: its path below the source folder.
    :ivar plan: where its pages may begin.
    :ivar leaves: the documents that may be cut from it.
    :ivar rules: what becomes of its elements.
    """

    file: str
    plan: Plan
    leaves: frozenset[str]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Source:
    """One file, ready to be handed out page by page.

    :ivar reading: what the model knows of it.
    :ivar page: what the environment is to remember.
    :ivar losses: what its ledger complains of.
    :ivar sections: the content of each of its pages, by docname.
    """

    reading: Reading
    page: Page
    losses: list[ledger.Loss]
    sections: dict[str, nodes.section]

    def take(self, docname: str) -> nodes.section | None:
        """Hand out the content of a page, which can be done once; None if nothing begins there."""
        return self.sections.pop(docname, None)


_readings: OrderedDict[_State, Reading] = OrderedDict()
_sources: OrderedDict[_State, Source] = OrderedDict()


def reading_of(path: Path, name: str) -> Reading:
    """Read the file at *path*, and keep the reading for whoever builds its pages.

    :param name: its path below the source folder.
    :raises UnreadableError: it cannot be read.
    """
    reading = read(parse(path.read_bytes(), name))
    _remember(_readings, _state(path), reading)
    return reading


def source_of(path: Path, base: str, docname: str, recipe: Recipe) -> Source:
    """The file at *path*, built and cut, with the page *docname* still to be handed out.

    :param base: the document of the file.
    :param docname: the same, or one of those cut from it.
    :raises UnreadableError: it cannot be read.
    """
    state = _state(path)
    source = _sources.get(state)
    was_cut = source is not None and docname in source.page.docnames
    if source is None or (was_cut and docname not in source.sections):
        # A reading is built once: building gives anchors to what had none.
        reading = _readings.pop(state, None) or read(parse(path.read_bytes(), recipe.file))
        source = _build(reading, str(path), base, recipe)
        _remember(_sources, state, source)
    return source


def forget(_app: Sphinx, _env: BuildEnvironment) -> None:
    """Keep nothing: all pages are read."""
    _readings.clear()
    _sources.clear()


def _build(reading: Reading, path: str, docname: str, recipe: Recipe) -> Source:
    anchors = [
        anchor
        for anchor in starts(reading, recipe.plan)
        if leaf_name(docname, anchor) in recipe.leaves
    ]
    built = build(reading, path, recipe.rules)
    parts = (built.section, *built.apart)
    shown = frozenset().union(*map(anchors_of, parts))
    balance, losses = ledger.settle(reading, built.section, built.account, shown)
    standoff = {key: note for part in parts for key, note in standoff_notes(part).items()}
    entries = {key: words for part in parts for key, words in words_of_entries(part).items()}
    leaves = cut(built.section, anchors)
    names = {"": docname} | {leaf.anchor: leaf_name(docname, leaf.anchor) for leaf in leaves}
    sections = {docname: built.section} | {names[leaf.anchor]: leaf.section for leaf in leaves}
    for section in sections.values():
        gather_apparatus(section)
    add_contents(sections, [(names[leaf.parent], names[leaf.anchor]) for leaf in leaves])
    built.section.extend([*built.apart, *built.foot])
    places = {anchor: name for name, section in sections.items() for anchor in anchors_of(section)}
    page = page_of(docname, reading.part, balance, standoff, places, entries)
    return Source(reading, page, losses, sections)


def _state(path: Path) -> _State:
    state = path.stat()
    return path, state.st_mtime_ns, state.st_size


def _remember(kept: OrderedDict[_State, _T], state: _State, thing: _T) -> None:
    kept[state] = thing
    kept.move_to_end(state)
    while len(kept) > _REMEMBERED:
        kept.popitem(last=False)
