"""Annotations as tables: CSV with columns of our own, and that of Recogito."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Final

from edition.annotate.exchange.items import Item
from edition.annotate.exchange.w3c import read_w3c
from edition.annotate.tags import Markup
from edition.errors import UnreadableError

_COLUMNS: Final = (
    "file",
    "passage",
    "quote",
    "prefix",
    "suffix",
    "occurrence",
    "start",
    "end",
    "as",
)
#: What a cell may begin with that a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: Classes of Recogito, as elements of the TEI.
_CLASSES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "PLACE": ("placeName", {}),
    "PERSON": ("persName", {}),
    "EVENT": ("rs", {"type": "event"}),
}
_RECOGITO: Final = (
    "UUID", "FILE", "QUOTE_TRANSCRIPTION", "ANCHOR", "TYPE", "URI", "VERIFICATION_STATUS", "TAGS",
    "COMMENTS",
)  # fmt: skip
_CHARACTERS: Final = re.compile(r"char-offset:(\d+)")


def read_csv(data: bytes, name: str) -> list[Item]:
    """Rows with the columns ``passage``, ``quote``, ``as``, ``ref`` and, if need be, ``file``, ``occurrence``,
    ``prefix``, ``suffix``, ``start``, ``end``; any other column is an attribute.

    :raises UnreadableError: *data* is no such table.
    """  # noqa: D205 – the columns are the summary
    items = []
    for number, row in enumerate(_rows(data, name, {"as"}), 1):
        others = {key: value for key, value in row.items() if key not in _COLUMNS and value}
        items.append(
            Item(
                number,
                row.get("file", ""),
                row.get("passage", ""),
                row.get("quote", ""),
                row.get("prefix", ""),
                row.get("suffix", ""),
                max(0, _number(row.get("occurrence", ""), 0)),
                _number(row.get("start", ""), -1),
                _number(row.get("end", ""), -1),
                Markup(row.get("as", ""), others),
            )
        )
    return items


def written_csv(items: Iterable[Item]) -> str:
    """*items* as a table, with a column for each attribute that one of them has."""
    listed = list(items)
    names = sorted({key for item in listed for key in item.markup.attributes} - {"xml:id"})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_COLUMNS, *names])
    for item in listed:
        cells = [
            item.file,
            item.anchor,
            item.exact,
            item.prefix,
            item.suffix,
            "",
            str(item.start),
            str(item.end),
        ]
        cells += [item.markup.name, *(item.markup.get(name) for name in names)]
        writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def read_recogito(data: bytes, name: str) -> list[Item]:
    """The CSV that Recogito exports, or its Web Annotations.

    :raises UnreadableError: *data* is neither.
    """
    if data.lstrip()[:1] in {b"{", b"["}:
        return read_w3c(data, name)
    items = []
    for number, row in enumerate(_rows(data, name, {"QUOTE_TRANSCRIPTION", "TYPE"}), 1):
        element, attributes = _CLASSES.get(row["TYPE"].upper(), ("", {}))
        ref = {"ref": row["URI"]} if row.get("URI") else {}
        anchor = row.get("ANCHOR", "")
        passage, sign, offset = anchor.partition("::")
        start = int(offset) if sign and offset.isdecimal() else -1
        words = row["QUOTE_TRANSCRIPTION"]
        end = start + len(words) if start >= 0 else -1
        inside = passage if sign and not _CHARACTERS.match(anchor) else ""
        # The paths of Recogito count elements of its own page; only our own name passages.
        inside = "" if inside.startswith("from=") else inside
        items.append(
            Item(
                number,
                row.get("FILE", ""),
                inside,
                words,
                "",
                "",
                0,
                start,
                end,
                Markup(element, {**ref, **attributes}),
            )
        )
    return items


def written_recogito(items: Iterable[Item]) -> str:
    """*items* as the CSV of Recogito: persons, places and events, which are what it knows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_RECOGITO)
    for item in items:
        kind = next(
            (
                kind
                for kind, (element, said) in _CLASSES.items()
                if element == item.markup.name and said.items() <= item.markup.attributes.items()
            ),
            "",
        )
        if kind:
            anchor = f"{item.anchor}::{item.start}"
            cells = [
                str(item.number),
                item.file,
                item.exact,
                anchor,
                kind,
                item.markup.get("ref"),
                "UNVERIFIED",
                "",
                "",
            ]
            writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _rows(data: bytes, name: str, needed: set[str]) -> list[Mapping[str, str]]:
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(f"is no CSV in UTF-8: {error}", file=name) from None
    missing = needed - set(rows[0]) if rows else set()
    if missing:
        message = f"there is no column {', '.join(sorted(missing))}"
        raise UnreadableError(message, file=name, line=1, hint="The first line names the columns.")
    return [{str(k): _plain(v) for k, v in row.items() if isinstance(v, str)} for row in rows]


def _cell(words: str) -> str:
    """*words* as a cell that no spreadsheet takes for a formula."""
    return (
        f"'{words}" if words.startswith(_FORMULA) and not words.lstrip("-").isdecimal() else words
    )


def _plain(cell: str) -> str:
    """What :func:`_cell` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _number(cell: str, default: int) -> int:
    return int(cell) if cell.isdecimal() else default
