"""The doctree as it is being built: where blocks and words go, whatever the nesting of the TEI.

TEI lets a paragraph hold lists, a quotation hold stanzas and a highlighted phrase hold a table.
A doctree, like HTML, does not. The builder closes and reopens what must be closed, so that a
behaviour only says "here is a block" or "here are words", and nothing is ever dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from docutils import nodes
from lxml import etree

from edition.model.context import Context
from edition.sphinxext.nodes import passage_group

_SPACE: Final = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Account:
    """What became of the source, for the ledger.

    :ivar omitted: elements left out with all they hold, and the rule that says so.
    :ivar moved: elements whose content was taken out of its place, and the node that has it.
    :ivar verbatim: elements shown as source code, and the code.
    :ivar unknown: names of elements without a rule, with how often and where first.
    """

    omitted: dict[etree._Element, str] = field(default_factory=dict)
    moved: dict[etree._Element, nodes.Element] = field(default_factory=dict)
    verbatim: dict[etree._Element, str] = field(default_factory=dict)
    unknown: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    """A block being filled.

    :ivar block: where blocks go; None in a paragraph until the first block comes in it.
    :ivar paragraph: where words go, or None if no paragraph is open.
    :ivar inlines: the inline nodes that are open, outermost first.
    :ivar whole: the paragraph that this frame stands for, if it is one.
    """

    block: nodes.Element | None
    paragraph: nodes.Element | None = None
    inlines: list[nodes.Element] = field(default_factory=list)
    whole: nodes.Element | None = None


class Builder:
    """Builds the doctree of one file.

    :ivar context: anchors and pointers of the file.
    :ivar account: what became of the source.
    :ivar floats: notes and apparatus entries that wait for the end of the block they are called in.
    """

    def __init__(self, root: nodes.Element, context: Context, source: str) -> None:
        """Begin to fill *root*; *source* is the path of the file for messages."""
        self.context = context
        self.account = Account()
        self.source = source
        #: The source folder.
        self.folder = Path(source).parents[context.file.count("/")]
        self.floats: list[nodes.Element] = []
        #: What stands off from the text, to be put below it.
        self.apart: list[nodes.Element] = []
        self.preserve = False
        self._frames = [_Frame(root)]
        #: Pieces of text that will be one node, at the end of the innermost node that is open.
        self._run: list[str] = []

    # -- where we are ----------------------------------------------------------------------

    @property
    def in_words(self) -> bool:
        """Whether a paragraph is open, so that an element of either sort is read as inline."""
        return self._frames[-1].paragraph is not None

    @property
    def has_words(self) -> bool:
        """Whether the open paragraph has words in it already."""
        self._end_run()
        paragraph = self._frames[-1].paragraph
        return paragraph is not None and bool(paragraph.astext().strip())

    @property
    def at_structure(self) -> bool:
        """Whether blocks here are those of the text itself, not of a list or a note."""
        frame = self._frames[-1]
        return frame.whole is None and isinstance(frame.block, (nodes.section, nodes.document))

    @property
    def block_node(self) -> nodes.Element:
        """The node that blocks go to."""
        return self._block()

    def is_inside(self, kind: type[nodes.Element]) -> bool:
        """Whether an inline node of *kind* is open (a link may not hold another)."""
        return any(isinstance(node, kind) for node in self._frames[-1].inlines)

    # -- words -----------------------------------------------------------------------------

    def text(self, text: str | None) -> None:
        """Add text of the source, white space collapsed unless it is to be preserved."""
        if not text:
            return
        frame = self._frames[-1]
        if frame.paragraph is None and not text.strip(" \t\r\n"):
            return
        if not self.preserve:
            text = _SPACE.sub(" ", text)
        paragraph = frame.paragraph or self._open_paragraph(frame)
        if not (self.preserve or self._run or frame.inlines or paragraph.children):
            text = text.lstrip(" ")
            if not text:
                return
        self._run.append(text)

    def add_inline(self, node: nodes.Node) -> None:
        """Add a finished inline node."""
        self._words().append(node)

    def open_inline(self, node: nodes.Element) -> None:
        """Words go into *node* from now on; if a block interrupts it, a copy goes on after it."""
        _append(self._words(), node)
        self._frames[-1].inlines.append(node)

    def close_inline(self) -> None:
        """Words go again where they went before the last :meth:`open_inline`."""
        self._end_run()
        self._frames[-1].inlines.pop()

    @contextmanager
    def inline(self, node: nodes.Element) -> Iterator[None]:
        """Words go into *node* for a while."""
        self.open_inline(node)
        yield
        self.close_inline()

    def _words(self) -> nodes.Element:
        """Where an inline node goes."""
        self._end_run()
        frame = self._frames[-1]
        paragraph = frame.paragraph or self._open_paragraph(frame)
        return frame.inlines[-1] if frame.inlines else paragraph

    def _open_paragraph(self, frame: _Frame) -> nodes.Element:
        frame.paragraph = paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = self.source, None
        self._block().append(paragraph)
        frame.inlines = self._reopened(frame.inlines, paragraph)
        return paragraph

    def _end_run(self) -> None:
        """Make a node of the pieces of text that have come since the last node."""
        if self._run:
            frame = self._frames[-1]
            parent = frame.inlines[-1] if frame.inlines else frame.paragraph
            assert parent is not None
            _append(parent, nodes.Text("".join(self._run)))
            self._run.clear()

    @staticmethod
    def _reopened(inlines: list[nodes.Element], parent: nodes.Element) -> list[nodes.Element]:
        copies = []
        for node in inlines:
            copy = node.copy()
            copy["ids"] = []
            parent.append(copy)
            copies.append(copy)
            parent = copy
        return copies

    # -- blocks ----------------------------------------------------------------------------

    def add_block(self, node: nodes.Node) -> None:
        """Add a finished block."""
        self._close_paragraph()
        self._block().append(node)

    @contextmanager
    def block(self, node: nodes.Element) -> Iterator[None]:
        """Blocks and words go into *node* for a while."""
        self.add_block(node)
        with self.detached(node):
            yield

    @contextmanager
    def detached(self, node: nodes.Element) -> Iterator[None]:
        """As :meth:`block`, for a node that stands elsewhere (a note, an entry of an apparatus)."""
        self._end_run()
        self._frames.append(_Frame(node))
        yield
        self._close_paragraph()
        self._frames.pop()

    @contextmanager
    def paragraph(self, node: nodes.Element) -> Iterator[None]:
        """Words go into *node*, a paragraph, title or term; blocks among them split it."""
        self.add_block(node)
        with self.detached_words(node):
            yield

    @contextmanager
    def detached_words(self, node: nodes.Element) -> Iterator[None]:
        """As :meth:`paragraph`, for a node that stands already where it should."""
        self._end_run()
        self._frames.append(_Frame(None, paragraph=node, whole=node))
        yield
        self._close_paragraph()
        self._frames.pop()

    def finish(self) -> None:
        """All of the file has been walked."""
        self.flush_floats()
        self._close_paragraph()

    def flush_floats(self) -> None:
        """Put the waiting notes here, unless a block around this one will."""
        if self.floats and self.at_structure:
            floats, self.floats = self.floats, []
            self._close_paragraph()
            for node in floats:
                self._block().append(node)

    def _block(self) -> nodes.Element:
        frame = self._frames[-1]
        if frame.block is None:
            frame.block = self._group(frame)
        return frame.block

    def _group(self, frame: _Frame) -> nodes.Element:
        """Make of the paragraph of *frame* a group that can hold blocks, and give it its anchor."""
        whole = frame.whole
        if whole is None or whole.parent is None:
            message = "a frame without a block stands for a paragraph in a tree"
            raise AssertionError(message)
        if isinstance(whole, nodes.term):
            # A block in a term: it begins the definition.
            definition = whole.parent.children[-1]
            assert isinstance(definition, nodes.Element)
            return definition
        if not isinstance(whole, nodes.paragraph):
            # A block in a title: it goes after it.
            return whole.parent
        group = passage_group(**whole.attributes)
        group.source, group.line = whole.source, whole.line
        whole.parent.replace(whole, group)
        whole["ids"] = []
        whole.attributes.pop("number", None)
        if whole.children:
            group.append(whole)
        return group

    def _close_paragraph(self) -> None:
        self._end_run()
        frame = self._frames[-1]
        paragraph, frame.paragraph = frame.paragraph, None
        if paragraph is None or self.preserve:
            return
        last = paragraph.children[-1] if paragraph.children else None
        if isinstance(last, nodes.Text):
            # By place: Element.remove() would take the first text that is equal.
            del paragraph[-1]
            if stripped := last.rstrip(" "):
                paragraph.append(nodes.Text(stripped))


def _append(parent: nodes.Element, child: nodes.Node) -> None:
    """As ``parent.append``, which would look for the document of every node up to the root."""
    child.parent = parent
    parent.children.append(child)
