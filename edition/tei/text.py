"""Text of TEI as a reader takes it, with offsets, and as the copy had it.

Two readings of the same mark-up:

- the *edited reading*: ``corr`` for ``sic``, ``reg`` for ``orig``, ``expan`` for ``abbr``, the
  lemma of an ``app``, no notes;
- the *copy reading*: what the source had, for proving the transcription against it.

White space is XML's: a run of it is one space, none at the ends (P5, section 1.4.1 and
"Processing of white space"). Offsets count code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from edition.tei.names import NAMESPACES, local_name, tei

#: Which child of ``choice`` is read, best first (P5, section 3.5).
PREFERRED: Final = ("corr", "reg", "expan", "lem", "seg", "unclear", "abbr", "orig", "sic")
#: Which child of ``choice`` the copy has.
_OF_THE_COPY: Final = ("sic", "orig", "abbr")
#: What an editor has put there.
_NOT_OF_THE_COPY: Final = frozenset({"corr", "expan", "note", "reg", "supplied"})

#: What stands inside a text without being part of its reading text.
UNREAD: Final = frozenset(
    {
        "alt",
        "altGrp",
        "certainty",
        "desc",
        "figDesc",
        "fw",
        "gap",
        "index",
        "interp",
        "interpGrp",
        "join",
        "joinGrp",
        "link",
        "linkGrp",
        "listAnnotation",
        "note",
        "noteGrp",
        "precision",
        "rdg",
        "rdgGrp",
        "respons",
        "span",
        "spanGrp",
        "standOff",
        "teiHeader",
        "timeline",
        "wit",
        "witDetail",
        "xenoData",
    }
)

#: Empty elements at which the source broke off, and a word ends unless ``@break`` says "no".
BREAKS: Final = frozenset({"cb", "gb", "lb", "milestone", "pb"})

#: Elements between whose text there is always a word boundary.
_BLOCKS: Final = frozenset(
    {"ab", "cell", "div", "head", "item", "l", "lg", "list", "p", "row", "sp", "table"}
)


class TextBuilder:
    """Joins pieces of text with white space collapsed, knowing the offset of each.

    It is the one place where white space is normalised; everything that has offsets uses it.
    """

    __slots__ = ("_glue", "_parts", "_space", "length")

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._space = False
        self._glue = False
        #: Length so far, in code points.
        self.length = 0

    def add(self, text: str | None) -> None:
        """Append *text*."""
        if not text:
            return
        core = " ".join(text.split())
        leading = text[0].isspace() and not self._glue
        if not core:
            self._space = self._space or leading
            return
        if (self._space or leading) and self.length:
            self._parts.append(" ")
            self.length += 1
        self._parts.append(core)
        self.length += len(core)
        self._space = text[-1].isspace()
        self._glue = False

    def space(self) -> None:
        """A word ends here."""
        self._space = True

    def glue(self) -> None:
        """The word goes on across a break: white space around it does not count."""
        self._space = False
        self._glue = True

    def mark(self) -> tuple[int, int]:
        """A mark to be given to :meth:`since` later."""
        return len(self._parts), self.length

    def since(self, mark: tuple[int, int]) -> tuple[int, int]:
        """Start and end of what was added since *mark*, without a space at its start."""
        parts, start = mark
        if len(self._parts) > parts and self._parts[parts] == " ":
            start += 1
        return min(start, self.length), self.length

    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)


def preferred(choice: etree._Element) -> etree._Element | None:
    """The child of ``choice`` (or ``app``, ``subst``) that the edited reading takes."""
    children = {local_name(child): child for child in reversed(choice) if local_name(child)}
    for name in PREFERRED:
        if name in children:
            return children[name]
    return next(iter(reversed(children.values())), None)


def edited_text(element: etree._Element) -> str:
    """The edited reading of *element*, its own notes and apparatus left out."""
    builder = TextBuilder()
    add_edited(builder, element)
    return builder.text()


def add_edited(builder: TextBuilder, element: etree._Element) -> None:
    """Add the edited reading of the content of *element* to *builder*."""
    builder.add(element.text)
    for child in element:
        name = local_name(child)
        if name == "choice":
            chosen = preferred(child)
            if chosen is not None:
                add_edited(builder, chosen)
        elif name in BREAKS:
            add_break(builder, child)
        elif name and name not in UNREAD:
            if name in _BLOCKS:
                builder.space()
            add_edited(builder, child)
            if name in _BLOCKS:
                builder.space()
        builder.add(child.tail)


def add_break(builder: TextBuilder, element: etree._Element) -> None:
    """Add what a line, page or column break does to the words around it."""
    if element.get("break") == "no":
        builder.glue()
    else:
        builder.space()


def main_title(header: etree._Element) -> str:
    """The title that a ``teiHeader`` gives the text: the first main one that has words, or any.

    One of level m, s or j is that of what the text stands in, if there is any other.
    """
    titles = header.findall(".//tei:titleStmt/tei:title", NAMESPACES)
    main = [title for title in titles if title.get("type") in {"main", None}]
    own = [title for title in main if title.get("level", "a") not in {"m", "s", "j"}]
    return next((text for title in (*own, *main, *titles) if (text := edited_text(title))), "")


def is_mixed(element: etree._Element) -> bool:
    """Whether text stands directly in *element*, before, between or after its children."""
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def plain_text(element: etree._Element) -> str:
    """All characters of *element* with white space collapsed, whatever they are."""
    return " ".join("".join(element.itertext(etree.Element)).split())


def copy_text(text: etree._Element) -> str:
    """The copy from which the TEI *text* element was made, character for character.

    Each head and paragraph is a line; lines are parted by an empty one, and by as many more as
    a ``space`` of dimension "vertical" between them says. White space of the mark-up is
    collapsed; a no-break space is a character of the copy and stays.
    """
    lines: list[str] = []
    for block in _copy_blocks(text):
        if local_name(block) == "space":
            lines.extend([""] * (int(block.get("quantity", "1")) - 1))
        else:
            pieces: list[str] = []
            _add_copy(pieces, block)
            line = "".join(pieces)
            lines.extend((_collapse_xml_space(line), ""))
    return "\n".join(lines[:-1])


def _copy_blocks(text: etree._Element) -> Iterator[etree._Element]:
    """Heads, paragraphs and vertical spaces, in order; what the editors supplied left out."""
    for block in text.iter(tei("head"), tei("p"), tei("ab"), tei("space")):
        if local_name(block) == "space" and block.get("dim") != "vertical":
            continue
        if any(local_name(up) in {"note", "supplied"} for up in block.iterancestors()):
            continue
        yield block


def _add_copy(pieces: list[str], element: etree._Element) -> None:
    """Add what the copy has of the content of *element* to *pieces*."""
    if element.text:
        pieces.append(element.text)
    for child in element:
        name = local_name(child)
        if name == "choice":
            for of_copy in child:
                if local_name(of_copy) in _OF_THE_COPY:
                    _add_copy(pieces, of_copy)
        elif name and name not in _NOT_OF_THE_COPY:
            _add_copy(pieces, child)
        if child.tail:
            pieces.append(child.tail)


def _collapse_xml_space(text: str) -> str:
    return " ".join(
        piece
        for piece in text.replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" ")
        if piece
    )
