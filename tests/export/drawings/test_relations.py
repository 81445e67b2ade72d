"""Every relation between claims is drawn, or in the list beside the drawing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.export.drawings.graph import components, edges
from edition.export.drawings.labels import Box
from edition.export.drawings.relations import relations, relations_of
from edition.export.drawings.svg import Picture
from edition.model import Edition
from tests.export.drawings.conftest import SVG, links, of_claims, tree


def _address(key: str) -> str:
    return f"#{key.partition('#')[2]}"


def _boxes(picture: Picture) -> list[Box]:
    found = []
    for rect in tree(picture).iter(f"{SVG}rect"):
        if rect.get("class") == "hit":
            x, y, w, h = (float(str(rect.get(name))) for name in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + w, y + h))
    return found


def test_the_relations_of_this_edition(article: Edition, address: Callable[[str], str]) -> None:
    """Six groups of claims; every line says what it is, and differs without colour."""
    pictures = relations(article, address)

    assert [picture.title for picture in pictures] == [
        "Relations of the claims c01, c03, c04",
        "Relations of the claims c22, c23",
        "Relations of the claims c31, c32, c41",
        "Relations of the claims c34, c42",
        "Relations of the claims c35, c36",
        "Relations of the claims c43, c44",
    ]
    dashes: dict[str, set[str]] = {}
    for picture in pictures:
        for edge in tree(picture).iterfind(f".//{SVG}g"):
            if not str(edge.get("class")).startswith("edge "):
                continue
            name = str(edge.findtext(f"{SVG}text"))
            line = edge.find(f"{SVG}line")
            assert line is not None
            dashes.setdefault(name, set()).add(line.get("stroke-dasharray", ""))
    assert set(dashes) == {"contradicts", "supports", "qualifies"}
    assert len(set.union(*dashes.values())) == 3


def test_a_claim_has_number_title_status_and_a_link(
    article: Edition, address: Callable[[str], str]
) -> None:
    """In its box."""
    picture = relations(article, address)[0]

    assert sorted(links(picture)) == ["page.html#c01", "page.html#c03", "page.html#c04"]
    words = " ".join(tree(picture).itertext())
    assert "Who is the diplomat?" in words
    assert "unverified" in words


def test_a_claim_and_those_next_to_it(article: Edition, address: Callable[[str], str]) -> None:
    """For its entry: not those that only its neighbours know."""
    picture = relations_of(article, "claims.xml#c41", address)

    assert picture is not None
    assert links(picture) == ["page.html#c41", "page.html#c31"]
    assert relations_of(article, "claims.xml#c02", address) is None


def test_a_mutual_relation_has_two_arrows_and_one_line() -> None:
    """And the other sorts have one."""
    edition = of_claims("ab", ['name="contradicts" mutual="#c0 #c1"'])
    (picture,) = relations(edition, _address)
    (edge,) = [g for g in tree(picture).iter(f"{SVG}g") if g.get("class") == "edge contradicts"]

    assert len(edge.findall(f"{SVG}line")) == 1
    assert len(edge.findall(f"{SVG}path")) == 2


def test_relations_of_other_things_are_not_drawn() -> None:
    """Nor those to claims that do not exist, nor of a claim to itself."""
    edition = of_claims(
        "ab",
        [
            'name="supports" active="#c0" passive="#c0"',
            'name="supports" active="#c0" passive="#c9"',
            'name="knows" active="#somebody" passive="#c1"',
        ],
    )

    assert edges(edition) == ()
    assert relations(edition, _address) == ()


@pytest.mark.parametrize("count", [2, 5, 12, 45])
def test_claims_never_overlap(count: int) -> None:
    """A chain, a star, all at once."""
    chain = [f'name="supports" active="#c{at}" passive="#c{at + 1}"' for at in range(count - 1)]
    star = [f'name="qualifies" active="#c0" passive="#c{at}"' for at in range(1, count)]
    for lines in (chain, star, [*chain, *star]):
        (picture,) = relations(of_claims(["A claim"] * count, lines), _address)

        boxes = _boxes(picture)
        assert len(boxes) == count
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
        assert all(box.bottom - box.top >= 24 for box in boxes)


def test_what_nobody_could_read_is_left_to_the_list() -> None:
    """A hundred claims around one."""
    star = [f'name="supports" active="#c0" passive="#c{at}"' for at in range(1, 100)]
    edition = of_claims(["x"] * 100, star)

    assert relations(edition, _address) == ()
    assert len(edges(edition)) == 99


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))), max_size=12),
    st.lists(
        st.tuples(
            st.sampled_from(["supports", "contradicts", "possiblyIdenticalWith", "x" * 40]),
            st.integers(0, 11),
            st.integers(0, 11),
            st.booleans(),
        ),
        max_size=20,
    ),
)
def test_any_relations_can_be_drawn(
    titles: list[str], lines: list[tuple[str, int, int, bool]]
) -> None:
    """Each claim once, in the drawing of its group."""
    edition = of_claims(
        titles,
        (
            f'name="{name}" mutual="#c{one} #c{other}"'
            if mutual
            else f'name="{name}" active="#c{one}" passive="#c{other}"'
            for name, one, other, mutual in lines
        ),
    )

    pictures = relations(edition, _address)

    found = edges(edition)
    groups = components(found, {key: at for at, key in enumerate(edition.claims)})
    assert [set(links(p)) for p in pictures] == [{_address(k) for k in keys} for keys in groups]
    assert {k for keys in groups for k in keys} == {k for e in found for k in (e.start, e.end)}
    for picture in pictures:
        assert not any(one.overlaps(other) for one, other in combinations(_boxes(picture), 2))


def test_hostile_titles_are_only_titles() -> None:
    """In box and title."""
    edition = of_claims(
        ["<script>alert(1)</script>", "]]> & \"'"], ['name="&lt;b&gt;" active="#c0" passive="#c1"']
    )
    (picture,) = relations(edition, _address)

    assert "<script" not in picture.markup
    assert tree(picture).find(f".//{SVG}script") is None
