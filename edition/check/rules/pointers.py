"""Pointers: that they lead somewhere, and to the right sort of thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from edition.check.findings import Fix
from edition.check.likeness import near, nearest
from edition.check.rules.rule import Found, Rule
from edition.check.subject import Pointing, Subject
from edition.model import Edition
from edition.tei.names import local_name
from edition.tei.pointers import split_key
from edition.tei.splice import set_attribute

#: What the elements that name something may mean, by the kinds of registers.
_MEANT: Final[dict[str, frozenset[str]]] = {
    "persName": frozenset({"person", "organisation"}),
    "placeName": frozenset({"place"}),
    "geogName": frozenset({"place"}),
    "settlement": frozenset({"place"}),
    "region": frozenset({"place"}),
    "country": frozenset({"place"}),
    "orgName": frozenset({"organisation"}),
    "eventName": frozenset({"event"}),
    "objectName": frozenset({"object"}),
    "title": frozenset({"work", "source"}),
}
_TYPES: Final = {"org": "organisation"}
#: URI schemes that are nobody's private ones.
_SCHEMES: Final = frozenset(
    {
        "about", "acct", "ark", "cid", "cts", "data", "doi", "file", "ftp", "geo", "git", "hdl", "http",
        "https", "info", "ipfs", "isbn", "lsid", "mailto", "mid", "news", "ni", "sftp", "ssh", "svn", "tag",
        "tel", "urn", "ws", "wss", "xpath", "xmpp",
    }
)  # fmt: skip
#: From here on a place that is not there is no slip, and is told once.
_MANY: Final = 5
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def _dangling(subject: Subject) -> Iterator[Found]:
    """Each lost pointer; of many that lead to one place that is not there, the first."""
    edition = subject.edition
    lost = {(file, pointer.attribute, pointer.target) for file, pointer in edition.dangling}
    leading: dict[tuple[str, str], list[Pointing]] = defaultdict(list)
    for pointing in subject.pointing if lost else ():
        if (pointing.file, pointing.attribute, pointing.target) in lost:
            aimed, _ = split_key(pointing.target)
            to = pointing.target if aimed in edition.parts else aimed
            leading[pointing.file, to].append(pointing)
    for (_, to), pointings in leading.items():
        if to not in edition.parts and not split_key(to)[1]:
            yield _without_file(to, pointings)
        elif len(pointings) > _MANY:
            yield _without_id(subject, pointings)
        else:
            yield from (_without_id(subject, [pointing]) for pointing in pointings)


def _without_file(aimed: str, pointings: Sequence[Pointing]) -> Found:
    """Pointers to a file that is not there."""
    file, element, attribute, written, _ = pointings[0]
    message = (
        f"@{attribute} points at “{written}”, and the edition has no {aimed}{_times(pointings)}"
    )
    return Found(file, element, attribute, message, f"Add {aimed}, or check its name.")


def _without_id(subject: Subject, pointings: Sequence[Pointing]) -> Found:
    """Pointers to an id that the file has not."""
    file, element, attribute, written, target = pointings[0]
    aimed, identifier = split_key(target)
    ids = subject.edition.parts[aimed].ids
    alike, meant = near(identifier, ids), nearest(identifier, ids)
    message = (
        f"@{attribute} points at “{written}”, and {aimed} has no “{identifier}”{_times(pointings)}"
    )
    hint = f"Do you mean {', '.join(alike)}?" if alike else ""
    new, fix = f"{written.removesuffix(identifier)}{meant}", None
    alone = all(one.element.get(one.attribute) == written for one in pointings)
    if meant and written.endswith(identifier) and alone:
        document = subject.readings[file].document
        places = [(one.element, one.attribute) for one in pointings]
        fix = Fix(f"Point at {new}", tuple(set_attribute(document, *at, new) for at in places))
    return Found(file, element, attribute, message, hint, fix)


def _times(pointings: Sequence[Pointing]) -> str:
    return f" ({len(pointings):,} pointers of this file lead to it)" if len(pointings) > 1 else ""


def _wrong_kind(subject: Subject) -> Iterator[Found]:
    edition = subject.edition
    for file, element, attribute, raw, target in subject.pointing:
        meant = _meant(element, attribute)
        key = edition.resolve(target) if meant else None
        if key is None:
            continue
        kind = _kind(edition, key)
        if kind and kind not in meant:
            article = "an" if kind[0] in "aeiou" else "a"
            message = f"<{local_name(element)}> points at “{raw}”, which is {article} {kind}"
            expected = " or ".join(sorted(meant))
            yield Found(
                file, element, attribute, message, f"Point at: {expected}; or use another element."
            )


def _meant(element: etree._Element, attribute: str) -> frozenset[str]:
    """What *attribute* of *element* may point at; nothing if that is not laid down."""
    if attribute == "ref":
        name = local_name(element)
        if name == "rs":
            kind = element.get("type", "")
            kind = _TYPES.get(kind, kind)
            return (
                frozenset({kind})
                if kind in {"person", "place", "organisation", "event"}
                else frozenset()
            )
        return _MEANT.get(name, frozenset())
    return (
        frozenset({"category"})
        if attribute == "ana" and local_name(element) == "annotation"
        else frozenset()
    )


def _kind(edition: Edition, key: str) -> str:
    """What *key* names, as far as kinds are told apart."""
    if key in edition.entities:
        return edition.entities[key].kind
    kinds: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("category", edition.categories),
        ("claim", edition.claims),
        ("source", edition.sources),
        ("note", edition.notes),
    )
    return next((name for name, records in kinds if key in records), "")


def _unknown_prefix(subject: Subject) -> Iterator[Found]:
    """Each pointer of an unknown scheme; of many of one scheme in a file, the first."""
    using: dict[tuple[str, str], list[Pointing]] = defaultdict(list)
    for pointing in subject.pointing:
        match = _SCHEME.match(pointing.written)
        untouched = pointing.target == pointing.written
        if match and untouched and match[1].lower() not in _SCHEMES:
            using[pointing.file, match[1]].append(pointing)
    for (file, scheme), all_of_it in using.items():
        pointings = all_of_it
        if scheme in subject.readings[file].context.prefixes:
            fault = f"which the pattern of prefixDef “{scheme}” does not match"
        elif len(pointings) > _MANY:
            fault = f"and no prefixDef declares “{scheme}” ({len(pointings):,} pointers of this file use it)"
            pointings = all_of_it[:1]
        else:
            fault = f"and no prefixDef declares “{scheme}”"
        for _, element, attribute, written, _ in pointings:
            yield Found(file, element, attribute, f"@{attribute} has “{written}”, {fault}")


def _unused(subject: Subject) -> Iterator[Found]:
    edition = subject.edition
    if not edition.mentions:
        return
    parents = {entity.parent for entity in edition.entities.values()}
    for key, entity in edition.entities.items():
        if key not in edition.uses_of and key not in parents and key not in edition.mentions_of:
            message = f"nothing points at the {entity.kind} “{entity.name}”"
            yield Found(split_key(key)[0], subject.element(key), "", message)


_REGISTER: Final = '<standOff><listPerson><person xml:id="anna"><persName>Anna</persName></person></listPerson><listPlace><place xml:id="bonn"><placeName>Bonn</placeName></place></listPlace></standOff>'

RULES: Final = (
    Rule(
        "pointer-dangling",
        "error",
        "A pointer leads to nothing in the edition.",
        "Point at an id that is there, or make the entry.",
        f'{_REGISTER}<p><persName ref="#hanna">Anna</persName> <placeName ref="#bonn">B</placeName></p>',
        f'{_REGISTER}<p><persName ref="#anna">Anna</persName> <placeName ref="#bonn">B</placeName></p>',
        _dangling,
    ),
    Rule(
        "pointer-kind",
        "error",
        "A pointer leads to the wrong sort of thing: a person's name to a place, a status to no category.",
        "Point at an entry of the right register, or use the element for what is meant.",
        f'{_REGISTER}<p><persName ref="#bonn">Anna</persName></p>',
        f'{_REGISTER}<p><persName ref="#anna">Anna</persName></p>',
        _wrong_kind,
    ),
    Rule(
        "pointer-prefix",
        "error",
        "A pointer has a private scheme that no prefixDef declares, or that does not fit its pattern.",
        "Declare it with prefixDef in encodingDesc/listPrefixDef, or write the pointer out.",
        '<p><persName ref="person:anna">Anna</persName></p>',
        '<p><persName ref="https://example.org/anna">Anna</persName></p>',
        _unknown_prefix,
    ),
    Rule(
        "entry-unused",
        "note",
        "Nothing in the edition points at an entry of a register.",
        "Mark where it is mentioned, or leave it out.",
        f'{_REGISTER}<p><persName ref="#anna">Anna</persName></p>',
        f'{_REGISTER}<p><persName ref="#anna">Anna</persName> in <placeName ref="#bonn">Bonn</placeName></p>',
        _unused,
    ),
)
