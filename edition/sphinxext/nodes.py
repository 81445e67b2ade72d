"""Doctree nodes that say what a thing *is*; visitors say how it looks.

All derive from nodes that every builder knows, so that LaTeX, plain text, manual pages and EPUB
work without a visitor of ours. Attributes are plain values, since doctrees are pickled.
"""

from __future__ import annotations

from docutils import nodes


class passage(nodes.paragraph):  # noqa: N801 – docutils' convention
    """A paragraph of the text. Attributes: ``number`` (``@n``), ``stable`` (its id is the editor's)."""


class passage_group(nodes.container):  # noqa: N801
    """A paragraph of the text that holds blocks: its pieces, with the attributes of a passage."""


class sentence(nodes.inline):  # noqa: N801
    """A sentence or other citable unit within a paragraph."""


class mention(nodes.inline):  # noqa: N801
    """Words that name or mean entities.

    Attributes: ``targets`` (as the model gives them), ``kind`` (element name), ``subtype``,
    ``cert``.
    """


class dated(nodes.inline):  # noqa: N801
    """A temporal expression. Attributes: ``iso`` (machine-readable value or ""), ``words``."""


class departure(nodes.inline):  # noqa: N801
    """The edited reading where it is not the copy. Attribute: ``kind``."""


class changed_words(nodes.inline):  # noqa: N801
    """Words that are in one of two versions only. Attribute: ``change`` (``deleted``, ``inserted``)."""


class reading(nodes.inline):  # noqa: N801
    """A reading. Attribute: ``witnesses`` (their sigla)."""


class mathml(nodes.inline):  # noqa: N801
    """A formula. Attribute: ``markup`` (MathML, safe to be written); its text is for other writers."""


class line_break(nodes.inline):  # noqa: N801
    """A line break of the source. Attribute: ``within_word``."""


class page_break(nodes.inline):  # noqa: N801
    """Where a page, column or section of the source begins. Attributes: ``unit``, ``number``."""


class annotation(nodes.container):  # noqa: N801
    """A note: moved out of the words it interrupts, called from its place.

    Attributes: ``kind`` (``@type``), ``key``, ``callers`` (ids in the text).
    """


class call(nodes.inline):  # noqa: N801
    """A sign in the text that leads to what is said of it; it holds a reference with the sign.

    Attribute: ``says`` (what the sign is called when it is read aloud). It is not text: where signs
    can be drawn they are, so that the words around them stay a text to be quoted and searched.
    """


class note_call(call):  # noqa: N801
    """The place of a note in the text; becomes a reference when notes are numbered.

    Attribute: ``note`` (key of the note).
    """


class claim_call(call):  # noqa: N801
    """The end of words that make a claim."""


class further(call):  # noqa: N801
    """A further entity that is meant by words linked already."""


class marginal(nodes.container):  # noqa: N801
    """What stands beside a block: notes and claims on its words.

    Attribute: ``lines`` on what stands in it (how many lines of it there is room for).
    """


class apparatus_entry(nodes.container):  # noqa: N801
    """What the copy has where the edited text departs from it, moved out of the text."""


class register_entry(nodes.container):  # noqa: N801
    """An entry of a register, a claim or an item of a bibliography.

    Attributes: ``key``, ``kind``.
    """


class entry_part(nodes.container):  # noqa: N801
    """A labelled part of an entry. Attribute: ``kind``."""


class folded(nodes.Element):  # noqa: N801
    """Consecutive nodes that are out of sight. Attribute: ``content``. Never reaches a writer."""

    def astext(self) -> str:
        """The words that are folded away."""
        return "".join(node.astext() for node in self["content"])

    def deepcopy(self) -> folded:
        """A copy with a content of its own."""
        made = self.copy()
        made["content"] = [node.deepcopy() for node in self["content"]]
        return made


class link(nodes.reference):  # noqa: N801
    """A link to something of the edition."""


class drawing(nodes.container):  # noqa: N801
    """A drawing. Its content is what it shows, in words: a caption, and all that other writers need.

    Attributes: ``markup`` (SVG, safe to be written), ``width`` (in units of its own).
    """


class tombstone(nodes.paragraph):  # noqa: N801
    """What is said where a published anchor is gone; it has the old id."""


class listing(nodes.General, nodes.Element):  # noqa: N801
    """The place of a list that can be made only when all files are read.

    Attributes: ``kind`` and ``options``. Never reaches a writer.
    """


def generated(node: nodes.Element) -> nodes.Element:
    """Mark *node* as the edition's own words: not of the source, not to be copied with it."""
    node["classes"] = [*node["classes"], GENERATED]
    return node


def replace_text(text: nodes.Text, new: nodes.Node) -> None:
    """Put *new* where *text* is.

    ``Element.replace`` looks for the first child that is equal, and texts are equal as strings are.
    """
    parent = text.parent
    at = next(place for place, child in enumerate(parent.children) if child is text)
    parent[at] = new


#: Class of everything that is not text of the source.
GENERATED = "generated"
