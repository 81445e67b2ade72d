"""Modules that are RELAX NG of others (``moduleRef/@url``): MathML, SVG and the like.

Their definitions become patterns like those of the schema itself, with everything that a file inherits to
its parts written out: namespaces, libraries of datatypes, prefixes. What a document begins with is the
schema's to say, so their ``start`` is left out.

Source: RELAX NG Specification, sections 4.2 to 4.18; TEI P5, section 22.8.2 (``moduleRef``).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from edition.check.odd.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Pattern,
    attribute,
    choice,
    element,
    group,
    interleave,
    rebuilt,
    ref,
)
from edition.check.relaxng.files import RNG, beside, read_schema
from edition.errors import UnreadableError
from edition.tei.names import XML_NS

XSD: Final = "http://www.w3.org/2001/XMLSchema-datatypes"
_REPEATED: Final = frozenset({"group", "choice", "optional", "zeroOrMore", "oneOrMore"})
_ALONE: Final = {"empty": EMPTY, "text": TEXT, "notAllowed": NOT_ALLOWED}


class Definition(NamedTuple):
    """A ``define``.

    :ivar name: with the prefix of its module.
    :ivar combine: ``choice``, ``interleave`` or "".
    """

    name: str
    combine: str
    pattern: Pattern


class _Place(NamedTuple):
    """What a part of a module inherits.

    :ivar files: that are being read, from the module to the one in which it stands.
    :ivar scopes: what its names begin with, and those of the grammars around it.
    """

    files: tuple[Path, ...]
    scopes: tuple[str, ...]
    namespace: str
    library: str


def module_definitions(path: Path, prefix: str) -> dict[str, Pattern]:
    """What the module at *path* defines, all files together that it includes.

    :param prefix: that its names get, so that they are not taken for others.
    :raises UnreadableError: a file is not there, is not RELAX NG, or includes what is not beside it.
    """
    root = read_schema(path)
    place = _inherited(root, _Place((path,), (prefix,), "", ""))
    if root.tag != f"{RNG}grammar":
        raise _error(root, place, "a module must be a <grammar>")
    reader = _Reader()
    reader.collect(root, place)
    first = [found for found in reader.definitions if not found.combine]
    names = [found.name for found in first]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise _error(root, place, f"{twice!r} is defined twice")
    return combined({}, [*first, *(found for found in reader.definitions if found.combine)])


def own_definitions(node: etree._Element, path: Path, namespace: str) -> list[Definition]:
    """The definitions that the ``content`` of a ``moduleRef`` gives, *node*, in the ODD at *path*.

    :param namespace: of elements that say none.
    """
    reader = _Reader()
    reader.collect(node, _Place((path,), ("",), namespace, XSD))
    return reader.definitions


def combined(known: dict[str, Pattern], definitions: list[Definition]) -> dict[str, Pattern]:
    """*known* with *definitions*: what says how it is combined is added, what does not takes the place."""
    made = dict(known)
    for found in definitions:
        if not found.combine or found.name not in made:
            made[found.name] = found.pattern
        else:
            join = interleave if found.combine == "interleave" else choice
            made[found.name] = join(made[found.name], found.pattern)
    return made


class _Reader:
    """Reads the definitions of one module."""

    def __init__(self) -> None:
        self.definitions: list[Definition] = []
        self._grammars = 0

    def collect(
        self, node: etree._Element, place: _Place, without: frozenset[str] = frozenset()
    ) -> None:
        """Take in the definitions below *node*, but none of the names *without*."""
        for child in _children(node):
            kind, here = _kind(child), _inherited(child, place)
            if kind == "define":
                name = child.get("name", "").strip()
                if name not in without:
                    self._define(child, here, here.scopes[-1] + name)
            elif kind == "start":
                if len(here.scopes) > 1 and "" not in without:
                    self._define(child, here, _start(here))
            elif kind == "div":
                self.collect(child, here, without)
            elif kind == "include":
                self._include(child, here, without)
            else:
                raise _error(child, place, f"<{kind}> cannot stand in a grammar")

    def _define(self, node: etree._Element, place: _Place, name: str) -> None:
        combine = node.get("combine", "").strip()
        self.definitions.append(Definition(name, combine, group(*self._all(node, place))))

    def _include(self, node: etree._Element, place: _Place, without: frozenset[str]) -> None:
        """What the include defines itself stands for what it includes."""
        root, there = _outside(node, place)
        if root.tag != f"{RNG}grammar":
            raise _error(node, place, "the included file is no grammar")
        own = {
            child.get("name", "").strip() if child.tag == f"{RNG}define" else ""
            for child in node.iter(f"{RNG}define", f"{RNG}start")
        }
        self.collect(root, there, without | own)
        self.collect(node, place, without)

    def _all(self, node: etree._Element, place: _Place) -> Iterator[Pattern]:
        return (self._pattern(child, place) for child in _children(node))

    def _pattern(self, node: etree._Element, outer: _Place) -> Pattern:  # noqa: PLR0911, PLR0912, C901 – one for each kind
        place = _inherited(node, outer)
        match _kind(node):
            case "element":
                return self._element(node, place)
            case "attribute":
                return self._attribute(node, place)
            case "ref":
                return ref(place.scopes[-1] + node.get("name", "").strip())
            case "parentRef":
                if len(place.scopes) == 1:
                    raise _error(node, place, "<parentRef> has no grammar around its own")
                return ref(place.scopes[-2] + node.get("name", "").strip())
            case "mixed":
                return interleave(TEXT, group(*self._all(node, place)))
            case "interleave":
                return interleave(*self._all(node, place))
            case "list":
                return Pattern("list", (group(*self._all(node, place)),))
            case "data":
                return self._data(node, place)
            case "value":
                return _value(node, place)
            case "externalRef":
                root, there = _outside(node, place)
                return self._pattern(root, there)
            case "grammar":
                return self._nested(node, place)
            case kind if kind in _ALONE:
                return _ALONE[kind]
            case kind if kind in _REPEATED:
                children = tuple(self._all(node, place))
                return rebuilt(Pattern(kind, children), children)
            case kind:
                raise _error(node, place, f"<{kind}> is no pattern of RELAX NG")

    def _nested(self, node: etree._Element, place: _Place) -> Pattern:
        """A grammar in a pattern: its names are its own."""
        self._grammars += 1
        scope = f"{place.scopes[0]}grammar{self._grammars}."
        inside = place._replace(scopes=(*place.scopes, scope))
        self.collect(node, inside)
        return ref(_start(inside))

    def _element(self, node: etree._Element, place: _Place) -> Pattern:
        children = _children(node)
        if node.get("name") is not None:
            namespace, local = _qualified(node.get("name", ""), node, place)
            return element(local, namespace, group(*(self._pattern(c, place) for c in children)))
        content = group(*(self._pattern(child, place) for child in children[1:]))
        if content == NOT_ALLOWED:
            return NOT_ALLOWED
        return Pattern("element", (_names(children[0], place), content))

    def _attribute(self, node: etree._Element, place: _Place) -> Pattern:
        children = _children(node)
        if node.get("name") is None:
            value = self._pattern(children[1], place) if len(children) > 1 else TEXT
            return Pattern("attribute", (_names(children[0], place), value))
        here = place if node.get("ns") is not None else place._replace(namespace="")
        namespace, local = _qualified(node.get("name", ""), node, here)
        value = self._pattern(children[0], place) if children else TEXT
        if namespace == XML_NS:
            return attribute(f"xml:{local}", "", value)
        return attribute(local, namespace, value)

    def _data(self, node: etree._Element, place: _Place) -> Pattern:
        parts: list[Pattern] = []
        for child in _children(node):
            if _kind(child) == "param":
                named = (("name", child.get("name", "").strip()),)
                parts.append(Pattern("param", (), named, child.text or ""))
            else:
                excepted = choice(*self._all(child, _inherited(child, place)))
                parts.append(Pattern("except", (excepted,)))
        return Pattern("data", tuple(parts), _type(node, place))


def _value(node: etree._Element, place: _Place) -> Pattern:
    if node.get("type") is None:
        return Pattern("value", text=" ".join((node.text or "").split()))
    return Pattern("value", (), _type(node, place), node.text or "")


def _type(node: etree._Element, place: _Place) -> tuple[tuple[str, str], ...]:
    """The datatype of *node*; that it is one of XML Schema goes without saying."""
    named = ("type", node.get("type", "").strip())
    return (named,) if place.library == XSD else (("datatypeLibrary", place.library), named)


def _names(node: etree._Element, outer: _Place) -> Pattern:
    """A name class."""
    place = _inherited(node, outer)
    match _kind(node):
        case "name":
            namespace, local = _qualified(node.text or "", node, place)
            return Pattern("name", (), (("ns", namespace),), local)
        case "choice":
            return choice(*(_names(child, place) for child in _children(node)))
        case "nsName":
            return Pattern("nsName", _excepted(node, place), (("ns", place.namespace),))
        case "anyName":
            return Pattern("anyName", _excepted(node, place))
        case kind:
            raise _error(node, place, f"<{kind}> names nothing")


def _excepted(node: etree._Element, place: _Place) -> tuple[Pattern, ...]:
    return tuple(
        Pattern("except", tuple(_names(child, _inherited(outer, place)) for child in _children(outer)))
        for outer in _children(node)
    )  # fmt: skip


def _qualified(written: str, node: etree._Element, place: _Place) -> tuple[str, str]:
    """The namespace and the local name of a name as it is written."""
    prefix, colon, local = written.strip().rpartition(":")
    if not colon:
        return place.namespace, local
    namespace = XML_NS if prefix == "xml" else node.nsmap.get(prefix)
    if namespace is None:
        raise _error(node, place, f"the prefix of {written!r} is not declared")
    return namespace, local


def _outside(node: etree._Element, place: _Place) -> tuple[etree._Element, _Place]:
    """The root of the file that *node* refers to, and its place."""
    target = beside(place.files[-1], node.get("href", "").strip(), node)
    if target in (file.resolve() for file in place.files):
        raise _error(node, place, f"{target.name} includes itself")
    there = place._replace(files=(*place.files, target), library="")
    root = read_schema(target)
    return root, _inherited(root, there)


def _inherited(node: etree._Element, place: _Place) -> _Place:
    """*place* with what the attributes of *node* say of all within it."""
    return place._replace(
        namespace=node.get("ns", place.namespace),
        library=node.get("datatypeLibrary", place.library),
    )


def _start(place: _Place) -> str:
    """What the start of a grammar in a pattern is called: no definition has a name like it."""
    return f"{place.scopes[-1]}-start"


def _children(node: etree._Element) -> list[etree._Element]:
    """The children that are of RELAX NG; the others are annotations."""
    return list(node.iterchildren(f"{RNG}*"))


def _kind(node: etree._Element) -> str:
    return etree.QName(node).localname


def _error(node: etree._Element, place: _Place, what: str) -> UnreadableError:
    return UnreadableError(
        f"the module is not valid RELAX NG: {what}",
        file=str(place.files[-1]),
        line=node.sourceline or 1,
        hint="Get it again from where it came from, or mend it at this place.",
    )
