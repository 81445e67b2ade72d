"""A customisation: what it takes from its source, and what it makes of it.

First everything is gathered that modules and references bring in, then what the schema deletes, replaces
and changes is applied, then what it declares itself is added. The order is that of the source, module
``tei`` first, then ``core``, then the others as they are named: classes that are sequences depend on it.

Source: TEI P5, sections 22.8.1 (Combining Specifications) and 23.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lxml import etree

from edition.check.findings import Finding
from edition.check.odd.external import Definition, module_definitions, own_definitions
from edition.check.odd.merging import changed
from edition.check.odd.patterns import Pattern
from edition.check.odd.reading import KINDS, names_in, read_spec, schema_constraints
from edition.check.odd.records import Attribute, Constraint, Key, Kind, Place, Spec
from edition.check.odd.source import (
    Item,
    Source,
    declarations,
    items_of,
    local_file,
    namespaces_of,
    schema_of,
)
from edition.check.odd.wording import described
from edition.errors import EditionError, UnreadableError
from edition.tei.names import TEI_NS, TEI_PREFIX, local_name
from edition.tei.parse import Document

_REFERENCES: Final[dict[str, Kind]] = {
    "elementRef": "element",
    "classRef": "class",
    "macroRef": "macro",
    "dataRef": "data",
}
#: What ``anyElement`` excludes where nothing else is said (``schemaSpec/@defaultExceptions``).
_EXCEPTIONS: Final = (TEI_NS, "teix:egXML")
_FIRST: Final = {"tei": 0, "core": 1}
#: How many ODDs may be built one on the other.
_CHAIN: Final = 8
#: Names that a hint lists where none is close.
_SHOWN: Final = 12
_NAME: Final = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, eq=False)
class Module:
    """RELAX NG of others that a schema takes in (``moduleRef/@url``).

    :ivar definitions: its patterns by name, with its prefix.
    :ivar changes: what the schema defines beside it, or in place of what is there.
    """

    definitions: dict[str, Pattern]
    changes: list[Definition]
    place: Place


@dataclass(frozen=True, eq=False)
class Schema:
    """What a schema declares, all changes applied.

    :ivar ns: namespace of its elements.
    :ivar prefix: of the names of its patterns.
    :ivar start: the elements a document may begin with; empty for the usual ones.
    :ivar specs: its declarations, in their order.
    :ivar known: identifiers that its source knows: what is not in the schema but here was left out on
        purpose.
    :ivar modules: RELAX NG of others.
    :ivar language: of its documentation, where there is a choice.
    :ivar is_whole: whether all of those were there; if not, what refers to them is not to blame.
    """

    ident: str
    ns: str
    prefix: str
    start: tuple[str, ...]
    exceptions: tuple[str, ...]
    specs: dict[Key, Spec]
    constraints: tuple[Constraint, ...]
    namespaces: dict[str, str]
    known: frozenset[str]
    place: Place
    modules: tuple[Module, ...] = ()
    is_whole: bool = True
    language: str = "en"
    members: dict[str, list[Spec]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the members of each class, in their order."""
        for spec in self.specs.values():
            for membership in spec.memberships:
                self.members.setdefault(membership.key, []).append(spec)

    def find(self, ident: str, *kinds: Kind) -> Spec | None:
        """The declaration of this name among these *kinds*."""
        for kind in kinds:
            if spec := self.specs.get(Key(kind, ident)):
                return spec
        return None

    def described(self, words: tuple[etree._Element, ...]) -> str:
        """What a declaration says of itself, in the language of the schema's documentation."""
        return described(words, self.language)

    def is_external(self, name: str) -> bool:
        """Whether a module of others defines the pattern *name*."""
        return any(
            name in module.definitions or name in {change.name for change in module.changes}
            for module in self.modules
        )

    def pattern_name(self, spec: Spec) -> str:
        """What the pattern of *spec* is called in the grammar."""
        return (self.prefix if spec.prefix is None else spec.prefix) + spec.ident


def customised(
    document: Document, folder: Path, p5: Source | None, findings: list[Finding], language: str = ""
) -> Schema:
    """The schema that the first ``schemaSpec`` of *document* defines.

    :param folder: where files that it names are looked for.
    :param p5: the TEI, for schemas that take from it.
    :param language: of its documentation; without, that of ``schemaSpec/@docLang``, or English.
    :param findings: gets what is wrong; what is an error leaves the schema without what was meant.
    :raises UnreadableError: *document*, or a file it names, has no schema or cannot be read.
    :raises EditionError: a file or group that it names is not there.
    """
    chain = ((folder / Path(document.name).name).resolve(),)
    schema = _Customisation(document, folder, p5, findings, chain).schema()
    return replace(schema, language=language) if language else schema


class _Customisation:
    """One schema while it is put together."""

    def __init__(
        self,
        document: Document,
        folder: Path,
        p5: Source | None,
        findings: list[Finding],
        chain: tuple[Path, ...],
    ) -> None:
        self.document = document
        self.folder = folder
        self.p5 = p5
        self.findings = findings
        self.chain = chain
        self.node = schema_of(document)
        self.items = list(items_of(document, self.node, folder))
        self.sources: dict[str, Source | None] = {}
        self.used: list[Source] = []
        self.external: list[Module] = []

    def schema(self) -> Schema:
        """Everything gathered, changed and added."""
        gathered: dict[Key, Spec] = {}
        references = [item for item in self.items if local_name(item.node) in _REFERENCES]
        directly = {item.node.get("key", "") for item in references}
        modules = [item for item in self.items if local_name(item.node) == "moduleRef"]
        modules.sort(key=lambda item: _FIRST.get(item.node.get("key", ""), 2))
        for item in modules:
            for spec in self._module(item, directly):
                gathered[spec.key] = spec
        for item in references:
            referred = self._referred(item)
            if referred is not None:
                gathered[referred.key] = referred
        for item in self.items:
            if local_name(item.node) in KINDS:
                self._apply(read_spec(item.document, item.node), gathered)
        namespaces: dict[str, str] = {"tei": TEI_NS}
        for source in self.used:
            namespaces |= source.namespaces
        for item in self.items:
            namespaces |= namespaces_of(item.node)
        return Schema(
            ident=self._ident(),
            ns=self.node.get("ns", TEI_NS).strip(),
            prefix=self.node.get("prefix", "").strip(),
            start=names_in(self.node, "start"),
            exceptions=names_in(self.node, "defaultExceptions") or _EXCEPTIONS,
            specs=gathered,
            constraints=schema_constraints(self.document, self.node),
            namespaces=namespaces,
            known=frozenset(spec.ident for source in self.used for spec in source.specs),
            place=Place(self.document, self.node),
            modules=tuple(self.external),
            language=(*names_in(self.node, "docLang"), "en")[0],
            is_whole=not any(found.code == "odd-external-module" for found in self.findings),
        )

    def _ident(self) -> str:
        """What the schema is called; its files are named by that, so it must be a name."""
        ident = self.node.get("ident", "").strip() or Path(self.document.name).name.split(".")[0]
        if not _NAME.fullmatch(ident):
            self._say(
                Item(self.document, self.node),
                "odd-name",
                f"{ident!r} is no name for a schema",
                "Give <schemaSpec> an @ident of letters, digits, full stops, hyphens and underscores.",
            )
        return ident

    def _say(self, item: Item, code: str, message: str, hint: str, *, fatal: bool = True) -> None:
        place = Place(item.document, item.node)
        self.findings.append(place.finding("error" if fatal else "warning", code, message, hint))

    def _module(self, item: Item, directly: set[str]) -> Iterable[Spec]:
        """What a ``moduleRef`` brings in; what is referred to by itself comes by that reference."""
        node, key = item.node, item.node.get("key", "").strip()
        if node.get("url"):
            self._external(item)
            return ()
        source = self._source(item)
        if source is None:
            return ()
        specs = source.modules.get(key)
        if specs is None:
            self._say(
                item,
                "odd-unknown-module",
                f"{source.name} has no module {key!r}",
                _nearest(key, source.modules),
            )
            return ()
        included, excepted = names_in(node, "include"), names_in(node, "except")
        self._check_names(item, key, specs, (*included, *excepted))
        others = [spec for spec in specs if spec.ident not in directly]
        if node.get("include") is not None:  # an empty list includes no element
            return [s for s in others if s.kind != "element" or s.ident in included]
        return [s for s in others if s.kind != "element" or s.ident not in excepted]

    def _external(self, item: Item) -> None:
        """Take in a module that is RELAX NG of others."""
        url = item.node.get("url", "").strip()
        parts = urlsplit(url)
        if parts.scheme not in {"", "file"} or parts.netloc not in {"", "localhost"}:
            self._say(
                item,
                "odd-external-module",
                f"the module {url} is on the web, and nothing is fetched",
                "Keep a copy beside the ODD, with the files it includes, and name that in @url.",
            )
            return
        path = self.folder / url2pathname(parts.path)
        if not path.is_file():
            self._say(
                item,
                "odd-external-module",
                f"the module {url} is not there",
                "Keep a copy of it beside the ODD, with the files it includes.",
            )
            return
        try:
            definitions = module_definitions(path, item.node.get("prefix", "").strip())
            changes = [
                definition
                for content in item.node.iterchildren(f"{TEI_PREFIX}content")
                for definition in own_definitions(content, path, self.node.get("ns", TEI_NS))
            ]
        except UnreadableError as error:
            self._say(
                item, "odd-external-module", f"{error.place}: {error.message}", error.hint or ""
            )
        else:
            self.external.append(Module(definitions, changes, Place(item.document, item.node)))

    def _check_names(
        self, item: Item, key: str, specs: Sequence[Spec], names: Sequence[str]
    ) -> None:
        elements = [spec.ident for spec in specs if spec.kind == "element"]
        for name in names:
            if name not in elements:
                self._say(
                    item,
                    "odd-unknown-element",
                    f"the module {key} has no element {name!r}",
                    _nearest(name, elements),
                    fatal=False,
                )

    def _referred(self, item: Item) -> Spec | None:
        """What an ``elementRef``, ``classRef``, ``macroRef`` or ``dataRef`` of the schema brings in."""
        source = self._source(item)
        if source is None:
            return None
        kind, key = _REFERENCES[local_name(item.node)], item.node.get("key", "").strip()
        spec = source.by_key.get(Key(kind, key))
        if spec is None:
            of_kind = [known.ident for known in source.by_key if known.kind == kind]
            self._say(
                item,
                f"odd-unknown-{kind}",
                f"{source.name} has no {kind} {key!r}",
                _nearest(key, of_kind),
            )
            return None
        included, excepted = names_in(item.node, "include"), names_in(item.node, "except")
        if kind == "class" and (included or excepted):
            spec = replace(
                spec,
                attributes=tuple(
                    member
                    for member in spec.attributes
                    if not isinstance(member, Attribute)
                    or (member.ident in included if included else member.ident not in excepted)
                ),
            )
        return spec

    def _source(self, item: Item) -> Source | None:
        """Where *item* takes from: its ``@source``, that of the schema, or the TEI."""
        named = item.node.get("source") or self.node.get("source") or ""
        named = named.strip()
        if named not in self.sources:
            self.sources[named] = source = self._opened(item, named)
            if source is not None:
                self.used.append(source)
        return self.sources[named]

    def _opened(self, item: Item, named: str) -> Source | None:
        if named and not named.startswith(("tei:", "http:", "https:")):
            path = (self.folder / named).resolve()
            if path in self.chain or len(self.chain) >= _CHAIN:
                self._say(
                    item,
                    "odd-chain",
                    f"the ODD is chained to itself by way of {named}",
                    "Let @source name an ODD that is not built on this one.",
                )
                return None
            there = local_file(item.document, item.node, named, self.folder)
            if _is_compiled(there):
                return declarations(there)
            chained = _Customisation(
                there,
                (self.folder / named).parent,
                self.p5,
                self.findings,
                (*self.chain, path),
            ).schema()
            return Source(named, tuple(chained.specs.values()), chained.namespaces)
        if self.p5 is None:
            self._say(
                item,
                "odd-no-source",
                "the schema takes from the TEI, and the TEI was not given",
                "Name the TEI's p5subset.xml with --p5.",
            )
        return self.p5

    def _apply(self, spec: Spec, gathered: dict[Key, Spec]) -> None:
        """Add, change, replace or delete by a declaration of the schema."""
        there = gathered.get(spec.key)
        if spec.mode == "add":
            if there is not None:
                self._warn(
                    spec, "odd-already-there", f"the {spec.kind} {spec.ident} is already there",
                    'It is replaced. Say so with mode="replace", or change it with mode="change".',
                )  # fmt: skip
                del gathered[spec.key]
            gathered[spec.key] = spec
        elif there is None:
            self._warn(
                spec, f"odd-nothing-to-{spec.mode}",
                f"no module or reference brings in the {spec.kind} {spec.ident} that is to be {_PAST[spec.mode]}",
                self._remedy(spec, gathered),
            )  # fmt: skip
        elif spec.mode == "delete":
            del gathered[spec.key]
        elif spec.mode == "replace":
            gathered[spec.key] = replace(spec, module=spec.module or there.module)
        else:
            gathered[spec.key] = changed(there, spec, self.findings)

    def _warn(self, spec: Spec, code: str, message: str, hint: str) -> None:
        self.findings.append(spec.place.finding("warning", code, message, hint))

    def _remedy(self, spec: Spec, gathered: dict[Key, Spec]) -> str:
        for source in self.used:
            if known := source.by_key.get(spec.key):
                return f"It is in the module {known.module}: name it there in @include, or take this out."
        return _nearest(spec.ident, [key.ident for key in gathered if key.kind == spec.kind])


_PAST: Final = {"change": "changed", "delete": "deleted", "replace": "replaced", "add": "added"}


def _is_compiled(document: Document) -> bool:
    """Whether all that *document* declares stands in it, as in p5subset or a compiled ODD."""
    references = (f"{TEI_PREFIX}moduleRef", f"{TEI_PREFIX}specGrpRef")
    schema: etree._Element | None
    try:
        schema = schema_of(document)
    except EditionError:
        return True
    return next(schema.iter(*references), None) is None


def _nearest(name: str, names: Iterable[str]) -> str:
    """A hint at what *name* may have been meant to be."""
    known = sorted(names)
    shown = ", ".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")
    if close := get_close_matches(name, known, 3, 0.6):
        return f"Did you mean {' or '.join(close)}?"
    return f"There are {shown}." if known else "There are none."
