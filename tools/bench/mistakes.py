"""Who finds which mistakes, and says what: ``python -m tools.bench.mistakes SCHEMA``.

Mistakes whose truth is known are put into the files of this edition, one at a time, and the edition's own check,
jing and libxml2 are asked. Counted is whether the fault is reported at its line, and whether a message
there names what is wrong.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click
from lxml import etree

from edition.check.relaxng import validate
from edition.check.rules import RULES
from edition.check.run import findings
from edition.check.subject import Subject
from edition.model import Reading, assemble, documents, read
from edition.tei.names import TEI_PREFIX, XML_ID, local_name
from edition.tei.parse import Document, parse
from edition.tei.source import Source
from edition.tei.splice import Splice, add_attribute, rename, set_attribute, spliced, start_tag

_PATH: Final = click.Path(path_type=Path, exists=True)
_JING: Final = re.compile(r"^(.*?):(\d+):\d+: (?:error|fatal): (.*)$", re.MULTILINE)
_REQUIRED: Final = ("titleStmt", "publicationStmt", "sourceDesc", "title")
_NAMES: Final = frozenset({"persName", "placeName", "orgName", "title", "date", "rs", "term"})
_NO_TEXT: Final = ("div", "listPerson", "listPlace", "listBibl", "list", "body", "respStmt")
_DATES: Final = ("when", "from", "to", "notBefore", "notAfter")


class Mistake(NamedTuple):
    """A file with a mistake.

    :ivar lines: where it may be reported: from the first to the last.
    :ivar words: what a message should name.
    """

    sort: str
    file: str
    data: bytes
    lines: tuple[int, int]
    words: str


#: Where something was said, and what.
Said = list[tuple[int, str]]
_Maker = Callable[[Document, etree._Element, random.Random], tuple[list[Splice], str] | None]


def _unknown_element(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    name = f"{local_name(element)}x"
    return rename(document, element, name, Source(document).content_end(element)), name


def _misplaced_element(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    if local_name(element) not in _NAMES:
        return None
    return rename(document, element, "body", Source(document).content_end(element)), "body"


def _unknown_attribute(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    return [add_attribute(document, element, "colour", "red")], "colour"


def _malformed_date(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    for name in _DATES:
        if element.get(name) and local_name(element) in {"date", "birth", "death", "event"}:
            return [set_attribute(document, element, name, "1949-13-45")], "1949-13-45"
    return None


def _duplicate_id(
    document: Document, element: etree._Element, chance: random.Random
) -> tuple[list[Splice], str] | None:
    before = [e.get(XML_ID) for e in element.iterancestors() if e.get(XML_ID)]
    earlier = [e.get(XML_ID) for e in element.itersiblings(preceding=True) if e.get(XML_ID)]
    known = [*before, *earlier]
    if not element.get(XML_ID) or not known:
        return None
    identifier = str(chance.choice(known))
    return [set_attribute(document, element, "xml:id", identifier)], identifier


def _dangling_pointer(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    if not element.get("ref"):
        return None
    return [set_attribute(document, element, "ref", "#nobody-there")], "nobody-there"


def _stray_text(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    if local_name(element) not in _NO_TEXT:
        return None
    end = start_tag(document, element).end
    return [Splice(end, end, b"stray words")], "text"


def _missing_element(
    document: Document, element: etree._Element, _chance: random.Random
) -> tuple[list[Splice], str] | None:
    parent = element.getparent()
    if local_name(element) not in _REQUIRED or parent is None:
        return None
    if local_name(element) == "title" and (local_name(parent) != "titleStmt" or len(parent) > 1):
        return None
    start = document.position(element).byte
    end = Source(document).end(element)
    removed = document.data[start:end]
    # Lines stay where they are.
    return [Splice(start, end, b"\n" * removed.count(b"\n"))], local_name(element)


_MAKERS: Final[dict[str, _Maker]] = {
    "unknown element": _unknown_element,
    "misplaced element": _misplaced_element,
    "missing element": _missing_element,
    "unknown attribute": _unknown_attribute,
    "malformed date": _malformed_date,
    "duplicate id": _duplicate_id,
    "dangling pointer": _dangling_pointer,
    "text where none is allowed": _stray_text,
}


@click.command()
@click.argument("schema", type=_PATH)
@click.option("--number", default=25, show_default=True, help="Mistakes of each sort.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--folder", default="tei", show_default=True, type=_PATH, help="Whose files are spoilt."
)
@click.option("--libxml2", is_flag=True, help="Also libxml2, whose reading of TEI All takes 13 s.")
def main(schema: Path, *, number: int, seed: int, folder: Path, libxml2: bool) -> None:
    """Put mistakes into valid files, those of this edition if no others are named, and say who finds them."""
    known = {document.name: read(document) for document in documents(folder)}
    mistakes = list(_mistakes(known, number, random.Random(seed)))  # noqa: S311 – no secret
    said = {"edition check": [_ours(known, mistake, schema) for mistake in mistakes]}
    said["jing"] = _jing(mistakes, schema)
    if libxml2:
        said["lxml"] = _libxml2(mistakes, schema)
    click.echo("| mistake | number |" + "".join(f" {who}: line | names it |" for who in said))
    click.echo("|---|--:|" + "--:|--:|" * len(said))
    for sort in (*_MAKERS, "all"):
        places = [at for at, mistake in enumerate(mistakes) if sort in {mistake.sort, "all"}]
        row = f"| {sort} | {len(places)} |"
        for found in said.values():
            right = [_judged(mistakes[at], found[at]) for at in places]
            row += f" {sum(line for line, _ in right)} | {sum(names for _, names in right)} |"
        click.echo(row)


def _mistakes(known: dict[str, Reading], number: int, chance: random.Random) -> Iterator[Mistake]:
    """*number* mistakes of each sort, spread over the files."""
    everywhere = [
        (reading.document, element)
        for reading in known.values()
        for element in reading.document.root.iter(f"{TEI_PREFIX}*")
        if element.getparent() is not None
    ]
    for sort, make in _MAKERS.items():
        made = 0
        for document, element in chance.sample(everywhere, len(everywhere)):
            mistake = make(document, element, chance)
            if mistake is None:
                continue
            splices, words = mistake
            yield Mistake(
                sort,
                document.name,
                spliced(document.data, splices),
                _lines(document, element, sort),
                words,
            )
            made += 1
            if made == number:
                break


def _lines(document: Document, element: etree._Element, sort: str) -> tuple[int, int]:
    """The lines at which a mistake may be reported: those of a start tag; of what is missing, its place."""
    first = document.position(element).line
    if sort != "missing element":
        return first, first + start_tag(document, element).text.count("\n")
    parent, following = element.getparent(), element.getnext()
    assert parent is not None
    above = document.position(parent).line
    below = following if following is not None else parent.getnext()
    return above, document.position(below).line if below is not None else first + 20


def _judged(mistake: Mistake, said: Said) -> tuple[bool, bool]:
    """Whether something was said at the line of *mistake*, and whether that names it."""
    first, last = mistake.lines
    there = [message for line, message in said if first <= line <= last]
    return bool(there), any(mistake.words in message for message in there)


def _ours(known: dict[str, Reading], mistake: Mistake, schema: Path) -> Said:
    document = parse(mistake.data, mistake.file)
    readings = {**known, mistake.file: read(document)}
    edition = assemble(reading.part for reading in readings.values())
    found = [*validate([document], schema), *findings(Subject(edition, readings), RULES)]
    return [(finding.line, finding.message) for finding in found if finding.file == mistake.file]


def _jing(mistakes: list[Mistake], schema: Path) -> list[Said]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, mistake in enumerate(mistakes):
            paths.append(Path(folder) / f"{number}.xml")
            paths[-1].write_bytes(mistake.data)
        command = [shutil.which("jing") or "jing", str(schema), *map(str, paths)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    said: dict[str, Said] = defaultdict(list)
    for path, line, message in _JING.findall(ran.stdout):
        said[Path(path).stem].append((int(line), message))
    return [said[str(number)] for number in range(len(mistakes))]


def _libxml2(mistakes: list[Mistake], schema: Path) -> list[Said]:
    grammar = etree.RelaxNG(etree.parse(schema))
    found = []
    for mistake in mistakes:
        grammar.validate(parse(mistake.data, mistake.file).root)
        found.append([(entry.line, entry.message) for entry in grammar.error_log])
    return found


if __name__ == "__main__":
    main()
