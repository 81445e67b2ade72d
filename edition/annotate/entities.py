"""Entries of the registers: new ones, other ids, two that are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from lxml import etree

from edition.annotate.edit import Edit
from edition.annotate.layout import appended, attribute, indent_below, paragraph, removed
from edition.annotate.places import Editable
from edition.annotate.standoff import escaped_text
from edition.annotate.tags import encoded, prefix_at
from edition.errors import EditionError, UsageError
from edition.model import Edition
from edition.model.context import ANCHOR
from edition.tei.names import NAMESPACES, XML_ID, local_name
from edition.tei.pointers import split_key, targets
from edition.tei.splice import Splice, set_attribute
from edition.tei.text import edited_text


class _Form(NamedTuple):
    """How entries of a kind are written: list, entry, name, and what is around the names."""

    listed: str
    entry: str
    name: str
    around: str = ""


#: By the kind of the register.
FORMS: Final = {
    "person": _Form("listPerson", "person", "persName"),
    "place": _Form("listPlace", "place", "placeName"),
    "organisation": _Form("listOrg", "org", "orgName"),
    "event": _Form("listEvent", "event", "eventName"),
    "work": _Form("listBibl", "bibl", "title"),
    "object": _Form("listObject", "object", "objectName", "objectIdentifier"),
}


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entry to be written.

    :ivar variants: other names.
    :ivar index: the name by which an index heads it, or "".
    :ivar sort: its sort key, or "".
    :ivar identifiers: of authority files, by their type (``wikidata``).
    """

    kind: str
    id: str
    name: str
    variants: Sequence[str] = ()
    index: str = ""
    sort: str = ""
    type: str = ""
    description: str = ""
    identifiers: Mapping[str, str] | None = None


def register_of(texts: Mapping[str, Editable], kind: str) -> Editable:
    """The file with the register of *kind*: the one with the most entries, or with an empty list.

    :raises EditionError: there is none.
    """
    form = FORMS[kind]
    counts = {
        file: sum(entity.kind == kind for entity in text.reading.part.entities)
        for file, text in texts.items()
    }
    file = max(counts, key=lambda file: counts[file], default="")
    if file and counts[file]:
        return texts[file]
    for text in texts.values():
        if text.document.root.find(f".//tei:standOff//tei:{form.listed}", NAMESPACES) is not None:
            return text
    raise EditionError(
        f"there is no register of kind {kind}",
        hint=f"Make a file with <standOff><{form.listed}/></standOff>, and name it with --file.",
    )


def add(text: Editable, entity: NewEntity, edition: Edition) -> Edit:
    """The edit that writes *entity* at the end of its register in *text*.

    :raises UsageError: its id is no anchor, or is given already.
    :raises EditionError: the file has no such list.
    """
    form = FORMS[entity.kind]
    _refuse(text, entity.id, edition)
    listed = _list_in(text, form)
    p = prefix_at(text, listed)

    def name(kind: str, words: str) -> str:
        return f'<{p}{form.name} type="{kind}">{escaped_text(words)}</{p}{form.name}>'

    names = [name("main", entity.name)]
    names += [name("variant", variant) for variant in entity.variants]
    names += [name("index", entity.index)] if entity.index else []
    names += [
        f"<{p}idno{attribute('type', kind)}>{escaped_text(value)}</{p}idno>"
        for kind, value in (entity.identifiers or {}).items()
    ]
    if form.around:
        names = [f"<{p}{form.around}>{''.join(names)}</{p}{form.around}>"]
    head = attribute("xml:id", entity.id) + attribute("sortKey", entity.sort)
    lines = [f"<{p}{form.entry}{head}{attribute('type', entity.type)}>"]
    lines += [f"  {line}" for line in names]
    if entity.description:
        inside = paragraph(escaped_text(entity.description), indent_below(listed) + 4)
        lines.append(f'  <{p}note type="description">')
        lines += [f"    {line}" for line in inside]
        lines.append(f"  </{p}note>")
    lines.append(f"</{p}{form.entry}>")
    title = f"Add the {entity.kind} {entity.id}: {entity.name}"
    return Edit(text.file, appended(text, listed, lines), title, frozenset({entity.id}))


def rename(texts: Mapping[str, Editable], edition: Edition, old: str, new: str) -> list[Edit]:
    """The edits that give the entry with the key *old* the id *new*, with every pointer to it.

    :raises UsageError: there is no such entry, or the new id cannot be given.
    """
    file, identifier = split_key(old)
    text = texts[file]
    _refuse(text, new, edition)
    element = entry(text, identifier)
    title = f"Rename {old} to {new}"
    splices = {file: [set_attribute(text.document, element, "xml:id", new)]}
    for other, found in _pointing(texts, edition, old, f"{file}#{new}"):
        splices.setdefault(other, []).extend(found)
    return [
        Edit(
            name,
            tuple(made),
            title,
            frozenset({new} if name == file else ()),
            frozenset({identifier} if name == file else ()),
        )
        for name, made in splices.items()
        if made
    ]


def merge(texts: Mapping[str, Editable], edition: Edition, one: str, into: str) -> list[Edit]:
    """The edits that make the entry *one* a part of *into*: pointers, names and identifiers.

    What else *one* holds and *into* holds too, in other words, must be settled by the editors first.

    :param one: key of the entry that goes.
    :param into: key of the one that stays.
    :raises EditionError: something of *one* would be lost.
    """
    if one == into:
        raise UsageError("an entry cannot be merged into itself", hint="Name two entries.")
    file, identifier = split_key(one)
    goal_file, goal = split_key(into)
    text, goal_text = texts[file], texts[goal_file]
    gone, stays = entry(text, identifier), entry(goal_text, goal)
    if local_name(gone) != local_name(stays):
        message = f"{one} is a <{local_name(gone)}>, {into} is a <{local_name(stays)}>"
        raise EditionError(message, file=file, hint="Merge entries of one register.")
    inner = [
        str(element.get(XML_ID))
        for element in gone.iter()
        if element.get(XML_ID) and element is not gone
    ]
    if inner:
        message = f"{one} holds what has ids of its own: {', '.join(inner)}"
        raise text.document.fault(gone, message, "Move it by hand, or take the ids out.")
    title = f"Merge {one} into {into}"
    splices: dict[str, list[Splice]] = {file: [removed(text, gone)]}
    splices.setdefault(goal_file, []).extend(_taken_over(text, gone, goal_text, stays))
    inside = set(gone.iter())
    for other, found in _pointing(texts, edition, one, into, inside):
        splices.setdefault(other, []).extend(found)
    freed = frozenset({identifier})
    return [
        Edit(name, tuple(made), title, freed=freed if name == file else frozenset())
        for name, made in splices.items()
        if made
    ]


def entry(text: Editable, identifier: str) -> etree._Element:
    """The element of an entry.

    :raises UsageError: nothing has the id.
    """
    for element, anchor in text.reading.context.anchors.items():
        if anchor == identifier:
            return element
    raise UsageError(f"nothing has the id {identifier!r}", file=text.file)


def _refuse(text: Editable, identifier: str, edition: Edition) -> None:
    """Refuse an id that is no anchor, is that of another entry, or was published.

    :raises UsageError: it is.
    """
    if not ANCHOR.fullmatch(identifier):
        hint = "Begin with a letter; then letters, digits, - . and _."
        raise UsageError(f"{identifier!r} cannot be an id", hint=hint)
    others = [key for key in edition.entities if split_key(key)[1] == identifier]
    if identifier in text.reading.part.ids or others:
        there = others[0] if others else f"{text.file}#{identifier}"
        raise UsageError(f"{there} is there already", hint="Choose another id.")
    if identifier in text.reserved:
        hint = "An id that was published is never given to anything else: choose another."
        raise UsageError(f"the id {identifier!r} was published", file=text.file, hint=hint)


def _list_in(text: Editable, form: _Form) -> etree._Element:
    """The list that a new entry goes into: that of the last entry, or the first one.

    :raises EditionError: there is none.
    """
    root = text.document.root
    lists = root.findall(f".//tei:standOff//tei:{form.listed}", NAMESPACES)
    lists = lists or root.findall(f".//tei:text//tei:{form.listed}", NAMESPACES)
    # A chronology is a list of events too, of which none is an entry.
    known = {entity.key for entity in text.reading.part.entities}
    filled = [
        listed
        for listed in lists
        if any(text.reading.context.key_or_none(child) in known for child in listed)
    ]
    if not lists:
        hint = f"Write <standOff><{form.listed}/></standOff> into it."
        raise EditionError(f"there is no {form.listed}", file=text.file, hint=hint)
    return (filled or lists)[-1]


def _pointing(
    texts: Mapping[str, Editable],
    edition: Edition,
    old: str,
    new: str,
    inside: set[etree._Element] | None = None,
) -> Iterator[tuple[str, list[Splice]]]:
    """For each file the splices that make every pointer to *old* one to *new*.

    :param inside: elements that go, and whose pointers are left alone.
    """
    for file, text in texts.items():
        context = text.reading.context
        made = []
        for element, name, value in context.pointing:
            if inside and element in inside:
                continue
            tokens = value.split()
            after = [
                _repointed(text, token, old, new) if edition.resolve(target) == old else token
                for token in tokens
                for target in targets(token, file, context.prefixes)
            ]
            if after != tokens:
                joined = " ".join(dict.fromkeys(after))
                made.append(set_attribute(text.document, element, name, joined))
        yield file, made


def _repointed(text: Editable, token: str, old: str, new: str) -> str:
    """The pointer *token* to *old* as one to *new*, written in the same way if it can be."""
    old_id, new_id = split_key(old)[1], split_key(new)[1]
    for known, other in ((old_id, new_id), (quote(old_id), quote(new_id))):
        if token.endswith(known):
            written = token[: len(token) - len(known)] + other
            goals = list(targets(written, text.file, text.reading.context.prefixes))
            if goals in ([new], [f"?{new_id}"]) or unquote(goals[0]) == f"{text.file}#{new_id}":
                return written
    from edition.annotate.standoff import pointer  # noqa: PLC0415

    return pointer(text, new)


def _taken_over(
    text: Editable, gone: etree._Element, goal: Editable, stays: etree._Element
) -> list[Splice]:
    """The splice that writes what only *gone* holds into *stays*.

    :raises EditionError: both hold something of one sort, in other words.
    """
    names = {_said(child) for child in stays.iter()}
    sorts = {_sort(child) for child in stays}
    lines, lost = [], []
    for child in gone:
        if not isinstance(child.tag, str):
            continue
        if _is_name(child) or local_name(child) == "objectIdentifier":
            lines += _as_variants(child, goal, stays)
        elif _said(child) in names:
            continue
        elif local_name(child) == "idno" or _sort(child) not in sorts:
            data = text.document.data[text.source.start(child) : text.source.end(child)]
            lines.append(data.decode(text.source.encoding))
        else:
            lost.append(child)
    if lost:
        kinds = ", ".join(
            f"{local_name(c)} “{edited_text(c) or ' '.join(c.attrib.values())}”" for c in lost
        )
        message = f"both entries hold: {kinds}"
        hint = "Settle what is right in one of them and take it out of the other, then merge."
        raise text.document.fault(lost[0], message, hint)
    names_end = [
        child for child in stays if _is_name(child) or local_name(child) == "objectIdentifier"
    ]
    if not lines:
        return []
    if not names_end:
        return list(appended(goal, stays, lines))
    at = goal.source.end(names_end[-1])
    indent = " " * indent_below(stays)
    written = "".join(f"\n{indent}{line}" for line in lines)
    return [Splice(at, at, encoded(goal, stays, written))]


def _is_name(element: etree._Element) -> bool:
    return any(local_name(element) == form.name for form in FORMS.values())


def _said(element: etree._Element) -> tuple[str, str, str]:
    """What an element says: two that say the same are one."""
    kept = {key: value for key, value in element.attrib.items() if key != "source"}
    return local_name(element), str(sorted(kept.items())), edited_text(element)


def _sort(element: etree._Element) -> tuple[str, str]:
    """What an entry holds one of: a birth, a description."""
    return local_name(element), element.get("type", "")


def _as_variants(child: etree._Element, goal: Editable, stays: etree._Element) -> list[str]:
    """The names of an entry that goes as variants of the one that stays, with identifiers beside them."""
    known = {edited_text(element) for element in stays.iter() if _is_name(element)}
    held = {_said(element) for element in stays.iter()}
    p = prefix_at(goal, stays)
    written = []
    for element in [child] if _is_name(child) else child:
        words, local = edited_text(element), local_name(element)
        if not words or _said(element) in held:
            continue
        if _is_name(element) and (words in known or element.get("type") == "index"):
            continue
        kind = "variant" if _is_name(element) else element.get("type", "")
        line = f"<{p}{local}{attribute('type', kind)}>{escaped_text(words)}</{p}{local}>"
        within = element is not child
        written.append(f"<{p}objectIdentifier>{line}</{p}objectIdentifier>" if within else line)
    return written
