"""Pointers that lead nowhere are all said, in few lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sphinxext.conftest import Build

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{}</body></text></TEI>'


@pytest.fixture
def warnings(tmp_path: Path, build: Callable[..., Build]) -> Callable[[dict[str, str]], list[str]]:
    """What is said of texts, by the name of their page, one line each."""

    def said(texts: dict[str, str]) -> list[str]:
        folder = tmp_path / "source"
        folder.mkdir()
        for name, body in texts.items():
            (folder / f"{name}.xml").write_text(_TEI.format(body))
        pages = "".join(f"   {name}\n" for name in texts)
        (folder / "index.rst").write_text(f"Index\n=====\n\n.. toctree::\n\n{pages}")
        (folder / "conf.py").write_text('extensions = ["edition"]\n')
        lines = re.sub("\x1b\\[[0-9;]*m", "", build(folder).warnings).splitlines()
        return [line.partition("source/")[2] for line in lines]

    return said


def test_a_few_are_named_one_by_one(warnings: Callable[[dict[str, str]], list[str]]) -> None:
    """With every line in which they stand."""
    body = '<p><rs ref="#a">A</rs></p>\n<p><rs ref="#a">A</rs> <rs ref="#b">B</rs></p>'

    missing = "WARNING: @ref of <rs> points at “one.xml#{}”, which is not in the edition"
    assert warnings({"one": body}) == [
        f"one.xml:1: {missing.format('a')} (again in line 2) [tei.dangling]",
        f"one.xml:2: {missing.format('b')} [tei.dangling]",
    ]


def test_many_of_a_sort_in_one_file_are_one_line(
    warnings: Callable[[dict[str, str]], list[str]],
) -> None:
    """The first of them are named."""
    body = "".join(f'<p><rs ref="#x{number}">X</rs></p>\n' for number in range(40))

    (line,) = warnings({"one": body})

    assert (
        "@ref of <rs> points at 40 things that are not in the edition: “one.xml#x0” (line 1)"
        in line
    )
    assert line.endswith("and 35 more [tei.dangling]")


def test_a_register_that_is_not_there_is_one_line(
    warnings: Callable[[dict[str, str]], list[str]],
) -> None:
    """However many point into it."""
    body = '<p><rs ref="persons.xml#a">A</rs> <rs ref="persons.xml#b">B</rs></p>'

    (line,) = warnings({f"text{number}": body for number in range(3)})

    assert "points at “persons.xml#a”, and the edition has no persons.xml" in line
    assert "(6 pointers of 3 files lead to it)" in line


def test_what_is_in_many_files_is_one_line(
    warnings: Callable[[dict[str, str]], list[str]],
) -> None:
    """With how often, and where first."""
    (line,) = warnings({f"text{number:02}": '<p who="#x">X</p>' for number in range(30)})

    assert line == (
        "text00.xml:1: WARNING: @who of <p> points at what is not in the edition 30 times in 30 files; "
        "first at “text00.xml#x” [tei.dangling]"
    )
