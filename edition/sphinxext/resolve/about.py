"""What an edition says of itself besides its title page: its promises, its mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes

from edition.sphinxext.ledger import Balance
from edition.sphinxext.nodes import generated
from edition.sphinxext.odd import Declared, read_declarations
from edition.sphinxext.resolve.tables import Row, table
from edition.sphinxext.resolve.writing import Writing, joined, labelled
from edition.sphinxext.wording import counted
from edition.tei.pointers import split_key


def balances(writing: Writing) -> list[Balance]:
    """The ledgers of all files, in the order of their names."""
    pages = sorted(writing.domain.pages.values(), key=lambda page: page.file)
    return [page.balance for page in pages]


def colophon(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The promises, each with what this build measured of it."""
    edition = writing.edition
    found = balances(writing)
    shown = sum(balance.shown + balance.moved for balance in found)
    left_out = Counter[str]()
    for balance in found:
        left_out.update(dict(balance.left_out))
    rules = "; ".join(f"{rule} ({number:,})" for rule, number in sorted(left_out.items()) if number)
    text = f"{shown:,} characters of {counted(len(found), 'file', 'files')} are on these pages"
    yield _promise("Nothing is lost", text + (f". Left out by rule: {rules}." if rules else "."))
    ids = sum(balance.ids for balance in found)
    computed = sum(not passage.stable for passage in edition.passages.values())
    anchors = f"{counted(ids, 'identifier', 'identifiers')} of the editors, each an anchor"
    if computed:
        anchors += f"; {counted(computed, 'passage has', 'passages have')} a computed one, which may change with the text"
    yield _promise("Anchors", f"{anchors}.")
    for work in edition.works.values():
        if work.copy_digest:
            departures = sum(split_key(d.span.block)[0] == work.key for d in edition.departures)
            yield _promise(
                "The copy",
                f"with {counted(departures, 'departure', 'departures')} taken back, the text of “{work.title}” "
                f"is the copy, character for character (SHA-256 {work.copy_digest}).",
            )
    if edition.claims:
        positions = sum(len(claim.positions) for claim in edition.claims.values())
        said = f"{counted(len(edition.claims), 'claim', 'claims')} with {counted(positions, 'position', 'positions')}"
        yield _promise("What is disputed", f"{said}; what somebody holds is told apart from what the editors think.")  # fmt: skip


def _promise(label: str, text: str) -> nodes.paragraph:
    return labelled(label, nodes.Text(text))


def markup(writing: Writing, _argument: str) -> Iterator[nodes.Node]:
    """The elements that the files use, what they are for by the ODD, and how often they occur.

    What the ODD does not speak of is only counted; without one, that is everything.
    """
    numbers = Counter[str]()
    for balance in balances(writing):
        numbers.update(dict(balance.elements))
    odd = writing.builder.config.tei_odd
    declared = read_declarations(Path(odd)) if odd else ()
    told: set[str] = set()
    for group in dict.fromkeys(declaration.group for declaration in declared):
        rows = []
        for declaration in declared:
            if declaration.group == group and numbers[declaration.name]:
                rows.append(_element(declaration, numbers))
                told.add(declaration.name)
        if rows:
            yield generated(nodes.rubric("", group, **{"heading-level": 2}))
            yield table(("Element", "Times", "What it is for"), rows, "markup")
    rest = [name for name in sorted(numbers) if name not in told]
    if rest:
        heading = "As in the Guidelines" if told else "Elements"
        yield generated(nodes.rubric("", heading, **{"heading-level": 2}))
        names: list[nodes.Node] = [
            nodes.inline("", "", nodes.literal("", name), nodes.Text(f" ({numbers[name]:,})"))
            for name in rest
        ]
        yield generated(nodes.paragraph("", "", *joined(names)))


def _element(declaration: Declared, numbers: Counter[str]) -> Row:
    words: list[nodes.Node] = [nodes.Text(f"{declaration.description}.")]
    for attribute in declaration.attributes:
        words += [
            nodes.Text(" "),
            nodes.literal("", f"@{attribute.name}"),
            nodes.Text(f": {attribute.description}"),
        ]
        if attribute.values:
            values = "; ".join(
                f"{value}, {said}" if said else value for value, said in attribute.values
            )
            words.append(nodes.Text(f" ({values})"))
        words.append(nodes.Text("."))
    name = declaration.name
    return [[nodes.literal("", name)], [nodes.Text(f"{numbers[name]:,}")], words]
