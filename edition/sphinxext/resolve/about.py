"""What an edition says of itself besides its title page: its promises, its mark-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes

from edition.check.odd.declarations import Declared, DeclaredAttribute
from edition.sphinxext.ledger import Balance
from edition.sphinxext.nodes import generated
from edition.sphinxext.odd import read_chapters
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
    told: set[str] = set()
    for chapter in read_chapters(Path(odd)) if odd else ():
        used = [element for element in chapter.elements if numbers[element.name]]
        if used:
            yield generated(nodes.rubric("", chapter.heading, **{"heading-level": 2}))
            for text in chapter.prose:
                yield generated(nodes.paragraph("", text))
            rows = [_element(element, numbers) for element in used]
            yield table(("Element", "Times", "What it is for"), rows, "markup")
            told.update(element.name for element in used)
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
    """An element: its name, how often it occurs, what it is for, its attributes, examples."""
    words: list[nodes.Node] = [nodes.Text(f"{declaration.description}.")]
    for attribute in declaration.attributes:
        words += _attribute(attribute)
    examples = [nodes.literal_block(text, text, language="xml") for text in declaration.examples]
    name = declaration.name
    return [[nodes.literal("", name)], [nodes.Text(f"{numbers[name]:,}")], [*words, *examples]]


def _attribute(attribute: DeclaredAttribute) -> Iterator[nodes.Node]:
    """An attribute: what it says, whether it may be left out, and its values."""
    yield nodes.Text(" ")
    yield nodes.literal("", f"@{attribute.name}")
    required = ", always" if attribute.is_required else ""
    yield nodes.Text(f"{required}: {attribute.description}")
    if attribute.values:
        values = (f"{value}, {said}" if said else value for value, said in attribute.values)
        yield nodes.Text(f" ({'; '.join(values)})")
    yield nodes.Text(".")
