"""The handbook builds, strictly, and says all there is to say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

import edition
from edition.check.relaxng import CODES
from edition.check.rules import RULES
from edition.sphinxext.config import VALUES
from edition.sphinxext.directives import DIRECTIVES
from edition.sphinxext.doctree.walk import BEHAVIOURS
from edition.sphinxext.messages import Kind


@pytest.fixture(scope="module")
def handbook(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """All its words."""
    target = tmp_path_factory.mktemp("handbook")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", str(repository / "build/handbook"), target],
        check=True,
    )
    return " ".join(html.parse(page).getroot().text_content() for page in target.glob("*.html"))


def test_everything_public_is_in_it(handbook: str) -> None:
    """Values, behaviours, warnings, directives, names."""
    words = [value.name for value in VALUES]
    words += [f".. tei:{directive.kind}::" for directive in DIRECTIVES]
    words += [f"tei.{kind.value}" for kind in Kind]
    words += BEHAVIOURS
    words += [rule.code for rule in RULES]
    words += [code.name for code in CODES]
    words += [name for name in edition.__all__ if name not in {"__version__", "setup"}]

    assert [word for word in words if word not in handbook] == []
