"""Another reader of citeStructure, dapytains, finds the same references and the same passages.

It reads the first sort of units of a tree only. Its ranges leave out what lies between the first unit and the
end of the element around it, if the last unit is not in that element; so only such ranges are compared
as stay in one element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.export.dts.passages import DTS_NS, passage, passages
from edition.model import read
from edition.model.citation import CitationTree, citation_of
from edition.tei.parse import parse_file

dapytains = pytest.importorskip("dapytains.tei.document")


def _flat(units: list[Any]) -> Iterator[tuple[str, str, int, str]]:
    for unit in units:
        yield unit.ref, unit.citeType, unit.level, unit.parent or ""
        yield from _flat(unit.children)


def _shape(data: bytes) -> tuple[list[str], str]:
    """The elements in their order, and the words."""
    root = etree.fromstring(data)
    tags = [str(e.tag) for e in root.iter("*") if e.tag != f"{{{DTS_NS}}}wrapper"]
    return tags, " ".join("".join(root.itertext()).split())


def _of_the_first_sort(tree: CitationTree) -> list[tuple[str, str, int, str]]:
    first, found, inside = tree.levels[0].kind, [], False
    for unit in tree.units:
        inside = unit.kind == first if unit.level == 1 else inside
        if inside:
            found.append((unit.identifier, unit.kind, unit.level, unit.parent))
    return found


def _compare(path: Path, step: int) -> int:
    """Compare all references of a file and each *step*-th passage; give how many passages that were."""
    theirs = dapytains.Document(str(path))
    compared = 0
    for tree in citation_of(read(parse_file(path, path.parent))).trees:
        name = tree.name or None
        ours = _of_the_first_sort(tree)
        assert ours == list(_flat(theirs.get_reffs(name)))
        units = {unit.identifier: unit for unit in tree.units}
        for reference, *_ in ours[::step]:
            expected = etree.tostring(theirs.get_passage(reference, tree=name))
            assert _shape(passage(units[reference], "x")) == _shape(expected), reference
            compared += 1
        siblings: dict[Any, list[str]] = {}
        for reference, *_ in ours:
            siblings.setdefault(units[reference].element.getparent(), []).append(reference)
        for group in list(siblings.values())[::step]:
            if len(group) > 1:
                expected = etree.tostring(theirs.get_passage(group[0], group[-1], tree=name))
                found = passages(units[group[0]], units[group[-1]], ("x", "y"))
                assert _shape(found) == _shape(expected), group
                compared += 1
    return compared


@pytest.mark.parametrize("name", ["article.xml", "introduction.xml", "principles.xml"])
def test_of_this_edition(sources: Path, name: str) -> None:
    """All references of all trees, all passages."""
    assert _compare(sources / name, 1) > 5


def test_of_a_play(shared: Path, tmp_path: Path) -> None:
    """Molière's, in which the delimiters are put that dapytains asks for."""
    text = (shared / "corpora/moliere/moliere_avare.xml").read_text(encoding="utf-8")
    text = re.sub("<citeData[^>]*return [^>]*>", "", text)  # XQuery, which Saxon does not read here
    for kind in ("scene", "individual_speech"):
        text = text.replace(f'unit="{kind}"', f'unit="{kind}" delim=":"')
    (tmp_path / "avare.xml").write_text(text, encoding="utf-8")

    assert _compare(tmp_path / "avare.xml", 50) > 15
