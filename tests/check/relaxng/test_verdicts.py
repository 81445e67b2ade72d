"""What jing accepts is accepted, what it rejects is rejected, and at the same lines."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.check.findings import Finding
from edition.check.relaxng import validate
from edition.errors import UnreadableError
from edition.tei.parse import Document, parse
from tests.check.relaxng.mutations import MUTATIONS, mutated

#: Mistakes of each sort.
_EACH = 15
#: What jing opens and we do not, so that the two do not read the same document.
_OUTSIDE = re.compile(rb"<!DOCTYPE|http://www\.w3\.org/2001/XInclude")


@pytest.fixture(scope="module")
def schema(shared: Path) -> Path:
    """TEI All."""
    return shared / "schema" / "tei_all.rng"


@pytest.fixture(scope="module")
def texts(shared: Path, sources: Path) -> list[Path]:
    """This edition's files and those of the corpora that say all by themselves."""
    found = [*sources.glob("*.xml"), *shared.glob("corpora/*/*.xml")]
    return [
        path
        for path in sorted(found)
        if path.parent.name != "hostile" and not _OUTSIDE.search(path.read_bytes())
    ]


def _jing(jing: str, schema: Path, paths: Iterable[Path]) -> dict[str, set[int]]:
    """The lines at which jing finds something, by the names of files."""
    done = subprocess.run(
        [jing, "-i", str(schema), *map(str, paths)], capture_output=True, text=True, check=False
    )
    assert "fatal" not in done.stdout, done.stdout
    found: dict[str, set[int]] = defaultdict(set)
    for name, line in re.findall(r"(?m)^(.*?):(\d+):\d+: error", done.stdout):
        found[name].add(int(line))
    return found


def _documents(paths: Iterable[Path]) -> list[Document]:
    found = []
    for path in paths:
        try:
            found.append(parse(path.read_bytes(), str(path)))
        except UnreadableError:
            continue
    return found


def _by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.file].append(finding)
    return found


def test_real_texts_are_judged_as_jing_judges_them(
    texts: list[Path], schema: Path, tool: Callable[[str], str]
) -> None:
    """Valid and invalid, large and small."""
    documents = _documents(texts)
    theirs = _jing(tool("jing"), schema, [Path(document.name) for document in documents])
    ours = _by_file(validate(documents, schema))

    assert len(documents) > 40
    assert set(ours) == set(theirs)


@given(st.data())
def test_comments_instructions_and_spaces_change_nothing(
    sources: Path, schema: Path, draw: st.DataObject
) -> None:
    """What is valid stays valid wherever one of them comes to stand."""
    root = etree.parse(sources / "persons.xml").getroot()
    elements = list(root.iter("*"))[1:]
    for _ in range(draw.draw(st.integers(1, 8))):
        element = draw.draw(st.sampled_from(elements))
        new = draw.draw(st.sampled_from([etree.Comment("x"), etree.ProcessingInstruction("x")]))
        if draw.draw(st.booleans()):
            element.insert(draw.draw(st.integers(0, len(element))), new)
        else:
            element.addprevious(new)
        if not (element.tail or "").strip():
            element.tail = f"{element.tail or ''} \n\t"
    document = parse(etree.tostring(root, encoding="utf-8"), "persons.xml")

    assert validate([document], schema) == []


def test_mistakes_in_real_texts_are_judged_as_jing_judges_them(
    texts: list[Path], schema: Path, tool: Callable[[str], str], tmp_path: Path
) -> None:
    """Whatever the mistake; one of it is hardly ever more than two findings; jing's line is among ours."""
    small = [path for path in texts if path.stat().st_size < 120_000]
    whole = _documents(small)
    broken = {finding.file for finding in validate(whole, schema)}
    valid = [document for document in whole if document.name not in broken]
    random = Random(1949)  # noqa: S311 – the same mistakes each time
    paths = []
    for sort in MUTATIONS:
        for number in range(_EACH):
            path = tmp_path / f"{sort.replace(' ', '-')}-{number}.xml"
            path.write_bytes(mutated(random.choice(valid).data, sort, random))
            paths.append(path)
    documents = _documents(paths)
    theirs = _jing(tool("jing"), schema, [Path(document.name) for document in documents])
    ours = _by_file(validate(documents, schema))

    assert len(documents) > len(MUTATIONS) * _EACH * 0.95  # a root may be lost
    assert len(theirs) > len(documents) * 0.3
    assert set(ours) == set(theirs)
    avalanches = [name for name, found in ours.items() if len(found) > 2]
    assert len(avalanches) < len(ours) * 0.04, avalanches
    elsewhere = [
        name
        for name, found in ours.items()
        # What is missing is named at the element that lacks it; jing names the next, or the end.
        if found[0].code != "schema-missing-element"
        and not {finding.line for finding in found} & theirs[name]
    ]
    assert len(elsewhere) < len(ours) * 0.02, elsewhere
