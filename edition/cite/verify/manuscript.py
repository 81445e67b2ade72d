"""A manuscript as blocks of text, with what is marked in them: quotations, links, citations, notes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from edition.convert import pandoc
from edition.convert.archive import ARCHIVES
from edition.convert.encoding import decoded
from edition.convert.syntax import Node, quotation_marks
from edition.errors import UsageError

_PLAIN: Final = frozenset({".text", ".txt"})
#: What can be verified, by suffix.
SUFFIXES: Final = frozenset(pandoc.FORMATS) | _PLAIN
_SPACES: Final = {"LineBreak": "\n", "SoftBreak": " ", "Space": " "}
_LINE_ENDS: Final = re.compile(r"\r\n?")
_BETWEEN: Final = re.compile(r"\n(?:[ \t]*\n)+")
#: What has its words in the second place, behind what is said of them.
_WORDS_SECOND: Final = frozenset({"Cite", "Image", "Link", "Span"})
#: Every line of a quotation in plain text is set in, or has the sign of mail.
_SET_IN: Final = re.compile(r"(?:[ \t]*>|[ ]{4}|\t).*")
_SIGNS: Final = re.compile(r"^[ \t]*(?:> ?)*", re.MULTILINE)
_WORD: Final = re.compile(r"\w+")


class Link(NamedTuple):
    """A link: where its words stand, and where it leads."""

    start: int
    end: int
    target: str


class Citation(NamedTuple):
    """A citation by key: where it stands, the key, and what is said behind it (``para. 6``)."""

    start: int
    end: int
    key: str
    suffix: str


class Call(NamedTuple):
    """Where a note is called: the number of the block, and the offset in it."""

    block: int
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a manuscript, or one of a note.

    :ivar line: 1-based line on which it begins; in a format without lines, its number.
    :ivar is_quotation: whether all of it is quoted.
    :ivar quoted: what is marked up as quoted, by start and end, with its marks.
    :ivar call: where the note that it is of is called, or None.
    """

    text: str
    line: int
    is_quotation: bool = False
    quoted: tuple[tuple[int, int], ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A manuscript.

    :ivar path: its file.
    :ivar blocks: its paragraphs, each followed by those of its notes.
    """

    path: Path
    blocks: tuple[Block, ...]
    _lines: _Lines | None

    def line(self, number: int, start: int) -> int:
        """The line of what stands at *start* in block *number*."""
        block = self.blocks[number]
        if self._lines is None:
            return block.line
        return self._lines.of(block.text[start:], block.line) or block.line


def read(path: Path) -> Manuscript:
    """The manuscript at *path*.

    :raises UsageError: it is of no format that can be read, or there is no Pandoc.
    :raises UnreadableError: it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{suffix or 'a file without suffix'} is nothing that can be verified",
            file=str(path),
            hint=f"Manuscripts end in {', '.join(sorted(SUFFIXES))}.",
        )
    blocks = _paragraphs(decoded(path)) if suffix in _PLAIN else pandoc.read(path).tree["blocks"]
    walk = _Walk()
    try:
        walk.blocks(blocks)
    except RecursionError:
        raise pandoc.too_deep(path) from None
    lines = None if suffix in ARCHIVES else _Lines(decoded(path))
    return Manuscript(path, tuple(_numbered(walk.found, lines)), lines)


def _paragraphs(text: str) -> list[Node]:
    """The paragraphs of plain *text*, as Pandoc would have them; how far they are set in is kept."""
    found = _BETWEEN.split(_LINE_ENDS.sub("\n", text).strip("\n"))
    return [{"t": "Para", "c": [{"t": "Str", "c": one}]} for one in found if one.strip()]


def _numbered(blocks: Iterable[_Draft], lines: _Lines | None) -> Iterator[Block]:
    last, paragraphs = 1, 0
    for draft in blocks:
        if draft.call is None:
            paragraphs += 1
        if lines is None:
            line = paragraphs
        elif draft.call is None:
            line = last = lines.of(draft.text, last) or last
        else:
            line = lines.of(draft.text, 1) or last
        yield Block(
            draft.text,
            line,
            draft.is_quotation,
            tuple(draft.quoted),
            tuple(draft.links),
            tuple(draft.citations),
            draft.call,
        )


@dataclass(slots=True)
class _Draft:
    """A block that is being read."""

    is_quotation: bool
    call: Call | None
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    quoted: list[tuple[int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notes: list[tuple[int, list[Node]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


class _Walk:
    """One walk through Pandoc's tree."""

    def __init__(self) -> None:
        self.found: list[_Draft] = []

    def blocks(self, nodes: Any, *, quoted: bool = False, call: Call | None = None) -> None:  # noqa: ANN401 – JSON
        """Read blocks, wherever they are in *nodes*."""
        if isinstance(nodes, list):
            for node in nodes:
                self.blocks(node, quoted=quoted, call=call)
        if not isinstance(nodes, dict):
            return
        kind: str = nodes.get("t", "")
        content: Any = nodes.get("c")
        if kind in {"Para", "Plain"}:
            self.block(content, quoted=quoted, call=call)
        elif kind == "Header":
            self.block(content[2], quoted=quoted, call=call)
        elif kind == "LineBlock":
            joined = [inline for line in content for inline in (*line, {"t": "LineBreak"})]
            self.block(joined, quoted=quoted, call=call)
        elif kind not in {"CodeBlock", "RawBlock"}:
            self.blocks(content, quoted=quoted or kind == "BlockQuote", call=call)

    def block(self, inlines: list[Node], *, quoted: bool, call: Call | None) -> None:
        """Read one paragraph, and then its notes."""
        draft = _Draft(quoted, call)
        self.inlines(inlines, draft)
        lines = draft.text.splitlines()
        if lines and all(_SET_IN.fullmatch(line) for line in lines):
            draft = _Draft(is_quotation=True, call=call, pieces=[_SIGNS.sub("", draft.text)])
        number = len(self.found)
        self.found.append(draft)
        for offset, note in draft.notes:
            self.blocks(note, call=Call(number, offset))

    def inlines(self, nodes: list[Node], draft: _Draft) -> None:
        """Read what is in a line of text."""
        for node in nodes:
            said = _said(node)
            if said is None:
                self.inline(node["t"], node.get("c"), draft)
            else:
                draft.add(said)

    def inline(self, kind: str, content: Any, draft: _Draft) -> None:  # noqa: ANN401 – JSON
        """Read what has words in it."""
        start = draft.length
        if kind == "Note":
            draft.notes.append((start, content))
            return
        if kind == "Quoted":
            before, behind = quotation_marks({"t": content[0]["t"]})
            draft.add(before)
            self.inlines(content[1], draft)
            draft.add(behind)
            draft.quoted.append((start, draft.length))
            return
        self.inlines(content[1] if kind in _WORDS_SECOND else content or [], draft)
        if kind == "Link":
            draft.links.append(Link(start, draft.length, str(content[2][0])))
        for citation in content[0] if kind == "Cite" else ():
            suffix = _Draft(is_quotation=False, call=None)
            self.inlines(citation["citationSuffix"], suffix)
            found = Citation(start, draft.length, citation["citationId"], suffix.text)
            draft.citations.append(found)


def _said(node: Node) -> str | None:
    """The words of *node*, if it is nothing but words."""
    kind, content = node["t"], node.get("c")
    if kind in _SPACES:
        return _SPACES[kind]
    if kind == "Str":
        return str(content)
    if kind in {"Code", "Math"}:
        return str((content or [""])[-1])
    return "" if kind == "RawInline" else None


class _Lines:
    """The lines of a manuscript, in which words are found again whatever mark-up is between them."""

    #: So many words are enough to know a place.
    _ENOUGH = 5

    def __init__(self, source: str) -> None:
        matches = list(_WORD.finditer(source))
        breaks = [at for at, sign in enumerate(source) if sign == "\n"]
        self._words = [match[0] for match in matches]
        self._line = [bisect_right(breaks, match.start()) + 1 for match in matches]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word].append(place)

    def of(self, text: str, since: int) -> int:
        """The first line from line *since* on whose words are the first of *text*, or 0."""
        wanted = [match[0] for match in _WORD.finditer(text[:300])][: self._ENOUGH]
        places = self._places.get(wanted[0], []) if wanted else []
        places = places[bisect_left(places, bisect_left(self._line, since)) :]
        for number in range(len(wanted), 0, -1):
            for at in places:
                if self._words[at : at + number] == wanted[:number]:
                    return self._line[at]
        return 0
