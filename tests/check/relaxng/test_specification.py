"""What a schema says is what RELAX NG says that it says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.check.relaxng.schemas import CASES, Case, automaton_of, is_valid


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.promise)
def test_the_specification_is_kept(case: Case, tmp_path: Path) -> None:
    """Section by section, on the smallest schemas."""
    automaton = automaton_of(case.schema, tmp_path)

    for document in case.valid:
        assert is_valid(etree.fromstring(document), automaton), document
    for document in case.invalid:
        assert not is_valid(etree.fromstring(document), automaton), document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.promise)
def test_jing_says_the_same(case: Case, tmp_path: Path, tool: Callable[[str], str]) -> None:
    """The cases are not our reading of the specification alone."""
    schema = tmp_path / "schema.rng"
    schema.write_text(case.schema, encoding="utf-8")
    paths = []
    for number, document in enumerate((*case.valid, *case.invalid)):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_text(document, encoding="utf-8")

    done = subprocess.run(
        [tool("jing"), "-i", str(schema), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )

    refused = {int(number) for number in re.findall(r"/(\d+)\.xml:\d+:\d+: error", done.stdout)}
    assert refused == set(range(len(case.valid), len(paths))), done.stdout


_NAMES = ("a", "b", "c")


def _patterns(depth: int) -> st.SearchStrategy[str]:
    # Without <empty/>, of which libxml2 makes too little: repeated, it is not valid there as nothing.
    leaves = st.sampled_from([f'<element name="{name}"><empty/></element>' for name in _NAMES])
    if not depth:
        return leaves
    inner = _patterns(depth - 1)
    several = st.lists(inner, min_size=2, max_size=3).map("".join)
    return st.one_of(
        leaves,
        st.builds(
            lambda kind, parts: f"<{kind}>{parts}</{kind}>",
            st.sampled_from(["group", "choice"]),
            several,
        ),
        st.builds(
            lambda kind, part: f"<{kind}>{part}</{kind}>",
            st.sampled_from(["optional", "zeroOrMore", "oneOrMore"]),
            inner,
        ),
    )


@given(_patterns(3), st.lists(st.lists(st.sampled_from(_NAMES), max_size=6), max_size=8))
def test_libxml2_says_the_same_of_any_content(
    tmp_path_factory: pytest.TempPathFactory, pattern: str, contents: list[list[str]]
) -> None:
    """Whatever groups, choices and repetitions are nested in one another."""
    schema = (
        '<element name="r" xmlns="http://relaxng.org/ns/structure/1.0">'
        f"<group>{pattern}<empty/></group></element>"
    )
    theirs = etree.RelaxNG(etree.fromstring(schema))
    ours = automaton_of(schema, tmp_path_factory.getbasetemp())

    for content in contents:
        root = etree.fromstring(f"<r>{''.join(f'<{name}/>' for name in content)}</r>")
        assert is_valid(root, ours) == theirs.validate(root), content
