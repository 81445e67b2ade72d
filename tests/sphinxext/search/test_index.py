"""The index of a search: what is in it, and how it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.sphinxext.search.pieces import DIGITS, cut, order, packed
from edition.sphinxext.search.writing import as_script

_PUT = re.compile(r'editionSearch\.put\("(\w+)",(\d+),(.*)\);')


def _pieces(outdir: Path) -> dict[str, list[Any]]:
    """The pieces of an index by their sort, wherever they lie."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for path in (outdir / "_static" / "search").iterdir():
        for sort, number, data in _PUT.findall(path.read_text(encoding="utf-8")):
            found.setdefault(sort, []).append((int(number), json.loads(data)))
    return {sort: [data for _, data in sorted(pieces)] for sort, pieces in found.items()}


def _items(outdir: Path) -> list[tuple[str, str, str]]:
    """Address, name and text of every item, in order."""
    return [
        (f"{pages[page][1]}#{anchor}", name, text)
        for pages, items in _pieces(outdir)["items"]
        for page, _kind, anchor, name, text in items
    ]


def _unpacked(text: str) -> list[int]:
    numbers, at, value, shift = [], 0, 0, 1
    for digit in map(DIGITS.index, text):
        value += digit % 32 * shift
        shift *= 32
        if digit < 32:
            at += value
            numbers.append(at)
            value, shift = 0, 1
    return numbers


@given(st.sets(st.integers(0, 10**9)))
def test_numbers_come_back(numbers: set[int]) -> None:
    """As they were."""
    assert _unpacked(packed(sorted(numbers))) == sorted(numbers)


@given(st.lists(st.text(max_size=30)), st.integers(1, 40))
def test_pieces_have_everything_once_and_in_order(words: list[str], limit: int) -> None:
    """None is larger than it may be, but for what is larger by itself."""
    pieces = list(cut(((word, len(word)) for word in words), limit))

    assert [word for piece in pieces for word in piece] == words
    assert all(len(piece) == 1 or sum(map(len, piece)) <= limit for piece in pieces)


def test_terms_are_in_the_order_of_the_browser() -> None:
    """Which compares halves of characters: an ideograph of a higher plane comes before a full-width form."""
    assert sorted(["ｚ", "𠀀", "z"], key=order) == ["z", "𠀀", "ｚ"]


def test_nothing_ends_a_script_or_a_line() -> None:
    """Wherever the data are put."""
    text = "</script><!-- \u2028 \u2029 \\ \" ' \U0001f600"
    written = as_script([text])

    assert not set(written) & {"<", "\u2028", "\u2029", "\n"}
    assert json.loads(written) == [text]


def test_passages_come_first_then_notes_claims_entries_sources_and_pages(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """Texts in the order of the contents, and no word of a text twice."""
    made = build(project("letters"))

    items = _items(made.app.outdir)
    addresses = [address for address, _, _ in items]
    assert addresses[:3] == ["first.html#h1", "first.html#p1", "first.html#p2"]
    kinds = [addresses.index(a) for a in ("second.html#p1", "first.html#n1", "claims.html#c1")]
    kinds += [addresses.index(a) for a in ("persons.html#anna", "sources.html#berg-1900")]
    assert kinds == sorted(kinds)
    assert sum("received" in text for address, _, text in items if "first" in address) == 1
    assert not any("recieved" in text for _, _, text in items)
    (page,) = [text for address, _, text in items if address == "index.html#letters"][1:]
    assert page.startswith("p1 names Anna Berg, not her brother. The claim is Karl’s illness;")


def test_an_entry_is_found_by_all_its_words(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """Also by those of which the model keeps no record; entries within it are entries of their own."""
    source = project("letters")
    (source / "places.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPlace>'
        '<place xml:id="wien"><placeName>Wien</placeName><note type="remark">On the Danube.</note>'
        '<place xml:id="prater"><placeName>Prater</placeName><desc>A park.</desc></place>'
        "</place></listPlace></standOff></TEI>",
        encoding="utf-8",
    )

    made = build(source)

    items = {address: text for address, _, text in _items(made.app.outdir)}
    assert items["places.html#wien"] == "Wien · On the Danube."
    assert items["places.html#prater"] == "Prater · A park."


def test_mentions_are_counted_by_passage(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """Three mentions of Anna in one paragraph are one passage."""
    made = build(project("letters"))

    pieces = _pieces(made.app.outdir)
    lines = "\n".join(pieces["mentions"]).split("\n")
    items = _items(made.app.outdir)
    found = {
        name: [items[number][0] for number in _unpacked(line)]
        for (_, name, _, _), line in zip(pieces["entities"][0], lines, strict=True)
    }
    assert found["anna"].count("first.html#p1") == 1
    assert "first.html#h1" in found["anna"]
    assert "claims.html#c1" in found["karl"]


def test_a_passage_that_would_end_a_script_does_not(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """Text of a source is never taken for a script."""
    source = project("letters")
    first = source / "first.xml"
    text = first.read_text(encoding="utf-8")
    text = text.replace("Dear ", "&lt;/script>&lt;script>alert(1)&lt;/script>\u2028 Dear ")
    first.write_text(text, encoding="utf-8")

    made = build(source)

    raw = (made.app.outdir / "_static/search/index.js").read_text(encoding="utf-8")
    assert "</script" not in raw
    assert "\u2028" not in raw
    assert any(
        "</script><script>alert(1)</script>" in text for _, _, text in _items(made.app.outdir)
    )


def test_a_changed_word_is_found_and_the_old_one_is_not(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """Also if nothing else is read again; and if nothing changed, nothing is written."""
    source = project("letters")
    made = build(source)
    index = made.app.outdir / "_static/search/index.js"
    index.parent.joinpath("terms-7.js").write_text("left over from a larger edition")
    before = index.stat().st_mtime_ns

    build(source)
    assert index.stat().st_mtime_ns == before

    second = source / "second.xml"
    second.write_text(
        second.read_text(encoding="utf-8").replace("a name.</p>", "a name. Yesterday.</p>")
    )
    again = build(source)

    assert again.read == ["second"]
    assert sum("Yesterday" in text for _, _, text in _items(made.app.outdir)) == 1
    assert [path.name for path in index.parent.iterdir()] == ["index.js"]


def test_an_index_that_was_removed_is_written_again(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """With the next page that is written."""
    source = project("letters")
    made = build(source)
    index = made.app.outdir / "_static/search/index.js"
    whole = index.read_bytes()
    index.unlink()

    (source / "index.rst").write_text((source / "index.rst").read_text() + "\n")
    build(source)

    assert index.read_bytes() == whole


@pytest.mark.parametrize("theme", ["alabaster", "basic"])
def test_other_themes_keep_the_search_of_sphinx(
    build: Callable[..., Any], project: Callable[[str], Path], theme: str
) -> None:
    """Untouched."""
    made = build(project("letters"), confoverrides={"html_theme": theme})

    assert (made.app.outdir / "searchindex.js").is_file()
    assert not (made.app.outdir / "_static/search").exists()


def test_a_theme_that_inherits_from_this_one_has_its_search(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """As an edition that only wants other colours."""
    source = project("letters")
    (source / "themes" / "house").mkdir(parents=True)
    (source / "themes" / "house" / "theme.toml").write_text('[theme]\ninherit = "edition"\n')
    options = {"html_theme": "house", "html_theme_path": ["themes"]}

    made = build(source, confoverrides=options)

    assert _items(made.app.outdir)
    assert not (made.app.outdir / "searchindex.js").exists()


def test_in_this_theme_there_is_no_index_of_sphinx(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """And a search page all the same, which without scripts names the registers and lists."""
    made = build(project("letters"))

    assert not (made.app.outdir / "searchindex.js").exists()
    page = made.page("search")
    assert page.xpath("//noscript//a/@href")
    assert "persons.html" in page.xpath("//noscript//a/@href")
    assert "first.html" not in page.xpath("//noscript//a/@href")
    assert made.page("first").xpath("//link[@rel='search']/@href") == ["search.html"]


def test_pages_in_folders_of_their_own_are_found(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """As ``dirhtml`` writes them."""
    made = build(project("letters"), "dirhtml")

    assert _items(made.app.outdir)[1][0] == "../first/#p1"
    (script,) = made.page("search/index").xpath("//script[contains(@src, 'search/index.js')]/@src")
    assert script.partition("?")[0] == "../_static/search/index.js"


def test_a_large_edition_is_cut_into_pieces(
    build: Callable[..., Any], project: Callable[[str], Path]
) -> None:
    """None larger than a browser loads at once, and the first file small."""
    source = project("letters")
    words = [f"word{number:05}" for number in range(60_000)]
    paragraphs = "".join(
        f"<p>{' '.join(words[at : at + 100])}</p>" for at in range(0, len(words), 100)
    )
    (source / "long.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>'
        f"{paragraphs}</body></text></TEI>",
        encoding="utf-8",
    )

    made = build(source)

    files = list((made.app.outdir / "_static/search").iterdir())
    assert (made.app.outdir / "_static/search/index.js").stat().st_size < 5_000
    assert len(files) > 10
    assert all(path.stat().st_size < 70_000 for path in files)
    terms = "\n".join(_pieces(made.app.outdir)["terms"]).split("\n")
    assert set(words) <= {line.split("\t")[0] for line in terms}
