"""WebAnno TSV 3, as INCEpTION writes and reads it: sentences, tokens, and a layer of named entities.

Offsets count UTF-16 code units of the whole; each block of text is a "sentence". Values are those of the
layer ``webanno.custom.Edition|element|ref``, or ``value`` and ``identifier`` of a layer of named entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from edition.annotate.exchange.items import Item, blocks_of
from edition.annotate.marks import PHRASES
from edition.annotate.places import Editable, passage
from edition.annotate.tags import Markup
from edition.cite.offsets import from_utf16, to_utf16
from edition.errors import UnreadableError

_HEAD: Final = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Edition|element|ref\n\n"
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_STACKED: Final = re.compile(r"(.*?)(?:\[(\d+)\])?$", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)")
#: Classes of named entities, as elements of the TEI.
_CLASSES: Final = {"PER": "persName", "PERSON": "persName", "LOC": "placeName", "GPE": "placeName", "ORG": "orgName", "DATE": "date"}  # fmt: skip
_COLUMNS_BEFORE: Final = 3


def written_tsv(text: Editable, items: Iterable[Item]) -> str:
    """The blocks of *text* with the annotations *items*."""
    by_block: dict[str, list[Item]] = {}
    for item in items:
        by_block.setdefault(_block_of(text, item), []).append(item)
    out, base = [_HEAD], 0
    number = 0
    for sentence, block in enumerate(blocks_of(text), 1):
        words = text.texts[block]
        out.append(f"\n#Text={_escape(words)}\n")
        spans = []
        for item in by_block.get(block, []):
            place = passage(text, item.anchor)
            number += 1
            spans.append((place.start + item.start, place.start + item.end, number, item))
        for token, match in enumerate(_TOKEN.finditer(words), 1):
            inside = [span for span in spans if span[0] < match.end() and match.start() < span[1]]
            elements, refs = (
                "|".join(f"{_value(said)}[{n}]" for n, said in told) or "_"
                for told in (
                    [(n, item.markup.name) for _, _, n, item in inside],
                    [(n, item.markup.get("ref")) for _, _, n, item in inside],
                )
            )
            start, end = (base + to_utf16(words, offset) for offset in match.span())
            out.append(f"{sentence}-{token}\t{start}-{end}\t{match[0]}\t{elements}\t{refs}\t\n")
        base += to_utf16(words, len(words)) + 1
    return "".join(out)


def read_tsv(data: bytes, name: str, text: Editable) -> list[Item]:
    """The annotations of a file in WebAnno TSV 3 that are on blocks of *text*.

    :raises UnreadableError: it is no such file.
    """
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not in UTF-8: {error}", file=name) from None
    if not lines[0].startswith("#FORMAT=WebAnno TSV 3"):
        hint = "Export it from INCEpTION as WebAnno TSV v3.3."
        raise UnreadableError("is no WebAnno TSV 3", file=name, line=1, hint=hint)
    items: list[Item] = []
    columns = _columns(lines)
    waiting = list(blocks_of(text))
    for sentence, tokens in _sentences(lines):
        words = " ".join(sentence.split())
        block = next((block for block in waiting if text.texts[block] == words), "")
        if block:  # the next sentence with these words is another block
            waiting.remove(block)
        for start, end, element, ref in _spans(tokens, columns):
            first, last = (from_utf16(sentence, offset) for offset in (start, end))
            markup = Markup(element, {"ref": ref} if ref else {})
            exact = sentence[first:last]
            prefix, suffix = sentence[max(0, first - 32) : first], sentence[last : last + 32]
            known = (first, last) if block else (-1, -1)
            items.append(
                Item(len(items) + 1, text.file, block, exact, prefix, suffix, 0, *known, markup)
            )
    return items


def _block_of(text: Editable, item: Item) -> str:
    return passage(text, item.anchor).block


def _columns(lines: Iterable[str]) -> dict[str, int]:
    """Which column holds the element and which the entity."""
    column, found = _COLUMNS_BEFORE, dict[str, int]()
    for line in lines:
        if not line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
            continue
        _, *features = line.split("|")
        for feature in features:
            if line.startswith("#T_SP=") and feature in {"element", "value"}:
                found.setdefault("element", column)
            elif line.startswith("#T_SP=") and feature in {"ref", "identifier"}:
                found.setdefault("ref", column)
            column += 1
        column += line.startswith("#T_RL=")
    return found


def _sentences(lines: Iterable[str]) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sentence with its tokens: the fields of their lines, offsets counted from its beginning."""
    sentence, tokens = "", list[list[str]]()
    for line in (*lines, "#Text="):
        if line.startswith("#Text="):
            if tokens:
                yield sentence, tokens
            sentence, tokens = _unescape(line.removeprefix("#Text=")), []
        elif line[:1].isdigit():
            fields = line.rstrip("\r").split("\t")
            if len(fields) >= _COLUMNS_BEFORE and "." not in fields[0]:
                tokens.append(fields)


def _spans(tokens: list[list[str]], columns: dict[str, int]) -> Iterator[tuple[int, int, str, str]]:
    """The annotations on *tokens*: start and end in the sentence in UTF-16, element, entity."""
    base = int(tokens[0][1].partition("-")[0])
    spans: dict[str, tuple[int, int, str, str]] = {}
    for number, fields in enumerate(tokens):
        start, _, end = fields[1].partition("-")
        elements = _values(fields, columns.get("element", -1))
        refs = dict(_values(fields, columns.get("ref", -1)))
        for key, value in elements:
            element = value if value in PHRASES else _CLASSES.get(value.upper(), "")
            name = key or f"token {number}"
            ref = refs.get(key, "")
            first = spans[name][0] if name in spans else int(start) - base
            spans[name] = (first, int(end) - base, element, ref)
    yield from spans.values()


def _values(fields: list[str], column: int) -> list[tuple[str, str]]:
    """The values of a cell, each with the number that joins tokens, or ""."""
    if not 0 <= column < len(fields) or fields[column] in {"", "_"}:
        return []
    found = []
    for part in re.split(r"(?<!\\)\|", fields[column]):
        match = _STACKED.fullmatch(part)
        assert match is not None, "anything matches"
        value = _unescape(match[1])
        found.append((match[2] or "", "" if value == "*" else value))
    return found


def _value(words: str) -> str:
    """A value of a cell."""
    if not words:
        return "*"
    return re.sub(r"([\\\[\]|_\->;*\t\n])", r"\\\1", words)


def _escape(words: str) -> str:
    return (
        words.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    )


def _unescape(words: str) -> str:
    controls = {"n": "\n", "t": "\t", "r": "\r"}
    return _ESCAPED.sub(lambda match: controls.get(match[1], match[1]), words)
