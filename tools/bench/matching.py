"""What finding quotations costs beside rapidfuzz alone, and how many are found: ``python -m tools.bench.matching``.

rapidfuzz's ``partial_ratio_alignment`` is the reference: it gives some place for any words. Ours looks at the
same text for exact words first, says whether the place is sure, and whether there is another one.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rapidfuzz import fuzz

from edition.cite.folding import Folded, fold
from edition.cite.matching import NEAR, Hit, accepted, close_hits, exact_hits
from edition.cite.quotations import Quotation
from edition.cite.running import Texts
from edition.model import assemble, load, read
from edition.tei.parse import parse_file
from tools.bench.inputs import REPOSITORY

#: Characters of the text that is looked through.
SIZE = 1_000_000
#: Lengths of quotations, and shares of their characters that are edited; None for words of the text by chance.
LENGTHS = (40, 80, 200, 800)
EDITS = (0.05, 0.20, None)
#: A place is right if both its ends are within so many characters.
NEAR_ENOUGH = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One length and share of edits.

    :ivar ours: median seconds of a search of ours.
    :ivar reference: median seconds of rapidfuzz.
    :ivar ours_right: the share that is accepted at the right place; of absent words, accepted at all.
    :ivar reference_right: the share whose place is right.
    """

    length: int
    edits: float | None
    ours: float
    reference: float
    ours_right: float
    reference_right: float

    @property
    def ratio(self) -> float:
        """Ours divided by the reference."""
        return self.ours / self.reference


@click.command()
@click.option("--number", default=25, show_default=True, help="Quotations of each sort.")
@click.option("--size", default=SIZE, show_default=True, help="Characters to look through.")
@click.option(
    "--text", type=click.Path(path_type=Path, exists=True), help="A TEI file to look through."
)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write figures here too."
)
def main(number: int, size: int, text: Path | None, json_file: Path | None) -> None:
    """Measure the search for quotations against rapidfuzz alone, by turns, as ratios."""
    chosen = random.Random(1949)  # noqa: S311 – no secret
    looked_through = _text_of(text, size) if text else _shuffled(chosen, size)
    rows = list(_measured(looked_through, chosen, number))
    for line in _table(rows, len(looked_through)):
        click.echo(line)
    if json_file is not None:
        figures = [asdict(row) | {"ratio": row.ratio} for row in rows]
        json_file.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _text_of(path: Path, size: int) -> str:
    edition = assemble([read(parse_file(path, path.parent)).part])
    return " ".join(running.text for running in Texts(edition).all)[:size]


def _shuffled(chosen: random.Random, size: int) -> str:
    """The words of this edition in any order, over and over: no long run of them comes twice."""
    words = " ".join(running.text for running in Texts(load(REPOSITORY / "tei")).all).split()
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(chosen.choice(words))
        length += len(pieces[-1]) + 1
    return " ".join(pieces)[:size]


def _measured(text: str, chosen: random.Random, number: int) -> Iterator[Row]:
    folded, vocabulary = fold(text), text.split()
    for length in LENGTHS:
        for edits in EDITS:
            quotations = [
                _quotation(text, vocabulary, chosen, length, edits) for _ in range(number)
            ]
            taken: dict[str, list[float]] = {"ours": [], "reference": []}
            right = {"ours": 0, "reference": 0}
            for turn, (start, words) in enumerate(quotations):
                searches = [("ours", _ours), ("reference", _reference)]
                for name, search in searches[:: 1 if turn % 2 else -1]:
                    begin = time.perf_counter()
                    place = search(folded, words)
                    taken[name].append(time.perf_counter() - begin)
                    right[name] += place is not None and (
                        edits is None or _is_near(place, start, length)
                    )
            yield Row(
                length,
                edits,
                statistics.median(taken["ours"]),
                statistics.median(taken["reference"]),
                right["ours"] / number,
                right["reference"] / number,
            )


def _ours(folded: Folded, words: str) -> tuple[int, int] | None:
    """The one place that is accepted."""
    quotation = Quotation(words)
    search: Callable[[Folded, Quotation], list[Hit]]
    for search in (exact_hits, close_hits):
        hits = search(folded, quotation)
        if hits and accepted(hits[0], quotation):
            rivals = [hit for hit in hits[1:] if hit.score >= hits[0].score - NEAR]
            return None if rivals else (hits[0].start, hits[0].end)
    return None


def _reference(folded: Folded, words: str) -> tuple[int, int] | None:
    """The best place, whatever it is."""
    match = fuzz.partial_ratio_alignment(words, folded.text)
    return (folded.start(match.dest_start), folded.end(match.dest_end)) if match else None


def _quotation(
    text: str, vocabulary: list[str], chosen: random.Random, length: int, edits: float | None
) -> tuple[int, str]:
    """Words of about that *length* from *text*, edited, and where they begin."""
    start = text.find(" ", chosen.randrange(len(text) - 2 * length - 20)) + 1
    words = text[start : start + length]
    if edits is None:
        return start, " ".join(chosen.choices(vocabulary, k=length))[:length]
    signs, letters = list(words), sorted(set(words))
    for _ in range(int(length * edits)):
        place = chosen.randrange(len(signs))
        match chosen.choice("sid"):
            case "s":
                signs[place] = chosen.choice(letters)
            case "i":
                signs.insert(place, chosen.choice(letters))
            case _:
                del signs[place]
    return start, "".join(signs)


def _is_near(place: tuple[int, int], start: int, length: int) -> bool:
    return abs(place[0] - start) <= NEAR_ENOUGH and abs(place[1] - start - length) <= NEAR_ENOUGH


def _table(rows: list[Row], size: int) -> Iterator[str]:
    yield f"{size:,} characters; medians; the ratio is ours divided by rapidfuzz alone."
    yield ""
    yield "| length | edits | ours | rapidfuzz | ratio | ours right | rapidfuzz right |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        share = "absent" if row.edits is None else f"{row.edits:.0%}"
        right, other = f"{row.ours_right:.0%}", f"{row.reference_right:.0%}"
        if row.edits is None:
            right, other = f"{right} accepted", f"{other} accepted"
        yield (
            f"| {row.length} | {share} | {row.ours * 1000:.1f} ms | {row.reference * 1000:.1f} ms "
            f"| {row.ratio:.2f} | {right} | {other} |"
        )


if __name__ == "__main__":
    main()
