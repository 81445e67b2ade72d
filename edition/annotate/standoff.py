"""Claims and notes: what stands apart from the text and points at it, set as its neighbours are."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from lxml import etree

from edition.annotate.edit import Edit
from edition.annotate.layout import appended, attribute, indent_below, paragraph
from edition.annotate.marks import tag
from edition.annotate.overlap import Overlap
from edition.annotate.places import Editable, Place
from edition.annotate.tags import Markup, prefix_at, refuse_id
from edition.errors import EditionError, UsageError
from edition.tei.names import NAMESPACES, XML_ID
from edition.tei.pointers import split_key
from edition.tei.splice import escaped

_NUMBERED: Final = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class NewPosition:
    """What somebody holds about a claim.

    :ivar stance: key of the category.
    :ivar holder: who, in words.
    :ivar registered: key of the holder in a register, or "".
    :ivar summary: what they hold.
    :ivar sources: keys of the bibliography.
    """

    stance: str
    holder: str
    registered: str
    summary: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim to be written; see :class:`edition.model.Claim`.

    :ivar statuses: keys of its categories.
    """

    title: str
    statement: str
    statuses: tuple[str, ...]
    claimant: str = ""
    positions: tuple[NewPosition, ...] = ()
    assessment: str = ""
    responsible: str = ""
    cert: str = ""


class Target(NamedTuple):
    """What an annotation points at.

    :ivar key: its key.
    :ivar edit: the edit that gives it its id, or None if it has one.
    """

    key: str
    edit: Edit | None


def next_id(text: Editable, listed: etree._Element, stem: str) -> str:
    """The id behind those of the annotations in *listed*: ``c46`` behind ``c45``.

    :param stem: what ids begin with if there are none yet.
    """
    width, highest = 2, 0
    for annotation in listed.iterfind("tei:annotation", NAMESPACES):
        match = _NUMBERED.fullmatch(annotation.get(XML_ID, ""))
        if match:
            stem, width = match[1], max(width, len(match[2]))
            highest = max(highest, int(match[2]))
    identifier = f"{stem}{highest + 1:0{width}}"
    while refuse_id(text, identifier):
        highest += 1
        identifier = f"{stem}{highest + 1:0{width}}"
    return identifier


def target(place: Place, identifier: str, kind: str, overlap: Overlap | None = None) -> Target:
    """What points at the words of *place*: an element that has them and an id, or a new ``seg``.

    :param identifier: the id of the new one.
    :param kind: its ``@type``, or "".
    :raises EditionError: as :func:`edition.annotate.marks.tag`.
    """
    extents = place.trace.extents
    for element, extent in extents.items():
        known = place.text.reading.context.anchors.get(element)
        if known and extent == (place.start, place.end) and element.get(XML_ID) == known:
            return Target(f"{place.text.file}#{known}", None)
    if fault := refuse_id(place.text, identifier):
        raise fault
    attributes = {"type": kind, "xml:id": identifier} if kind else {"xml:id": identifier}
    if overlap in {"split", "stand-off"}:
        message = "an annotation points at one element"
        raise UsageError(message, hint="Choose words that overlap nothing, or --on-overlap widen.")
    edit = tag(place, Markup("seg", attributes), overlap)
    return Target(f"{place.text.file}#{identifier}", edit)


def list_of(text: Editable, kind: str) -> etree._Element:
    """The list of annotations of *kind* in a file.

    :raises EditionError: it has none.
    """
    found = text.document.root.find(f".//tei:listAnnotation[@type='{kind}']", NAMESPACES)
    if found is None:
        message = f"there is no list of annotations of type {kind}"
        hint = f'Write <standOff><listAnnotation type="{kind}"/></standOff> into the file.'
        raise EditionError(message, file=text.file, hint=hint)
    return found


def add_claim(text: Editable, identifier: str, points_at: str, claim: NewClaim) -> Edit:
    """The edit that writes *claim* into the list of claims of *text*.

    :param points_at: key of the words that make it.
    :raises EditionError: there is no list of claims.
    """
    listed = list_of(text, "claims")
    number = 1 + len(listed.findall("tei:annotation", NAMESPACES))
    statuses = " ".join(pointer(text, status) for status in claim.statuses)
    writer = _Writer(text, prefix_at(text, listed), indent_below(listed))
    p = writer.prefix
    lines = [
        f'<{p}annotation xml:id="{identifier}" n="{number}" target="{escaped(pointer(text, points_at))}"'
    ]
    lines += [f'  ana="{escaped(statuses)}">'] if statuses else []
    lines[-1] += "" if statuses else ">"
    lines += writer.short("title", claim.title)
    lines += writer.short("claimant", claim.claimant)
    lines += writer.note(attribute("type", "statement"), escaped_text(claim.statement))
    for position in claim.positions:
        lines += writer.position(position, claim.cert)
    responsible = pointer(text, claim.responsible) if claim.responsible else ""
    said = attribute("type", "assessment") + attribute("resp", responsible)
    lines += writer.note(said + attribute("cert", claim.cert), escaped_text(claim.assessment))
    lines.append(f"</{p}annotation>")
    title = f"Add the claim {identifier}: {claim.title}"
    return Edit(text.file, appended(text, listed, lines), title, frozenset({identifier}))


def add_note(
    text: Editable,
    identifier: str,
    points_at: str,
    kind: str,
    words: str,
    sources: Sequence[str] = (),
) -> Edit:
    """The edit that writes a note into the list of notes of *kind* in *text*.

    :param points_at: key of what it is about.
    :param sources: keys of the bibliography.
    :raises EditionError: there is no such list.
    """
    listed = list_of(text, kind)
    writer = _Writer(text, prefix_at(text, listed), indent_below(listed))
    p = writer.prefix
    written = " ".join([escaped_text(words), *writer.sources(sources)])
    goal = escaped(pointer(text, points_at))
    lines = [f'<{p}annotation xml:id="{identifier}" target="{goal}">']
    lines += writer.note(attribute("type", kind), written)
    lines.append(f"</{p}annotation>")
    title = f"Add the note {identifier} on {split_key(points_at)[1]}"
    return Edit(text.file, appended(text, listed, lines), title, frozenset({identifier}))


def pointer(text: Editable, goal: str) -> str:
    """The key *goal* as it is written in *text*: ``#id``, or ``file.xml#id`` as seen from its folder."""
    file, identifier = split_key(goal)
    if file == text.file:
        return f"#{identifier}"
    return f"{posixpath.relpath(file, posixpath.dirname(text.file) or '.')}#{identifier}"


def escaped_text(words: str) -> str:
    """*words* as the text of an element, in one line."""
    return " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Writer(NamedTuple):
    """Writes the parts of an annotation.

    :ivar prefix: what names begin with.
    :ivar indent: columns before the annotation.
    """

    text: Editable
    prefix: str
    indent: int

    def short(self, kind: str, words: str) -> list[str]:
        """A note of one line."""
        p = self.prefix
        return [f'  <{p}note type="{kind}">{escaped_text(words)}</{p}note>'] if words else []

    def note(self, attributes: str, written: str) -> list[str]:
        """A note whose text has lines of its own."""
        p = self.prefix
        if not written:
            return []
        inside = [f"    {line}" for line in paragraph(written, self.indent + 4)]
        return [f"  <{p}note{attributes}>", *inside, f"  </{p}note>"]

    def position(self, position: NewPosition, cert: str) -> list[str]:
        """A position with its holder, what they hold, and the sources."""
        p, registered = self.prefix, position.registered
        ref = pointer(self.text, registered) if registered else ""
        holder = f'<{p}name type="holder"{attribute("ref", ref)}>{escaped_text(position.holder)}</{p}name>'
        written = [holder, escaped_text(position.summary), *self.sources(position.sources)]
        attributes = attribute("type", "position")
        attributes += attribute("ana", pointer(self.text, position.stance))
        attributes += attribute("resp", ref) + attribute("cert", cert)
        return self.note(attributes, " ".join(filter(None, written)))

    def sources(self, sources: Sequence[str]) -> list[str]:
        """Pointers into the bibliography."""
        p = self.prefix
        return [f'<{p}bibl corresp="{escaped(pointer(self.text, s))}"/>' for s in sources]
