"""Every place with coordinates is on the map, or in the list beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import edition
from edition.export.drawings.map import maps
from edition.export.drawings.spots import spots
from edition.model import Edition
from edition.model.coordinates import read_point
from tests.export.drawings.conftest import SVG, links, of_places, tree

HOSTILE = "<script>alert(1)</script> & \"' ]]> --> \u202e"


def _words(picture_tree: object) -> list[str]:
    return [
        "".join(text.itertext())
        for text in picture_tree.iter(f"{SVG}text")  # type: ignore[attr-defined]
    ]


def test_every_place_of_this_edition_is_on_a_map(
    article: Edition, address: Callable[[str], str]
) -> None:
    """Once, as a link to its entry, with a title."""
    placed = [e.key for e in article.entities.values() if e.coordinates]

    pictures = maps(article, address)

    linked = [link for picture in pictures for link in links(picture)]
    assert sorted(map(address, placed)) == sorted(linked)
    for picture in pictures:
        for link in tree(picture).iter(f"{SVG}a"):
            assert link.findtext(f"{SVG}title")


def test_the_names_of_this_edition_are_written_in_full_letters(
    article: Edition, address: Callable[[str], str]
) -> None:
    """None had to give way to a number."""
    words = [word for picture in maps(article, address) for word in _words(tree(picture))]

    assert {"Moscow", "Islamabad", "Rawalpindi", "Soviet Union", "Kashmir"} <= set(words)
    assert not [word for word in words if word.isdigit()]


def test_states_are_names_and_cities_are_dots(article: Edition) -> None:
    """As the register calls them."""
    found = {spot.name: spot for spot in spots(article)}

    assert found["Pakistan"].is_area
    assert found["Bay of Bengal"].is_area
    assert not found["Moscow"].is_area
    assert found["Soviet Union"].is_former
    assert found["Kashmir"].is_unsure


def test_the_more_often_mentioned_has_the_larger_dot(
    article: Edition, address: Callable[[str], str]
) -> None:
    """Moscow before Washington."""
    radii = {}
    for picture in maps(article, address):
        for link in tree(picture).iter(f"{SVG}a"):
            circle = link.find(f"{SVG}circle")
            if circle is not None:
                radii[link.get("href")] = float(str(circle.get("r")))

    assert radii["page.html#moscow"] > radii["page.html#washington-dc"]


def test_a_hostile_name_is_only_a_name(address: Callable[[str], str]) -> None:
    """In text, title and type."""
    small = of_places([("city", HOSTILE, "1 1"), (HOSTILE, "B", "2 2")])

    (picture,) = maps(small, address)

    assert tree(picture).find(f".//{SVG}script") is None
    assert "<script" not in picture.markup
    assert len(links(picture)) == 2


@pytest.mark.parametrize(
    "geo",
    ["0 0", "90 0", "-90 180", "0 180", "0 -180", "-89.9 -179.9", "35.6 139.7"],
)
def test_one_place_anywhere_is_a_map(geo: str, address: Callable[[str], str]) -> None:
    """With a dot in it, a name, and degrees at its edge."""
    (picture,) = maps(of_places([("city", "Here", geo)]), address)

    words = _words(tree(picture))
    assert "Here" in words
    assert [word for word in words if "°" in word]


def test_no_place_no_map(address: Callable[[str], str]) -> None:
    """Nothing is drawn of nothing."""
    assert maps(of_places([("city", "Nowhere", "unknown")]), address) == ()


_PLACES = st.lists(
    st.tuples(
        st.sampled_from(["city", "state", "former-state", "", "sea"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30),
        st.tuples(st.floats(-90, 90), st.floats(-180, 180)).map(lambda at: f"{at[0]:f} {at[1]:f}"),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=40)
@given(_PLACES)
def test_any_places_can_be_drawn(places: list[tuple[str, str, str]]) -> None:
    """Well-formed, within the drawing, without a number that is none; the same each time."""
    small = of_places(places)

    pictures = maps(small, lambda key: f"#{key.partition('#')[2]}")

    found = spots(small)
    assert bool(pictures) == bool(found)
    linked = {link for picture in pictures for link in links(picture)}
    dots = {f"#{spot.key.partition('#')[2]}" for spot in found if not spot.is_area}
    assert dots <= linked
    assert pictures == maps(small, lambda key: f"#{key.partition('#')[2]}")


def test_thousands_of_places_can_be_drawn(shared: Path, address: Callable[[str], str]) -> None:
    """A register of all the places in letters of three decades."""
    corpus = edition.load(shared / "corpora" / "schnitzler-briefe")

    pictures = maps(corpus, address)

    assert len(spots(corpus)) > 2000
    assert 1 < len(pictures) <= 3
    for picture in pictures:
        assert links(picture)
        assert len(picture.markup) < 250_000


def test_vienna_is_in_austria(shared: Path) -> None:
    """Coordinates are written with a decimal comma there."""
    corpus = edition.load(shared / "corpora" / "schnitzler-briefe")
    (vienna, *_) = [spot for spot in spots(corpus) if spot.name == "Wien"]

    assert vienna.at == pytest.approx((16.37, 48.21), abs=0.05)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("48.2 16.4", (48.2, 16.4)),
        ("48.2,16.4", (48.2, 16.4)),
        ("48.2, 16.4", (48.2, 16.4)),
        ("48,2 16,4", (48.2, 16.4)),
        ("48,2 16,4 171,5", (48.2, 16.4)),
        ("48 16", (48.0, 16.0)),
        ("48, 16", (48.0, 16.0)),
        ("48,16", (48.0, 16.0)),
        ("-33.9 18.4", (-33.9, 18.4)),
        ("91 0", None),
        ("0 181", None),
        ("nan nan", None),
        ("1e1 2", None),
        ("48.2 16.3<b>", None),
        ("", None),
    ],
)
def test_coordinates_as_editors_write_them(text: str, point: tuple[float, float] | None) -> None:
    """A point, or none; never another place."""
    assert read_point(text) == point
