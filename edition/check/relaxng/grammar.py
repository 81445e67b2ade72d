"""From the XML syntax of RELAX NG to patterns (the specification's sections 3 and 4).

The content of an element is read when a document first has that element: of the some six hundred of
TEI All a document has fifty, and the rest costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from edition.check.relaxng.datatypes import SPACE, DatatypeError, datatype
from edition.check.relaxng.files import RNG, beside, read_schema
from edition.check.relaxng.names import AnyName, Name, NameClass, NsName, OneOf, qualified, tag_of
from edition.check.relaxng.patterns import Element, Pattern, Patterns
from edition.errors import UnreadableError
from edition.tei.names import XML_NS

_PREFIX: Final = len(RNG)


class _Place(NamedTuple):
    """Where a part of a schema stands, and what it inherits from there.

    :ivar files: the files that are being read, from the schema to the one in which it stands.
    """

    files: tuple[Path, ...]
    scope: _Scope
    namespace: str
    library: str


class _Definition(NamedTuple):
    node: etree._Element
    place: _Place


@dataclass(slots=True)
class _Scope:
    """One ``grammar`` of the schema: its definitions by name, the start's being ""."""

    outer: _Scope | None = None
    definitions: dict[str, list[_Definition]] = field(default_factory=dict)
    patterns: dict[str, Pattern | None] = field(default_factory=dict)


class Grammar:
    """A schema, read as far as it was asked for.

    :ivar path: its file.
    :ivar make: makes its patterns.
    :ivar start: the pattern of a whole document.
    """

    def __init__(self, path: Path) -> None:
        """Read the schema at *path*.

        :raises UnreadableError: it cannot be read, or is not RELAX NG.
        """
        self.path = path
        self.make = Patterns()
        self._elements: dict[etree._Element, Element] = {}
        root = read_schema(path)
        self._outermost = _Scope()
        place = self._inherited(root, _Place((path,), self._outermost, "", ""))
        if root.tag == f"{RNG}grammar":
            self._collect(root, place)
            self.start = self._named("", self._outermost, root, place)
        else:
            self.start = self._pattern(root, place)

    def elements(self) -> Iterator[Element]:
        """All elements of the schema, in the order of its definitions."""
        seen: dict[Element, None] = dict.fromkeys(self.start.elements)
        for name, found in list(self._outermost.definitions.items()):
            if name:
                pattern = self._named(name, self._outermost, found[0].node, found[0].place)
                seen.update(dict.fromkeys(pattern.elements))
        yield from seen

    # Definitions ----------------------------------------------------------------------------------

    def _collect(
        self, node: etree._Element, place: _Place, without: frozenset[str] = frozenset()
    ) -> None:
        """Take in the definitions below *node*, but none of the names *without*."""
        for child in _children(node):
            kind = _kind(child)
            here = self._inherited(child, place)
            if kind in {"define", "start"}:
                name = _attribute(child, "name") if kind == "define" else ""
                if name not in without:
                    place.scope.definitions.setdefault(name, []).append(_Definition(child, here))
            elif kind == "div":
                self._collect(child, here, without)
            elif kind == "include":
                self._include(child, here, without)
            else:
                raise _error(child, place, f"<{kind}> cannot stand in a grammar")

    def _include(self, node: etree._Element, place: _Place, without: frozenset[str]) -> None:
        """Section 4.7: what the include defines itself stands for what it includes."""
        root, there = self._outside(node, place)
        if root.tag != f"{RNG}grammar":
            raise _error(node, place, "the included file is no grammar")
        own = {
            _attribute(child, "name") if child.tag == f"{RNG}define" else ""
            for child in node.iter(f"{RNG}define", f"{RNG}start")
        }
        self._collect(root, there, without | own)
        self._collect(node, place, without)

    def _outside(self, node: etree._Element, place: _Place) -> tuple[etree._Element, _Place]:
        """The root of the file that *node* refers to, and its place."""
        target = beside(place.files[-1], _attribute(node, "href"), node)
        if target in (file.resolve() for file in place.files):
            raise _error(node, place, f"{target.name} includes itself")
        there = place._replace(files=(*place.files, target), library="")
        root = read_schema(target)
        return root, self._inherited(root, there)

    def _named(self, name: str, scope: _Scope, node: etree._Element, place: _Place) -> Pattern:
        """The pattern that *name* stands for in *scope*."""
        if name in scope.patterns:
            found = scope.patterns[name]
            if found is None:
                raise _error(node, place, f"{name!r} is defined by itself, with no element between")
            return found
        definitions = scope.definitions.get(name)
        if not definitions:
            what = f"{name!r} is not defined" if name else "the grammar has no start"
            raise _error(node, place, what)
        scope.patterns[name] = None
        combine = {d.node.get("combine", "").strip() for d in definitions} - {""}
        if len(combine) > 1 or (not combine and len(definitions) > 1):
            raise _error(definitions[-1].node, definitions[-1].place, f"{name!r} is defined twice")
        patterns = [self._all(d.node, d.place) for d in definitions]
        made = patterns[0]
        for pattern in patterns[1:]:
            join = self.make.interleave if combine == {"interleave"} else self.make.choice
            made = join(made, pattern)
        scope.patterns[name] = made
        return made

    # Patterns -------------------------------------------------------------------------------------

    def _all(self, node: etree._Element, place: _Place) -> Pattern:
        """The children of *node* as a group."""
        made: Pattern = self.make.empty
        for child in reversed(_children(node)):
            made = self.make.group(self._pattern(child, place), made)
        return made

    def _pattern(self, node: etree._Element, outer: _Place) -> Pattern:  # noqa: PLR0911, PLR0912, C901 – one for each kind
        make, place = self.make, self._inherited(node, outer)
        match _kind(node):
            case "element":
                return self._element(node, place)
            case "attribute":
                return self._attribute_pattern(node, place)
            case "ref":
                return self._named(_attribute(node, "name"), place.scope, node, place)
            case "parentRef":
                scope = place.scope.outer
                if scope is None:
                    raise _error(node, place, "<parentRef> has no grammar around its own")
                return self._named(_attribute(node, "name"), scope, node, place)
            case "group" | "define":
                return self._all(node, place)
            case "choice":
                return make.choice(*(self._pattern(child, place) for child in _children(node)))
            case "interleave":
                return self._interleaved(node, place)
            case "optional":
                return make.optional(self._all(node, place))
            case "zeroOrMore":
                return make.optional(make.one_or_more(self._all(node, place)))
            case "oneOrMore":
                return make.one_or_more(self._all(node, place))
            case "mixed":
                return make.interleave(make.text, self._all(node, place))
            case "list":
                return make.list(self._all(node, place))
            case "empty":
                return make.empty
            case "text":
                return make.text
            case "notAllowed":
                return make.not_allowed
            case "data" | "value":
                return self._data(node, place)
            case "externalRef":
                root, there = self._outside(node, place)
                return self._pattern(root, there)
            case "grammar":
                return self._nested(node, place)
            case kind:
                raise _error(node, place, f"<{kind}> is no pattern of RELAX NG")

    def _nested(self, node: etree._Element, place: _Place) -> Pattern:
        scope = _Scope(place.scope)
        inside = place._replace(scope=scope)
        self._collect(node, inside)
        return self._named("", scope, node, inside)

    def _interleaved(self, node: etree._Element, place: _Place) -> Pattern:
        made: Pattern = self.make.empty
        for child in reversed(_children(node)):
            made = self.make.interleave(self._pattern(child, place), made)
        return made

    def _element(self, node: etree._Element, place: _Place) -> Element:
        found = self._elements.get(node)
        if found is None:
            names, content = _names_and_content(node, place)

            def read() -> Pattern:
                made: Pattern = self.make.empty
                for child in reversed(content):
                    made = self.make.group(self._pattern(child, place), made)
                return made

            found = self._elements[node] = self.make.element(names, read)
        return found

    def _attribute_pattern(self, node: etree._Element, place: _Place) -> Pattern:
        if node.get("name") is not None and node.get("ns") is None:
            place = place._replace(namespace="")  # section 4.8
        names, content = _names_and_content(node, place)
        value = self._pattern(content[0], place) if content else self.make.text
        return self.make.attribute(names, value)

    def _data(self, node: etree._Element, place: _Place) -> Pattern:
        given = node.get("type", "").strip()
        parameters = [
            (_attribute(child, "name"), child.text or "")
            for child in _children(node)
            if child.tag == f"{RNG}param"
        ]
        is_value = node.tag == f"{RNG}value"
        library = place.library if given else ""
        try:
            found = datatype(library, given or "token", parameters)
        except DatatypeError as error:
            raise _error(node, place, str(error)) from None
        if is_value:
            return self.make.value(found, node.text or "")
        excepted = [
            self._pattern(child, place)
            for outer in _children(node)
            if outer.tag == f"{RNG}except"
            for child in _children(outer)
        ]
        return self.make.data(found, self.make.choice(*excepted) if excepted else None)

    def _inherited(self, node: etree._Element, place: _Place) -> _Place:
        """*place* with what the attributes of *node* say of all within it."""
        namespace, library = node.get("ns"), node.get("datatypeLibrary")
        if namespace is None and library is None:
            return place
        return place._replace(
            namespace=place.namespace if namespace is None else namespace,
            library=place.library if library is None else library,
        )


def _children(node: etree._Element) -> list[etree._Element]:
    """The children that are of RELAX NG; the others are annotations."""
    return list(node.iterchildren(f"{RNG}*"))


def _kind(node: etree._Element) -> str:
    """The local name of an element of RELAX NG."""
    return tag_of(node)[_PREFIX:]


def _attribute(node: etree._Element, name: str) -> str:
    return node.get(name, "").strip(SPACE)


def _names_and_content(
    node: etree._Element, place: _Place
) -> tuple[NameClass, list[etree._Element]]:
    """The names of an ``element`` or ``attribute``, and what stands in it."""
    children = _children(node)
    name = node.get("name")
    if name is not None:
        return Name(_tag(name, node, place)), children
    if not children:
        raise _error(node, place, f"<{_kind(node)}> has no name")
    return _names(children[0], place), children[1:]


def _names(node: etree._Element, outer: _Place) -> NameClass:
    namespace = node.get("ns", outer.namespace)
    place = outer._replace(namespace=namespace)
    match _kind(node):
        case "name":
            return Name(_tag(node.text or "", node, place))
        case "choice":
            return OneOf(tuple(_names(child, place) for child in _children(node)))
        case "nsName":
            return NsName(namespace, _excepted(node, place))
        case "anyName":
            return AnyName(_excepted(node, place))
        case kind:
            raise _error(node, place, f"<{kind}> names nothing")


def _excepted(node: etree._Element, place: _Place) -> tuple[NameClass, ...]:
    return tuple(_names(child, place) for outer in _children(node) for child in _children(outer))


def _tag(written: str, node: etree._Element, place: _Place) -> str:
    prefix, colon, local = written.strip(SPACE).rpartition(":")
    if not colon:
        return qualified(place.namespace, local)
    namespace = XML_NS if prefix == "xml" else node.nsmap.get(prefix)
    if namespace is None:
        raise _error(node, place, f"the prefix of {written!r} is not declared")
    return qualified(namespace, local)


def _error(node: etree._Element, place: _Place, what: str) -> UnreadableError:
    return UnreadableError(
        f"the schema is not valid RELAX NG: {what}",
        file=str(place.files[-1]),
        line=node.sourceline or 1,
        hint="Make the schema anew, or mend it at this place.",
    )
