"""Identifiers in addresses: letters, digits, a few signs, and back again."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from edition.export.dts.names import decoded, encoded, names_of


@given(st.text())
def test_any_identifier_comes_back(identifier: str) -> None:
    """And no name means another place."""
    name = encoded(identifier)

    assert decoded(name) == identifier
    assert re.fullmatch(r"[A-Za-z0-9._~-]*", name)
    assert name not in {".", "..", "children", "parents"}


def test_sound_identifiers_stay_as_they_are() -> None:
    """Anchors of this edition among them."""
    for identifier in ("p6", "p6.s2", "in1", "end-of-copy", "a1-s1_01"):
        assert encoded(identifier) == identifier


def test_texts_are_called_by_their_paths() -> None:
    """Without the suffix, unless two would have one name."""
    assert names_of(["a.xml", "b/c.xml", "d.tei", "d.xml"]) == {
        "a.xml": "a",
        "b/c.xml": "b~2Fc",
        "d.tei": "d.tei",
        "d.xml": "d.xml",
    }
