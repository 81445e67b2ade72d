"""What ``refsDecl`` declares, made ready: which elements are units, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from edition.tei.names import NAMESPACES, local_name
from edition.tei.pointers import Prefix
from edition.tei.xpath import Path, PathError, compile_path

#: Structures of one file that are read, and how deep they may lie in each other.
_MOST: Final = 100
_DEEPEST: Final = 16
#: How a path from a break to what follows it begins; what remains is looked for everywhere.
_ONWARD: Final = re.compile(r"^\s*(?:\.?//|following::|following-sibling::|\./)")
#: Prefixes by which the vocabularies of Dublin Core are called without being declared.
_DUBLIN_CORE: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "dcterms": "http://purl.org/dc/terms/",
}


class Problem(NamedTuple):
    """Something of a scheme that cannot be read as it is.

    :ivar message: what is wrong.
    :ivar element: the declaration, or the unit, that it is about.
    """

    message: str
    element: etree._Element

    @property
    def line(self) -> int:
        """The line of the element."""
        return self.element.sourceline or 0


@dataclass(frozen=True, eq=False)
class Rule:
    """One ``citeStructure``.

    :ivar kind: ``@unit``.
    :ivar delimiter: ``@delim``, or "".
    :ivar data: property and expression of each ``citeData``.
    :ivar anywhere: for what lies between two breaks: *match* from the root; None if there is no such.
    """

    kind: str
    match: Path
    use: Path
    delimiter: str
    data: tuple[tuple[str, Path], ...]
    inner: tuple[Rule, ...]
    element: etree._Element
    anywhere: Path | None
    _everywhere: list[etree._Element] = field(default_factory=list)

    def everywhere(self, root: etree._Element) -> list[etree._Element]:
        """All elements of the file that it can mean between two breaks; looked for once.

        :raises PathError: they cannot be found.
        """
        if not self._everywhere:
            if self.anywhere is None:
                raise PathError(f"{self.match.written!r} cannot be looked for between two breaks")
            self._everywhere.extend(self.anywhere.nodes(root))
        return self._everywhere


@dataclass(frozen=True, eq=False)
class Declaration:
    """One ``refsDecl`` with its rules."""

    name: str
    rules: tuple[Rule, ...]


def read_declarations(
    root: etree._Element, prefixes: Mapping[str, Prefix]
) -> tuple[list[Declaration], list[Problem]]:
    """The schemes of citation that a header declares, the default one first.

    Read are those of ``citeStructure``. ``cRefPattern`` and ``refState`` say how a reference is resolved,
    not which there are; a declaration in prose is for people. That they are there is no fault.
    """
    problems: list[Problem] = []
    reader = _Reader(prefixes, problems)
    found: list[tuple[bool, Declaration]] = []
    names: set[str] = set()
    for element in root.iterfind(".//tei:teiHeader//tei:refsDecl", NAMESPACES):
        rules = tuple(reader.rules(element, 0))
        if not rules:
            continue
        name = element.get("n", "")
        if name in names:
            message = f"a second refsDecl is called {name!r}; only the first is read"
            problems.append(Problem(message, element))
            continue
        names.add(name)
        found.append((element.get("default") == "true", Declaration(name, rules)))
    found.sort(key=lambda pair: not pair[0])
    unnamed = [declaration for _, declaration in found[1:] if not declaration.name]
    for declaration in unnamed:
        message = "a refsDecl that is not the default has no @n by which it could be asked for"
        problems.append(Problem(message, declaration.rules[0].element))
    return [declaration for _, declaration in found if declaration not in unnamed], problems


class _Reader:
    """Reads ``citeStructure``, and says what is wrong with it."""

    def __init__(self, prefixes: Mapping[str, Prefix], problems: list[Problem]) -> None:
        self.prefixes = prefixes
        self.problems = problems
        self.number = 0

    def rules(self, element: etree._Element, depth: int) -> Iterator[Rule]:
        for structure in element.iterfind("tei:citeStructure", NAMESPACES):
            self.number += 1
            if self.number > _MOST or depth > _DEEPEST:
                self._say(
                    f"more than {_MOST} citeStructures, or so deep in others, are not read",
                    structure,
                )
                return
            try:
                rule = self._rule(structure, depth)
            except PathError as error:
                self._say(f"citeStructure: {error}", structure)
                continue
            yield rule

    def _rule(self, structure: etree._Element, depth: int) -> Rule:
        namespaces = structure.nsmap
        written = structure.get("match", "")
        match = compile_path(written, namespaces)
        use = _relative(structure.get("use", ""), namespaces)
        parent = structure.getparent()
        anywhere = None
        if depth and parent is not None:
            anywhere = _from_root(written, namespaces)
            if match.is_absolute and not written.startswith("//"):
                raise PathError(f"the inner @match {written!r} begins at the root")
            if match.is_absolute:
                match = compile_path(f".{written}", namespaces)
        return Rule(
            structure.get("unit", "") or "unit",
            match,
            use,
            structure.get("delim", "") if depth else "",
            tuple(self._data(structure)),
            tuple(self.rules(structure, depth + 1)),
            structure,
            anywhere,
        )

    def _data(self, structure: etree._Element) -> Iterator[tuple[str, Path]]:
        for data in structure:
            if local_name(data) != "citeData":
                continue
            try:
                path = _relative(data.get("use", ""), data.nsmap)
            except PathError as error:
                self._say(f"citeData: {error}", data)
                continue
            yield self._property(data.get("property", "")), path

    def _property(self, written: str) -> str:
        """The address of a property, its prefix expanded."""
        ident, mark, rest = written.partition(":")
        if not mark:
            return written
        prefix = self.prefixes.get(ident)
        expanded = prefix.expand(rest) if prefix else None
        return expanded or (_DUBLIN_CORE[ident] + rest if ident in _DUBLIN_CORE else written)

    def _say(self, message: str, element: etree._Element) -> None:
        self.problems.append(Problem(message, element))


def _from_root(written: str, namespaces: Mapping[str | None, str]) -> Path | None:
    """The inner path *written*, from the root of the file."""
    try:
        return compile_path("//" + _ONWARD.sub("", written), namespaces)
    except PathError:
        return None


def _relative(written: str, namespaces: Mapping[str | None, str]) -> Path:
    """The expression of a ``@use``, which begins at what is matched."""
    path = compile_path(written, namespaces)
    if path.is_absolute:
        raise PathError(f"@use begins at the root ({written!r}), not at what is matched")
    return path
